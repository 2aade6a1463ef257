#include "window_menus.h"

#include "../colouring/conversation_colours.h"
#include "../files/recent_files_menu.h"
#include "../filter/condition_menu.h"
#include "../filter/filter_bar.h"
#include "../filter/filter_buttons.h"
#include "../frames/column_actions.h"
#include "../frames/frame_list_view.h"
#include "../frames/time_format_menu.h"
#include "../names/name_menu.h"
#include "../profiles/profile_menu.h"
#include "../profiles/profiles.h"
#include "../theme/colours_menu.h"
#include "../view/pane_layout.h"
#include "actions.h"
#include "frame_pane.h"
#include "menus.h"
#include "messages.h"

#include <QMainWindow>
#include <QMenu>
#include <QMenuBar>
#include <QStatusBar>
#include <QToolBar>
#include <QToolButton>
#include <QTreeView>

namespace tapscope {
namespace {

QMenu* menuOf(const QString& title, const QList<QAction*>& actions, QWidget& window) {
    auto* menu = new QMenu(title, &window);
    menu->setToolTipsVisible(true);
    menu->addActions(actions);
    return menu;
}

} // namespace

WindowMenus::WindowMenus(const Parts& parts, QMainWindow& window)
    : QObject(&window), apply_(new ConditionMenu(tr("Apply as &filter"), &window)),
      prepare_(new ConditionMenu(tr("Prepare as f&ilter"), &window)),
      conversations_(new ConversationColoursMenu(&window)),
      columns_(new ColumnActions(parts.actions, *parts.pane.list(), *parts.pane.fields(), parts.profiles, &window)) {
    const Actions& a = parts.actions;
    connect(columns_, &ColumnActions::noted, &parts.messages, &Messages::tell);
    auto* profiles = new ProfileMenu(
        parts.profiles, [&frames = parts.frames]() -> const DecoderRegistry& { return frames.registry(); }, &window);
    connect(profiles, &ProfileMenu::failed, &parts.messages, &Messages::fail);
    connect(profiles, &ProfileMenu::told, &parts.messages, &Messages::tell);
    window.statusBar()->addPermanentWidget(profiles->makeButton());
    const Submenus submenus{
        .recentFiles = &parts.recentFiles,
        .timeFormats = new TimeFormatMenu(parts.frames, &window),
        .colours = new ColoursMenu(parts.theme, &window),
        .conversationColours = conversations_,
        .conversationFilters =
            menuOf(tr("Con&versation filter"),
                   {a.conversationFilter, a.conversationEthernet, a.conversationIp, a.conversationPorts}, window),
        .panes = parts.panes.menu(),
        .applyFilter = apply_,
        .prepareFilter = prepare_,
        .copying = menuOf(tr("Copy a&s"),
                          {a.copyCsv, a.copyYaml, a.copyValue, a.copyName, a.copyDescription, a.copyFilter, a.copyHex,
                           a.copyDump, a.copyText, a.copyEscaped, a.copyCArray},
                          window),
        .comments = menuOf(tr("C&omments"), {a.addComment, a.editComments, a.deleteComments, a.fileComments}, window),
        .columns = columns_->columnsMenu(),
        .sorting = columns_->sortMenu(),
        .profiles = profiles,
        .names = new NameMenu(parts.names, parts.profiles, &window)};
    fillMenuBar(*window.menuBar(), a, submenus);
    fillContextMenus(parts.pane, a, submenus);
    auto* bar = window.addToolBar(tr("Main"));
    fillToolBar(*bar, a, parts.filterBar);
    new FilterButtons(*bar, parts.filterBar, parts.profiles, parts.theme, &window);
}

WindowMenus::~WindowMenus() = default;

} // namespace tapscope
