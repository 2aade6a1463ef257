#pragma once

#include <QSplitter>

class QStackedWidget;
class QTabWidget;

namespace tapscope {

class DevicesPane;
class FindBar;
class FramePane;
class InjectPanel;
class LogPane;
class Theme;

/// All below the tool bar: devices on the left; the capture, or what to begin with, over the tabs of tools on the
/// right. GUI's thread.
class WindowBody final : public QSplitter {
    Q_OBJECT

public:
    struct Panes {
        DevicesPane* devices;
        QList<QWidget*> bars; ///< above the capture
        FindBar* find;
        FramePane* frames;
        InjectPanel* inject;
        LogPane* log;
    };
    /// Takes the panes. `screen` is the size that there is for the window.
    WindowBody(const Panes& panes, const Theme& theme, QSize screen);

    /// Or what to begin with.
    void showCapture(bool isShown);
    [[nodiscard]] QTabWidget* tools() const noexcept { return tools_; }

signals:
    void openAsked();
    void demoAsked();

private:
    [[nodiscard]] QWidget* makeMiddle(const Panes& panes, const Theme& theme);
    void fillTools(const Panes& panes);

    QStackedWidget* stack_;
    QTabWidget* tools_;
};

} // namespace tapscope
