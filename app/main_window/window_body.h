#pragma once

#include <QSplitter>

class QStackedWidget;
class QTabWidget;

namespace tapscope {

class DevicesPane;
class EmptyPage;
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
    /// Says on the start page why a file could not be opened, until a capture is shown.
    void showNotOpened(const QString& reason);
    [[nodiscard]] bool isCaptureShown() const;
    /// The selected device, on which the start page offers to start; empty if there is none.
    void setDevice(const QString& name);
    [[nodiscard]] QTabWidget* tools() const noexcept { return tools_; }

signals:
    void startAsked();
    void openAsked();
    void demoAsked();

private:
    [[nodiscard]] QWidget* makeMiddle(const Panes& panes);
    void fillTools(const Panes& panes);

    QStackedWidget* stack_;
    EmptyPage* empty_;
    QTabWidget* tools_;
};

} // namespace tapscope
