#include "echo_injector.h"

#include "echo_host.h"
#include "host_address.h"

namespace tapscope {
namespace {

/// A locally administered address that is always the same for the same host address.
MacAddress macFor(const IpAddress& address) {
    const auto& octets = address.octets;
    const std::size_t last = address.size();
    return {{0x02, 0x42, octets[last - 4], octets[last - 3], octets[last - 2], octets[last - 1]}};
}

} // namespace

std::string_view EchoFactory::summary() const noexcept {
    return "answers ARP, ping and neighbour discovery for its addresses";
}

const SettingsSchema& EchoFactory::schema() const noexcept {
    static const SettingsSchema settings({
        {.key = "address",
         .title = "Addresses",
         .type = SettingType::IpAddress,
         .help = "IPv4 or IPv6, without prefix length",
         .required = true,
         .repeatable = true},
        {.key = "mac",
         .title = "MAC",
         .type = SettingType::MacAddress,
         .help = "Derived from the first address if left empty; a TUN has none"},
    });
    return settings;
}

Result<std::unique_ptr<Injector>> EchoFactory::create(const Settings& settings, const InjectionTarget& target) const {
    if (target.linkType != LinkType::Ethernet && target.linkType != LinkType::Raw)
        return failure(ErrorKind::Unsupported, "answer on", target.deviceName,
                       "its link type is " + linkTypeName(target.linkType), "It answers on Ethernet and raw IP only");
    std::vector<IpAddress> addresses;
    for (const auto& text : settings.texts("address")) {
        auto address = IpAddress::parse(text);
        if (!address)
            return std::unexpected(address.error());
        if (!isOfAHost(*address))
            return failure(ErrorKind::Invalid, "answer for", text, "no host can have this address",
                           "Choose an address in the device's network");
        addresses.push_back(*address);
    }
    MacAddress mac = macFor(addresses.front());
    if (settings.has("mac")) {
        auto given = MacAddress::parse(settings.text("mac"));
        if (!given)
            return std::unexpected(given.error());
        if (given->isGroup() || *given == MacAddress{})
            return failure(ErrorKind::Invalid, "answer from", settings.text("mac"), "no interface can have this MAC",
                           "Choose one whose first octet is even, such as 02:00:00:00:00:01");
        mac = *given;
    }
    return std::make_unique<EchoHost>(std::move(addresses), mac);
}

} // namespace tapscope
