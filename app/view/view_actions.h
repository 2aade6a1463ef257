#pragma once

#include <QObject>

namespace tapscope {

struct Actions;
class FrameListModel;
class FramePane;
class PaneFocus;
class PaneLayout;
class Theme;

/// Implements the View menu's actions on the tree, the sizes and the panes. GUI thread.
class ViewActions final : public QObject {
    Q_OBJECT

public:
    struct Parts {
        FramePane& pane;
        FrameListModel& model;
        PaneFocus& focus;
        PaneLayout& layout;
        Theme& theme;
    };
    ViewActions(const Actions& actions, const Parts& parts, QObject* parent = nullptr);

private:
    void showFullScreen(bool isFull);
    void openFrameWindow();

    Parts parts_;
};

} // namespace tapscope
