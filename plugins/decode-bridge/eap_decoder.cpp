#include "bridge_decoders.h"
#include "eap_fields.h"
#include "eap_methods.h"

#include <decode/dissection.h>

#include <array>

namespace tapscope::eap {
namespace {

enum Table : std::uint8_t { TlsRecords };
constexpr std::array<std::string_view, 1> tables = {"eap.tls"};
constexpr std::array hooks = {Hook{"eap", 0}, Hook{"ppp.protocol", 0xc227}};
const ProtocolInfo info = {.abbreviation = "eap",
                           .title = "Extensible Authentication Protocol",
                           .column = "EAP",
                           .fields = eapFields,
                           .hooks = hooks,
                           .tables = tables};

constexpr std::size_t headerSize = 4;

} // namespace

const ProtocolInfo& EapDecoder::protocol() const noexcept {
    return info;
}

void EapDecoder::decode(ByteReader& bytes, Dissection& d) const {
    const std::uint8_t code = d.u8(bytes, Code);
    if (const std::string_view name = nameOf(codes, code); !bytes.overrun() && !name.empty())
        d.info("{}", name);
    else if (!bytes.overrun())
        d.info("Unknown code (0x{:02X})", code);
    d.u8(bytes, Identifier);
    const std::size_t length = d.u16(bytes, Length);
    if (bytes.overrun())
        return;
    if (length < headerSize) {
        d.malformed("its length is shorter than its header");
        return;
    }
    const bool isWhole = bytes.has(length - headerSize);
    ByteReader body = bytes.part(length - headerSize);
    d.layerLength(bytes.position()); // octets beyond the length are padding (RFC 3748 section 4)
    if (code == Request || code == Response) {
        const std::uint8_t method = d.u8(body, Method);
        if (const std::string_view name = nameOf(methods, method); !body.overrun() && !name.empty())
            d.infoAppend(", {}", name);
        else if (!body.overrun())
            d.infoAppend(", Unknown type (0x{:02x})", method);
        const Follows follows = body.atEnd() ? Follows::Nothing : decodeMethod(method, body, d);
        if (follows == Follows::Records)
            d.next(TlsRecords, 0, body);
        else if (follows == Follows::Data && !body.overrun() && !body.atEnd())
            d.nextAsData(body);
    }
    if (body.overrun() || !isWhole)
        bytes.setOverrun();
}

} // namespace tapscope::eap
