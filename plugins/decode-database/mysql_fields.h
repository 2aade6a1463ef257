#pragma once

#include <decode/dissection.h>

#include <span>
#include <string_view>

namespace tapscope::mysql {

enum Field : std::uint16_t {
    PacketLength,
    PacketNumber,
    CommandCode,
    ResponseCode,
    ErrorCode,
    ErrorMessage,
    SqlState,
    Message,
    ProtocolVersion,
    Version,
    ThreadId,
    Salt,
    Salt2,
    ServerCapabilities,
    ClientCapabilities,
    LongPassword,
    FoundRows,
    LongFlags,
    WithDatabase,
    NoSchema,
    Compression,
    Odbc,
    LocalFiles,
    IgnoreSpaces,
    NewProtocol,
    Interactive,
    Ssl,
    IgnoreSigpipe,
    Transactions,
    OldProtocol41,
    SecureConnection,
    ServerExtended,
    ClientExtended,
    MultipleStatements,
    MultipleResults,
    PreparedMultipleResults,
    PluginAuthentication,
    ConnectAttributes,
    ExpiredPasswords,
    SessionTracking,
    DeprecateEof,
    ServerLanguage,
    ServerStatus,
    InTransaction,
    AutoCommit,
    MoreResults,
    AuthPluginLength,
    AuthPlugin,
    Unused,
    MaximumPacket,
    Charset,
    User,
    Password,
    Schema,
    ClientAuthPlugin,
    AttributesLength,
    AttributeNameLength,
    AttributeName,
    AttributeValueLength,
    AttributeValue,
    AffectedRows,
    InsertId,
    Warnings,
    StatementId,
    ParameterCount,
    ColumnCount,
    Query,
    TableName,
    Eof,
    FieldCatalog,
    FieldDatabase,
    FieldTable,
    FieldOriginalTable,
    FieldName,
    FieldOriginalName,
    FieldCharset,
    FieldLength,
    ColumnType,
    FieldFlags,
    FieldDecimals,
    RowText,
    Payload,
};

[[nodiscard]] std::span<const FieldInfo> fieldTable() noexcept;
/// "Query"; empty if there is no such command.
[[nodiscard]] std::string_view commandName(std::uint8_t command) noexcept;

/// A length-encoded integer of 1 to 9 octets, whose first octet gives its size; it precedes most values from a server.
/// `isNull` is set for 0xfb, which stands for NULL.
struct Counted {
    std::uint64_t value = 0;
    bool isNull = false;
    ByteRange range;
};
[[nodiscard]] Counted readCounted(ByteReader& bytes) noexcept;
/// Adds a length-encoded integer as a field.
std::uint64_t addCounted(ByteReader& bytes, Dissection& d, Dissection::Field field);
/// Adds a text and the length-encoded integer in front of it as one field.
std::string_view addCountedText(ByteReader& bytes, Dissection& d, Dissection::Field field);

void addServerStatus(ByteReader& bytes, Dissection& d);

/// Decodes the first message of a server.
void decodeGreeting(ByteReader& bytes, Dissection& d);
/// Decodes the first message of a client, and returns its capabilities.
std::uint32_t decodeLogin(ByteReader& bytes, Dissection& d);

/// Bits of the capabilities.
enum Capability : std::uint32_t {
    HasDatabase = 0x8,
    SwitchesToTls = 0x800,
    HasSecurePassword = 0x8000,
    HasPluginName = 0x80000,
    HasAttributes = 0x100000,
    HasNoEof = 0x1000000,
};

} // namespace tapscope::mysql
