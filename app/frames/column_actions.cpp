#include "column_actions.h"

#include "../detail/field_tree_model.h"
#include "../main_window/actions.h"
#include "../profiles/profiles.h"
#include "../text/plain_text.h"
#include "column_dialog.h"
#include "frame_list_view.h"
#include "list_header.h"

#include <QAction>
#include <QItemSelectionModel>
#include <QMenu>
#include <QTreeView>

#include <algorithm>

namespace tapscope {
namespace {

constexpr int storeAfter = 500; // milliseconds

} // namespace

ColumnActions::ColumnActions(const Actions& a, FrameListView& list, QTreeView& fields, Profiles& profile,
                             QObject* parent)
    : QObject(parent), list_(list), fields_(fields), profile_(profile),
      columnsMenu_(new QMenu(tr("C&olumns"), list.window())), sortMenu_(new QMenu(tr("Sort &by"), list.window())) {
    columnsMenu_->setObjectName(QStringLiteral("columnsMenu"));
    sortMenu_->setObjectName(QStringLiteral("sortMenu"));
    connect(columnsMenu_, &QMenu::aboutToShow, this, [this] {
        columnsMenu_->clear();
        header().fillColumnsMenu(*columnsMenu_);
    });
    connect(sortMenu_, &QMenu::aboutToShow, this, [this] {
        sortMenu_->clear();
        header().fillSortMenu(*sortMenu_);
    });
    connect(a.applyAsColumn, &QAction::triggered, this, &ColumnActions::addCurrentField);
    const auto update = [this, action = a.applyAsColumn] { action->setEnabled(fields_.currentIndex().isValid()); };
    connect(fields_.selectionModel(), &QItemSelectionModel::currentChanged, this, update);
    connect(fields_.model(), &QAbstractItemModel::modelReset, this, update);
    update();
    storing_.setSingleShot(true);
    storing_.setInterval(storeAfter);
    connect(&storing_, &QTimer::timeout, this, &ColumnActions::store);
    ListHeader* head = &header();
    connect(head, &ListHeader::columnsChanged, this, [this] {
        list_.model().setFields(header().fields());
        header().retitle();
        storing_.start();
    });
    connect(head, &ListHeader::addAsked, this, &ColumnActions::askColumn);
    connect(head, &ListHeader::editAsked, this, &ColumnActions::edit);
    connect(head, &ListHeader::resetAsked, this, &ColumnActions::reset);
    connect(&profile_, &Profiles::aboutToChange, this, &ColumnActions::keep);
    connect(&profile_, &Profiles::changed, this, &ColumnActions::loadColumns);
    loadColumns();
}

void ColumnActions::keep() {
    if (storing_.isActive())
        store();
}

ListHeader& ColumnActions::header() const {
    return *list_.header();
}

void ColumnActions::apply(const ListColumns& columns) {
    list_.model().setFields(ownFields(columns)); // titles need them
    header().setColumns(columns);
}

void ColumnActions::loadColumns() {
    apply(storedColumns(profile_.settings()));
}

void ColumnActions::store() {
    storing_.stop();
    storeColumns(profile_.settings(), header().columns());
}

void ColumnActions::add(const ListColumn& column) {
    ListColumns columns = header().columns();
    const auto known = std::ranges::find_if(columns, [&](const ListColumn& each) { return each.showsSameAs(column); });
    if (known != columns.end()) {
        known->visibility = ListColumn::Visibility::Shown;
        if (!column.title.isEmpty())
            known->title = column.title;
    } else if (columns.size() >= mostColumns) {
        emit noted(tr("The list already has %1 columns, the most that it can have").arg(columns.size()));
        return;
    } else {
        columns.insert(std::ranges::find(columns, FrameRow::Info, &ListColumn::kind), column);
    }
    apply(columns);
    storing_.start();
}

void ColumnActions::addCurrentField() {
    const auto& tree = static_cast<const FieldTreeModel&>(*fields_.model());
    const QString name = tree.fieldName(fields_.currentIndex());
    if (name.isEmpty()) {
        emit noted(tr("This line has no field to show as a column"));
        return;
    }
    const QString title = header().titleOf(FrameRow::Info);
    add({.field = name});
    const auto section = header().sectionOf({.field = name});
    if (section)
        emit noted(tr("Added the column %1 before %2").arg(header().titleOf(*section), title));
}

void ColumnActions::askColumn() {
    auto* dialog = new ColumnDialog(list_.model().registry(), {}, {}, list_.window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ColumnDialog::chosen, this, &ColumnActions::add);
    dialog->open();
}

void ColumnActions::edit(int section) {
    const ListColumn before = header().column(section);
    auto* dialog = new ColumnDialog(list_.model().registry(), before,
                                    before.isOwn() ? QString() : FrameListModel::title(section), list_.window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ColumnDialog::chosen, this, [this, before](const ListColumn& after) {
        ListColumns columns = header().columns();
        if (!after.showsSameAs(before) &&
            std::ranges::any_of(columns, [&](const ListColumn& each) { return each.showsSameAs(after); })) {
            emit noted(tr("The list already has a column for %1").arg(plainText(after.field)));
            return;
        }
        for (ListColumn& each : columns) {
            if (each.showsSameAs(before)) {
                each.field = after.field;
                each.title = after.title;
            }
        }
        apply(columns);
        storing_.start();
    });
    dialog->open();
}

void ColumnActions::reset() {
    apply(defaultColumns());
    store();
}

} // namespace tapscope
