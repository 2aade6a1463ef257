#pragma once

#include <net/device_configuration.h>

#include <QObject>
#include <QString>

#include <remote/far_machine.h>

#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

class QThreadPool;

namespace tapscope {

/// A network interface of another machine, as far as it is known.
struct RemoteInterface {
    QString name;
    bool isUp = false;
    std::optional<DeviceInfo> device; ///< where TapScope is installed there, and it is a device that can be configured
};

/// Another machine, reached through ssh: its devices are listed and configured on threads of a pool, one request at a
/// time. GUI's thread, which never waits.
class RemoteMachine final : public QObject {
    Q_OBJECT

public:
    /// `pool`: a host that does not answer may hold a thread of it up until cancel().
    explicit RemoteMachine(QThreadPool& pool, QObject* parent = nullptr);
    ~RemoteMachine() override;

    /// Leaves the machine before, and reaches another. `connection`: checked by sshSettings().
    void reach(const Machine& machine, const Settings& connection);
    using Work = std::function<Result<void>(DeviceConfiguration& devices)>;
    using Then = std::function<void(const QString& refusal)>;
    /// Does work on the devices there, lists them again, and calls `then` with the reason of a refusal, or nothing.
    /// Without `then`, failed() tells it. Only while canConfigure() and not isBusy().
    void configure(Work work, Then then = {});
    /// Gives up what is under way; the connection ends.
    void leave();

    [[nodiscard]] bool isBusy() const noexcept { return isBusy_; }
    /// TapScope is installed there, and the connection lasts.
    [[nodiscard]] bool canConfigure() const noexcept { return connection_ != nullptr; }
    /// Of tapscope-cli, dumpcap and tcpdump, those that are installed there.
    [[nodiscard]] const std::vector<std::string>& programs() const noexcept { return programs_; }
    [[nodiscard]] const std::vector<RemoteInterface>& interfaces() const noexcept { return interfaces_; }

signals:
    /// interfaces() are those of the machine now.
    void listed();
    /// The last request was refused, or the machine cannot be reached.
    void failed(const QString& text);
    /// isBusy(), canConfigure() or interfaces() have changed.
    void changed();

private:
    struct Reached {
        FarMachine machine;
        std::vector<DeviceInfo> devices;
    };
    void begin();
    void letGo();
    void take(Result<Reached> reached);
    void takeDevices(const std::vector<DeviceInfo>& devices);

    QThreadPool& pool_;
    std::shared_ptr<MachineConnection> connection_;
    std::vector<FarInterface> others_; ///< network cards and the like, which are only captured
    std::vector<std::string> programs_;
    std::vector<RemoteInterface> interfaces_;
    std::stop_source stop_;
    unsigned request_ = 0; ///< an answer to an earlier one is dropped
    bool isBusy_ = false;
};

} // namespace tapscope
