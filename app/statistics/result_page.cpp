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

namespace tapscope {
namespace {

constexpr std::size_t mostShown = 10'000; ///< rows that a view sorts at once without a pause

/// Identifies a row after the table has been updated.
QString keyOf(const StatisticRow& row) {
    if (!row.filter.empty())
        return QString::fromStdString(row.filter);
    const auto* name = std::get_if<std::string>(&row.values.front());
    return name == nullptr ? QString() : QString::fromStdString(*name);
}

} // namespace

ResultPage::ResultPage(QWidget* parent)
    : QWidget(parent), model_(new ResultTableModel(this)), sorted_(new QSortFilterProxyModel(this)),
      view_(new QTreeView), placeholder_(new QLabel), notes_(new QLabel),
      filter_(new QPushButton(tr("&Filter by row"))), follow_(new QPushButton(tr("Follow &stream…"))),
      graphs_(new QPushButton(tr("&TCP graphs"))), goTo_(new QPushButton(tr("&Go to first frame"))),
      copy_(new QPushButton(tr("&Copy as CSV"))), save_(new QPushButton(tr("S&ave as CSV…"))) {
    sorted_->setSourceModel(model_);
    sorted_->setSortRole(ResultTableModel::sortRole);
    view_->setModel(sorted_);
    view_->setObjectName(QStringLiteral("statisticRows"));
    view_->setAccessibleName(tr("Rows of the statistic"));
    view_->setUniformRowHeights(true);
    view_->setSortingEnabled(true);
    view_->setAllColumnsShowFocus(true);
    view_->header()->setStretchLastSection(false);
    view_->header()->setSortIndicatorClearable(true);
    view_->sortByColumn(-1, Qt::AscendingOrder); // the statistic's own order
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
            [this] { QApplication::clipboard()->setText(QString::fromStdString(csvOf(all_))); });
    connect(save_, &QPushButton::clicked, this, &ResultPage::save);
    show({});
}

void ResultPage::setNames(std::shared_ptr<const NameBook> names) {
    model_->setNames(std::move(names));
}

void ResultPage::setPlaceholder(const QString& text) {
    placeholder_->setText(text);
}

void ResultPage::show(StatisticResult result) {
    destroyLater(std::make_shared<StatisticTable>(std::move(all_)));
    all_ = result.tables.empty() ? StatisticTable{} : std::move(result.tables.front());
    const auto end = all_.rows.begin() + static_cast<std::ptrdiff_t>(std::min(all_.rows.size(), mostShown));
    StatisticTable shown{.title = all_.title, .columns = all_.columns, .rows = std::vector(all_.rows.begin(), end)};
    if (end != all_.rows.end())
        result.notes.push_back(tr("The first %L1 of %L2 rows are shown; all of them are copied and saved.")
                                   .arg(mostShown)
                                   .arg(all_.rows.size())
                                   .toStdString());
    const QString before = current() == nullptr ? QString() : keyOf(*current());
    const bool hasOtherColumns = shown.columns.size() != model_->table().columns.size() || model_->table().rows.empty();
    const bool isTree = std::ranges::any_of(shown.rows, [](const StatisticRow& row) { return row.depth > 0; });
    const bool areSameRows = model_->show(std::move(shown));
    view_->setRootIsDecorated(isTree);
    if (!areSameRows) {
        view_->expandAll();
        choose(before);
    }
    if (hasOtherColumns) {
        for (int column = 0; column < model_->columnCount(); ++column)
            view_->resizeColumnToContents(column);
    }
    QStringList notes;
    for (const std::string& note : result.notes)
        notes << plainText(note);
    notes_->setText(notes.join(QLatin1Char('\n')));
    notes_->setVisible(!notes.isEmpty());
    view_->setVisible(!all_.rows.empty());
    placeholder_->setVisible(all_.rows.empty());
    updateButtons();
}

void ResultPage::choose(const QString& key) {
    if (key.isEmpty())
        return;
    const auto& rows = model_->table().rows;
    const auto found = std::ranges::find(rows, key, keyOf);
    if (found != rows.end())
        view_->setCurrentIndex(sorted_->mapFromSource(model_->indexOf(static_cast<std::size_t>(found - rows.begin()))));
}

const StatisticRow* ResultPage::current() const {
    return model_->rowAt(sorted_->mapToSource(view_->currentIndex()));
}

std::optional<quint64> ResultPage::currentStream() const {
    const StatisticRow* row = current();
    const auto column = std::ranges::find(all_.columns, "Stream", &StatisticColumn::title);
    if (row == nullptr || column == all_.columns.end() || row->filter.empty())
        return std::nullopt;
    const auto* number =
        std::get_if<std::uint64_t>(&row->values[static_cast<std::size_t>(column - all_.columns.begin())]);
    return number == nullptr ? std::nullopt : std::optional<quint64>(*number);
}

void ResultPage::updateButtons() {
    const StatisticRow* row = current();
    filter_->setEnabled(row != nullptr && !row->filter.empty());
    goTo_->setEnabled(row != nullptr && row->frame != 0);
    const bool hasStream =
        row != nullptr && row->frame != 0 && (all_.title.starts_with("TCP conv") || all_.title.starts_with("UDP conv"));
    follow_->setEnabled(hasStream);
    graphs_->setEnabled(currentStream().has_value());
    graphs_->setVisible(all_.title.starts_with("TCP conv"));
    copy_->setEnabled(!all_.rows.empty());
    save_->setEnabled(!all_.rows.empty());
}

void ResultPage::save() {
    saveText(*this, tr("Save the table"), tr("statistic.csv"), QByteArray::fromStdString(csvOf(all_)));
}

} // namespace tapscope
