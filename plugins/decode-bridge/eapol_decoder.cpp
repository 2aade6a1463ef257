#include "bridge_decoders.h"

#include <decode/dissection.h>

#include <array>

namespace tapscope::eapol {
namespace {

enum Type : std::uint8_t { Packet = 0, Start, Logoff, Key, Alert };
constexpr std::array types = {ValueName{Packet, "EAP Packet"}, ValueName{Start, "Start"}, ValueName{Logoff, "Logoff"},
                              ValueName{Key, "Key"}, ValueName{Alert, "Encapsulated ASF Alert"}};
constexpr std::array versions = {ValueName{1, "802.1X-2001"}, ValueName{2, "802.1X-2004"}, ValueName{3, "802.1X-2010"}};

enum Field : std::uint16_t { Version, TypeField, Length, KeyData };
constexpr std::array fields = {
    FieldInfo{.name = "eapol.version", .title = "Version", .values = versions},
    FieldInfo{.name = "eapol.type", .title = "Type", .values = types},
    FieldInfo{.name = "eapol.len", .title = "Length"},
    FieldInfo{.name = "eapol.key", .title = "Key descriptor", .type = FieldType::ByteString},
};
enum Table : std::uint8_t { Eap };
constexpr std::array<std::string_view, 1> tables = {"eap"};
constexpr std::array hooks = {Hook{"ethertype", 0x888e}, Hook{"ethertype", 0x88c7}};
const ProtocolInfo info = {.abbreviation = "eapol",
                           .title = "802.1X Authentication",
                           .column = "EAPOL",
                           .fields = fields,
                           .hooks = hooks,
                           .tables = tables};

constexpr std::uint16_t eapHeader = 4;

/// RFC 3748 section 4: code, identifier, length; octets beyond the length are padding.
unsigned lengthOfEap(const ByteReader& packet) noexcept {
    return static_cast<unsigned>(packet.peek(2)) << 8 | packet.peek(3);
}

} // namespace

const ProtocolInfo& EapolDecoder::protocol() const noexcept {
    return info;
}

void EapolDecoder::decode(ByteReader& bytes, Dissection& d) const {
    d.u8(bytes, Version);
    const std::uint8_t type = d.u8(bytes, TypeField);
    const std::uint16_t length = d.u16(bytes, Length);
    if (bytes.overrun())
        return;
    d.info("{}", nameOf(types, type, "Unknown"));
    const bool isWhole = bytes.has(length);
    ByteReader body = bytes.part(length);
    if (type == Packet && (length < eapHeader || (isWhole && lengthOfEap(body) > length)))
        d.malformed("it does not hold an EAP packet");
    if (!isWhole)
        bytes.setOverrun();
    if (type == Packet)
        d.next(Eap, 0, body);
    else if (!body.atEnd())
        d.data(body, KeyData, body.remaining());
}

} // namespace tapscope::eapol
