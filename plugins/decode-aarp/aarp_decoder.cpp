#include "aarp_decoder.h"

#include <decode/dissection.h>
#include <decode/wire_address.h>

#include <array>

namespace tapscope {
namespace {

enum Operation : std::uint16_t { Request = 1, Reply, Probe };
constexpr std::array operations = {ValueName{Request, "request"}, ValueName{Reply, "reply"}, ValueName{Probe, "probe"}};
constexpr std::array linkTypes = {ValueName{1, "Ethernet"}, ValueName{2, "TokenRing"}};
constexpr std::uint16_t appleTalk = 0x809b;
constexpr std::array protocolTypes = {ValueName{appleTalk, "AppleTalk"}};

enum Field : std::uint16_t {
    HardwareType,
    ProtocolType,
    HardwareSize,
    ProtocolSize,
    Opcode,
    SenderMac,
    SenderHardware,
    SenderId,
    SenderProtocol,
    TargetMac,
    TargetHardware,
    TargetId,
    TargetProtocol,
};
constexpr std::array fields = {
    FieldInfo{.name = "aarp.hard.type", .title = "Hardware type", .base = Base::Hex, .values = linkTypes},
    FieldInfo{.name = "aarp.proto.type", .title = "Protocol type", .base = Base::Hex, .values = protocolTypes},
    FieldInfo{.name = "aarp.hard.size", .title = "Hardware size"},
    FieldInfo{.name = "aarp.proto.size", .title = "Protocol size"},
    FieldInfo{.name = "aarp.opcode", .title = "Opcode", .values = operations},
    FieldInfo{.name = "aarp.src.hw_mac", .title = "Sender MAC address", .type = FieldType::Mac},
    FieldInfo{.name = "aarp.src.hw", .title = "Sender hardware address", .type = FieldType::ByteString},
    FieldInfo{.name = "aarp.src.proto_id", .title = "Sender ID", .type = FieldType::ByteString},
    FieldInfo{.name = "aarp.src.proto", .title = "Sender protocol address", .type = FieldType::ByteString},
    FieldInfo{.name = "aarp.dst.hw_mac", .title = "Target MAC address", .type = FieldType::Mac},
    FieldInfo{.name = "aarp.dst.hw", .title = "Target hardware address", .type = FieldType::ByteString},
    FieldInfo{.name = "aarp.dst.proto_id", .title = "Target ID", .type = FieldType::ByteString},
    FieldInfo{.name = "aarp.dst.proto", .title = "Target protocol address", .type = FieldType::ByteString},
};
constexpr std::array hooks = {Hook{"ethertype", 0x80f3}};
const ProtocolInfo info = {.abbreviation = "aarp",
                           .title = "AppleTalk Address Resolution Protocol",
                           .column = "AARP",
                           .fields = fields,
                           .hooks = hooks};

/// An AppleTalk address, "100.7": network and node, after an octet that is 0. Addresses of other protocols are shown as
/// octets.
class IdText {
public:
    IdText(Bytes octets, bool isAppleTalk) : plain_({.octets = octets}) {
        if (!isAppleTalk)
            return;
        ByteReader reader(octets);
        reader.skip(1);
        const std::uint16_t network = reader.u16();
        size_ = fmt::format_to_n(room_.data(), room_.size(), "{}.{}", network, reader.u8()).size;
    }
    [[nodiscard]] std::string_view view() const noexcept {
        return size_ != 0 ? std::string_view(room_.data(), size_) : plain_.view();
    }

private:
    WireAddressText plain_;
    std::array<char, 16> room_{};
    std::size_t size_ = 0;
};

} // namespace

const ProtocolInfo& AarpDecoder::protocol() const noexcept {
    return info;
}

void AarpDecoder::decode(ByteReader& bytes, Dissection& d) const {
    const std::uint16_t hardware = d.u16(bytes, HardwareType);
    const std::uint16_t protocolType = d.u16(bytes, ProtocolType);
    const std::size_t hardwareSize = d.u8(bytes, HardwareSize);
    const std::size_t protocolSize = d.u8(bytes, ProtocolSize);
    const std::uint16_t operation = d.u16(bytes, Opcode);
    if (bytes.overrun())
        return;
    const bool isMac = (hardware == 1 || hardware == 2) && hardwareSize == 6;
    const bool isAppleTalk = protocolType == appleTalk && protocolSize == 4;
    if (const std::size_t addresses = 2 * (hardwareSize + protocolSize); !bytes.has(addresses)) {
        bytes.skip(addresses); // half an address is useless
        return;
    }
    const auto hardwareAddress = [&](Field mac, Field other) {
        return WireAddress::readMac(bytes, d, isMac, mac, other, hardwareSize);
    };
    const auto protocolAddress = [&](Field id, Field other) {
        return d.data(bytes, isAppleTalk ? id : other, protocolSize);
    };
    const WireAddressText senderMac(hardwareAddress(SenderMac, SenderHardware));
    const IdText sender(protocolAddress(SenderId, SenderProtocol), isAppleTalk);
    static_cast<void>(hardwareAddress(TargetMac, TargetHardware));
    const IdText target(protocolAddress(TargetId, TargetProtocol), isAppleTalk);
    d.layerLength(bytes.position());
    switch (operation) {
    case Request:
        d.info("Who has {}?  Tell {}", target.view(), sender.view());
        break;
    case Reply:
        d.info("{} is at {}", sender.view(), senderMac.view());
        break;
    case Probe:
        d.info("Is there a {}", target.view());
        break;
    default:
        d.info("Unknown AARP opcode 0x{:04x}", operation);
    }
}

} // namespace tapscope
