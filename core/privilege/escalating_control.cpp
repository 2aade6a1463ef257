#include <privilege/escalating_control.h>
#include <privilege/helper_connection.h>
#include <privilege/helper_control.h>

#include <fmt/format.h>

#include <chrono>
#include <mutex>
#include <optional>

namespace tapscope {
namespace {

class EscalatingControl final : public DeviceControl {
public:
    explicit EscalatingControl(HelperProgram program) : program_(std::move(program)) {}

    Result<std::vector<DeviceInfo>> list() override { return direct_->list(); }
    Result<DeviceInfo> info(const InterfaceName& name) override { return direct_->info(name); }
    Result<std::unique_ptr<DeviceWatcher>> watch() override { return direct_->watch(); }
    Result<LinkType> linkType(const InterfaceName& name) override { return direct_->linkType(name); }

    Result<TapDevice> create(const std::optional<InterfaceName>& name, const TapOptions& options) override {
        return attempt([&](DeviceControl& control) { return control.create(name, options); });
    }
    Result<VethPair> createPair(const std::optional<VethPair>& names) override {
        return attempt([&](DeviceControl& control) { return control.createPair(names); });
    }
    Result<TapDevice> open(const InterfaceName& name) override {
        return attempt([&](DeviceControl& control) { return control.open(name); });
    }
    Result<void> destroy(const InterfaceName& name) override {
        return attempt([&](DeviceControl& control) { return control.destroy(name); });
    }
    Result<void> change(const InterfaceName& name, const DeviceChange& change) override {
        return attempt([&](DeviceControl& control) { return control.change(name, change); });
    }
    /// No helper does that: it would reach into namespaces that are not the user's.
    Result<void> moveToNamespace(const InterfaceName& name, const NetworkNamespace& target) override {
        return direct_->moveToNamespace(name, target);
    }
    Result<PacketPort> openPacketPort(const InterfaceName& name, const PortRequest& request) override {
        return attempt([&](DeviceControl& control) { return control.openPacketPort(name, request); });
    }

private:
    using Clock = std::chrono::steady_clock;
    /// After a refusal nobody is asked again for so long: a capture that waits for its device tries often.
    static constexpr std::chrono::seconds pause{3};

    template <typename Operation>
    auto attempt(Operation operation) -> decltype(operation(std::declval<DeviceControl&>())) {
        auto done = operation(*direct_);
        if (done || done.error().kind != ErrorKind::NotPermitted)
            return done;
        auto helper = findHelper();
        if (!helper) {
            done.error().hint = helper.error().hint;
            return done;
        }
        auto again = operation(**helper);
        if (!again && again.error().kind == ErrorKind::Ended)
            loseHelper();
        return again;
    }

    Result<std::shared_ptr<DeviceControl>> findHelper() {
        const std::lock_guard lock(mutex_);
        if (helper_)
            return helper_;
        if (refusal_ && Clock::now() - refusedAt_ < pause)
            return std::unexpected(*refusal_);
        std::string tried;
        for (const auto& [what, command] : {std::pair("tapscope-helper", program_.withItsOwnRights()),
                                            std::pair("polkit", program_.throughPolkit())}) {
            auto connection = HelperConnection::start(command);
            if (connection) {
                helper_ = helperControl(std::move(*connection), HelperPlace::Here);
                return helper_;
            }
            tried += fmt::format("; {}: {}", what, connection.error().reason);
        }
        refusal_ = failure(ErrorKind::NotPermitted, "get the right to configure", "devices", "all ways were refused",
                           fmt::format("Tried: as yourself{}. The private sandbox needs no right", tried))
                       .error();
        refusedAt_ = Clock::now();
        return std::unexpected(*refusal_);
    }

    void loseHelper() {
        const std::lock_guard lock(mutex_);
        helper_.reset();
    }

    HelperProgram program_;
    std::shared_ptr<DeviceControl> direct_ = directControl();
    std::mutex mutex_; ///< guards what follows
    std::shared_ptr<DeviceControl> helper_;
    std::optional<Error> refusal_;
    Clock::time_point refusedAt_;
};

} // namespace

std::shared_ptr<DeviceControl> escalatingControl(HelperProgram program) {
    return std::make_shared<EscalatingControl>(std::move(program));
}

} // namespace tapscope
