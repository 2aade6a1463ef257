#include "dns_decoders.h"

#include "dns_fields.h"

#include <algorithm>
#include <array>

namespace tapscope {
namespace {

constexpr std::uint8_t tcp = 6;

// dns::fields is defined in another file: its address is a constant expression, its size is not.
ProtocolInfo describe(std::string_view abbreviation, std::string_view title, std::string_view column,
                      std::span<const Hook> hooks, std::span<const std::string_view> heuristics) {
    return {.abbreviation = abbreviation,
            .title = title,
            .column = column,
            .fields = dns::fields,
            .hooks = hooks,
            .heuristics = heuristics,
            .learns = abbreviation == "dns"};
}

constexpr std::array dnsHooks = {Hook{"udp.port", 53}, Hook{"tcp.port", 53}, Hook{"tcp.port", 5353},
                                 Hook{"sctp.port", 53}};
constexpr std::array mdnsHooks = {Hook{"udp.port", 5353}};
constexpr std::array llmnrHooks = {Hook{"udp.port", 5355}};
constexpr std::array<std::string_view, 1> dnsHeuristics = {"udp.port"};

} // namespace

const ProtocolInfo& DnsDecoder::protocol() const noexcept {
    static const ProtocolInfo info = describe("dns", "Domain Name System", "DNS", dnsHooks, dnsHeuristics);
    return info;
}

StreamMessage DnsDecoder::messageIn(Bytes bytes, Dissection& d) const {
    return d.carrier().ipProtocol == tcp ? StreamMessage::counted(bytes, 0, 2, 2) : StreamMessage{};
}

void DnsDecoder::decode(ByteReader& bytes, Dissection& d) const {
    if (d.carrier().ipProtocol != tcp) {
        dns::decodeMessage(bytes, d, dns::Variant::Dns);
        return;
    }
    for (unsigned place = 0; !bytes.atEnd(); place = std::min(place + 1, 255U)) {
        const std::uint16_t length = d.u16(bytes, dns::Length);
        ByteReader message = bytes.part(length);
        dns::decodeMessage(message, d, dns::Variant::Dns, static_cast<std::uint8_t>(place));
        if (message.overrun())
            bytes.setOverrun();
    }
}

bool DnsDecoder::recognises(Bytes bytes, const Dissection&) const {
    return dns::looksLikeMessage(bytes);
}

const ProtocolInfo& LocalDnsDecoder::protocol() const noexcept {
    static const ProtocolInfo multicast = describe("mdns", "Multicast Domain Name System", "MDNS", mdnsHooks, {});
    static const ProtocolInfo linkLocal =
        describe("llmnr", "Link-local Multicast Name Resolution", "LLMNR", llmnrHooks, {});
    return variant_ == dns::Variant::Multicast ? multicast : linkLocal;
}

void LocalDnsDecoder::decode(ByteReader& bytes, Dissection& d) const {
    dns::decodeMessage(bytes, d, variant_);
}

} // namespace tapscope
