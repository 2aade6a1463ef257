#pragma once

#include <QObject>

class QWidget;

namespace tapscope {

class CaptureSession;
class CurrentCapture;
class FramePane;
class ListContents;
class PluginHost;
class StatisticsWindows;
class Theme;
struct Actions;

/// Opens the statistics windows, and passes the shown capture to them. GUI thread.
class StatisticsActions final : public QObject {
    Q_OBJECT

public:
    struct Parts {
        FramePane& pane;
        const CurrentCapture& capture;
        CaptureSession& session;
        const ListContents& contents;
        const PluginHost& plugins;
        const Theme& theme;
    };
    StatisticsActions(const Actions& actions, const Parts& parts, QWidget& window);

    void showExpertInformation();

signals:
    void filterAsked(const QString& filter);
    void followAsked(quint64 frame);
    void frameAsked(quint64 frame);
    /// See StatisticsWindow::failed().
    void failed(const QString& plugin, const QString& text);

private:
    void connectWindows();

    Parts parts_;
    StatisticsWindows* windows_;
};

} // namespace tapscope
