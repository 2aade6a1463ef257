#pragma once

#include <QObject>

namespace tapscope {

class AnalyzeActions;
class CaptureSession;
class CurrentCapture;
class DevicesPane;
class FindBar;
class FrameListModel;
class FramePane;
class ListContents;
class Messages;

/// Passes the session's capture to all views. GUI thread.
class CaptureDisplay final : public QObject {
    Q_OBJECT

public:
    struct Parts {
        CaptureSession& session;
        CurrentCapture& capture;
        FrameListModel& frames;
        FramePane& pane;
        FindBar& findBar;
        DevicesPane& devices;
        ListContents& contents;
        AnalyzeActions& analyze;
        Messages& messages;
    };
    explicit CaptureDisplay(const Parts& parts, QObject* parent = nullptr);

private:
    void connectSession();
    void showStore();
    void takeState();
    void showCapture();

    Parts parts_;
};

} // namespace tapscope
