#pragma once

#include "../session/capture_request.h"

#include <QObject>

class QWidget;

namespace tapscope {

class CaptureFiles;
class CaptureSession;
class DevicesPane;
class Theme;
struct Actions;

/// Implements Start, Stop, Restart and Options: builds a capture request from the selected devices and the options used
/// last. GUI thread.
class CaptureControl final : public QObject {
    Q_OBJECT

public:
    CaptureControl(QWidget& window, CaptureSession& session, CaptureFiles& files, DevicesPane& devices,
                   const Theme& theme);

    /// Connects the actions, and enables them according to session and selection.
    void connectActions(const Actions& actions);
    /// Starts a capture that replaces the current one, after asking about unsaved frames.
    void start(const CaptureRequest& request);
    /// Captures the selected devices: attaches to each, or monitors it if another program has it open.
    void startOnSelected();

private:
    [[nodiscard]] std::vector<RequestedDevice> selectedDevices() const;
    void askOptions();
    void openRemoteDialog();
    void restart();

    QWidget& window_;
    CaptureSession& session_;
    CaptureFiles& files_;
    DevicesPane& devices_;
    const Theme& theme_;
    CaptureRequest last_;
};

} // namespace tapscope
