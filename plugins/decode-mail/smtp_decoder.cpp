#include "mail_decoders.h"

#include <decode/dissection.h>
#include <decode/text_line.h>

#include <algorithm>
#include <array>

namespace tapscope::smtp {
namespace {

enum Field : std::uint16_t {
    Request,
    Response,
    CommandLine,
    Command,
    Parameter,
    ResponseLine,
    Code,
    ResponseParameter,
    Content
};
constexpr std::array fields = {
    FieldInfo{.name = "smtp.req", .title = "Request", .type = FieldType::Boolean},
    FieldInfo{.name = "smtp.rsp", .title = "Response", .type = FieldType::Boolean},
    FieldInfo{.name = "smtp.command_line", .title = "Command Line", .type = FieldType::Text},
    FieldInfo{.name = "smtp.req.command", .title = "Command", .type = FieldType::Text},
    FieldInfo{.name = "smtp.req.parameter", .title = "Request parameter", .type = FieldType::Text},
    FieldInfo{.name = "smtp.response", .title = "Response", .type = FieldType::Text},
    FieldInfo{.name = "smtp.response.code", .title = "Response code"},
    FieldInfo{.name = "smtp.rsp.parameter", .title = "Response parameter", .type = FieldType::Text},
    FieldInfo{.name = "smtp.message", .title = "Message", .type = FieldType::Text},
};
constexpr std::array hooks = {Hook{"tcp.port", 25}, Hook{"tcp.port", 587}};
const ProtocolInfo info = {.abbreviation = "smtp",
                           .title = "Simple Mail Transfer Protocol",
                           .column = "SMTP",
                           .fields = fields,
                           .hooks = hooks,
                           .learns = true};

/// What the client sends next.
enum class Phase : std::uint8_t { Commands, Mail, UserName, Password };

struct State final : ConversationState {
    Phase phase = Phase::Commands;
    bool mailAsked = false, loginAsked = false, nameSent = false, tlsAsked = false;
};

bool isSame(std::string_view text, std::string_view upperCase) noexcept {
    return std::ranges::equal(text, upperCase, {},
                              [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
}

bool isServer(const Dissection::Carrier& carrier) noexcept {
    return std::ranges::find(hooks, carrier.destinationPort, &Hook::key) == hooks.end();
}

ByteRange range(const ByteReader& bytes, std::size_t from, std::size_t size) {
    return {static_cast<std::uint32_t>(bytes.offset() + from), static_cast<std::uint32_t>(size)};
}

Phase phaseOf(Dissection& d) {
    if (!d.isLearning())
        return d.recall<Phase>().value_or(Phase::Commands);
    const Phase phase = d.conversation<State>().phase;
    d.remember(phase);
    return phase;
}

void learnCommand(std::string_view command, std::string_view parameter, State& state) {
    state.mailAsked = isSame(command, "DATA");
    state.loginAsked = isSame(command, "AUTH") && isSame(parameter.substr(0, 5), "LOGIN");
    state.tlsAsked = isSame(command, "STARTTLS");
}

void learnLine(Phase phase, std::string_view command, std::string_view parameter, State& state) {
    if (phase == Phase::Commands)
        learnCommand(command, parameter, state);
    state.nameSent = phase == Phase::UserName;
    state.phase = Phase::Commands;
}

void learnResponse(unsigned code, Dissection& d) {
    auto& state = d.conversation<State>();
    if (code == 354 && state.mailAsked)
        state.phase = Phase::Mail;
    else if (code == 334 && state.loginAsked)
        state.phase = state.nameSent ? Phase::Password : Phase::UserName;
    else if (code == 220 && state.tlsAsked)
        d.assignConversation("tls");
    if (code != 354 && code != 334)
        state.phase = Phase::Commands;
}

void decodeResponses(ByteReader& bytes, Dissection& d) {
    d.add(Response, {}, 1);
    d.hide();
    for (bool isFirst = true; !bytes.atEnd(); isFirst = false) {
        const std::string_view line = peekLine(bytes);
        const std::string_view text = withoutLineEnd(line);
        const auto isDigit = [](char c) { return c >= '0' && c <= '9'; };
        const bool hasCode = text.size() >= 3 && std::ranges::all_of(text.substr(0, 3), isDigit);
        d.addText(ResponseLine, range(bytes, 0, line.size()), text);
        d.label("Response: {}", text);
        const auto nest = d.nest();
        if (hasCode) {
            const auto code = static_cast<unsigned>((text[0] - '0') * 100 + (text[1] - '0') * 10 + (text[2] - '0'));
            if (isFirst) // the next lines of the reply repeat the code
                d.add(Code, range(bytes, 0, 3), code);
            if (text.size() > 4)
                d.addText(ResponseParameter, range(bytes, 4, text.size() - 4), text.substr(4));
            if (d.isLearning() && (text.size() == 3 || text[3] == ' '))
                learnResponse(code, d);
        }
        const std::string_view shown = isFirst || !hasCode ? text : text.substr(std::min<std::size_t>(text.size(), 4));
        d.infoAppend("{}{}", isFirst ? "S: " : " | ", shown);
        bytes.skip(line.size());
    }
}

void decodeCommands(ByteReader& bytes, Phase phase, Dissection& d) {
    d.add(Request, {}, 1);
    d.hide();
    for (bool isFirst = true; !bytes.atEnd(); isFirst = false) {
        const std::string_view line = peekLine(bytes);
        const std::string_view text = withoutLineEnd(line);
        const std::size_t space = std::min(text.find(' '), text.size());
        const std::string_view command = text.substr(0, space);
        const std::string_view parameter = text.substr(std::min(space + 1, text.size()));
        d.addText(CommandLine, range(bytes, 0, line.size()), text);
        d.label("Command Line: {}", text);
        const auto nest = d.nest();
        d.addText(Command, range(bytes, 0, command.size()), command);
        if (!parameter.empty())
            d.addText(Parameter, range(bytes, space + 1, parameter.size()), parameter);
        d.infoAppend("{}{}{}", isFirst ? "C: " : " | ",
                     phase == Phase::UserName   ? "User: "
                     : phase == Phase::Password ? "Pass: "
                                                : "",
                     text);
        if (d.isLearning())
            learnLine(phase, command, parameter, d.conversation<State>());
        bytes.skip(line.size());
    }
}

void decodeMail(ByteReader& bytes, Dissection& d) {
    const std::size_t size = bytes.remaining();
    const Bytes rest = bytes.rest();
    const std::string_view text(reinterpret_cast<const char*>(rest.data()), rest.size());
    const bool isEnd = text.ends_with("\r\n.\r\n") || text == ".\r\n";
    d.info("C: DATA fragment, {} byte{}", size, size == 1 ? "" : "s");
    while (!bytes.atEnd())
        d.text(bytes, Content, peekLine(bytes).size());
    if (isEnd && d.isLearning())
        d.conversation<State>().phase = Phase::Commands;
}

} // namespace

const ProtocolInfo& SmtpDecoder::protocol() const noexcept {
    return info;
}

void SmtpDecoder::decode(ByteReader& bytes, Dissection& d) const {
    const Phase phase = phaseOf(d);
    d.info("{}", "");
    if (isServer(d.carrier()))
        decodeResponses(bytes, d);
    else if (phase == Phase::Mail)
        decodeMail(bytes, d);
    else
        decodeCommands(bytes, phase, d);
}

} // namespace tapscope::smtp
