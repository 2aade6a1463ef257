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

/// Start, Stop, Restart and Options: makes a request of the selected devices and the options used last. Lives on the
/// GUI's thread.
class CaptureControl final : public QObject {
    Q_OBJECT

public:
    CaptureControl(QWidget& window, CaptureSession& session, CaptureFiles& files, DevicesPane& devices,
                   const Theme& theme);

    /// Connects the actions, and enables them as session and selection allow.
    void connectActions(const Actions& actions);
    /// Starts in place of what is shown, after the question about unsaved frames.
    void start(const CaptureRequest& request);
    /// Captures the devices that are selected: attaches to each, or monitors it where another program has it open.
    void startOnSelected();

private:
    [[nodiscard]] std::vector<RequestedDevice> selectedDevices() const;
    void askOptions();
    void restart();

    QWidget& window_;
    CaptureSession& session_;
    CaptureFiles& files_;
    DevicesPane& devices_;
    const Theme& theme_;
    CaptureRequest last_;
};

} // namespace tapscope
