#pragma once

#include <decode/field.h>

#include <array>

/// Names of values, and the fields of ARP (RFC 826, RFC 903, RFC 2390, RFC 5227).
namespace tapscope::arp {

inline constexpr std::array operations = {
    ValueName{1, "request"},       ValueName{2, "reply"},           ValueName{3, "reverse request"},
    ValueName{4, "reverse reply"}, ValueName{5, "drarp request"},   ValueName{6, "drarp reply"},
    ValueName{7, "drarp error"},   ValueName{8, "inverse request"}, ValueName{9, "inverse reply"},
    ValueName{10, "arp nak"},
};
inline constexpr std::array hardwareTypes = {
    ValueName{1, "Ethernet"},          ValueName{6, "IEEE 802"},     ValueName{7, "ARCNET"},
    ValueName{15, "Frame Relay DLCI"}, ValueName{16, "ATM"},         ValueName{17, "HDLC"},
    ValueName{18, "Fibre Channel"},    ValueName{20, "Serial Line"}, ValueName{24, "IEEE 1394.1995"},
    ValueName{27, "EUI-64"},           ValueName{32, "InfiniBand"},
};
inline constexpr std::array protocolTypes = {ValueName{0x0800, "IPv4"}};

enum Field : std::uint16_t {
    HardwareType,
    ProtocolType,
    HardwareSize,
    ProtocolSize,
    Opcode,
    IsGratuitous,
    IsProbe,
    IsAnnouncement,
    SenderMac,
    SenderHardware,
    SenderIp,
    SenderProtocol,
    TargetMac,
    TargetHardware,
    TargetIp,
    TargetProtocol,
};
inline constexpr std::array fields = {
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
    FieldInfo{.name = "arp.dst.proto", .title = "Target protocol address", .type = FieldType::ByteString},
};

} // namespace tapscope::arp
