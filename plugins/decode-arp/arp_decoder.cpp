// The worked example of docs/plugins.md: a table of fields (arp_fields.h), and a function that reads them.

#include "arp_decoder.h"

#include "arp_address.h"
#include "arp_fields.h"

#include <decode/dissection.h>

#include <algorithm>
#include <utility>

namespace tapscope {
namespace {

using namespace arp;

constexpr std::array hooks = {Hook{"ethertype", 0x0806}, Hook{"ethertype", 0x8035}, Hook{"gre.proto", 0x0806}};
const ProtocolInfo info = {
    .abbreviation = "arp", .title = "Address Resolution Protocol", .column = "ARP", .fields = fields, .hooks = hooks};

enum Operation : std::uint16_t { Request = 1, Reply, ReverseRequest, ReverseReply, InverseRequest = 8, InverseReply };

enum class Purpose { Ordinary, Announcement, Gratuitous, Probe };
constexpr std::array<std::string_view, 4> purposes = {"", "/announcement", "/gratuitous ARP", "/probe"};

bool isZero(Bytes octets) {
    return std::ranges::all_of(octets, [](std::byte octet) { return octet == std::byte{}; });
}

void summarise(Dissection& d, std::uint16_t operation, Purpose purpose, const Pair& from, const Pair& to) {
    const AddressText senderMac(from.hardware), sender(from.protocol), targetMac(to.hardware), target(to.protocol);
    if (purpose == Purpose::Announcement)
        d.info("ARP Announcement for {}", sender.view());
    else if (purpose == Purpose::Gratuitous)
        d.info("Gratuitous ARP for {} ({})", sender.view(), operation == Request ? "Request" : "Reply");
    else if (purpose == Purpose::Probe)
        d.info("Who has {}? (ARP Probe)", target.view());
    else if (operation == Request)
        d.info("Who has {}? Tell {}", target.view(), sender.view());
    else if (operation == Reply)
        d.info("{} is at {}", sender.view(), senderMac.view());
    else if (operation == InverseReply)
        d.info("{} is at {}", senderMac.view(), sender.view());
    else if (operation == ReverseRequest || operation == InverseRequest)
        d.info("Who is {}? Tell {}", targetMac.view(), senderMac.view());
    else if (operation == ReverseReply)
        d.info("{} is at {}", targetMac.view(), target.view());
    else
        d.info("Unknown ARP opcode 0x{:04x}", operation);
}

} // namespace

const ProtocolInfo& ArpDecoder::protocol() const noexcept {
    return info;
}

void ArpDecoder::decode(ByteReader& bytes, Dissection& d) const {
    const std::uint16_t hardware = d.u16(bytes, HardwareType);
    const std::uint16_t protocolType = d.u16(bytes, ProtocolType);
    const std::size_t hardwareSize = d.u8(bytes, HardwareSize);
    const std::size_t protocolSize = d.u8(bytes, ProtocolSize);
    const std::uint16_t operation = d.u16(bytes, Opcode);
    const bool isMac = (hardware == 1 || hardware == 6) && hardwareSize == 6;
    const bool isIpv4 = protocolType == 0x0800 && protocolSize == 4;
    if (operation == ReverseRequest || operation == ReverseReply)
        d.columnProtocol("RARP");
    else if (operation == InverseRequest || operation == InverseReply)
        d.columnProtocol("Inverse ARP");
    if (const std::size_t addresses = 2 * (hardwareSize + protocolSize); !bytes.has(addresses)) {
        bytes.skip(addresses); // half an address is of no use
        return;
    }
    const auto hardwareAddress = [&](Field mac, Field other) {
        return Address{isMac ? d.mac(bytes, mac) : d.data(bytes, other, hardwareSize), isMac};
    };
    const auto protocolAddress = [&](Field ip, Field other) {
        ByteReader before = bytes;
        if (!isIpv4)
            return Address{d.data(bytes, other, protocolSize), false};
        d.ipv4(bytes, ip);
        return Address{before.take(protocolSize), true};
    };
    Pair from, to;
    from.hardware = hardwareAddress(SenderMac, SenderHardware);
    from.protocol = protocolAddress(SenderIp, SenderProtocol);
    to.hardware = hardwareAddress(TargetMac, TargetHardware);
    to.protocol = protocolAddress(TargetIp, TargetProtocol);
    d.layerLength(bytes.position());
    if (bytes.overrun())
        return;
    const bool isArp = operation == Request || operation == Reply;
    const bool isGratuitous = isArp && std::ranges::equal(from.protocol.octets, to.protocol.octets);
    const bool isAnnouncement = isGratuitous && operation == Request && isZero(to.hardware.octets);
    const bool isProbe = operation == Request && !isGratuitous && isIpv4 && isZero(from.protocol.octets);
    for (const auto& [field, holds] :
         {std::pair{IsGratuitous, isGratuitous}, {IsProbe, isProbe}, {IsAnnouncement, isAnnouncement}}) {
        if (holds)
            d.add(field, {}, 1);
    }
    const Purpose purpose = isAnnouncement ? Purpose::Announcement
                            : isGratuitous ? Purpose::Gratuitous
                            : isProbe      ? Purpose::Probe
                                           : Purpose::Ordinary;
    d.layerLabel("Address Resolution Protocol ({}{})", nameOf(operations, operation, "unknown"),
                 purposes[static_cast<std::size_t>(purpose)]);
    if (d.wantsColumns())
        summarise(d, operation, purpose, from, to);
}

} // namespace tapscope
