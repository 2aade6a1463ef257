#include "ftp_decoders.h"

#include <decode/text_line.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

namespace tapscope::ftp {
namespace {

enum Field : std::uint16_t {
    Request,
    RequestCommand,
    RequestArgument,
    Response,
    ResponseCode,
    ResponseArgument,
    PassiveAddress,
    PassivePort,
    ActiveAddress,
    ActivePort,
    ExtendedPassivePort,
    ExtendedActivePort,
    Line,
};
constexpr std::array fields = {
    FieldInfo{.name = "ftp.request", .title = "Request", .type = FieldType::Boolean},
    FieldInfo{.name = "ftp.request.command", .title = "Request command", .type = FieldType::Text},
    FieldInfo{.name = "ftp.request.arg", .title = "Request arg", .type = FieldType::Text},
    FieldInfo{.name = "ftp.response", .title = "Response", .type = FieldType::Boolean},
    FieldInfo{.name = "ftp.response.code", .title = "Response code"},
    FieldInfo{.name = "ftp.response.arg", .title = "Response arg", .type = FieldType::Text},
    FieldInfo{.name = "ftp.passive.ip", .title = "Passive IP address", .type = FieldType::Ipv4},
    FieldInfo{.name = "ftp.passive.port", .title = "Passive port"},
    FieldInfo{.name = "ftp.active.cip", .title = "Active IP address", .type = FieldType::Ipv4},
    FieldInfo{.name = "ftp.active.port", .title = "Active port"},
    FieldInfo{.name = "ftp.epsv.port", .title = "Extended passive port"},
    FieldInfo{.name = "ftp.eprt.port", .title = "Extended active port"},
    FieldInfo{.name = "ftp.command", .title = "Command", .type = FieldType::Text},
};
constexpr std::array hooks = {Hook{"tcp.port", 21}};
const ProtocolInfo info = {.abbreviation = "ftp",
                           .title = "File Transfer Protocol (FTP)",
                           .column = "FTP",
                           .fields = fields,
                           .hooks = hooks,
                           .learns = true};

struct State final : ConversationState {
    std::optional<Endpoint> data; ///< agreed on most recently
    bool tlsAsked = false;
};

constexpr std::uint8_t tcp = 6;

/// An address and a port as FTP writes them: h1,h2,h3,h4,p1,p2 (RFC 959 section 4.1.2).
struct Address {
    std::uint32_t ip = 0;
    std::uint16_t port = 0;
};
std::optional<Address> readAddress(std::string_view text) noexcept {
    std::array<std::uint32_t, 6> parts{};
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const auto read = std::from_chars(text.data(), text.data() + text.size(), parts[i]);
        if (read.ec != std::errc{} || parts[i] > 255)
            return std::nullopt;
        text.remove_prefix(static_cast<std::size_t>(read.ptr - text.data()));
        if (i + 1 < parts.size() && !text.starts_with(','))
            return std::nullopt;
        text.remove_prefix(i + 1 < parts.size() ? 1 : 0);
    }
    return Address{parts[0] << 24 | parts[1] << 16 | parts[2] << 8 | parts[3],
                   static_cast<std::uint16_t>(parts[4] << 8 | parts[5])};
}

/// The last of the fields of a text that begins with its own delimiter: |||6446| (RFC 2428 section 3).
std::optional<std::uint16_t> readExtendedPort(std::string_view text) noexcept {
    if (text.size() < 5)
        return std::nullopt;
    const std::size_t end = text.rfind(text.front());
    const std::size_t start = end == 0 || end == std::string_view::npos ? end : text.rfind(text.front(), end - 1);
    if (start == std::string_view::npos || start >= end)
        return std::nullopt;
    std::uint16_t port = 0;
    const auto read = std::from_chars(text.data() + start + 1, text.data() + end, port);
    return read.ec == std::errc{} ? std::optional(port) : std::nullopt;
}

/// From now on, connections to this endpoint are data connections.
void expect(Dissection& d, const ColumnAddress& address, std::uint16_t port, std::string_view method) {
    if (!d.isLearning())
        return;
    const Endpoint endpoint{address, port, tcp};
    auto& transfers = d.captureWide<ftp::Transfers>().byEndpoint;
    if (transfers.size() >= ftp::Transfers::most)
        transfers.clear();
    transfers[endpoint] = {.method = method, .command = {}};
    d.expectAt(endpoint, "ftp-data");
    d.conversation<State>().data = endpoint;
}

struct Word {
    std::string_view text;
    ByteRange range;
};

void decodeResponse(const Word& argument, unsigned code, Dissection& d) {
    constexpr unsigned passive = 227, extendedPassive = 229, tlsReady = 234;
    if (code == passive) {
        const std::size_t digit = argument.text.find_first_of("0123456789");
        const auto address = digit == std::string_view::npos ? std::nullopt : readAddress(argument.text.substr(digit));
        if (!address)
            return;
        d.add(PassiveAddress, argument.range, address->ip);
        d.add(PassivePort, argument.range, address->port);
        expect(d, ColumnAddress::ipv4(address->ip), address->port, "PASV");
    } else if (code == extendedPassive) {
        const std::size_t open = argument.text.find('(');
        const std::size_t close = argument.text.find(')', open == std::string_view::npos ? 0 : open);
        if (open == std::string_view::npos || close == std::string_view::npos)
            return;
        if (const auto port = readExtendedPort(argument.text.substr(open + 1, close - open - 1))) {
            d.add(ExtendedPassivePort, argument.range, *port);
            expect(d, d.carrier().source, *port, "EPASV");
        }
    } else if (code == tlsReady && d.isLearning() && d.conversation<State>().tlsAsked) {
        d.assignConversation("tls");
    }
}

void decodeRequest(std::string_view line, const Word& command, const Word& argument, Dissection& d) {
    if (command.text == "PORT") {
        if (const auto address = readAddress(argument.text)) {
            d.add(ActiveAddress, argument.range, address->ip);
            d.add(ActivePort, argument.range, address->port);
            expect(d, ColumnAddress::ipv4(address->ip), address->port, "PORT");
        }
    } else if (command.text == "EPRT") {
        if (const auto port = readExtendedPort(argument.text)) {
            d.add(ExtendedActivePort, argument.range, *port);
            expect(d, d.carrier().source, *port, "EPRT");
        }
    }
    if (!d.isLearning())
        return;
    constexpr std::array<std::string_view, 8> transferring = {"RETR", "STOR", "STOU", "APPE",
                                                              "LIST", "NLST", "MLSD", "MLST"};
    constexpr std::size_t longestCommand = 100;
    auto& state = d.conversation<State>();
    state.tlsAsked = command.text == "AUTH";
    if (!state.data || std::ranges::find(transferring, command.text) == transferring.end())
        return;
    auto& transfers = d.captureWide<ftp::Transfers>().byEndpoint;
    if (const auto found = transfers.find(*state.data); found != transfers.end())
        found->second.command = line.substr(0, longestCommand);
}

} // namespace

const ProtocolInfo& FtpDecoder::protocol() const noexcept {
    return info;
}

void FtpDecoder::decode(ByteReader& bytes, Dissection& d) const {
    constexpr std::uint32_t port = 21;
    const bool isRequest = d.carrier().destinationPort == port;
    const std::string_view first = withoutLineEnd(peekLine(bytes));
    d.info("{}: {}", isRequest ? "Request" : "Response", first);
    d.add(isRequest ? Request : Response, {}, 1);
    d.hide();
    for (bool isFirst = true; !bytes.atEnd(); isFirst = false) { // an answer's further lines repeat its code
        const std::string_view line = peekLine(bytes);
        const std::string_view text = withoutLineEnd(line);
        const auto at = static_cast<std::uint32_t>(bytes.offset());
        const std::size_t space = std::min(text.find_first_of(" -"), text.size());
        const std::size_t wordEnd = isRequest ? std::min(text.find(' '), text.size()) : space;
        const Word word{text.substr(0, wordEnd), {at, static_cast<std::uint32_t>(wordEnd)}};
        const std::size_t from = std::min(wordEnd + 1, text.size());
        const Word argument{text.substr(from),
                            {static_cast<std::uint32_t>(at + from), static_cast<std::uint32_t>(text.size() - from)}};
        d.addText(Line, {at, static_cast<std::uint32_t>(line.size())}, text);
        d.label("{}", text);
        const auto nest = d.nest();
        if (isRequest) {
            d.addText(RequestCommand, word.range, word.text);
            if (!argument.text.empty())
                d.addText(RequestArgument, argument.range, argument.text);
            decodeRequest(text, word, argument, d);
        } else {
            unsigned code = 0;
            const auto read = std::from_chars(word.text.data(), word.text.data() + word.text.size(), code);
            if (read.ec == std::errc{} && word.text.size() == 3 && isFirst) {
                d.add(ResponseCode, word.range, code);
                d.addText(ResponseArgument, argument.range, argument.text);
                decodeResponse(argument, code, d);
            }
        }
        bytes.skip(line.size());
    }
}

} // namespace tapscope::ftp
