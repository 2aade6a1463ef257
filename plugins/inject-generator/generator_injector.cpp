#include "generator_injector.h"

#include "traffic_mix.h"

#include <inject/paced_injector.h>

#include <algorithm>
#include <array>

namespace tapscope {
namespace {

class GeneratorInjector final : public PacedInjector {
public:
    [[nodiscard]] Placement placement() const noexcept override { return Placement::Inline; }
    GeneratorInjector(PortId port, TrafficMix mix, std::uint64_t count, double rate)
        : PacedInjector(port, count, rate), mix_(std::move(mix)) {}

private:
    [[nodiscard]] std::size_t ready() const noexcept override { return mix_.ready(); }
    [[nodiscard]] std::span<const Frame> next(std::size_t count) override { return mix_.next(count); }

    TrafficMix mix_;
};

struct KindName {
    std::string_view name;
    TrafficMix::Kind kind;
};
constexpr std::array kindNames = {KindName{"udp", TrafficMix::Kind::Udp}, KindName{"tcp", TrafficMix::Kind::Tcp},
                                  KindName{"arp", TrafficMix::Kind::Arp}, KindName{"icmp", TrafficMix::Kind::Icmp}};

Result<std::vector<TrafficMix::Kind>> parseMix(std::string_view text) {
    std::vector<TrafficMix::Kind> kinds;
    while (true) {
        const auto comma = text.find(',');
        const auto* found = std::ranges::find(kindNames, text.substr(0, comma), &KindName::name);
        if (found == kindNames.end())
            return failure(ErrorKind::Invalid, "set mix to", "\"" + std::string(text.substr(0, comma)) + "\"",
                           "there is no such kind of traffic",
                           "Choose from udp, tcp, arp and icmp, separated by commas");
        kinds.push_back(found->kind);
        if (comma == std::string_view::npos)
            return kinds;
        text.remove_prefix(comma + 1);
    }
}

} // namespace

const SettingsSchema& GeneratorFactory::schema() const noexcept {
    static const SettingsSchema settings({
        {.key = "mix",
         .title = "Mix",
         .type = SettingType::Text,
         .defaultValue = "udp,tcp,arp,icmp",
         .help = "One or more of udp, tcp, arp, icmp, sent in turn; no arp on a TUN"},
        {.key = "size",
         .title = "Frame size",
         .type = SettingType::Integer,
         .defaultValue = "200",
         .help = "Of UDP and TCP frames",
         .minimum = 60,
         .maximum = 65535,
         .unit = "bytes"},
        {.key = "count",
         .title = "Count",
         .type = SettingType::Integer,
         .defaultValue = "0",
         .help = "0 sends until stopped",
         .minimum = 0,
         .maximum = 1e12},
        {.key = "rate",
         .title = "Rate",
         .type = SettingType::Real,
         .defaultValue = "20",
         .help = "0 sends as fast as possible",
         .minimum = 0,
         .maximum = 1e7,
         .unit = "frames/s"},
    });
    return settings;
}

Result<std::unique_ptr<Injector>> GeneratorFactory::create(const Settings& settings,
                                                           const InjectionTarget& target) const {
    const bool isEthernet = target.linkType == LinkType::Ethernet;
    if (!isEthernet && target.linkType != LinkType::Raw)
        return failure(ErrorKind::Unsupported, "generate traffic for", target.deviceName,
                       "its link type is " + linkTypeName(target.linkType),
                       "It generates Ethernet frames and raw IP packets only");
    auto kinds = parseMix(settings.text("mix"));
    if (!kinds)
        return std::unexpected(kinds.error());
    if (!isEthernet)
        std::erase(*kinds, TrafficMix::Kind::Arp);
    if (kinds->empty())
        return failure(ErrorKind::Unsupported, "generate ARP traffic for", target.deviceName, "ARP needs Ethernet",
                       "Add udp, tcp or icmp to the mix");
    const std::uint32_t largest = target.mtu + (isEthernet ? 14 : 0);
    const auto size = static_cast<std::uint32_t>(settings.integer("size"));
    if (size > largest)
        return failure(ErrorKind::OutOfRange, "send frames of that size to", target.deviceName,
                       "its MTU is " + std::to_string(target.mtu), "Choose at most " + std::to_string(largest));
    return std::make_unique<GeneratorInjector>(target.port, TrafficMix(*kinds, size, target.linkType),
                                               static_cast<std::uint64_t>(settings.integer("count")),
                                               settings.real("rate"));
}

} // namespace tapscope
