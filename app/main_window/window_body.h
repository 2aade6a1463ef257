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

/// The window below the tool bar: devices on the left; on the right the capture, or the start page, above the tabs of
/// tools. GUI thread.
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
    /// Takes ownership of the panes. `screen` is the available size for the window.
    WindowBody(const Panes& panes, const Theme& theme, QSize screen);

    /// Shows the capture, or the start page.
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
