#include "mail_decoders.h"

#include <decode/dissection.h>
#include <decode/text_line.h>

#include <algorithm>
#include <array>

namespace tapscope::imap {
namespace {

enum Field : std::uint16_t { Line, RequestTag, RequestCommand, ResponseTag, ResponseStatus };
constexpr std::array fields = {
    FieldInfo{.name = "imap.line", .title = "Line", .type = FieldType::Text},
    FieldInfo{.name = "imap.request_tag", .title = "Request Tag", .type = FieldType::Text},
    FieldInfo{.name = "imap.request.command", .title = "Request Command", .type = FieldType::Text},
    FieldInfo{.name = "imap.response_tag", .title = "Response Tag", .type = FieldType::Text},
    FieldInfo{.name = "imap.response.status", .title = "Response Status", .type = FieldType::Text},
};
constexpr std::array hooks = {Hook{"tcp.port", 143}};
const ProtocolInfo info = {.abbreviation = "imap",
                           .title = "Internet Message Access Protocol",
                           .column = "IMAP",
                           .fields = fields,
                           .hooks = hooks,
                           .learns = true};

struct State final : ConversationState {
    bool tlsAsked = false;
};

std::string_view wordOf(std::string_view text, std::size_t& at) noexcept {
    const std::size_t start = std::min(text.find_first_not_of(' ', at), text.size());
    at = std::min(text.find(' ', start), text.size());
    return text.substr(start, at - start);
}

} // namespace

const ProtocolInfo& ImapDecoder::protocol() const noexcept {
    return info;
}

void ImapDecoder::decode(ByteReader& bytes, Dissection& d) const {
    constexpr std::uint32_t port = 143;
    const bool isServer = d.carrier().destinationPort != port;
    const auto range = [&](std::string_view part, std::string_view line) {
        return ByteRange{
            static_cast<std::uint32_t>(bytes.offset() + static_cast<std::size_t>(part.data() - line.data())),
            static_cast<std::uint32_t>(part.size())};
    };
    const std::string_view first = withoutLineEnd(peekLine(bytes));
    std::size_t at = 0;
    static_cast<void>(wordOf(first, at));
    const std::string_view verb = wordOf(first, at);
    while (!bytes.atEnd()) {
        const std::string_view line = peekLine(bytes);
        const std::string_view text = withoutLineEnd(line);
        d.addText(Line, range(line, line), text);
        d.label("{}", text);
        const auto nest = d.nest();
        std::size_t position = 0;
        if (const std::string_view tag = wordOf(text, position); !tag.empty())
            d.addText(isServer ? ResponseTag : RequestTag, range(tag, line), tag);
        if (const std::string_view word = wordOf(text, position); !word.empty())
            d.addText(isServer ? ResponseStatus : RequestCommand, range(word, line), word);
        d.info("{}: {}", isServer ? "Response" : "Request", text);
        bytes.skip(line.size());
    }
    if (!d.isLearning())
        return;
    auto& state = d.conversation<State>(); // RFC 9051 section 6.2.1
    if (isServer && state.tlsAsked && verb == "OK")
        d.assignConversation("tls");
    state.tlsAsked = !isServer && (verb == "STARTTLS" || verb == "starttls");
}

} // namespace tapscope::imap
