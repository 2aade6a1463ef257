#pragma once

class QMenu;
class QMenuBar;
class QToolBar;
class QWidget;

namespace tapscope {

class FramePane;
struct Actions;

/// Menus with their own contents.
struct Submenus {
    QMenu *recentFiles, *timeFormats, *colours, *conversationColours, *conversationFilters, *panes, *applyFilter,
        *prepareFilter, *copying, *comments, *columns, *sorting, *profiles, *names;
};

/// Puts the actions into the menus.
void fillMenuBar(QMenuBar& bar, const Actions& actions, const Submenus& submenus);
void fillContextMenus(FramePane& pane, const Actions& actions, const Submenus& submenus);
void fillToolBar(QToolBar& bar, const Actions& actions, QWidget& filterBar);

} // namespace tapscope
