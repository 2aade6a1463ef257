#include "columns_page.h"

#include "../frames/column_dialog.h"
#include "../frames/frame_list_model.h"
#include "../frames/list_header.h"
#include "../text/plain_text.h"

#include <QHBoxLayout>
#include <QListWidget>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace tapscope {
namespace {

QPushButton* pageButton(const QString& text, const char* name) {
    auto* button = new QPushButton(text);
    button->setObjectName(QLatin1String(name));
    button->setAutoDefault(false);
    return button;
}

} // namespace

ColumnsPage::ColumnsPage(const ListHeader& header, const DecoderRegistry& registry, QWidget* parent)
    : QWidget(parent), registry_(registry), list_(new QListWidget), edit_(pageButton(tr("&Edit…"), "editOwnColumn")),
      remove_(pageButton(tr("&Remove"), "removeOwnColumn")), up_(pageButton(tr("&Up"), "columnUp")),
      down_(pageButton(tr("&Down"), "columnDown")) {
    list_->setObjectName(QStringLiteral("listColumns"));
    list_->setAccessibleName(tr("Columns of the list"));
    list_->setDragDropMode(QAbstractItemView::InternalMove);
    for (const ListColumn& column : header.columns()) {
        const int section = header.sectionOf(column).value_or(0);
        const QString usual = !column.isOwn()          ? FrameListModel::title(column.kind)
                              : column.title.isEmpty() ? header.titleOf(section)
                                                       : QString();
        insert(list_->count(), {.column = column, .usualTitle = usual, .wasShown = !header.isSectionHidden(section)});
    }
    list_->setCurrentRow(0);
    auto* layout = new QHBoxLayout(this);
    layout->addWidget(list_, 1);
    layout->addWidget(makeButtons());
    connect(list_, &QListWidget::currentRowChanged, this, &ColumnsPage::update);
    connect(list_->model(), &QAbstractItemModel::rowsMoved, this, &ColumnsPage::update);
    connect(list_, &QListWidget::itemDoubleClicked, this, &ColumnsPage::edit);
    update();
}

QWidget* ColumnsPage::makeButtons() {
    auto* side = new QWidget;
    auto* layout = new QVBoxLayout(side);
    layout->setContentsMargins(0, 0, 0, 0);
    auto* add = pageButton(tr("&Add…"), "addOwnColumn");
    auto* reset = pageButton(tr("&Defaults"), "defaultColumns");
    for (QPushButton* button : {add, edit_, remove_, up_, down_})
        layout->addWidget(button);
    layout->addStretch();
    layout->addWidget(reset);
    connect(add, &QPushButton::clicked, this, &ColumnsPage::add);
    connect(edit_, &QPushButton::clicked, this, &ColumnsPage::edit);
    connect(remove_, &QPushButton::clicked, this, [this] { delete list_->currentItem(); });
    connect(up_, &QPushButton::clicked, this, [this] { move(-1); });
    connect(down_, &QPushButton::clicked, this, [this] { move(1); });
    connect(reset, &QPushButton::clicked, this, &ColumnsPage::reset);
    return side;
}

std::size_t ColumnsPage::idOf(const QListWidgetItem& item) {
    return item.data(Qt::UserRole).toULongLong();
}

void ColumnsPage::insert(int row, Entry entry) {
    auto* item = new QListWidgetItem;
    item->setData(Qt::UserRole, static_cast<qulonglong>(entries_.size()));
    item->setCheckState(entry.wasShown ? Qt::Checked : Qt::Unchecked);
    entries_.push_back(std::move(entry));
    showTitle(*item);
    list_->insertItem(row, item);
}

void ColumnsPage::showTitle(QListWidgetItem& item) {
    const Entry& entry = entryOf(item);
    const ListColumn& column = entry.column;
    const QString title = !column.title.isEmpty() ? column.title : entry.usualTitle;
    item.setText(column.isOwn() && !title.isEmpty() && title != column.field
                     ? tr("%1 (%2)").arg(plainText(title), plainText(column.field))
                     : plainText(title.isEmpty() ? column.field : title));
}

ListColumns ColumnsPage::columns() const {
    ListColumns columns;
    for (int row = 0; row < list_->count(); ++row) {
        const QListWidgetItem& item = *list_->item(row);
        const Entry& entry = entries_[idOf(item)];
        columns.push_back(entry.column);
        if (const bool isShown = item.checkState() == Qt::Checked; isShown != entry.wasShown)
            columns.back().visibility = isShown ? ListColumn::Visibility::Shown : ListColumn::Visibility::Hidden;
    }
    return columns;
}

void ColumnsPage::add() {
    auto* dialog = new ColumnDialog(registry_, {}, {}, window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ColumnDialog::chosen, this, [this](const ListColumn& column) {
        const ListColumns known = columns();
        const auto same = std::ranges::find_if(known, [&](const auto& each) { return each.showsSameAs(column); });
        if (same != known.end()) {
            list_->setCurrentRow(static_cast<int>(same - known.begin()));
            list_->currentItem()->setCheckState(Qt::Checked);
        } else if (known.size() < mostColumns) {
            insert(list_->currentRow() + 1, {.column = column, .usualTitle = {}});
            list_->setCurrentRow(list_->currentRow() + 1);
        }
    });
    dialog->open();
}

void ColumnsPage::edit() {
    QListWidgetItem* item = list_->currentItem();
    if (item == nullptr)
        return;
    const ListColumn column = entryOf(*item).column;
    auto* dialog =
        new ColumnDialog(registry_, column, column.isOwn() ? QString() : FrameListModel::title(column.kind), window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ColumnDialog::chosen, this, [this, item](const ListColumn& changed) {
        const ListColumns known = columns();
        const auto same = std::ranges::find_if(known, [&](const auto& each) { return each.showsSameAs(changed); });
        if (same != known.end() && same - known.begin() != list_->row(item))
            return list_->setCurrentRow(static_cast<int>(same - known.begin()));
        Entry& entry = entryOf(*item);
        if (!changed.showsSameAs(entry.column))
            entry.usualTitle.clear();
        entry.column = changed;
        showTitle(*item);
    });
    dialog->open();
}

void ColumnsPage::move(int rows) {
    const int row = list_->currentRow(), target = row + rows;
    if (row < 0 || target < 0 || target >= list_->count())
        return;
    list_->insertItem(target, list_->takeItem(row));
    list_->setCurrentRow(target);
}

void ColumnsPage::reset() {
    list_->clear();
    for (const ListColumn& column : defaultColumns())
        insert(list_->count(), {.column = column,
                                .usualTitle = FrameListModel::title(column.kind),
                                .wasShown = column.kind != FrameRow::Interface});
    list_->setCurrentRow(0);
}

void ColumnsPage::update() {
    const QListWidgetItem* item = list_->currentItem();
    edit_->setEnabled(item != nullptr);
    remove_->setEnabled(item != nullptr && entryOf(*item).column.isOwn());
    up_->setEnabled(list_->currentRow() > 0);
    down_->setEnabled(item != nullptr && list_->currentRow() < list_->count() - 1);
}

} // namespace tapscope
