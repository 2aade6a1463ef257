#pragma once

class QMenu;
class QMenuBar;
class QToolBar;
class QWidget;

namespace tapscope {

class FramePane;
struct Actions;

/// Menus that know what is in them.
struct Submenus {
    QMenu *recentFiles, *timeFormats, *colours, *conversationColours, *conversationFilters, *panes, *applyFilter,
        *prepareFilter, *comments, *columns, *sorting, *profiles, *names;
};

/// Where each action stands in the menus.
void fillMenuBar(QMenuBar& bar, const Actions& actions, const Submenus& submenus);
void fillContextMenus(FramePane& pane, const Actions& actions, const Submenus& submenus);
void fillToolBar(QToolBar& bar, const Actions& actions, QWidget& filterBar);

} // namespace tapscope
