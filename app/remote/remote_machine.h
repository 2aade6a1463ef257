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
    std::optional<DeviceInfo> device; ///< set if TapScope is installed there and the device can be configured
};

/// Another machine, reached through ssh: its devices are listed and configured on threads of a pool, one request at a
/// time. GUI thread, which it never blocks.
class RemoteMachine final : public QObject {
    Q_OBJECT

public:
    /// `pool`: a host that does not answer may block one of its threads until leave().
    explicit RemoteMachine(QThreadPool& pool, QObject* parent = nullptr);
    ~RemoteMachine() override;

    /// Leaves the previous machine, and connects to another one. `connection`: checked by sshSettings().
    void reach(const Machine& machine, const Settings& connection);
    using Work = std::function<Result<void>(DeviceConfiguration& devices)>;
    using Then = std::function<void(const QString& refusal)>;
    /// Does work on the devices there, lists them again, and calls `then` with the reason of a refusal, or an empty
    /// text. Without `then`, failed() reports a refusal. Only while canConfigure() and not isBusy().
    void configure(Work work, Then then = {});
    /// Cancels the current request, and ends the connection.
    void leave();

    [[nodiscard]] bool isBusy() const noexcept { return isBusy_; }
    /// Whether TapScope is installed there and the connection is open.
    [[nodiscard]] bool canConfigure() const noexcept { return connection_ != nullptr; }
    /// Those of tapscope-cli, dumpcap and tcpdump that are installed there.
    [[nodiscard]] const std::vector<std::string>& programs() const noexcept { return programs_; }
    [[nodiscard]] const std::vector<RemoteInterface>& interfaces() const noexcept { return interfaces_; }

signals:
    /// interfaces() are up to date.
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
    void closeConnection();
    void take(Result<Reached> reached);
    void takeDevices(const std::vector<DeviceInfo>& devices);

    QThreadPool& pool_;
    std::shared_ptr<MachineConnection> connection_;
    std::vector<FarInterface> others_; ///< network cards and the like, which can only be captured
    std::vector<std::string> programs_;
    std::vector<RemoteInterface> interfaces_;
    std::stop_source stop_;
    unsigned request_ = 0; ///< answers to earlier requests are dropped
    bool isBusy_ = false;
};

} // namespace tapscope
