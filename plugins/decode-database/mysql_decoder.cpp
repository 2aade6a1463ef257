#include "database_decoders.h"
#include "mysql_fields.h"

#include <base/printable_text.h>
#include <decode/message_fields.h>

#include <array>

namespace tapscope::mysql {
namespace {

using namespace mysql;

constexpr std::uint32_t port = 3306;
constexpr std::array hooks = {Hook{"tcp.port", port}};
const ProtocolInfo info = {.abbreviation = "mysql",
                           .title = "MySQL Protocol",
                           .column = "MySQL",
                           .fields = fieldTable(),
                           .hooks = hooks,
                           .learns = true};

enum Command : std::uint8_t {
    UseDatabase = 2,
    SendQuery = 3,
    ShowFields = 4,
    Prepare = 0x16,
    Execute = 0x17,
    CloseStatement = 0x19,
    ResetStatement = 0x1a
};
enum Response : std::uint8_t { Ok = 0, LocalFile = 0xfb, EndOfData = 0xfe, Failure = 0xff };
constexpr std::size_t longestEnd = 9; ///< of a packet with EndOfData; longer ones begin a row

/// The message expected next in a conversation. Kept for each frame, so that a frame can be decoded alone.
struct Phase {
    enum Kind : std::uint8_t { Unknown, Login, Commands, Reply, Columns, EndOfColumns, Rows } kind = Unknown;
    std::uint8_t command = 0;       ///< the command that the server is answering
    std::uint16_t columns = 0;      ///< still to come
    std::uint32_t capabilities = 0; ///< of the client
    std::uint16_t laterColumns = 0; ///< of a prepared statement, after its parameters
    std::uint16_t unused = 0;       ///< padding that is set explicitly, because facts are compared by their octets

    bool operator==(const Phase&) const = default;
};

struct MySqlState final : ConversationState {
    Phase phase;
};

Phase phaseOf(Dissection& d) {
    if (!d.isLearning())
        return d.recall<Phase>().value_or(Phase{});
    const Phase phase = d.conversation<MySqlState>().phase;
    if (phase != Phase{})
        d.remember(phase);
    return phase;
}

void decodeColumn(ByteReader& bytes, Dissection& d) {
    for (const Dissection::Field field :
         {FieldCatalog, FieldDatabase, FieldTable, FieldOriginalTable, FieldName, FieldOriginalName})
        addCountedText(bytes, d, field);
    static_cast<void>(readCounted(bytes)); // the size of the following fields, always 12
    d.uintLe(bytes, FieldCharset, 2);
    d.uintLe(bytes, FieldLength, 4);
    d.u8(bytes, ColumnType);
    d.uintLe(bytes, FieldFlags, 2);
    d.u8(bytes, FieldDecimals);
    bytes.skip(2);
}

void decodeOk(ByteReader& bytes, Dissection& d) {
    d.u8(bytes, ResponseCode);
    addCounted(bytes, d, AffectedRows);
    addCounted(bytes, d, InsertId);
    if (!bytes.atEnd())
        addServerStatus(bytes, d);
    if (!bytes.atEnd())
        d.uintLe(bytes, Warnings, 2);
    if (!bytes.atEnd())
        d.text(bytes, Message, bytes.remaining());
}

void decodeFailure(ByteReader& bytes, Dissection& d) {
    d.u8(bytes, ResponseCode);
    d.infoAppend(" Error {}", d.uintLe(bytes, ErrorCode, 2));
    if (bytes.peek() == '#') {
        bytes.skip(1);
        d.text(bytes, SqlState, 5);
    }
    d.text(bytes, ErrorMessage, bytes.remaining());
}

void decodeEnd(ByteReader& bytes, Dissection& d) {
    const ByteRange range = rangeAhead(bytes, 1);
    d.u8(bytes, ResponseCode);
    d.add(Eof, range, EndOfData);
    if (bytes.atEnd())
        return;
    d.uintLe(bytes, Warnings, 2);
    addServerStatus(bytes, d);
}

bool isEnd(const ByteReader& bytes) {
    return bytes.peek() == EndOfData && bytes.remaining() < longestEnd;
}

void decodeRow(ByteReader& bytes, Dissection& d, const Phase& phase) {
    if (phase.command == Execute) { // its format depends on the types of the columns
        d.data(bytes, Payload, bytes.remaining());
        return;
    }
    while (!bytes.atEnd())
        addCountedText(bytes, d, RowText);
}

/// Decodes the description of a prepared statement: its parameters and columns follow.
void decodePrepared(ByteReader& bytes, Dissection& d, Phase& phase) {
    d.u8(bytes, ResponseCode);
    d.uintLe(bytes, StatementId, 4);
    phase.laterColumns = static_cast<std::uint16_t>(d.uintLe(bytes, ColumnCount, 2));
    phase.columns = static_cast<std::uint16_t>(d.uintLe(bytes, ParameterCount, 2));
    if (phase.columns == 0)
        phase.columns = std::exchange(phase.laterColumns, std::uint16_t{0});
    phase.kind = phase.columns != 0 ? Phase::Columns : Phase::Commands;
    bytes.skip(1);
    d.uintLe(bytes, Warnings, 2);
}

void decodeFirstReply(ByteReader& bytes, Dissection& d, Phase& phase) {
    switch (bytes.peek()) {
    case Ok:
        if (phase.command == Prepare && phase.kind == Phase::Reply) {
            decodePrepared(bytes, d, phase);
            return;
        }
        d.infoAppend(" OK ");
        decodeOk(bytes, d);
        phase.kind = Phase::Commands;
        return;
    case Failure:
        decodeFailure(bytes, d);
        phase.kind = Phase::Commands;
        return;
    case LocalFile:
        d.infoAppend(" LOCAL INFILE");
        break;
    default:
        if (isEnd(bytes)) {
            decodeEnd(bytes, d);
            return;
        }
        if (phase.kind == Phase::Reply && (phase.command == SendQuery || phase.command == Execute)) {
            d.infoAppend("TABULAR ");
            phase.columns = static_cast<std::uint16_t>(addCounted(bytes, d, ColumnCount));
            phase.kind = phase.columns != 0 ? Phase::Columns : Phase::Commands;
        }
        break;
    }
    if (!bytes.atEnd())
        d.data(bytes, Payload, bytes.remaining());
}

/// The columns are followed by an end of data, unless client and server have agreed to omit it.
void endColumns(Phase& phase) {
    const bool isPrepared = phase.command == Prepare;
    if ((phase.capabilities & HasNoEof) == 0 && phase.kind == Phase::Columns) {
        phase.kind = Phase::EndOfColumns;
        return;
    }
    phase.columns = std::exchange(phase.laterColumns, std::uint16_t{0});
    phase.kind = phase.columns != 0 ? Phase::Columns : isPrepared ? Phase::Commands : Phase::Rows;
}

void decodeServer(ByteReader& bytes, Dissection& d, Phase& phase) {
    switch (phase.kind) {
    case Phase::Columns:
        decodeColumn(bytes, d);
        if (--phase.columns == 0)
            endColumns(phase);
        break;
    case Phase::EndOfColumns:
        if (isEnd(bytes))
            decodeEnd(bytes, d);
        endColumns(phase);
        break;
    case Phase::Rows:
        if (bytes.peek() == Failure) {
            decodeFailure(bytes, d);
            phase.kind = Phase::Commands;
        } else if (isEnd(bytes)) {
            decodeEnd(bytes, d);
            phase.kind = Phase::Reply; // more results may follow
        } else {
            decodeRow(bytes, d, phase);
        }
        break;
    default:
        decodeFirstReply(bytes, d, phase);
    }
}

void decodeCommand(ByteReader& bytes, Dissection& d, Phase& phase) {
    const std::uint8_t command = d.u8(bytes, CommandCode);
    const std::string_view name = commandName(command);
    if (name.empty())
        d.infoAppend("Request Unknown ({}) ", command);
    else
        d.infoAppend("Request {}", name);
    phase.kind = Phase::Reply;
    phase.command = command;
    switch (command) {
    case SendQuery:
    case Prepare:
        d.text(bytes, Query, bytes.remaining());
        break;
    case UseDatabase:
        d.text(bytes, Schema, bytes.remaining());
        break;
    case ShowFields:
        textToZero(bytes, d, TableName);
        break;
    case Execute:
    case CloseStatement:
    case ResetStatement:
        d.uintLe(bytes, StatementId, 4);
        break;
    default:
        break;
    }
}

void decodeClient(ByteReader& bytes, Dissection& d, Phase& phase, std::uint8_t number) {
    if (phase.kind == Phase::Login) {
        phase.capabilities = decodeLogin(bytes, d);
        phase.kind = Phase::Commands;
        phase.command = 0;
        if ((phase.capabilities & SwitchesToTls) != 0 && bytes.atEnd() && d.isLearning())
            d.assignConversation("tls");
    } else if (number == 0 || phase.kind == Phase::Unknown) {
        decodeCommand(bytes, d, phase);
    }
}

} // namespace

const ProtocolInfo& MySqlDecoder::protocol() const noexcept {
    return info;
}

StreamMessage MySqlDecoder::messageIn(Bytes bytes, Dissection&) const {
    constexpr std::size_t headerSize = 4;
    ByteReader reader(bytes);
    const std::uint64_t length = reader.little(3);
    return reader.overrun() ? StreamMessage::later() : StreamMessage::of(headerSize + length);
}

void MySqlDecoder::decode(ByteReader& bytes, Dissection& d) const {
    constexpr std::uint8_t protocol10 = 10;
    const bool isClient = isToServer(d, port);
    Phase phase = phaseOf(d);
    d.info("");
    bool isFirstReply = true;
    while (!bytes.atEnd()) {
        const auto length = static_cast<std::size_t>(d.uintLe(bytes, PacketLength, 3));
        const std::uint8_t number = d.u8(bytes, PacketNumber);
        if (bytes.overrun())
            return;
        ByteReader content = bytes.part(length);
        const bool isWhole = content.remaining() == length;
        const auto nest = d.nest();
        if (!isClient && number == 0 && content.peek() == protocol10 && phase.kind == Phase::Unknown) {
            decodeGreeting(content, d);
            phase.kind = Phase::Login;
        } else if (isClient) {
            decodeClient(content, d, phase, number);
        } else {
            if (isFirstReply)
                d.infoAppend("Response ");
            isFirstReply = false;
            decodeServer(content, d, phase);
        }
        if (!content.atEnd() && !content.overrun())
            d.data(content, Payload, content.remaining());
        if (content.overrun() || !isWhole)
            bytes.setOverrun();
    }
    if (d.isLearning())
        d.conversation<MySqlState>().phase = phase;
}

} // namespace tapscope::mysql
