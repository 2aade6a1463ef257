#include "telnet_decoder.h"

#include <decode/dissection.h>
#include <decode/text_line.h>

#include <algorithm>
#include <array>

namespace tapscope {
namespace {

constexpr std::uint8_t escape = 255, will = 251, dont = 254, subBegin = 250, subEnd = 240;
constexpr std::array commands = {
    ValueName{236, "End of File"},
    ValueName{237, "Suspend Current Process"},
    ValueName{238, "Abort Process"},
    ValueName{239, "End of Record"},
    ValueName{240, "Suboption End"},
    ValueName{241, "No-Operation"},
    ValueName{242, "Data Mark"},
    ValueName{243, "Break"},
    ValueName{244, "Interrupt Process"},
    ValueName{245, "Abort Output"},
    ValueName{246, "Are You There?"},
    ValueName{247, "Escape Character"},
    ValueName{248, "Erase Line"},
    ValueName{249, "Go Ahead"},
    ValueName{250, "Suboption"},
    ValueName{251, "Will"},
    ValueName{252, "Won't"},
    ValueName{253, "Do"},
    ValueName{254, "Don't"},
};
// IANA, Telnet options.
constexpr std::array options = {
    ValueName{0, "Binary Transmission"},
    ValueName{1, "Echo"},
    ValueName{2, "Reconnection"},
    ValueName{3, "Suppress Go Ahead"},
    ValueName{5, "Status"},
    ValueName{6, "Timing Mark"},
    ValueName{24, "Terminal Type"},
    ValueName{25, "End of Record"},
    ValueName{31, "Negotiate About Window Size"},
    ValueName{32, "Terminal Speed"},
    ValueName{33, "Remote Flow Control"},
    ValueName{34, "Linemode"},
    ValueName{35, "X Display Location"},
    ValueName{36, "Environment Option"},
    ValueName{37, "Authentication Option"},
    ValueName{38, "Encryption Option"},
    ValueName{39, "New Environment Option"},
    ValueName{40, "TN3270E"},
    ValueName{44, "COM Port Control"},
};

enum Field : std::uint16_t { Text, CommandLine, Command, Subcommand, OptionData };
constexpr std::array fields = {
    FieldInfo{.name = "telnet.data", .title = "Data", .type = FieldType::Text},
    FieldInfo{.name = "telnet.command", .title = "Command", .type = FieldType::Label},
    FieldInfo{.name = "telnet.cmd", .title = "Command", .values = commands},
    FieldInfo{.name = "telnet.subcmd", .title = "Subcommand", .values = options},
    FieldInfo{.name = "telnet.option_data", .title = "Option data", .type = FieldType::ByteString},
};
constexpr std::array hooks = {Hook{"tcp.port", 23}};
const ProtocolInfo info = {
    .abbreviation = "telnet", .title = "Telnet", .column = "TELNET", .fields = fields, .hooks = hooks};

/// The number of bytes in a suboption before the escape that ends it.
std::size_t suboptionLength(const ByteReader& bytes) noexcept {
    const Bytes rest = bytes.rest();
    for (std::size_t i = 0; i + 1 < rest.size(); ++i) {
        if (rest[i] == std::byte{escape} && rest[i + 1] == std::byte{subEnd})
            return i;
    }
    return rest.size();
}

void decodeCommand(ByteReader& bytes, Dissection& d) {
    const auto start = static_cast<std::uint32_t>(bytes.offset());
    const std::uint8_t command = bytes.peek(1);
    const bool hasOption = (command >= will && command <= dont) || command == subBegin;
    const std::string_view name = nameOf(commands, command, "Unknown");
    d.addBytes(CommandLine, {start, hasOption ? 3U : 2U});
    if (hasOption)
        d.label("{} {}", name, nameOf(options, bytes.peek(2), "Unknown option"));
    else
        d.label("{}", name);
    const auto nest = d.nest();
    bytes.skip(1);
    d.u8(bytes, Command);
    const std::uint8_t option = hasOption ? d.u8(bytes, Subcommand) : std::uint8_t{0};
    if (command == subBegin) {
        constexpr std::uint8_t terminalType = 24; // RFC 1091
        if (option == terminalType) {
            const std::uint8_t what = d.u8(bytes, Subcommand);
            d.label("{}", what == 0 ? "Here's my Terminal Type" : "Send your Terminal Type");
        }
        if (const std::size_t length = suboptionLength(bytes); length > 0)
            d.data(bytes, OptionData, length);
    }
}

/// The number of bytes in a line before a command; an escaped escape is a byte of the text.
std::size_t textLength(const ByteReader& bytes) noexcept {
    const std::string_view line = peekLine(bytes);
    for (std::size_t i = 0; i < line.size(); ++i) {
        if (static_cast<unsigned char>(line[i]) != escape)
            continue;
        if (static_cast<unsigned char>(bytes.peek(i + 1)) != escape)
            return i;
        ++i;
    }
    return line.size();
}

} // namespace

const ProtocolInfo& TelnetDecoder::protocol() const noexcept {
    return info;
}

void TelnetDecoder::decode(ByteReader& bytes, Dissection& d) const {
    d.info("Telnet Data ...");
    while (!bytes.atEnd()) {
        if (const std::size_t length = textLength(bytes); length > 0)
            d.text(bytes, Text, length);
        else
            decodeCommand(bytes, d);
    }
}

} // namespace tapscope
