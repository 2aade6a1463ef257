// The smallest decoder, and the worked example of docs/plugins.md: a table of fields, and a function that reads them.

#include <decode/dissection.h>
#include <plugin/plugin.h>

#include <QObject>

#include <array>

namespace tapscope {
namespace {

constexpr std::array operations = {ValueName{1, "request"}, ValueName{2, "reply"}, ValueName{3, "reverse request"},
                                   ValueName{4, "reverse reply"}};
constexpr std::array hardwareTypes = {ValueName{1, "Ethernet"}, ValueName{6, "IEEE 802"}};
constexpr std::array protocolTypes = {ValueName{0x0800, "IPv4"}};

enum Field : std::uint16_t {
    HardwareType,
    ProtocolType,
    HardwareSize,
    ProtocolSize,
    Opcode,
    SenderMac,
    SenderIp,
    TargetMac,
    TargetIp,
};
constexpr std::array fields = {
    FieldInfo{.name = "arp.hw.type", .title = "Hardware type", .values = hardwareTypes},
    FieldInfo{.name = "arp.proto.type", .title = "Protocol type", .base = Base::Hex, .values = protocolTypes},
    FieldInfo{.name = "arp.hw.size", .title = "Hardware size"},
    FieldInfo{.name = "arp.proto.size", .title = "Protocol size"},
    FieldInfo{.name = "arp.opcode", .title = "Opcode", .values = operations},
    FieldInfo{.name = "arp.src.hw_mac", .title = "Sender MAC address", .type = FieldType::Mac},
    FieldInfo{.name = "arp.src.proto_ipv4", .title = "Sender IP address", .type = FieldType::Ipv4},
    FieldInfo{.name = "arp.dst.hw_mac", .title = "Target MAC address", .type = FieldType::Mac},
    FieldInfo{.name = "arp.dst.proto_ipv4", .title = "Target IP address", .type = FieldType::Ipv4},
};
constexpr std::array hooks = {Hook{"ethertype", 0x0806}, Hook{"ethertype", 0x8035}};
const ProtocolInfo info = {
    .abbreviation = "arp", .title = "Address Resolution Protocol", .column = "ARP", .fields = fields, .hooks = hooks};

void summarise(Dissection& d, unsigned operation, ColumnAddress senderMac, ColumnAddress sender, ColumnAddress target) {
    if (!d.wantsColumns())
        return;
    const ColumnText mac(senderMac);
    const ColumnText from(sender);
    const ColumnText to(target);
    const bool nobody = sender.octets == ColumnAddress{}.octets;
    if (operation == 1 && sender.octets == target.octets)
        d.info("ARP Announcement for {}", from.view());
    else if (operation == 1 && nobody)
        d.info("Who has {}? (ARP Probe)", to.view());
    else if (operation == 1)
        d.info("Who has {}? Tell {}", to.view(), from.view());
    else if (operation == 2 && sender.octets == target.octets)
        d.info("Gratuitous ARP for {} (Reply)", from.view());
    else if (operation == 2)
        d.info("{} is at {}", from.view(), mac.view());
    else
        d.info("Opcode {}", operation);
}

class ArpDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override { return info; }

    void decode(ByteReader& bytes, Dissection& d) const override {
        d.u16(bytes, HardwareType);
        const std::uint16_t protocolType = d.u16(bytes, ProtocolType);
        const std::uint8_t hardwareSize = d.u8(bytes, HardwareSize);
        const std::uint8_t protocolSize = d.u8(bytes, ProtocolSize);
        const std::uint16_t operation = d.u16(bytes, Opcode);
        if (hardwareSize != 6 || protocolSize != 4 || protocolType != 0x0800) {
            bytes.skip(2U * (hardwareSize + protocolSize));
            d.info("Opcode {}", operation);
            return;
        }
        const auto senderMac = ColumnAddress::mac(d.mac(bytes, SenderMac));
        const auto sender = ColumnAddress::ipv4(d.ipv4(bytes, SenderIp));
        d.mac(bytes, TargetMac);
        const auto target = ColumnAddress::ipv4(d.ipv4(bytes, TargetIp));
        d.layerLength(bytes.position());
        if (bytes.overrun())
            return;
        d.layerLabel("Address Resolution Protocol ({})", nameOf(operations, operation, "unknown"));
        summarise(d, operation, senderMac, sender, target);
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
