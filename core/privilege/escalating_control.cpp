#include <privilege/device_rights.h>
#include <privilege/escalating_control.h>
#include <privilege/helper_connection.h>
#include <privilege/helper_control.h>

#include <fmt/core.h>

#include <array>
#include <chrono>
#include <mutex>
#include <optional>
#include <stop_token>
#include <utility>
#include <vector>

namespace tapscope {
namespace {

using Helper = std::shared_ptr<DeviceControl>;

/// One way to start a helper. Guarded by a mutex of its owner.
struct Way {
    using Clock = std::chrono::steady_clock;
    /// After a refusal, the user is not asked again for this long: a capture that waits for its device tries often.
    static constexpr std::chrono::seconds pause{3};

    const char* name;
    HelperProgram::Command command;
    Helper helper = nullptr;
    std::optional<Error> refusal = {};
    Clock::time_point refusedAt = {};

    [[nodiscard]] bool isRefused() const { return refusal && Clock::now() - refusedAt < pause; }
};

/// The helpers that a program has or can start. Any thread.
class Helpers {
public:
    explicit Helpers(const HelperProgram& program)
        : ways_{{{"polkit", program.throughPolkit(HelperSession::OthersDevices)},
                 {"tapscope-helper", program.withItsOwnRights()},
                 {"polkit", program.throughPolkit(HelperSession::OwnDevices)},
                 {"polkit", program.throughPolkit(HelperSession::Watch)}}} {}

    /// The running helpers, the one with the most rights first. Never waits for a password.
    [[nodiscard]] std::vector<Helper> running() const {
        const std::lock_guard lock(mutex_);
        std::vector<Helper> helpers;
        for (const auto& way : ways_) {
            if (way.helper)
                helpers.push_back(way.helper);
        }
        return helpers;
    }

    /// The indexes of the ways to a helper for this kind of session.
    [[nodiscard]] static std::array<std::size_t, 2> waysFor(HelperSession session) {
        constexpr std::size_t withItsOwnRights = 1;
        constexpr std::array<std::size_t, 3> polkit = {2, 3, 0}; // by HelperSession
        return {withItsOwnRights, polkit[static_cast<std::size_t>(session)]};
    }

    /// Returns the helper of a way, and starts it if it is not running. Blocks while the user types a password. There
    /// is one question at a time.
    Result<Helper> start(std::size_t place) {
        const std::lock_guard starting(starting_);
        if (const Way way = at(place); way.helper || way.isRefused())
            return way.helper ? Result<Helper>(way.helper) : std::unexpected(*way.refusal);
        auto connection = HelperConnection::start(ways_[place].command, stop_.get_token());
        const std::lock_guard lock(mutex_);
        Way& way = ways_[place];
        if (connection) {
            way.helper = helperControl(std::move(*connection), HelperPlace::Here);
            return way.helper;
        }
        way.refusal = connection.error();
        way.refusedAt = Way::Clock::now();
        return std::unexpected(std::move(connection.error()));
    }
    [[nodiscard]] const char* nameOf(std::size_t place) const { return ways_[place].name; }

    void forget(const Helper& helper) {
        const std::lock_guard lock(mutex_);
        for (auto& way : ways_) {
            if (way.helper == helper)
                way.helper.reset();
        }
    }

    void abandon() { stop_.request_stop(); }

private:
    [[nodiscard]] Way at(std::size_t place) const {
        const std::lock_guard lock(mutex_);
        return ways_[place];
    }

    std::stop_source stop_;
    std::mutex starting_;      ///< held while a helper is being started
    mutable std::mutex mutex_; ///< guards the members of ways_ that change
    std::array<Way, 4> ways_;  ///< names and commands never change
};

class EscalatingControl final : public DeviceControl {
public:
    explicit EscalatingControl(const HelperProgram& program) : helpers_(program) {}

    Result<std::vector<DeviceInfo>> list() override { return direct_->list(); }
    Result<DeviceInfo> info(const InterfaceName& name) override { return direct_->info(name); }
    Result<std::unique_ptr<DeviceWatcher>> watch() override { return direct_->watch(); }
    Result<LinkType> linkType(const InterfaceName& name) override { return direct_->linkType(name); }

    Result<TapDevice> create(const std::optional<InterfaceName>& name, const TapOptions& options) override {
        const bool isOthers =
            (options.owner && *options.owner != user_.user) || (options.group && !user_.isIn(*options.group));
        return attempt(isOthers ? HelperSession::OthersDevices : HelperSession::OwnDevices,
                       [&](DeviceControl& control) { return control.create(name, options); });
    }
    Result<VethPair> createPair(const std::optional<VethPair>& names) override {
        return attempt(HelperSession::OwnDevices, [&](DeviceControl& control) { return control.createPair(names); });
    }
    Result<InterfaceName> createBridge(const std::optional<InterfaceName>& name) override {
        return attempt(HelperSession::OwnDevices, [&](DeviceControl& control) { return control.createBridge(name); });
    }
    Result<TapDevice> open(const InterfaceName& name) override {
        return attempt(sessionFor(name, DeviceOperation::Attach),
                       [&](DeviceControl& control) { return control.open(name); });
    }
    Result<void> destroy(const InterfaceName& name) override {
        return attempt(sessionFor(name, DeviceOperation::Destroy),
                       [&](DeviceControl& control) { return control.destroy(name); });
    }
    Result<void> change(const InterfaceName& name, const DeviceChange& change) override {
        return attempt(sessionFor(name, operationOf(change, user_)),
                       [&](DeviceControl& control) { return control.change(name, change); });
    }
    /// No helper does this: it would affect namespaces that are not the user's.
    Result<void> moveToNamespace(const InterfaceName& name, const NetworkNamespace& target) override {
        return direct_->moveToNamespace(name, target);
    }
    Result<PacketPort> openPacketPort(const InterfaceName& name, const PortRequest& request) override {
        const HelperSession session = sessionFor(name, DeviceOperation::Watch);
        PortRequest quiet = request;
        // These devices deliver all frames to a monitor in any mode, so the promiscuous mode of another user's device
        // is left unchanged.
        if (session == HelperSession::Watch)
            quiet.promiscuous = PortRequest::Promiscuous::No;
        return attempt(session, [&](DeviceControl& control) {
            return control.openPacketPort(name, &control == direct_.get() ? request : quiet);
        });
    }

    void abandon() override { helpers_.abandon(); }

private:
    /// The session whose grants the operation needs.
    [[nodiscard]] HelperSession sessionFor(const InterfaceName& name, DeviceOperation operation) {
        const auto device = direct_->info(name);
        if (!device) // the operation itself reports the error
            return HelperSession::OwnDevices;
        switch (neededGrant(device->kind, ownershipOf(*device, user_), operation)) {
        case Grant::WatchOthers:
            return HelperSession::Watch;
        case Grant::ChangeOthers:
            return HelperSession::OthersDevices;
        default:
            return HelperSession::OwnDevices;
        }
    }

    template <typename Operation>
    auto attempt(HelperSession session, Operation operation) -> decltype(operation(std::declval<DeviceControl&>())) {
        auto done = operation(*direct_);
        const auto isRefused = [&] { return !done && done.error().kind == ErrorKind::NotPermitted; };
        if (!isRefused())
            return done;
        bool isAnswered = false; // by a helper, which knows more than the kernel's "Operation not permitted"
        const auto ask = [&](const Helper& helper) {
            done = operation(*helper);
            isAnswered = true;
            if (!done && done.error().kind == ErrorKind::Ended)
                helpers_.forget(helper);
        };
        for (const auto& helper : helpers_.running()) {
            if (isRefused())
                ask(helper);
        }
        std::string tried;
        for (const std::size_t place : helpers_.waysFor(session)) {
            // Every helper gives the same answer for the user's own devices.
            if (!isRefused() || (isAnswered && session == HelperSession::OwnDevices))
                return done;
            if (const auto helper = helpers_.start(place))
                ask(*helper);
            else if (helper.error().kind == ErrorKind::Cancelled)
                return std::unexpected(helper.error());
            else
                tried += fmt::format("; {}: {}", helpers_.nameOf(place), helper.error().reason);
        }
        if (isRefused() && !isAnswered)
            done.error().hint = fmt::format("Tried: as yourself{}. The private sandbox needs no right", tried);
        return done;
    }

    const UserIdentity user_ = UserIdentity::ofThisProcess();
    Helpers helpers_;
    std::shared_ptr<DeviceControl> direct_ = directControl();
};

} // namespace

std::shared_ptr<DeviceControl> escalatingControl(const HelperProgram& program) {
    return std::make_shared<EscalatingControl>(program);
}

} // namespace tapscope
