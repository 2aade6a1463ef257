#pragma once

#include <QStringList>
#include <QWidget>

#include <names/name_book.h>
#include <statistic/statistic_result.h>

#include <memory>
#include <optional>
#include <string>

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

    /// A result to be shown. A thread other than the window's makes it, because there may be a million rows.
    struct Content {
        std::shared_ptr<const StatisticTable> all; ///< that is copied and saved; never null
        StatisticTable shown = {};                 ///< the first rows
        bool isTree = false;
        QStringList notes = {};
    };
    [[nodiscard]] static Content contentOf(StatisticResult result);
    void show(Content content);
    /// Shows nothing, while there is no result.
    void clear() { show(contentOf({})); }
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
    void choose(const std::string& key);
    void updateButtons();
    void save();

    ResultTableModel* model_;
    QSortFilterProxyModel* sorted_;
    QTreeView* view_;
    QLabel *placeholder_, *notes_;
    QPushButton *filter_, *follow_, *graphs_, *goTo_, *copy_, *save_;
    std::shared_ptr<const StatisticTable> all_; ///< it can have more rows than the view
};

} // namespace tapscope
