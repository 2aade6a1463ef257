#pragma once

#include <QObject>

#include <functional>

class QMainWindow;

namespace tapscope {

class CaptureFiles;
class CaptureSession;
class DeviceService;
class DevicesPane;
class Messages;
class PlaceMenu;
class Places;

/// Moves the window to another network: asks before a capture ends, and switches to the devices of the new network. GUI
/// thread.
class PlaceActions final : public QObject {
    Q_OBJECT

public:
    struct Parts {
        Places& places;
        DeviceService& devices;
        DevicesPane& pane;
        CaptureSession& session;
        CaptureFiles& files;
        Messages& messages;
    };
    PlaceActions(const Parts& parts, QMainWindow& window);

    /// Whether programs run in a sandbox that would end with the window.
    [[nodiscard]] bool wouldEndPrograms() const;
    /// Asks whether they may be ended, and calls `then` if so.
    void mayEndPrograms(const QString& action, const std::function<void()>& then);

private:
    void mayLeave(const std::function<void()>& then);

    Parts parts_;
    PlaceMenu* menu_;
};

} // namespace tapscope
