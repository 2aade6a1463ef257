#include <inject/paced_injector.h>
#include <plugin/plugin.h>

#include <QObject>

#include <fmt/format.h>

#include <array>

namespace tapscope {
namespace {

class FrameInjector final : public PacedInjector {
public:
    [[nodiscard]] Placement placement() const noexcept override { return Placement::Inline; }
    FrameInjector(PortId port, std::vector<std::byte> bytes, std::uint64_t count, double rate)
        : PacedInjector(port, count, rate), bytes_(std::move(bytes)) {
        frames_.fill({.bytes = bytes_, .originalLength = static_cast<std::uint32_t>(bytes_.size())});
    }

private:
    [[nodiscard]] std::size_t ready() const noexcept override { return frames_.size(); }
    [[nodiscard]] std::span<const Frame> next(std::size_t count) override { return std::span(frames_).first(count); }

    std::vector<std::byte> bytes_;
    std::array<Frame, 128> frames_; ///< all the same
};

class FrameInjectorFactory final : public InjectorFactory {
public:
    [[nodiscard]] std::string_view id() const noexcept override { return "frame"; }
    [[nodiscard]] std::string_view title() const noexcept override { return "Frame"; }
    [[nodiscard]] std::string_view summary() const noexcept override {
        return "sends one frame once, several times, or at a rate";
    }
    [[nodiscard]] const SettingsSchema& schema() const noexcept override {
        static const SettingsSchema settings({
            {.key = "hex",
             .title = "Bytes",
             .type = SettingType::HexBytes,
             .help = "The whole frame, from its destination address on; for a TUN an IP packet",
             .required = true},
            {.key = "count",
             .title = "Count",
             .type = SettingType::Integer,
             .defaultValue = "1",
             .help = "0 goes on until it is stopped",
             .minimum = 0,
             .maximum = 1e12},
            {.key = "rate",
             .title = "Rate",
             .type = SettingType::Real,
             .defaultValue = "10",
             .help = "0 is as fast as possible",
             .minimum = 0,
             .maximum = 1e7,
             .unit = "frames/s"},
        });
        return settings;
    }
    [[nodiscard]] Result<std::unique_ptr<Injector>> create(const Settings& settings,
                                                           const InjectionTarget& target) const override {
        auto bytes = parseHexBytes(settings.text("hex"));
        if (!bytes)
            return std::unexpected(bytes.error());
        constexpr std::size_t ethernetHeader = 14, vlanTag = 4, ipHeader = 20;
        const bool isEthernet = target.linkType == LinkType::Ethernet;
        const std::size_t smallest = isEthernet ? ethernetHeader : ipHeader;
        const std::size_t largest = target.mtu + (isEthernet ? ethernetHeader + vlanTag : 0);
        if (bytes->size() < smallest || bytes->size() > largest)
            return failure(ErrorKind::OutOfRange, "send the frame to", target.deviceName,
                           fmt::format("it is {} byte{} long", bytes->size(), bytes->size() == 1 ? "" : "s"),
                           fmt::format("{} takes {} to {} bytes", target.deviceName, smallest, largest));
        return std::make_unique<FrameInjector>(target.port, std::move(*bytes),
                                               static_cast<std::uint64_t>(settings.integer("count")),
                                               settings.real("rate"));
    }
};

class FramePlugin final : public QObject, public Plugin {
    Q_OBJECT
    Q_PLUGIN_METADATA(IID TAPSCOPE_PLUGIN_IID FILE "inject-frame.json")
    Q_INTERFACES(tapscope::Plugin)

public:
    [[nodiscard]] std::vector<const InjectorFactory*> injectors() const override { return {&factory_}; }

private:
    FrameInjectorFactory factory_;
};

} // namespace
} // namespace tapscope

#include "frame_injector.moc"
