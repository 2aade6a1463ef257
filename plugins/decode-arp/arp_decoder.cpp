// The smallest decoder, and the worked example of docs/plugins.md: a table of fields, and a function that reads them.

#include <decode/dissection.h>
#include <plugin/plugin.h>

#include <QObject>

#include <algorithm>
#include <array>
#include <utility>

namespace tapscope {
namespace {

constexpr std::array operations = {
    ValueName{1, "request"},       ValueName{2, "reply"},           ValueName{3, "reverse request"},
    ValueName{4, "reverse reply"}, ValueName{5, "drarp request"},   ValueName{6, "drarp reply"},
    ValueName{7, "drarp error"},   ValueName{8, "inverse request"}, ValueName{9, "inverse reply"},
    ValueName{10, "arp nak"},
};
constexpr std::array hardwareTypes = {
    ValueName{1, "Ethernet"},          ValueName{6, "IEEE 802"},     ValueName{7, "ARCNET"},
    ValueName{15, "Frame Relay DLCI"}, ValueName{16, "ATM"},         ValueName{17, "HDLC"},
    ValueName{18, "Fibre Channel"},    ValueName{20, "Serial Line"}, ValueName{24, "IEEE 1394.1995"},
    ValueName{27, "EUI-64"},           ValueName{32, "InfiniBand"},
};
constexpr std::array protocolTypes = {ValueName{0x0800, "IPv4"}};

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
    FieldInfo{.name = "arp.dst.proto", .title = "Target protocol address", .type = FieldType::ByteString},
};
constexpr std::array hooks = {Hook{"ethertype", 0x0806}, Hook{"ethertype", 0x8035}, Hook{"gre.proto", 0x0806}};
const ProtocolInfo info = {
    .abbreviation = "arp", .title = "Address Resolution Protocol", .column = "ARP", .fields = fields, .hooks = hooks};

/// An address as its size and type say: it prints itself for the columns.
struct Address {
    Bytes octets;
    bool isKnown; ///< a MAC or IPv4 address; others are shown as plain bytes
};

std::string_view text(const Address& address, std::array<char, 48>& room) {
    if (address.isKnown) {
        const ColumnText known(address.octets.size() == 6 ? ColumnAddress::mac(address.octets)
                                                          : ColumnAddress::ipv4(ByteReader(address.octets).u32()));
        return {room.data(), known.view().copy(room.data(), room.size())};
    }
    char* out = room.data();
    for (const std::byte octet : address.octets.first(std::min(address.octets.size(), room.size() / 2)))
        out = fmt::format_to(out, "{:02x}", std::to_integer<unsigned>(octet));
    return {room.data(), static_cast<std::size_t>(out - room.data())};
}

bool isZero(Bytes octets) {
    return std::ranges::all_of(octets, [](std::byte octet) { return octet == std::byte{}; });
}

class ArpDecoder final : public Decoder {
    enum Operation : std::uint16_t {
        Request = 1,
        Reply,
        ReverseRequest,
        ReverseReply,
        InverseRequest = 8,
        InverseReply
    };

public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override { return info; }

    void decode(ByteReader& bytes, Dissection& d) const override {
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
            bytes.skip(addresses); // half of them says nothing
            return;
        }
        const auto hardwareAddress = [&](Field mac, Field other) {
            return Address{isMac ? d.mac(bytes, mac) : d.data(bytes, other, hardwareSize), isMac};
        };
        const auto protocolAddress = [&](Field ip, Field other) {
            const ByteReader before = bytes;
            if (!isIpv4)
                return Address{d.data(bytes, other, protocolSize), false};
            d.ipv4(bytes, ip);
            return Address{ByteReader(before).take(protocolSize), true};
        };
        const Address senderMac = hardwareAddress(SenderMac, SenderHardware);
        const Address sender = protocolAddress(SenderIp, SenderProtocol);
        const Address targetMac = hardwareAddress(TargetMac, TargetHardware);
        const Address target = protocolAddress(TargetIp, TargetProtocol);
        d.layerLength(bytes.position());
        if (bytes.overrun())
            return;
        const bool isArp = operation == Request || operation == Reply;
        const bool isGratuitous = isArp && std::ranges::equal(sender.octets, target.octets);
        const bool isAnnouncement = isGratuitous && operation == Request && isZero(targetMac.octets);
        const bool isProbe = operation == Request && !isGratuitous && isIpv4 && isZero(sender.octets);
        for (const auto& [field, holds] :
             {std::pair{IsGratuitous, isGratuitous}, {IsProbe, isProbe}, {IsAnnouncement, isAnnouncement}}) {
            if (holds)
                d.add(field, {}, 1);
        }
        d.layerLabel("Address Resolution Protocol ({}{})", nameOf(operations, operation, "unknown"),
                     isAnnouncement ? "/announcement"
                     : isGratuitous ? "/gratuitous ARP"
                     : isProbe      ? "/probe"
                                    : "");
        if (d.wantsColumns())
            summarise(d, operation, isGratuitous, isAnnouncement, isProbe, {senderMac, sender, targetMac, target});
    }

private:
    struct Addresses {
        Address senderMac, sender, targetMac, target;
    };
    static void summarise(Dissection& d, std::uint16_t operation, bool isGratuitous, bool isAnnouncement, bool isProbe,
                          const Addresses& of) {
        std::array<std::array<char, 48>, 4> room;
        const auto senderMac = text(of.senderMac, room[0]);
        const auto sender = text(of.sender, room[1]);
        const auto targetMac = text(of.targetMac, room[2]);
        const auto target = text(of.target, room[3]);
        if (isAnnouncement)
            d.info("ARP Announcement for {}", sender);
        else if (isGratuitous)
            d.info("Gratuitous ARP for {} ({})", sender, operation == Request ? "Request" : "Reply");
        else if (isProbe)
            d.info("Who has {}? (ARP Probe)", target);
        else if (operation == Request)
            d.info("Who has {}? Tell {}", target, sender);
        else if (operation == Reply || operation == InverseReply)
            d.info("{} is at {}", operation == Reply ? sender : senderMac, operation == Reply ? senderMac : sender);
        else if (operation == ReverseRequest || operation == InverseRequest)
            d.info("Who is {}? Tell {}", targetMac, senderMac);
        else if (operation == ReverseReply)
            d.info("{} is at {}", targetMac, target);
        else
            d.info("Unknown ARP opcode 0x{:04x}", operation);
    }
};

class ArpPlugin final : public QObject, public Plugin {
    Q_OBJECT
    Q_PLUGIN_METADATA(IID TAPSCOPE_PLUGIN_IID FILE "decode-arp.json")
    Q_INTERFACES(tapscope::Plugin)

public:
    [[nodiscard]] std::vector<const Decoder*> decoders() const override { return {&decoder_}; }

private:
    ArpDecoder decoder_;
};

} // namespace
} // namespace tapscope

#include "arp_decoder.moc"
