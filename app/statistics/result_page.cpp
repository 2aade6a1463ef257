#include "result_page.h"

#include "../background/destroy_later.h"
#include "../files/save_picture.h"
#include "../text/plain_text.h"
#include "result_table_model.h"

#include <stats/result_text.h>

#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QSortFilterProxyModel>
#include <QTreeView>
#include <QVBoxLayout>

#include <algorithm>
#include <string_view>
#include <utility>

namespace tapscope {
namespace {

constexpr std::size_t mostShown = 10'000; ///< rows that a view sorts at once without a pause

/// Identifies a row after the table has been updated.
std::string_view keyOf(const StatisticRow& row) {
    if (!row.filter.empty())
        return row.filter;
    const auto* name = std::get_if<std::string>(&row.values.front());
    return name == nullptr ? std::string_view() : std::string_view(*name);
}

/// Sorts rows by their values.
class SortedRows final : public QSortFilterProxyModel {
public:
    SortedRows(const ResultTableModel& model, QObject* parent) : QSortFilterProxyModel(parent), model_(model) {}

protected:
    bool lessThan(const QModelIndex& left, const QModelIndex& right) const override {
        const auto column = static_cast<std::size_t>(left.column());
        return model_.rowAt(left)->values[column] < model_.rowAt(right)->values[column];
    }

private:
    const ResultTableModel& model_;
};

} // namespace

ResultPage::ResultPage(QWidget* parent)
    : QWidget(parent), model_(new ResultTableModel(this)), sorted_(new SortedRows(*model_, this)), view_(new QTreeView),
      placeholder_(new QLabel), notes_(new QLabel), filter_(new QPushButton(tr("&Filter by row"))),
      follow_(new QPushButton(tr("Follow &stream…"))), graphs_(new QPushButton(tr("&TCP graphs"))),
      goTo_(new QPushButton(tr("&Go to first frame"))), copy_(new QPushButton(tr("&Copy as CSV"))),
      save_(new QPushButton(tr("S&ave as CSV…"))) {
    sorted_->setSourceModel(model_);
    view_->setModel(sorted_);
    view_->setObjectName(QStringLiteral("statisticRows"));
    view_->setAccessibleName(tr("Rows of the statistic"));
    view_->setUniformRowHeights(true);
    view_->setSortingEnabled(true);
    view_->setAllColumnsShowFocus(true);
    view_->header()->setStretchLastSection(false);
    view_->header()->setSortIndicatorClearable(true);
    view_->header()->setResizeContentsPrecision(0); // measures the visible rows only
    view_->sortByColumn(-1, Qt::AscendingOrder);    // the statistic's own order
    placeholder_->setAlignment(Qt::AlignCenter);
    placeholder_->setProperty("role", "muted");
    notes_->setWordWrap(true);
    notes_->setObjectName(QStringLiteral("statisticNotes"));
    notes_->hide();
    filter_->setObjectName(QStringLiteral("statisticFilterRow"));
    copy_->setObjectName(QStringLiteral("statisticCopy"));
    auto* buttons = new QHBoxLayout;
    graphs_->setObjectName(QStringLiteral("statisticGraphs"));
    for (QPushButton* button : {filter_, follow_, graphs_, goTo_})
        buttons->addWidget(button);
    buttons->addStretch(1);
    buttons->addWidget(copy_);
    buttons->addWidget(save_);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(view_, 1);
    layout->addWidget(placeholder_, 1);
    layout->addWidget(notes_);
    layout->addLayout(buttons);

    connect(view_->selectionModel(), &QItemSelectionModel::currentChanged, this, &ResultPage::updateButtons);
    connect(view_, &QTreeView::doubleClicked, filter_, &QPushButton::click);
    connect(filter_, &QPushButton::clicked, this,
            [this] { emit filterAsked(QString::fromStdString(current()->filter)); });
    connect(follow_, &QPushButton::clicked, this, [this] { emit followAsked(current()->frame); });
    connect(graphs_, &QPushButton::clicked, this, [this] { emit streamAsked(*currentStream()); });
    connect(goTo_, &QPushButton::clicked, this, [this] { emit frameAsked(current()->frame); });
    connect(copy_, &QPushButton::clicked, this,
            [this] { QApplication::clipboard()->setText(QString::fromStdString(csvOf(*all_))); });
    connect(save_, &QPushButton::clicked, this, &ResultPage::save);
    clear();
}

void ResultPage::setNames(std::shared_ptr<const NameBook> names) {
    model_->setNames(std::move(names));
}

void ResultPage::setPlaceholder(const QString& text) {
    placeholder_->setText(text);
}

ResultPage::Content ResultPage::contentOf(StatisticResult result) {
    auto all = std::make_shared<StatisticTable>();
    if (!result.tables.empty())
        *all = std::move(result.tables.front());
    const auto end = all->rows.begin() + static_cast<std::ptrdiff_t>(std::min(all->rows.size(), mostShown));
    Content content{
        .all = all,
        .shown = {.title = all->title, .columns = all->columns, .rows = std::vector(all->rows.begin(), end)}};
    content.isTree = std::ranges::any_of(content.shown.rows, [](const StatisticRow& row) { return row.depth > 0; });
    for (const std::string& note : result.notes)
        content.notes << plainText(note);
    if (end != all->rows.end())
        content.notes << tr("The first %L1 of %L2 rows are shown; all of them are copied and saved.")
                             .arg(mostShown)
                             .arg(all->rows.size());
    return content;
}

void ResultPage::show(Content content) {
    destroyLater(std::exchange(all_, std::move(content.all)));
    const std::string before(current() == nullptr ? std::string_view() : keyOf(*current()));
    const bool hasOtherColumns =
        content.shown.columns.size() != model_->table().columns.size() || model_->table().rows.empty();
    const bool areSameRows = model_->show(std::move(content.shown));
    view_->setRootIsDecorated(content.isTree);
    if (!areSameRows) {
        if (content.isTree)
            view_->expandAll();
        choose(before);
    }
    view_->setVisible(!all_->rows.empty());
    placeholder_->setVisible(all_->rows.empty());
    if (hasOtherColumns) {
        for (int column = 0; column < model_->columnCount(); ++column)
            view_->resizeColumnToContents(column);
    }
    notes_->setText(content.notes.join(QLatin1Char('\n')));
    notes_->setVisible(!content.notes.isEmpty());
    updateButtons();
}

void ResultPage::choose(const std::string& key) {
    if (key.empty())
        return;
    const auto& rows = model_->table().rows;
    const auto found = std::ranges::find(rows, std::string_view(key), keyOf);
    if (found != rows.end())
        view_->setCurrentIndex(sorted_->mapFromSource(model_->indexOf(static_cast<std::size_t>(found - rows.begin()))));
}

const StatisticRow* ResultPage::current() const {
    return model_->rowAt(sorted_->mapToSource(view_->currentIndex()));
}

std::optional<quint64> ResultPage::currentStream() const {
    const StatisticRow* row = current();
    const auto column = std::ranges::find(all_->columns, "Stream", &StatisticColumn::title);
    if (row == nullptr || column == all_->columns.end() || row->filter.empty())
        return std::nullopt;
    const auto* number =
        std::get_if<std::uint64_t>(&row->values[static_cast<std::size_t>(column - all_->columns.begin())]);
    return number == nullptr ? std::nullopt : std::optional<quint64>(*number);
}

void ResultPage::updateButtons() {
    const StatisticRow* row = current();
    filter_->setEnabled(row != nullptr && !row->filter.empty());
    goTo_->setEnabled(row != nullptr && row->frame != 0);
    const bool hasStream = row != nullptr && row->frame != 0 &&
                           (all_->title.starts_with("TCP conv") || all_->title.starts_with("UDP conv"));
    follow_->setEnabled(hasStream);
    graphs_->setEnabled(currentStream().has_value());
    graphs_->setVisible(all_->title.starts_with("TCP conv"));
    copy_->setEnabled(!all_->rows.empty());
    save_->setEnabled(!all_->rows.empty());
}

void ResultPage::save() {
    askToSave(*this, {.title = tr("Save the table"),
                      .suggestedName = tr("statistic.csv"),
                      .bytes = [all = all_](const auto&) { return QByteArray::fromStdString(csvOf(*all)); }});
}

} // namespace tapscope
