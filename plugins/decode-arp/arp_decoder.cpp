#include "arp_decoder.h"

#include <decode/dissection.h>
#include <decode/hardware_type.h>
#include <decode/wire_address.h>

namespace tapscope {
namespace {

enum Operation : std::uint16_t { Request = 1, Reply, ReverseRequest, ReverseReply, InverseRequest = 8, InverseReply };
constexpr std::array operations = {
    ValueName{1, "request"},       ValueName{2, "reply"},           ValueName{3, "reverse request"},
    ValueName{4, "reverse reply"}, ValueName{5, "drarp request"},   ValueName{6, "drarp reply"},
    ValueName{7, "drarp error"},   ValueName{8, "inverse request"}, ValueName{9, "inverse reply"},
    ValueName{10, "arp nak"},
};
constexpr std::array protocolTypes = {ValueName{0x0800, "IPv4"}};

enum Field : std::uint16_t { HardwareType, ProtocolType, HardwareSize, ProtocolSize, Opcode };
enum Form : std::uint16_t { IsGratuitous = Opcode + 1, IsProbe, IsAnnouncement };
enum Sender : std::uint16_t { SenderMac = IsAnnouncement + 1, SenderHardware, SenderIp, SenderProtocol };
enum Target : std::uint16_t { TargetMac = SenderProtocol + 1, TargetHardware, TargetIp, TargetProtocol };
constexpr std::array fields = {
    FieldInfo{.name = "arp.hw.type", .title = "Hardware type", .values = hardwareTypes},
    FieldInfo{.name = "arp.proto.type", .title = "Protocol type", .base = Base::Hex, .values = protocolTypes},
    FieldInfo{.name = "arp.hw.size", .title = "Hardware size"},
    FieldInfo{.name = "arp.proto.size", .title = "Protocol size"},
    FieldInfo{.name = "arp.opcode", .title = "Opcode", .values = operations},
    FieldInfo{.name = "arp.isgratuitous", .title = "Is gratuitous", .type = FieldType::Boolean},
    FieldInfo{.name = "arp.isprobe", .title = "Is probe", .type = FieldType::Boolean},
    FieldInfo{.name = "arp.isannouncement", .title = "Is announcement", .type = FieldType::Boolean},
    FieldInfo{.name = "arp.src.hw_mac", .title = "Sender MAC address", .type = FieldType::Mac},
    FieldInfo{.name = "arp.src.hw", .title = "Sender hardware address", .type = FieldType::ByteString},
    FieldInfo{.name = "arp.src.proto_ipv4", .title = "Sender IP address", .type = FieldType::Ipv4},
    FieldInfo{.name = "arp.src.proto", .title = "Sender protocol address", .type = FieldType::ByteString},
    FieldInfo{.name = "arp.dst.hw_mac", .title = "Target MAC address", .type = FieldType::Mac},
    FieldInfo{.name = "arp.dst.hw", .title = "Target hardware address", .type = FieldType::ByteString},
    FieldInfo{.name = "arp.dst.proto_ipv4", .title = "Target IP address", .type = FieldType::Ipv4},
    FieldInfo{.name = "arp.dst.proto", .title = "Target protocol address", .type = FieldType::ByteString}};
constexpr std::array hooks = {Hook{"ethertype", 0x0806}, Hook{"ethertype", 0x8035}, Hook{"gre.proto", 0x0806}};
const ProtocolInfo info = {
    .abbreviation = "arp", .title = "Address Resolution Protocol", .column = "ARP", .fields = fields, .hooks = hooks};

} // namespace

const ProtocolInfo& ArpDecoder::protocol() const noexcept {
    return info;
}

void ArpDecoder::decode(ByteReader& bytes, Dissection& d) const {
    const std::uint16_t hardware = d.u16(bytes, HardwareType), protocol = d.u16(bytes, ProtocolType);
    const std::size_t hardwareSize = d.u8(bytes, HardwareSize), protocolSize = d.u8(bytes, ProtocolSize);
    const std::uint16_t operation = d.u16(bytes, Opcode);
    const bool isMac = (hardware == 1 || hardware == 6) && hardwareSize == 6;
    const bool isIpv4 = protocol == 0x0800 && protocolSize == 4;
    if (operation == ReverseRequest || operation == ReverseReply)
        d.columnProtocol("RARP");
    else if (operation == InverseRequest || operation == InverseReply)
        d.columnProtocol("Inverse ARP");
    if (const std::size_t all = 2 * (hardwareSize + protocolSize); bytes.overrun() || !bytes.has(all))
        return bytes.skip(all); // half an address is of no use
    const auto senderMac = WireAddress::readMac(bytes, d, isMac, SenderMac, SenderHardware, hardwareSize);
    const auto sender = WireAddress::readIpv4(bytes, d, isIpv4, SenderIp, SenderProtocol, protocolSize);
    const auto targetMac = WireAddress::readMac(bytes, d, isMac, TargetMac, TargetHardware, hardwareSize);
    const auto target = WireAddress::readIpv4(bytes, d, isIpv4, TargetIp, TargetProtocol, protocolSize);
    d.layerLength(bytes.position());
    const bool isGratuitous = (operation == Request || operation == Reply) && sender.isSameAs(target);
    const bool isAnnouncement = isGratuitous && operation == Request && targetMac.isZero();
    const bool isProbe = operation == Request && !isGratuitous && isIpv4 && sender.isZero();
    if (isGratuitous)
        d.add(IsGratuitous, {}, 1);
    if (isProbe || isAnnouncement)
        d.add(isProbe ? IsProbe : IsAnnouncement, {}, 1);
    const char* const form = isAnnouncement ? "/announcement"
                             : isGratuitous ? "/gratuitous ARP"
                             : isProbe      ? "/probe"
                                            : "";
    d.layerLabel("Address Resolution Protocol ({}{})", nameOf(operations, operation, "unknown"), form);
    if (!d.wantsColumns())
        return;
    const WireAddressText fromMac(senderMac), from(sender), toMac(targetMac), to(target);
    if (isAnnouncement)
        d.info("ARP Announcement for {}", from.view());
    else if (isGratuitous)
        d.info("Gratuitous ARP for {} ({})", from.view(), operation == Request ? "Request" : "Reply");
    else if (isProbe)
        d.info("Who has {}? (ARP Probe)", to.view());
    else if (operation == Request)
        d.info("Who has {}? Tell {}", to.view(), from.view());
    else if (operation == ReverseRequest || operation == InverseRequest)
        d.info("Who is {}? Tell {}", toMac.view(), fromMac.view());
    else if (operation == Reply)
        d.info("{} is at {}", from.view(), fromMac.view());
    else if (operation == InverseReply)
        d.info("{} is at {}", fromMac.view(), from.view());
    else if (operation == ReverseReply)
        d.info("{} is at {}", toMac.view(), to.view());
    else
        d.info("Unknown ARP opcode 0x{:04x}", operation);
}

} // namespace tapscope
