#include "iso_decoders.h"

#include <decode/ber.h>
#include <decode/message_fields.h>

#include <array>

namespace tapscope::presentation {
namespace {

enum Field : std::uint16_t { Mode, CallingSelector, CalledSelector, RespondingSelector, ContextList, ContextId, Other };
constexpr std::array modes = {ValueName{0, "x410-1984-mode"}, ValueName{1, "normal-mode"}};
constexpr std::array fields = {
    FieldInfo{.name = "pres.mode_value", .title = "mode-value", .values = modes},
    FieldInfo{.name = "pres.calling_presentation_selector",
              .title = "calling-presentation-selector",
              .type = FieldType::ByteString},
    FieldInfo{.name = "pres.called_presentation_selector",
              .title = "called-presentation-selector",
              .type = FieldType::ByteString},
    FieldInfo{.name = "pres.responding_presentation_selector",
              .title = "responding-presentation-selector",
              .type = FieldType::ByteString},
    FieldInfo{.name = "pres.presentation_context_definition_list",
              .title = "presentation-context-definition-list",
              .type = FieldType::ByteString},
    FieldInfo{.name = "pres.presentation_context_identifier", .title = "presentation-context-identifier"},
    FieldInfo{.name = "pres.element", .title = "Element", .type = FieldType::ByteString},
};
enum Table : std::uint8_t { Values };
constexpr std::array<std::string_view, 1> tables = {"pres.value"};
constexpr std::array hooks = {Hook{"ses.user", 0}};
const ProtocolInfo info = {.abbreviation = "pres",
                           .title = "ISO 8823 OSI Presentation Protocol",
                           .column = "PRES",
                           .fields = fields,
                           .hooks = hooks,
                           .tables = tables};
constexpr std::uint8_t connectSet = 0x31, normalMode = 0xa2, modeSelector = 0xa0, fullyEncoded = 0x61,
                       singleValue = 0xa0;

void decodeFullyEncoded(ByteReader list, Dissection& d) {
    while (!list.atEnd()) {
        ber::Element pdv = ber::read(list);
        while (!pdv.content.atEnd()) {
            ber::Element part = ber::read(pdv.content);
            if (part.tag == ber::Integer && !part.content.atEnd())
                d.add(ContextId, rangeAhead(part.content, part.content.remaining()),
                      static_cast<std::uint64_t>(ber::integer(part.content)));
            else if (part.tag == singleValue)
                d.next(Values, 0, part.content);
            else if (part.tag == 0)
                break;
        }
        if (pdv.tag == 0)
            break;
    }
}

void decodeNormalMode(ByteReader content, Dissection& d) {
    constexpr std::uint8_t calling = 0x81, called = 0x82, responding = 0x83, contexts = 0xa4;
    while (!content.atEnd()) {
        ber::Element part = ber::read(content);
        const std::size_t size = part.content.remaining();
        if (part.tag == fullyEncoded)
            decodeFullyEncoded(part.content, d);
        else if (part.tag == 0)
            break;
        else if (size != 0)
            d.data(part.content,
                   part.tag == calling      ? CallingSelector
                   : part.tag == called     ? CalledSelector
                   : part.tag == responding ? RespondingSelector
                   : part.tag == contexts   ? ContextList
                                            : Other,
                   size);
    }
}

} // namespace

const ProtocolInfo& PresentationDecoder::protocol() const noexcept {
    return info;
}

void PresentationDecoder::decode(ByteReader& bytes, Dissection& d) const {
    while (!bytes.atEnd()) {
        ber::Element element = ber::read(bytes);
        if (element.tag == fullyEncoded) {
            decodeFullyEncoded(element.content, d);
        } else if (element.tag == connectSet) {
            while (!element.content.atEnd()) {
                ber::Element part = ber::read(element.content);
                if (part.tag == normalMode) {
                    decodeNormalMode(part.content, d);
                } else if (part.tag == modeSelector) {
                    ber::Element mode = ber::read(part.content);
                    if (!mode.content.atEnd())
                        d.add(Mode, rangeAhead(mode.content, mode.content.remaining()),
                              static_cast<std::uint64_t>(ber::integer(mode.content)));
                } else if (part.tag == 0) {
                    break;
                }
            }
        }
        if (element.tag == 0 || !element.isWhole())
            break;
    }
}

} // namespace tapscope::presentation
