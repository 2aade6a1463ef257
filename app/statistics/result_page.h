#pragma once

#include <QWidget>

#include <names/name_book.h>
#include <statistic/statistic_result.h>

#include <memory>
#include <optional>

class QLabel;
class QPushButton;
class QSortFilterProxyModel;
class QTreeView;

namespace tapscope {

class ResultTableModel;

/// A statistic's table, sorted by any column, with what can be done with a row: filter by it, follow its stream, go to
/// its first frame, copy and save all as CSV. GUI's thread.
class ResultPage final : public QWidget {
    Q_OBJECT

public:
    explicit ResultPage(QWidget* parent = nullptr);

    /// Shows a result; an empty one while there is none.
    void show(StatisticResult result);
    /// Names that are shown instead of addresses; null: none.
    void setNames(std::shared_ptr<const NameBook> names);
    /// The text that is there while there are no rows.
    void setPlaceholder(const QString& text);

signals:
    void filterAsked(const QString& filter);
    /// The frame whose stream is to be shown.
    void followAsked(quint64 frame);
    void frameAsked(quint64 frame);
    /// The TCP connection whose graphs are to be shown.
    void streamAsked(quint64 stream);

private:
    [[nodiscard]] std::optional<quint64> currentStream() const;
    [[nodiscard]] const StatisticRow* current() const;
    /// Makes the row of a key the current one, if there is one.
    void choose(const QString& key);
    void updateButtons();
    void save();

    ResultTableModel* model_;
    QSortFilterProxyModel* sorted_;
    QTreeView* view_;
    QLabel *placeholder_, *notes_;
    QPushButton *filter_, *follow_, *graphs_, *goTo_, *copy_, *save_;
    StatisticTable all_; ///< what is copied and saved: more rows than a view takes at once
};

} // namespace tapscope
