#include "ethernet_decoders.h"

#include <decode/ethertype.h>

#include <array>

namespace tapscope::macsec {
namespace {

enum Field : std::uint16_t {
    TagControl,
    Version,
    EndStation,
    HasChannel,
    SingleCopy,
    Encrypted,
    Changed,
    Association,
    ShortLength,
    PacketNumber,
    System,
    Port,
    Type,
    CheckValue,
};
const std::array fields = {
    FieldInfo{.name = "macsec.TCI", .title = "TCI", .base = Base::Hex, .hexDigits = 2, .mask = 0xfc},
    FieldInfo{.name = "macsec.TCI.V", .title = "VER", .base = Base::Hex, .hexDigits = 2, .mask = 0x80},
    FieldInfo{.name = "macsec.TCI.ES", .title = "ES", .type = FieldType::Boolean, .mask = 0x40},
    FieldInfo{.name = "macsec.TCI.SC", .title = "SC", .type = FieldType::Boolean, .mask = 0x20},
    FieldInfo{.name = "macsec.TCI.SCB", .title = "SCB", .type = FieldType::Boolean, .mask = 0x10},
    FieldInfo{.name = "macsec.TCI.E", .title = "E", .type = FieldType::Boolean, .mask = 0x08},
    FieldInfo{.name = "macsec.TCI.C", .title = "C", .type = FieldType::Boolean, .mask = 0x04},
    FieldInfo{.name = "macsec.AN", .title = "AN", .base = Base::Hex, .hexDigits = 2, .mask = 0x03},
    FieldInfo{.name = "macsec.SL", .title = "Short length"},
    FieldInfo{.name = "macsec.PN", .title = "Packet number"},
    FieldInfo{.name = "macsec.SCI.system_identifier", .title = "System Identifier", .type = FieldType::Mac},
    FieldInfo{.name = "macsec.SCI.port_identifier", .title = "Port Identifier"},
    FieldInfo{.name = "macsec.etype", .title = "Ethertype", .base = Base::Hex, .values = ethertypeNames()},
    FieldInfo{.name = "macsec.ICV", .title = "ICV", .type = FieldType::ByteString},
};
enum Table : std::uint8_t { Ethertype };
constexpr std::array<std::string_view, 1> tables = {"ethertype"};
constexpr std::array hooks = {Hook{"ethertype", 0x88e5}};
const ProtocolInfo info = {.abbreviation = "macsec",
                           .title = "802.1AE Security tag",
                           .column = "MACSEC",
                           .fields = fields,
                           .hooks = hooks,
                           .tables = tables};

} // namespace

const ProtocolInfo& MacsecDecoder::protocol() const noexcept {
    return info;
}

void MacsecDecoder::decode(ByteReader& bytes, Dissection& d) const {
    constexpr std::size_t usualCheckValue = 16;
    constexpr std::uint8_t channelBit = 0x20, encryptedBit = 0x08, changedBit = 0x04;
    const auto at = static_cast<std::uint32_t>(bytes.offset());
    const std::uint8_t control = bytes.u8();
    d.addBits({TagControl, Version, EndStation, HasChannel, SingleCopy, Encrypted, Changed, Association}, {at, 1},
              control);
    const std::size_t shortLength = d.u8(bytes, ShortLength) & 0x3fU;
    d.u32(bytes, PacketNumber);
    if ((control & channelBit) != 0) {
        d.mac(bytes, System);
        d.u16(bytes, Port);
    }
    if (bytes.overrun())
        return;
    d.info("MACsec frame");
    const std::size_t left = bytes.remaining();
    const std::size_t size =
        shortLength != 0 && shortLength < left ? shortLength : left - std::min(left, usualCheckValue);
    ByteReader secured = bytes.part(size);
    d.data(bytes, CheckValue, bytes.remaining());
    if ((control & (encryptedBit | changedBit)) != 0) {
        d.nextAsData(secured);
        return;
    }
    const std::uint16_t type = d.u16(secured, Type);
    d.layerLength(secured.offset() - at);
    if (!secured.overrun())
        nextByEthertype(d, Ethertype, type, secured);
}

} // namespace tapscope::macsec
