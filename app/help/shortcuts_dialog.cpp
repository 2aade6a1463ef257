#include "shortcuts_dialog.h"

#include <QAction>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QKeySequence>
#include <QLineEdit>
#include <QMenu>
#include <QMenuBar>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <utility>

namespace tapscope {
namespace {

QString plain(QString text) {
    return text.remove(QLatin1Char('&'));
}

QString keysOf(const QAction& action) {
    QStringList keys;
    for (const QKeySequence& each : action.shortcuts())
        keys << each.toString(QKeySequence::NativeText);
    const bool isInList = action.shortcutContext() != Qt::WindowShortcut && !keys.isEmpty();
    const QString all = keys.join(QStringLiteral(", "));
    return isInList ? ShortcutsDialog::tr("%1 in the list of devices").arg(all) : all;
}

void add(QTreeWidgetItem& parent, const QMenu& menu) {
    for (const QAction* action : menu.actions()) {
        if (action->menu() != nullptr) {
            add(parent, *action->menu());
        } else if (!action->isSeparator() && !(action->statusTip().isEmpty() && action->shortcuts().isEmpty())) {
            auto* line = new QTreeWidgetItem(&parent, {plain(action->text()), keysOf(*action), action->statusTip()});
            line->setToolTip(2, action->statusTip());
        }
    }
}

/// The keys that lists and panes handle themselves.
void addOwnKeys(QTreeWidget& list) {
    auto* own = new QTreeWidgetItem(&list, {ShortcutsDialog::tr("In lists and fields")});
    const std::initializer_list<std::pair<QString, QString>> keysOf = {
        {ShortcutsDialog::tr("Open the context menu of the selection"), ShortcutsDialog::tr("Menu, Shift+F10")},
        {ShortcutsDialog::tr("Undo typing in a device's field"), ShortcutsDialog::tr("Esc")},
        {ShortcutsDialog::tr("Select several frames"), ShortcutsDialog::tr("Shift+Up, Shift+Down")},
    };
    for (const auto& [what, keys] : keysOf)
        new QTreeWidgetItem(own, {what, keys, {}});
}

} // namespace

ShortcutsDialog::ShortcutsDialog(const QMenuBar& menus, QWidget* parent) : QDialog(parent) {
    setWindowTitle(tr("Keyboard shortcuts"));
    setObjectName(QStringLiteral("shortcutsDialog"));
    resize(860, 500);
    auto* search = new QLineEdit;
    search->setPlaceholderText(tr("Search"));
    search->setAccessibleName(tr("Search keys"));
    search->setClearButtonEnabled(true);
    auto* list = new QTreeWidget;
    list->setObjectName(QStringLiteral("shortcuts"));
    list->setAccessibleName(tr("Keys"));
    list->setHeaderLabels({tr("Action"), tr("Keys"), tr("Description")});
    for (const QAction* each : menus.actions()) {
        if (each->menu() != nullptr)
            add(*new QTreeWidgetItem(list, {plain(each->text())}), *each->menu());
    }
    addOwnKeys(*list);
    list->expandAll();
    list->resizeColumnToContents(0);
    list->resizeColumnToContents(1);
    auto* buttons = new QDialogButtonBox;
    buttons->addButton(tr("&Close"), QDialogButtonBox::RejectRole);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(search);
    layout->addWidget(list, 1);
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(search, &QLineEdit::textChanged, this, [list](const QString& text) {
        for (int group = 0; group < list->topLevelItemCount(); ++group) {
            auto* top = list->topLevelItem(group);
            bool isAny = false;
            for (int row = 0; row < top->childCount(); ++row) {
                auto* item = top->child(row);
                const bool fits = item->text(0).contains(text, Qt::CaseInsensitive) ||
                                  item->text(1).contains(text, Qt::CaseInsensitive);
                item->setHidden(!fits);
                isAny = isAny || fits;
            }
            top->setHidden(!isAny);
        }
    });
}

} // namespace tapscope
