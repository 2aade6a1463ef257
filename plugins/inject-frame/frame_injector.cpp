#include "frame_injector.h"

#include "large_frame.h"

#include <inject/paced_injector.h>

#include <fmt/core.h>

#include <array>

namespace tapscope {
namespace {

class FrameInjector final : public PacedInjector {
public:
    [[nodiscard]] Placement placement() const noexcept override { return Placement::Inline; }
    FrameInjector(const InjectionTarget& target, std::vector<std::byte> bytes, const Offload& offload,
                  std::uint64_t count, double rate)
        : PacedInjector(target.port, count, rate), bytes_(std::move(bytes)) {
        frames_.fill({.bytes = bytes_,
                      .originalLength = static_cast<std::uint32_t>(bytes_.size()),
                      .linkType = target.linkType,
                      .offload = offload});
    }

private:
    [[nodiscard]] std::size_t ready() const noexcept override { return frames_.size(); }
    [[nodiscard]] std::span<const Frame> next(std::size_t count) override { return std::span(frames_).first(count); }

    std::vector<std::byte> bytes_;
    std::array<Frame, 128> frames_; ///< all of them identical
};

} // namespace

std::string_view FrameInjectorFactory::summary() const noexcept {
    return "sends one frame once, several times, or at a rate";
}

const SettingsSchema& FrameInjectorFactory::schema() const noexcept {
    static const SettingsSchema settings({
        {.key = "hex",
         .title = "Bytes",
         .type = SettingType::HexBytes,
         .help = "The complete frame, beginning with the destination address; for a TUN, an IP packet",
         .required = true},
        {.key = "count",
         .title = "Count",
         .type = SettingType::Integer,
         .defaultValue = "1",
         .help = "0 sends until stopped",
         .minimum = 0,
         .maximum = 1e12},
        {.key = "rate",
         .title = "Rate",
         .type = SettingType::Real,
         .defaultValue = "10",
         .help = "0 sends as fast as possible",
         .minimum = 0,
         .maximum = 1e7,
         .unit = "frames/s"},
        {.key = "segment-size",
         .title = "Segment size",
         .type = SettingType::Integer,
         .help = "A TCP or UDP frame of up to 64 KiB, to be split into segments with this much payload: by the device "
                 "if it supports that, or before sending",
         .minimum = 1,
         .maximum = 65535,
         .unit = "bytes"},
    });
    return settings;
}

Result<std::unique_ptr<Injector>> FrameInjectorFactory::create(const Settings& settings,
                                                               const InjectionTarget& target) const {
    auto bytes = parseHexBytes(settings.text("hex"));
    if (!bytes)
        return std::unexpected(bytes.error());
    constexpr std::size_t ethernetHeader = 14, vlanTag = 4, ipHeader = 20;
    const bool isEthernet = target.linkType == LinkType::Ethernet;
    const std::size_t smallest = isEthernet ? ethernetHeader : ipHeader;
    const bool hasSegments = settings.has("segment-size");
    constexpr std::size_t largestPacket = 65535;
    const std::size_t largest =
        (hasSegments ? largestPacket : target.mtu) + (isEthernet ? ethernetHeader + vlanTag : 0);
    if (bytes->size() < smallest || bytes->size() > largest)
        return failure(ErrorKind::OutOfRange, "send the frame to", target.deviceName,
                       fmt::format("it is {} byte{} long", bytes->size(), bytes->size() == 1 ? "" : "s"),
                       fmt::format("{} accepts {} to {} bytes", target.deviceName, smallest, largest));
    std::optional<Offload> offload = Offload{};
    if (hasSegments)
        offload = leaveSegments(*bytes, target.linkType, static_cast<std::uint16_t>(settings.integer("segment-size")));
    if (!offload)
        return failure(
            ErrorKind::Unsupported, "split the frame for", target.deviceName,
            "it cannot be split into segments of this size",
            "Enter a complete TCP or UDP frame over IPv4 or IPv6, and a size that results in at most 4096 segments");
    return std::make_unique<FrameInjector>(target, std::move(*bytes), *offload,
                                           static_cast<std::uint64_t>(settings.integer("count")),
                                           settings.real("rate"));
}

} // namespace tapscope
