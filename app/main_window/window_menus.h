#pragma once

#include <QObject>

class QMainWindow;
class QMenu;

namespace tapscope {

class ColumnActions;
class ConditionMenu;
class ConversationColoursMenu;
class FilterBar;
class FrameListModel;
class FramePane;
class Messages;
class NameKeeper;
class PaneLayout;
class Profiles;
class RecentFilesMenu;
class Theme;
struct Actions;

/// Creates the window's menu bar, tool bar and context menus, and the menus with their own contents. GUI thread.
class WindowMenus final : public QObject {
    Q_OBJECT

public:
    struct Parts {
        const Actions& actions;
        FramePane& pane;
        FrameListModel& frames;
        FilterBar& filterBar;
        Profiles& profiles;
        PaneLayout& panes;
        RecentFilesMenu& recentFiles;
        NameKeeper& names;
        Theme& theme;
        Messages& messages;
    };
    WindowMenus(const Parts& parts, QMainWindow& window);
    ~WindowMenus() override;

    [[nodiscard]] ConditionMenu& applyFilter() const noexcept { return *apply_; }
    [[nodiscard]] ConditionMenu& prepareFilter() const noexcept { return *prepare_; }
    [[nodiscard]] ConversationColoursMenu& conversationColours() const noexcept { return *conversations_; }
    [[nodiscard]] ColumnActions& columns() const noexcept { return *columns_; }

private:
    ConditionMenu *apply_, *prepare_;
    ConversationColoursMenu* conversations_;
    ColumnActions* columns_;
};

} // namespace tapscope
