#pragma once

#include <base/error.h>
#include <net/device_control.h>

#include <QObject>
#include <QPointer>
#include <QThread>

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

class QSocketNotifier;
class QTimer;

namespace tapscope {

/// A device as the window shows it.
struct DeviceSnapshot {
    DeviceInfo info;
    std::vector<DeviceUser> users;
    double framesPerSecond = 0; ///< both directions
};
using DeviceSnapshots = std::shared_ptr<const std::vector<DeviceSnapshot>>;

/// TAPs that the window created and that are not persistent: they exist as long as a descriptor is open. Any thread.
class KeptDevices {
public:
    void keep(TapDevice device);
    void drop(const InterfaceName& name);
    /// The device was moved to another namespace: it continues to exist, and its name is free here.
    void moved(const InterfaceName& name);
    /// A duplicate descriptor of a kept TAP.
    [[nodiscard]] std::optional<TapDevice> share(const InterfaceName& name) const;

private:
    mutable std::mutex mutex_; ///< guards devices_
    std::map<InterfaceName, TapDevice> devices_;
    std::vector<TapDevice> elsewhere_; ///< guarded by mutex_, too
};

/// Watches and changes devices on its own threads: the GUI thread never waits for the kernel, and the list is updated
/// even while a request waits for a password.
class DeviceService final : public QObject {
    Q_OBJECT

public:
    explicit DeviceService(std::shared_ptr<DeviceControl> control, QObject* parent = nullptr);
    ~DeviceService() override;

    using Work = std::function<Result<void>(DeviceControl& control)>;
    using Reply = std::function<void(Result<void>)>;
    /// What a request has changed, in words; called on the GUI thread once it has succeeded.
    using What = std::function<QString()>;
    /// Runs `work` after all earlier requests, lists the devices again, and calls `reply` on the GUI thread, unless
    /// `context` has been destroyed by then. With `what`, success is reported by changed(), and failure by refused(),
    /// or by failed() if there is no longer anybody who shows it.
    void request(QObject* context, Work work, Reply reply, What what = {});

    /// From now on works with the devices of another place, the network of a process (0: the own network). TAPs kept in
    /// the previous place are released after the last request there.
    void moveTo(std::shared_ptr<DeviceControl> control, pid_t inNetworkOf);
    [[nodiscard]] const std::shared_ptr<DeviceControl>& control() const noexcept { return control_; }
    [[nodiscard]] const std::shared_ptr<KeptDevices>& kept() const noexcept { return kept_; }

signals:
    void devicesChanged(const tapscope::DeviceSnapshots& devices);
    void failed(const QString& text);
    void changed(const QString& what);
    /// A request failed, and the widget that made it shows why.
    void refused(const QString& text);

private:
    class Watcher;
    void report(const Result<void>& done, const What& what, bool isShown);

    std::shared_ptr<DeviceControl> control_;
    std::shared_ptr<KeptDevices> kept_ = std::make_shared<KeptDevices>();
    QThread watching_, working_;
    Watcher* watcher_; ///< lives on watching_, which deletes it at its end
    QObject* worker_;  ///< stands for working_, which deletes it at its end
};

} // namespace tapscope

Q_DECLARE_METATYPE(tapscope::DeviceSnapshots)
