#include <inject/pacer.h>
#include <plugin/plugin.h>

#include <QObject>

#include <fmt/format.h>

#include <algorithm>

namespace tapscope {
namespace {

class FrameInjector final : public Injector {
public:
    FrameInjector(PortId port, std::vector<std::byte> frame, std::uint64_t count, double rate)
        : port_(port), frame_(std::move(frame)), left_(count), isEndless_(count == 0), pacer_(rate, Clock::now()) {}

    [[nodiscard]] Placement placement() const noexcept override { return Placement::Inline; }
    [[nodiscard]] std::optional<Clock::time_point> due() override {
        if (left_ == 0 && !isEndless_)
            return std::nullopt;
        return pacer_.due();
    }
    void run(Clock::time_point now, FrameOutput& output) override {
        constexpr std::uint64_t batch = 64;
        const std::size_t count = pacer_.take(now, isEndless_ ? batch : std::min(batch, left_));
        for (std::size_t i = 0; i < count; ++i)
            output.sendOrDrop(port_, frame_);
        left_ -= isEndless_ ? 0 : count;
    }

private:
    PortId port_;
    std::vector<std::byte> frame_;
    std::uint64_t left_;
    bool isEndless_;
    Pacer pacer_;
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
