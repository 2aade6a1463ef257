#include "industrial_decoders.h"

#include <decode/message_fields.h>

#include <array>

namespace tapscope::enip {
namespace {

constexpr std::array commands = {ValueName{0x0000, "NOP"},
                                 ValueName{0x0001, "List Targets"},
                                 ValueName{0x0004, "List Services"},
                                 ValueName{0x0063, "List Identity"},
                                 ValueName{0x0064, "List Interfaces"},
                                 ValueName{0x0065, "Register Session"},
                                 ValueName{0x0066, "Unregister Session"},
                                 ValueName{0x006f, "Send RR Data"},
                                 ValueName{0x0070, "Send Unit Data"},
                                 ValueName{0x0072, "Indicate Status"},
                                 ValueName{0x0073, "Cancel"}};
enum Command : std::uint16_t { SendRequestReply = 0x6f, SendUnit = 0x70 };
constexpr std::array statuses = {ValueName{0x00, "Success"},
                                 ValueName{0x01, "Invalid Command"},
                                 ValueName{0x02, "No Memory Resources"},
                                 ValueName{0x03, "Incorrect Data"},
                                 ValueName{0x64, "Invalid Session Handle"},
                                 ValueName{0x65, "Invalid Length"},
                                 ValueName{0x69, "Unsupported Protocol Revision"}};
constexpr std::array items = {
    ValueName{0x0000, "Null Address Item"},        ValueName{0x000c, "List Identity Response"},
    ValueName{0x00a1, "Connected Address Item"},   ValueName{0x00b1, "Connected Data Item"},
    ValueName{0x00b2, "Unconnected Data Item"},    ValueName{0x0100, "List Services Response"},
    ValueName{0x8000, "Socket Address Info O->T"}, ValueName{0x8001, "Socket Address Info T->O"},
    ValueName{0x8002, "Sequenced Address Item"}};
enum Item : std::uint16_t {
    ConnectedAddress = 0xa1,
    ConnectedData = 0xb1,
    UnconnectedData = 0xb2,
    SequencedAddress = 0x8002
};
enum Field : std::uint16_t {
    Command_,
    Length,
    Session,
    Status,
    Context,
    Options,
    RequestInterface,
    UnitInterface,
    Timeout,
    ItemCount,
    ItemType,
    ItemLength,
    ConnectionId,
    SequencedConnectionId,
    SequencedNumber,
    SequenceCount,
    ItemData,
    Data,
};
constexpr std::array fields = {
    FieldInfo{.name = "enip.command", .title = "Command", .base = Base::Hex, .values = commands},
    FieldInfo{.name = "enip.length", .title = "Length"},
    FieldInfo{.name = "enip.session", .title = "Session Handle", .base = Base::Hex},
    FieldInfo{.name = "enip.status", .title = "Status", .base = Base::Hex, .values = statuses},
    FieldInfo{.name = "enip.context", .title = "Sender Context", .type = FieldType::ByteString},
    FieldInfo{.name = "enip.options", .title = "Options", .base = Base::Hex},
    FieldInfo{.name = "enip.srrd.iface", .title = "Interface Handle", .base = Base::Hex},
    FieldInfo{.name = "enip.sud.iface", .title = "Interface Handle", .base = Base::Hex},
    FieldInfo{.name = "enip.timeout", .title = "Timeout"},
    FieldInfo{.name = "enip.cpf.itemcount", .title = "Item Count"},
    FieldInfo{.name = "enip.cpf.typeid", .title = "Type ID", .base = Base::Hex, .values = items},
    FieldInfo{.name = "enip.cpf.length", .title = "Length"},
    FieldInfo{.name = "enip.cpf.cai.connid", .title = "Connection ID", .base = Base::Hex},
    FieldInfo{.name = "enip.cpf.sai.connid", .title = "Connection ID", .base = Base::Hex},
    FieldInfo{.name = "enip.cpf.sai.seq", .title = "Encapsulation Sequence Number"},
    FieldInfo{.name = "cip.seq", .title = "CIP Sequence Count"},
    FieldInfo{.name = "enip.cpf.data", .title = "Data", .type = FieldType::ByteString},
    FieldInfo{.name = "enip.data", .title = "Data", .type = FieldType::ByteString},
};
constexpr std::uint32_t port = 44818, ioPort = 2222;
constexpr std::array hooks = {Hook{"tcp.port", port}, Hook{"udp.port", port}, Hook{"udp.port", ioPort}};
enum Table : std::uint8_t { Messages, InputOutput };
constexpr std::array<std::string_view, 2> tables = {"enip.cip", "enip.cipio"};
const ProtocolInfo info = {.abbreviation = "enip",
                           .title = "EtherNet/IP (Industrial Protocol)",
                           .column = "ENIP",
                           .fields = fields,
                           .hooks = hooks,
                           .tables = tables};
constexpr std::size_t headerSize = 24;

bool isInputOutput(const Dissection& d) noexcept {
    const auto& carrier = d.carrier();
    return !carrier.isStream && (carrier.sourcePort == ioPort || carrier.destinationPort == ioPort);
}

/// The data of an item is CIP. Messages of a connection begin with a sequence count; I/O data is not decoded further.
void decodeData(ByteReader& item, Dissection& d, std::uint16_t type) {
    if (isInputOutput(d)) {
        d.next(InputOutput, 0, item);
        return;
    }
    if (type == ConnectedData)
        d.uintLe(item, SequenceCount, 2);
    d.next(Messages, 0, item);
}

/// The common packet format: items, each with type and length.
void decodeItems(ByteReader& bytes, Dissection& d) {
    const auto count = static_cast<unsigned>(d.uintLe(bytes, ItemCount, 2));
    for (unsigned i = 0; i < count && !bytes.atEnd(); ++i) {
        const auto type = static_cast<std::uint16_t>(d.uintLe(bytes, ItemType, 2));
        const auto nest = d.nest();
        const auto length = static_cast<std::size_t>(d.uintLe(bytes, ItemLength, 2));
        ByteReader item = bytes.part(length);
        const bool isWhole = item.remaining() == length;
        if (type == ConnectedAddress) {
            d.uintLe(item, ConnectionId, 4);
        } else if (type == SequencedAddress) {
            d.uintLe(item, SequencedConnectionId, 4);
            d.uintLe(item, SequencedNumber, 4);
        } else if (type == ConnectedData || type == UnconnectedData) {
            decodeData(item, d, type);
            item.skip(item.remaining());
        }
        if (!item.atEnd())
            d.data(item, ItemData, item.remaining());
        if (!isWhole || item.overrun())
            bytes.setOverrun();
    }
}

void decodeContent(ByteReader& content, Dissection& d, std::uint16_t command) {
    if (command == SendRequestReply || command == SendUnit) {
        d.uintLe(content, command == SendUnit ? UnitInterface : RequestInterface, 4);
        d.uintLe(content, Timeout, 2);
        decodeItems(content, d);
    }
    if (!content.atEnd())
        d.data(content, Data, content.remaining());
}

} // namespace

const ProtocolInfo& EnipDecoder::protocol() const noexcept {
    return info;
}

bool EnipDecoder::accepts(Bytes bytes, Claim) const {
    ByteReader reader(bytes);
    const std::uint16_t first = reader.u16le();
    // A command, or the number of items of I/O.
    return !nameOf(commands, first).empty() || first == 2;
}

StreamMessage EnipDecoder::messageIn(Bytes bytes, Dissection&) const {
    constexpr std::size_t lengthEnd = 4;
    if (!accepts(bytes, Claim::ByKey))
        return {};
    ByteReader reader(bytes);
    reader.skip(2);
    return bytes.size() < lengthEnd ? StreamMessage::later() : StreamMessage::of(reader.u16le() + headerSize);
}

void EnipDecoder::decode(ByteReader& bytes, Dissection& d) const {
    if (isInputOutput(d)) {
        d.info("I/O");
        decodeItems(bytes, d);
        return;
    }
    bool isFirst = true;
    while (!bytes.atEnd() && accepts(bytes.rest(), Claim::ByKey)) {
        const auto command = static_cast<std::uint16_t>(d.uintLe(bytes, Command_, 2));
        const auto length = static_cast<std::size_t>(d.uintLe(bytes, Length, 2));
        const auto session = static_cast<std::uint32_t>(d.uintLe(bytes, Session, 4));
        d.uintLe(bytes, Status, 4);
        d.data(bytes, Context, 8);
        d.uintLe(bytes, Options, 4);
        if (bytes.overrun())
            return;
        const std::string_view name = nameOf(commands, command, "Unknown Command");
        if (isFirst)
            d.info("{}, Session: 0x{:08X}", name, session);
        else
            d.infoAppend(" | {}, Session: 0x{:08X}", name, session);
        isFirst = false;
        ByteReader content = bytes.part(length);
        const bool isWhole = content.remaining() == length;
        decodeContent(content, d, command);
        if (!isWhole || content.overrun())
            bytes.setOverrun();
    }
    if (!bytes.atEnd())
        d.nextAsData(bytes);
}

} // namespace tapscope::enip
