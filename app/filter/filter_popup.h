#pragma once

#include <filter/filter_completion.h>

#include <QObject>
#include <QString>

#include <vector>

class QAbstractItemView;
class QCompleter;
class QLineEdit;
class QStandardItemModel;

namespace tapscope {

class Theme;

/// The list below a filter input that offers texts with their meaning: words that complete the filter, or recent
/// filters. Owned by the input.
class FilterPopup final : public QObject {
    Q_OBJECT

public:
    FilterPopup(QLineEdit& line, const Theme& theme);

    /// Shows the candidates, of which none is selected until the user selects one. Without candidates, hides the list.
    void offer(const std::vector<FilterCandidate>& candidates);
    void hide();
    [[nodiscard]] bool isVisible() const;
    [[nodiscard]] const QWidget& widget() const;
    /// Whether the user has selected a candidate.
    [[nodiscard]] bool hasSelection() const;
    /// The selected candidate, or the first one if none is selected.
    [[nodiscard]] QString selectedOrFirst() const;

signals:
    void chosen(const QString& text);

private:
    void fit();

    QLineEdit& line_;
    const Theme& theme_;
    QStandardItemModel* model_;
    QCompleter* completer_;
};

} // namespace tapscope
