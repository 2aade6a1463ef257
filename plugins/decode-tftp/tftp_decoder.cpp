#include "tftp_decoders.h"

#include <base/printable_text.h>
#include <decode/dissection.h>

#include <algorithm>
#include <array>

namespace tapscope {
namespace {

constexpr std::array opcodes = {ValueName{1, "Read Request"},        ValueName{2, "Write Request"},
                                ValueName{3, "Data Packet"},         ValueName{4, "Acknowledgement"},
                                ValueName{5, "Error Code"},          ValueName{6, "Option Acknowledgement"},
                                ValueName{255, "Information (MSDP)"}};
constexpr std::array errors = {ValueName{0, "Not defined"},
                               ValueName{1, "File not found"},
                               ValueName{2, "Access violation"},
                               ValueName{3, "Disk full or allocation exceeded"},
                               ValueName{4, "Illegal TFTP Operation"},
                               ValueName{5, "Unknown transfer ID"},
                               ValueName{6, "File already exists"},
                               ValueName{7, "No such user"},
                               ValueName{8, "Option negotiation failed"}};
enum Operation : std::uint16_t {
    ReadRequest = 1,
    WriteRequest,
    Data,
    Acknowledgement,
    ErrorReply,
    OptionAcknowledgement
};

enum Field : std::uint16_t {
    Opcode,
    SourceFile,
    DestinationFile,
    Type,
    Block,
    ErrorCode,
    ErrorMessage,
    Option,
    OptionName,
    OptionValue,
};
constexpr std::array fields = {
    FieldInfo{.name = "tftp.opcode", .title = "Opcode", .values = opcodes},
    FieldInfo{.name = "tftp.source_file", .title = "Source File", .type = FieldType::Text},
    FieldInfo{.name = "tftp.destination_file", .title = "Destination File", .type = FieldType::Text},
    FieldInfo{.name = "tftp.type", .title = "Type", .type = FieldType::Text},
    FieldInfo{.name = "tftp.block", .title = "Block"},
    FieldInfo{.name = "tftp.error.code", .title = "Error code", .values = errors},
    FieldInfo{.name = "tftp.error.message", .title = "Error message", .type = FieldType::Text},
    FieldInfo{.name = "tftp.option", .title = "Option", .type = FieldType::Label},
    FieldInfo{.name = "tftp.option.name", .title = "Option name", .type = FieldType::Text},
    FieldInfo{.name = "tftp.option.value", .title = "Option value", .type = FieldType::Text},
};
enum Table : std::uint8_t { Payload };
constexpr std::array<std::string_view, 1> tables = {"tftp.payload"};
constexpr std::array hooks = {Hook{"udp.port", 69}};
constexpr std::array<std::string_view, 1> heuristics = {"udp.port"};
const ProtocolInfo info = {.abbreviation = "tftp",
                           .title = "Trivial File Transfer Protocol",
                           .column = "TFTP",
                           .fields = fields,
                           .hooks = hooks,
                           .tables = tables,
                           .heuristics = heuristics,
                           .learns = true};

/// Reads the bytes up to and including the terminating zero; overruns the end if there is none.
Bytes takeString(ByteReader& bytes) {
    const Bytes rest = bytes.rest();
    const auto end = std::ranges::find(rest, std::byte{0});
    if (end == rest.end()) {
        bytes.skip(rest.size() + 1);
        return {};
    }
    const Bytes text = bytes.take(static_cast<std::size_t>(end - rest.begin()));
    bytes.skip(1);
    return text;
}

std::string_view view(Bytes bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

std::string_view addString(ByteReader& bytes, Dissection& d, Dissection::Field field) {
    const auto start = static_cast<std::uint32_t>(bytes.offset());
    const std::string_view text = view(takeString(bytes));
    if (!bytes.overrun())
        d.addText(field, {start, static_cast<std::uint32_t>(bytes.offset()) - start}, text);
    return text;
}

using ShownText = PrintableText<256>;

/// RFC 2347: pairs of name and value.
void decodeOptions(ByteReader& bytes, Dissection& d) {
    while (!bytes.atEnd() && !bytes.overrun()) {
        const auto start = static_cast<std::uint32_t>(bytes.offset());
        ByteReader ahead = bytes;
        const ShownText name(takeString(ahead));
        const ShownText value(takeString(ahead));
        if (!ahead.overrun()) {
            d.add(Option, {start, static_cast<std::uint32_t>(ahead.offset()) - start}, 0);
            d.label("Option: {} = {}", name.view(), value.view());
        }
        const auto nest = d.nest();
        addString(bytes, d, OptionName);
        addString(bytes, d, OptionValue);
        if (!bytes.overrun())
            d.infoAppend(", {}={}", name.view(), value.view());
    }
}

void decodeRequest(ByteReader& bytes, Dissection& d, bool isRead) {
    const ShownText file(addString(bytes, d, isRead ? SourceFile : DestinationFile));
    if (bytes.overrun())
        return;
    d.infoAppend(", File: {}", file.view());
    const ShownText type(addString(bytes, d, Type));
    if (bytes.overrun())
        return;
    d.infoAppend(", Transfer type: {}", type.view());
    decodeOptions(bytes, d);
}

bool isPrintable(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= 0x20 && c < 0x7f; });
}

bool isRequest(Bytes bytes) {
    ByteReader reader(bytes);
    const std::uint16_t opcode = reader.u16();
    if ((opcode != ReadRequest && opcode != WriteRequest) || !isPrintable(view(takeString(reader))))
        return false;
    const std::string_view mode = view(takeString(reader));
    const auto is = [mode](std::string_view name) {
        return std::ranges::equal(mode, name, [](char a, char b) { return (a | 0x20) == b; });
    };
    return is("octet") || is("netascii") || is("mail");
}

/// The possible contents after a request, with their lengths.
bool isOfTransfer(Bytes bytes) {
    constexpr std::uint16_t lastError = 8; // RFC 2347
    ByteReader reader(bytes);
    const std::uint16_t opcode = reader.u16();
    switch (opcode) {
    case Data:
        return reader.has(2);
    case Acknowledgement:
        return reader.remaining() == 2;
    case ErrorReply:
        return reader.u16() <= lastError && !reader.overrun();
    case OptionAcknowledgement:
        return isPrintable(view(takeString(reader)));
    default:
        return false;
    }
}

} // namespace

const ProtocolInfo& TftpDecoder::protocol() const noexcept {
    return info;
}

bool TftpDecoder::accepts(Bytes bytes, Claim claim) const {
    return claim == Claim::ByKey || isRequest(bytes) || isOfTransfer(bytes);
}

bool TftpDecoder::recognises(Bytes bytes, const Dissection&) const {
    return isRequest(bytes);
}

void TftpDecoder::decode(ByteReader& bytes, Dissection& d) const {
    const std::uint16_t opcode = d.u16(bytes, Opcode);
    const std::string_view name = nameOf(opcodes, opcode);
    if (name.empty())
        d.info("Unknown (0x{:04x})", opcode);
    else
        d.info("{}", name);
    switch (opcode) {
    case ReadRequest:
    case WriteRequest:
        if (d.isLearning()) // the server answers from another port
            d.expectAt(d.sourceEndpoint(), "tftp");
        decodeRequest(bytes, d, opcode == ReadRequest);
        break;
    case Data:
        d.infoAppend(", Block: {}", d.u16(bytes, Block));
        if (!bytes.overrun())
            d.next(Payload, 0, bytes);
        break;
    case Acknowledgement:
        d.infoAppend(", Block: {}", d.u16(bytes, Block));
        break;
    case ErrorReply: {
        const std::uint16_t code = d.u16(bytes, ErrorCode);
        d.infoAppend(", Code: {}", nameOf(errors, code, "Unknown"));
        const ShownText message(addString(bytes, d, ErrorMessage));
        d.infoAppend(", Message: {}", message.view());
        break;
    }
    case OptionAcknowledgement:
        decodeOptions(bytes, d);
        break;
    default:
        d.nextAsData(bytes);
    }
}

} // namespace tapscope
