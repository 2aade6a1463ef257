#include <capture/device_supply.h>
#include <capture/own_sources.h>
#include <capture/source_catalog.h>
#include <capture/sources.h>

#include <array>
#include <utility>

namespace tapscope {
namespace {

constexpr int mebi = 20; // as a shift in bits

Result<DeviceSupply> suppliedTo(const SourceRequest& request) {
    if (request.devices && request.devices->control)
        return *request.devices;
    return failure(ErrorKind::Unsupported, "open", request.name, "there are no devices here");
}

bool mayBeDevice(const SourceRequest& request) {
    return request.devices != nullptr && SourceCatalog::isDevice(request.name);
}

Result<std::vector<SourceItem>> devicesOf(const std::shared_ptr<const DeviceSupply>& devices,
                                          bool (*isOne)(DeviceKind kind)) {
    if (!devices || !devices->control)
        return {};
    auto list = devices->control->list();
    if (!list)
        return std::unexpected(list.error());
    std::vector<SourceItem> items;
    for (const DeviceInfo& device : *list) {
        if (isOne(device.kind))
            items.push_back({.name = device.name.text(), .title = std::string(kindTitle(device.kind))});
    }
    return items;
}

/// Owns the descriptor of a TAP or TUN: it receives the frames that the host sends, and the host receives the frames
/// that it sends.
class AttachSource final : public SourceFactory {
public:
    [[nodiscard]] std::string_view id() const noexcept override { return "attach"; }
    [[nodiscard]] std::string_view title() const noexcept override { return "Attach"; }
    [[nodiscard]] std::string_view summary() const noexcept override {
        return "owns the descriptor of a TAP or TUN that no other program has";
    }
    [[nodiscard]] std::span<const std::string_view> roles() const noexcept override {
        static constexpr std::array roles{source_role::attach};
        return roles;
    }
    [[nodiscard]] bool filters() const noexcept override { return true; }
    [[nodiscard]] const SettingsSchema& schema() const noexcept override {
        static const SettingsSchema schema({{.key = device_setting::join,
                                             .title = "Join",
                                             .type = SettingType::Switch,
                                             .defaultValue = "off",
                                             .help = "Attach another queue although a program has the device open, "
                                                     "which then loses some of its frames"}});
        return schema;
    }
    /// Another queue would take some of the frames from the program that has the multi-queue device open.
    [[nodiscard]] bool suits(const SourceRequest& request) const override {
        if (!mayBeDevice(request) || request.name == PacketPort::anyInterface)
            return false;
        const auto name = InterfaceName::parse(request.name);
        if (!name || request.settings.isOn(device_setting::join))
            return true;
        const auto info = request.devices->control->info(*name);
        return !info || !info->isMultiQueue || info->openQueues == 0;
    }
    [[nodiscard]] Result<std::vector<SourceItem>> list(const std::shared_ptr<const DeviceSupply>& devices,
                                                       const std::stop_token&) const override {
        return devicesOf(devices, [](DeviceKind kind) { return hasDescriptor(kind); });
    }
    [[nodiscard]] Result<std::unique_ptr<Port>> open(const SourceRequest& request,
                                                     const std::stop_token&) const override {
        const auto name = InterfaceName::parse(request.name);
        const auto devices = suppliedTo(request);
        if (!name || !devices)
            return std::unexpected(name ? devices.error() : name.error());
        AttachOptions options{.filter = request.filter, .snapLength = request.snapLength};
        if (auto ours = devices->share ? devices->share(*name) : std::nullopt) {
            options.queued = AttachOptions::Queued::Drop;
            return attachTap(std::move(*ours), options, devices->control);
        }
        auto device = devices->control->open(*name);
        if (!device)
            return std::unexpected(device.error());
        return attachTap(std::move(*device), options, devices->control);
    }
};

/// Watches an interface of any kind, if another program has its descriptor open, or if it has none.
class MonitorSource final : public SourceFactory {
public:
    [[nodiscard]] std::string_view id() const noexcept override { return "monitor"; }
    [[nodiscard]] std::string_view title() const noexcept override { return "Monitor"; }
    [[nodiscard]] std::string_view summary() const noexcept override {
        return "watches an interface, also one that another program has open";
    }
    [[nodiscard]] std::span<const std::string_view> roles() const noexcept override {
        static constexpr std::array roles{source_role::monitor};
        return roles;
    }
    [[nodiscard]] bool filters() const noexcept override { return true; }
    [[nodiscard]] const SettingsSchema& schema() const noexcept override {
        static const SettingsSchema schema({{.key = device_setting::buffer,
                                             .title = "Kernel buffer",
                                             .type = SettingType::Integer,
                                             .defaultValue = "64",
                                             .help = "Memory in the kernel for frames that have not been read yet",
                                             .minimum = 2,
                                             .maximum = 4096,
                                             .unit = "MiB"},
                                            {.key = device_setting::promiscuous,
                                             .title = "Promiscuous",
                                             .type = SettingType::Switch,
                                             .defaultValue = "on",
                                             .help = "Receive frames for other hosts, too"},
                                            {.key = device_setting::receive,
                                             .title = "Receive",
                                             .type = SettingType::Switch,
                                             .defaultValue = "on",
                                             .help = "Off: frames are only sent"}});
        return schema;
    }
    [[nodiscard]] bool suits(const SourceRequest& request) const override { return mayBeDevice(request); }
    [[nodiscard]] Result<std::vector<SourceItem>> list(const std::shared_ptr<const DeviceSupply>& devices,
                                                       const std::stop_token&) const override {
        auto items = devicesOf(devices, [](DeviceKind) { return true; });
        if (items && devices)
            items->push_back({.name = PacketPort::anyInterface, .title = "all interfaces"});
        return items;
    }
    [[nodiscard]] Result<std::unique_ptr<Port>> open(const SourceRequest& request,
                                                     const std::stop_token&) const override {
        const auto name = InterfaceName::parse(request.name);
        const auto devices = suppliedTo(request);
        if (!name || !devices)
            return std::unexpected(name ? devices.error() : name.error());
        const auto& settings = request.settings;
        return monitorInterface(
            *name,
            {.filter = request.filter,
             .snapLength = request.snapLength,
             .bufferSize = static_cast<std::size_t>(settings.integer(device_setting::buffer)) << mebi,
             .promiscuous = settings.isOn(device_setting::promiscuous) ? PortRequest::Promiscuous::Yes
                                                                       : PortRequest::Promiscuous::No,
             .receive = settings.isOn(device_setting::receive) ? MonitorOptions::Receive::All
                                                               : MonitorOptions::Receive::Nothing},
            devices->control);
    }
};

} // namespace

const SourceFactory& attachSource() {
    static const AttachSource source;
    return source;
}

const SourceFactory& monitorSource() {
    static const MonitorSource source;
    return source;
}

} // namespace tapscope
