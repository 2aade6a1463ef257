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

/// A statistic's table, which can be sorted by any column, with actions on a row: filter by it, follow its stream, go
/// to its first frame; and copy or save the table as CSV. GUI thread.
class ResultPage final : public QWidget {
    Q_OBJECT

public:
    explicit ResultPage(QWidget* parent = nullptr);

    /// Shows a result; an empty one while there is none.
    void show(StatisticResult result);
    /// The names to show instead of addresses; null: none.
    void setNames(std::shared_ptr<const NameBook> names);
    /// The text shown while there are no rows.
    void setPlaceholder(const QString& text);

signals:
    void filterAsked(const QString& filter);
    /// The user wants to follow the stream of this frame.
    void followAsked(quint64 frame);
    void frameAsked(quint64 frame);
    /// The user wants the graphs of this TCP connection.
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
    StatisticTable all_; ///< the table that is copied and saved; it can have more rows than the view
};

} // namespace tapscope
