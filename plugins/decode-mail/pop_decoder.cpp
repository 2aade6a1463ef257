#include "mail_decoders.h"

#include <decode/dissection.h>
#include <decode/text_line.h>

#include <algorithm>
#include <array>

namespace tapscope::pop {
namespace {

enum Field : std::uint16_t {
    Request,
    RequestCommand,
    RequestParameter,
    Response,
    Indicator,
    Description,
    ResponseData
};
constexpr std::array fields = {
    FieldInfo{.name = "pop.request", .title = "Request", .type = FieldType::Text},
    FieldInfo{.name = "pop.request.command", .title = "Request command", .type = FieldType::Text},
    FieldInfo{.name = "pop.request.parameter", .title = "Request parameter", .type = FieldType::Text},
    FieldInfo{.name = "pop.response", .title = "Response", .type = FieldType::Text},
    FieldInfo{.name = "pop.response.indicator", .title = "Response indicator", .type = FieldType::Text},
    FieldInfo{.name = "pop.response.description", .title = "Response description", .type = FieldType::Text},
    FieldInfo{.name = "pop.response.data", .title = "Data", .type = FieldType::Text},
};
constexpr std::array hooks = {Hook{"tcp.port", 110}};
const ProtocolInfo info = {.abbreviation = "pop",
                           .title = "Post Office Protocol",
                           .column = "POP",
                           .fields = fields,
                           .hooks = hooks,
                           .learns = true};

struct State final : ConversationState {
    bool tlsAsked = false;
};

ByteRange range(const ByteReader& bytes, std::size_t from, std::size_t size) {
    return {static_cast<std::uint32_t>(bytes.offset() + from), static_cast<std::uint32_t>(size)};
}

} // namespace

const ProtocolInfo& PopDecoder::protocol() const noexcept {
    return info;
}

void PopDecoder::decode(ByteReader& bytes, Dissection& d) const {
    constexpr std::uint32_t port = 110;
    const bool isServer = d.carrier().destinationPort != port;
    const std::string_view line = peekLine(bytes);
    const std::string_view text = withoutLineEnd(line);
    const std::size_t space = std::min(text.find(' '), text.size());
    const std::string_view word = text.substr(0, space);
    const std::string_view rest = text.substr(std::min(space + 1, text.size()));
    const bool isAnswer = word == "+OK" || word == "-ERR" || word == "+";
    if (isServer && !isAnswer) {
        const std::size_t size = bytes.remaining();
        d.info("S: DATA fragment, {} byte{}", size, size == 1 ? "" : "s");
    } else {
        d.info("{}: {}", isServer ? 'S' : 'C', text);
        d.addText(isServer ? Response : Request, range(bytes, 0, line.size()), text);
        d.label("{}", text);
        const auto nest = d.nest();
        d.addText(isServer ? Indicator : RequestCommand, range(bytes, 0, word.size()), word);
        if (!rest.empty())
            d.addText(isServer ? Description : RequestParameter, range(bytes, space + 1, rest.size()), rest);
        bytes.skip(line.size());
    }
    while (!bytes.atEnd())
        d.text(bytes, ResponseData, peekLine(bytes).size());
    if (!d.isLearning())
        return;
    auto& state = d.conversation<State>(); // RFC 2595 section 4
    if (isServer && state.tlsAsked && word == "+OK")
        d.assignConversation("tls");
    state.tlsAsked = !isServer && (word == "STLS" || word == "stls");
}

} // namespace tapscope::pop
