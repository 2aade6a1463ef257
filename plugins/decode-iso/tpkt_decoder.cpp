#include "iso_decoders.h"

#include <decode/dissection.h>

#include <array>

namespace tapscope::tpkt {
namespace {

enum Field : std::uint16_t { Version, Reserved, Length };
constexpr std::array fields = {
    FieldInfo{.name = "tpkt.version", .title = "Version"},
    FieldInfo{.name = "tpkt.reserved", .title = "Reserved"},
    FieldInfo{.name = "tpkt.length", .title = "Length"},
};
enum Table : std::uint8_t { Transport };
constexpr std::array<std::string_view, 1> tables = {"tpkt.payload"};
constexpr std::array hooks = {Hook{"tcp.port", 102}, Hook{"tcp.port", 3389}};
const ProtocolInfo info = {.abbreviation = "tpkt",
                           .title = "TPKT, ISO on TCP (RFC 1006)",
                           .column = "TPKT",
                           .fields = fields,
                           .hooks = hooks,
                           .tables = tables};
constexpr std::uint8_t version3 = 3;
constexpr std::uint16_t headerSize = 4, shortest = headerSize + 3; ///< with the smallest COTP header

} // namespace

const ProtocolInfo& TpktDecoder::protocol() const noexcept {
    return info;
}

bool TpktDecoder::accepts(Bytes bytes, Claim) const {
    ByteReader reader(bytes);
    const bool isVersion3 = reader.u8() == version3 && reader.u8() == 0;
    if (bytes.size() < headerSize)
        return isVersion3;
    return isVersion3 && reader.u16() >= shortest;
}

StreamMessage TpktDecoder::messageIn(Bytes bytes, Dissection& d) const {
    if (!d.reassembles()) // segments that lie within a message are read here, too
        return {};
    return accepts(bytes, Claim::ByKey) ? StreamMessage::counted(bytes, 2, 2, 0) : StreamMessage{};
}

void TpktDecoder::decode(ByteReader& bytes, Dissection& d) const {
    while (!bytes.atEnd()) {
        if (!accepts(bytes.rest(), Claim::ByKey)) {
            d.nextAsData(bytes);
            return;
        }
        d.u8(bytes, Version);
        d.u8(bytes, Reserved);
        const std::uint16_t length = d.u16(bytes, Length);
        if (bytes.overrun())
            return;
        ByteReader content = bytes.part(length - std::size_t{headerSize});
        const bool isWhole = content.remaining() + headerSize == length;
        d.next(Transport, 0, content);
        if (!isWhole)
            bytes.setOverrun();
    }
}

} // namespace tapscope::tpkt
