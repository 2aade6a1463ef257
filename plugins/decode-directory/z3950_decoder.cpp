#include "directory_decoders.h"

#include <decode/ber.h>
#include <decode/message_fields.h>

#include <array>

namespace tapscope::z3950 {
namespace {

/// Numbers of the context tags (Z39.50-2003, appendix 3.1).
constexpr std::array types = {ValueName{20, "initRequest"},
                              ValueName{21, "initResponse"},
                              ValueName{22, "searchRequest"},
                              ValueName{23, "searchResponse"},
                              ValueName{24, "presentRequest"},
                              ValueName{25, "presentResponse"},
                              ValueName{26, "deleteResultSetRequest"},
                              ValueName{27, "deleteResultSetResponse"},
                              ValueName{28, "accessControlRequest"},
                              ValueName{29, "accessControlResponse"},
                              ValueName{30, "resourceControlRequest"}};
enum Field : std::uint16_t { Type, Data };
constexpr std::array fields = {
    FieldInfo{.name = "z3950.PDU", .title = "PDU", .values = types, .mask = 0x1f},
    FieldInfo{.name = "z3950.data", .title = "Data", .type = FieldType::ByteString},
};
constexpr std::array hooks = {Hook{"tcp.port", 210}};
const ProtocolInfo info = {
    .abbreviation = "z3950", .title = "Z39.50 Protocol", .column = "Z39.50", .fields = fields, .hooks = hooks};
constexpr std::uint8_t contextConstructed = 0xa0, classAndForm = 0xe0;

bool beginsMessage(std::uint8_t tag) noexcept {
    return (tag & classAndForm) == contextConstructed && !nameOf(types, tag & 0x1fU).empty();
}

} // namespace

const ProtocolInfo& Z3950Decoder::protocol() const noexcept {
    return info;
}

bool Z3950Decoder::accepts(Bytes bytes, Claim) const {
    return beginsMessage(ByteReader(bytes).peek());
}

StreamMessage Z3950Decoder::messageIn(Bytes bytes, Dissection&) const {
    constexpr std::size_t longestHead = 6;
    if (!beginsMessage(ByteReader(bytes).peek()))
        return {};
    ByteReader reader(bytes);
    const ber::Element element = ber::read(reader);
    if (element.tag == 0)
        return bytes.size() < longestHead ? StreamMessage::later() : StreamMessage{};
    return StreamMessage::of(element.content.offset() + std::uint64_t{element.length});
}

void Z3950Decoder::decode(ByteReader& bytes, Dissection& d) const {
    d.info("");
    while (!bytes.atEnd()) {
        const std::uint8_t tag = bytes.peek();
        if (!beginsMessage(tag)) {
            d.nextAsData(bytes);
            return;
        }
        d.add(Type, rangeAhead(bytes, 1), tag);
        ber::Element message = ber::read(bytes);
        if (message.tag == 0)
            return;
        d.infoItem("{}", nameOf(types, tag & 0x1fU));
        if (!message.content.atEnd())
            d.data(message.content, Data, message.content.remaining());
    }
}

} // namespace tapscope::z3950
