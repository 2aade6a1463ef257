#include "mysql_fields.h"

#include <decode/message_fields.h>

#include <array>

namespace tapscope::mysql {
namespace {

constexpr std::array commands = {ValueName{0, "SLEEP"},
                                 ValueName{1, "Quit"},
                                 ValueName{2, "Use Database"},
                                 ValueName{3, "Query"},
                                 ValueName{4, "Show Fields"},
                                 ValueName{5, "Create Database"},
                                 ValueName{6, "Drop Database"},
                                 ValueName{7, "Refresh"},
                                 ValueName{8, "Shutdown"},
                                 ValueName{9, "Statistics"},
                                 ValueName{10, "Process List"},
                                 ValueName{11, "Connect"},
                                 ValueName{12, "Kill Server Thread"},
                                 ValueName{13, "Dump Debuginfo"},
                                 ValueName{14, "Ping"},
                                 ValueName{15, "Time"},
                                 ValueName{16, "Insert Delayed"},
                                 ValueName{17, "Change User"},
                                 ValueName{18, "Send Binlog"},
                                 ValueName{19, "Send Table"},
                                 ValueName{20, "Slave Connect"},
                                 ValueName{21, "Register Slave"},
                                 ValueName{22, "Prepare Statement"},
                                 ValueName{23, "Execute Statement"},
                                 ValueName{24, "Send BLOB"},
                                 ValueName{25, "Close Statement"},
                                 ValueName{26, "Reset Statement"},
                                 ValueName{27, "Set Option"},
                                 ValueName{28, "Fetch Data"},
                                 ValueName{29, "Daemon"},
                                 ValueName{30, "Send Binlog GTID"},
                                 ValueName{31, "Reset Connection"},
                                 ValueName{250, "Execute Bulk Statement"}};
constexpr std::array fieldTypes = {ValueName{0, "FIELD_TYPE_DECIMAL"},      ValueName{1, "FIELD_TYPE_TINY"},
                                   ValueName{2, "FIELD_TYPE_SHORT"},        ValueName{3, "FIELD_TYPE_LONG"},
                                   ValueName{4, "FIELD_TYPE_FLOAT"},        ValueName{5, "FIELD_TYPE_DOUBLE"},
                                   ValueName{6, "FIELD_TYPE_NULL"},         ValueName{7, "FIELD_TYPE_TIMESTAMP"},
                                   ValueName{8, "FIELD_TYPE_LONGLONG"},     ValueName{9, "FIELD_TYPE_INT24"},
                                   ValueName{10, "FIELD_TYPE_DATE"},        ValueName{11, "FIELD_TYPE_TIME"},
                                   ValueName{12, "FIELD_TYPE_DATETIME"},    ValueName{13, "FIELD_TYPE_YEAR"},
                                   ValueName{14, "FIELD_TYPE_NEWDATE"},     ValueName{15, "FIELD_TYPE_VARCHAR"},
                                   ValueName{16, "FIELD_TYPE_BIT"},         ValueName{246, "FIELD_TYPE_NEWDECIMAL"},
                                   ValueName{247, "FIELD_TYPE_ENUM"},       ValueName{248, "FIELD_TYPE_SET"},
                                   ValueName{249, "FIELD_TYPE_TINY_BLOB"},  ValueName{250, "FIELD_TYPE_MEDIUM_BLOB"},
                                   ValueName{251, "FIELD_TYPE_LONG_BLOB"},  ValueName{252, "FIELD_TYPE_BLOB"},
                                   ValueName{253, "FIELD_TYPE_VAR_STRING"}, ValueName{254, "FIELD_TYPE_STRING"},
                                   ValueName{255, "FIELD_TYPE_GEOMETRY"}};
constexpr std::array responseCodes = {ValueName{0, "OK Packet"}, ValueName{254, "EOF Packet"},
                                      ValueName{255, "ERR Packet"}};
constexpr std::array fields = {
    FieldInfo{.name = "mysql.packet_length", .title = "Packet Length"},
    FieldInfo{.name = "mysql.packet_number", .title = "Packet Number"},
    FieldInfo{.name = "mysql.command", .title = "Command", .values = commands},
    FieldInfo{.name = "mysql.response_code", .title = "Response Code", .base = Base::Hex, .values = responseCodes},
    FieldInfo{.name = "mysql.error_code", .title = "Error Code"},
    FieldInfo{.name = "mysql.error.message", .title = "Error message", .type = FieldType::Text},
    FieldInfo{.name = "mysql.sqlstate", .title = "SQL state", .type = FieldType::Text},
    FieldInfo{.name = "mysql.message", .title = "Message", .type = FieldType::Text},
    FieldInfo{.name = "mysql.protocol", .title = "Protocol"},
    FieldInfo{.name = "mysql.version", .title = "Version", .type = FieldType::Text},
    FieldInfo{.name = "mysql.thread_id", .title = "Thread ID"},
    FieldInfo{.name = "mysql.salt", .title = "Salt", .type = FieldType::Text},
    FieldInfo{.name = "mysql.salt2", .title = "Salt", .type = FieldType::Text},
    FieldInfo{.name = "mysql.caps.server", .title = "Server Capabilities", .base = Base::Hex},
    FieldInfo{.name = "mysql.caps.client", .title = "Client Capabilities", .base = Base::Hex},
    FieldInfo{.name = "mysql.caps.lp", .title = "Long Password", .type = FieldType::Boolean, .mask = 0x1},
    FieldInfo{.name = "mysql.caps.fr", .title = "Found Rows", .type = FieldType::Boolean, .mask = 0x2},
    FieldInfo{.name = "mysql.caps.lf", .title = "Long Column Flags", .type = FieldType::Boolean, .mask = 0x4},
    FieldInfo{.name = "mysql.caps.cd", .title = "Connect With Database", .type = FieldType::Boolean, .mask = 0x8},
    FieldInfo{.name = "mysql.caps.ns",
              .title = "Don't Allow database.table.column",
              .type = FieldType::Boolean,
              .mask = 0x10},
    FieldInfo{
        .name = "mysql.caps.cp", .title = "Can use compression protocol", .type = FieldType::Boolean, .mask = 0x20},
    FieldInfo{.name = "mysql.caps.ob", .title = "ODBC Client", .type = FieldType::Boolean, .mask = 0x40},
    FieldInfo{.name = "mysql.caps.li", .title = "Can Use LOAD DATA LOCAL", .type = FieldType::Boolean, .mask = 0x80},
    FieldInfo{.name = "mysql.caps.is", .title = "Ignore Spaces before '('", .type = FieldType::Boolean, .mask = 0x100},
    FieldInfo{
        .name = "mysql.caps.cu", .title = "Speaks 4.1 protocol (new flag)", .type = FieldType::Boolean, .mask = 0x200},
    FieldInfo{.name = "mysql.caps.ia", .title = "Interactive Client", .type = FieldType::Boolean, .mask = 0x400},
    FieldInfo{
        .name = "mysql.caps.sl", .title = "Switch to SSL after handshake", .type = FieldType::Boolean, .mask = 0x800},
    FieldInfo{.name = "mysql.caps.ii", .title = "Ignore sigpipes", .type = FieldType::Boolean, .mask = 0x1000},
    FieldInfo{.name = "mysql.caps.ta", .title = "Knows about transactions", .type = FieldType::Boolean, .mask = 0x2000},
    FieldInfo{
        .name = "mysql.caps.rs", .title = "Speaks 4.1 protocol (old flag)", .type = FieldType::Boolean, .mask = 0x4000},
    FieldInfo{
        .name = "mysql.caps.sc", .title = "Can do 4.1 authentication", .type = FieldType::Boolean, .mask = 0x8000},
    FieldInfo{.name = "mysql.extcaps.server", .title = "Extended Server Capabilities", .base = Base::Hex},
    FieldInfo{.name = "mysql.extcaps.client", .title = "Extended Client Capabilities", .base = Base::Hex},
    FieldInfo{.name = "mysql.caps.ms", .title = "Multiple statements", .type = FieldType::Boolean, .mask = 0x1},
    FieldInfo{.name = "mysql.caps.mr", .title = "Multiple results", .type = FieldType::Boolean, .mask = 0x2},
    FieldInfo{.name = "mysql.caps.pm", .title = "PS Multiple results", .type = FieldType::Boolean, .mask = 0x4},
    FieldInfo{.name = "mysql.caps.pa", .title = "Plugin Auth", .type = FieldType::Boolean, .mask = 0x8},
    FieldInfo{.name = "mysql.caps.ca", .title = "Connect attrs", .type = FieldType::Boolean, .mask = 0x10},
    FieldInfo{.name = "mysql.caps.ep",
              .title = "Client can handle expired passwords",
              .type = FieldType::Boolean,
              .mask = 0x40},
    FieldInfo{.name = "mysql.caps.session_track",
              .title = "Session variable tracking",
              .type = FieldType::Boolean,
              .mask = 0x80},
    FieldInfo{.name = "mysql.caps.deprecate_eof", .title = "Deprecate EOF", .type = FieldType::Boolean, .mask = 0x100},
    FieldInfo{.name = "mysql.server_language", .title = "Server Language"},
    FieldInfo{.name = "mysql.server_status", .title = "Server Status", .base = Base::Hex},
    FieldInfo{.name = "mysql.stat.it", .title = "In transaction", .type = FieldType::Boolean, .mask = 0x1},
    FieldInfo{.name = "mysql.stat.ac", .title = "AUTO COMMIT", .type = FieldType::Boolean, .mask = 0x2},
    FieldInfo{.name = "mysql.stat.mr", .title = "More results", .type = FieldType::Boolean, .mask = 0x8},
    FieldInfo{.name = "mysql.auth_plugin.length", .title = "Authentication Plugin Length"},
    FieldInfo{.name = "mysql.auth_plugin", .title = "Authentication Plugin", .type = FieldType::Text},
    FieldInfo{.name = "mysql.unused", .title = "Unused", .type = FieldType::ByteString},
    FieldInfo{.name = "mysql.max_packet", .title = "MAX Packet"},
    FieldInfo{.name = "mysql.charset", .title = "Charset"},
    FieldInfo{.name = "mysql.user", .title = "Username", .type = FieldType::Text},
    FieldInfo{.name = "mysql.passwd", .title = "Password", .type = FieldType::ByteString},
    FieldInfo{.name = "mysql.schema", .title = "Schema", .type = FieldType::Text},
    FieldInfo{.name = "mysql.client_auth_plugin", .title = "Client Auth Plugin", .type = FieldType::Text},
    FieldInfo{.name = "mysql.connattrs.length", .title = "Connection Attributes length"},
    FieldInfo{.name = "mysql.connattrs.name.length", .title = "Connection Attribute Name Length"},
    FieldInfo{.name = "mysql.connattrs.name", .title = "Connection Attribute Name", .type = FieldType::Text},
    FieldInfo{.name = "mysql.connattrs.value.length", .title = "Connection Attribute Value Length"},
    FieldInfo{.name = "mysql.connattrs.value", .title = "Connection Attribute Value", .type = FieldType::Text},
    FieldInfo{.name = "mysql.affected_rows", .title = "Affected Rows"},
    FieldInfo{.name = "mysql.insert_id", .title = "Last INSERT ID"},
    FieldInfo{.name = "mysql.warnings", .title = "Warnings"},
    FieldInfo{.name = "mysql.stmt_id", .title = "Statement ID"},
    FieldInfo{.name = "mysql.num_params", .title = "Number of parameter"},
    FieldInfo{.name = "mysql.num_fields", .title = "Number of fields"},
    FieldInfo{.name = "mysql.query", .title = "Statement", .type = FieldType::Text},
    FieldInfo{.name = "mysql.table_name", .title = "Table Name", .type = FieldType::Text},
    FieldInfo{.name = "mysql.eof", .title = "EOF marker"},
    FieldInfo{.name = "mysql.field.catalog", .title = "Catalog", .type = FieldType::Text},
    FieldInfo{.name = "mysql.field.db", .title = "Database", .type = FieldType::Text},
    FieldInfo{.name = "mysql.field.table", .title = "Table", .type = FieldType::Text},
    FieldInfo{.name = "mysql.field.org_table", .title = "Original table", .type = FieldType::Text},
    FieldInfo{.name = "mysql.field.name", .title = "Name", .type = FieldType::Text},
    FieldInfo{.name = "mysql.field.org_name", .title = "Original name", .type = FieldType::Text},
    FieldInfo{.name = "mysql.field.charsetnr", .title = "Charset number"},
    FieldInfo{.name = "mysql.field.length", .title = "Length"},
    FieldInfo{.name = "mysql.field.type", .title = "Type", .values = fieldTypes},
    FieldInfo{.name = "mysql.field.flags", .title = "Flags", .base = Base::Hex},
    FieldInfo{.name = "mysql.field.decimals", .title = "Decimals"},
    FieldInfo{.name = "mysql.row.text", .title = "text", .type = FieldType::Text},
    FieldInfo{.name = "mysql.payload", .title = "Payload", .type = FieldType::ByteString},
};

} // namespace

std::span<const FieldInfo> fieldTable() noexcept {
    return fields;
}

std::string_view commandName(std::uint8_t command) noexcept {
    return nameOf(commands, command);
}

Counted readCounted(ByteReader& bytes) noexcept {
    constexpr std::uint8_t null = 0xfb, two = 0xfc, three = 0xfd, eight = 0xfe;
    Counted counted{.range = {static_cast<std::uint32_t>(bytes.offset()), 1}};
    const std::uint8_t first = bytes.u8();
    const std::size_t size = first == two ? 2 : first == three ? 3 : first == eight ? 8 : 0;
    counted.isNull = first == null;
    counted.value = size == 0 ? (counted.isNull ? 0 : first) : bytes.little(size);
    counted.range.length += static_cast<std::uint32_t>(size);
    return counted;
}

std::uint64_t addCounted(ByteReader& bytes, Dissection& d, Dissection::Field field) {
    const Counted counted = readCounted(bytes);
    if (!bytes.overrun())
        d.add(field, counted.range, counted.value);
    return counted.value;
}

std::string_view addCountedText(ByteReader& bytes, Dissection& d, Dissection::Field field) {
    const Counted counted = readCounted(bytes);
    const Bytes text = bytes.take(counted.value);
    if (bytes.overrun())
        return {};
    const std::string_view view(reinterpret_cast<const char*>(text.data()), text.size());
    d.addText(field, {counted.range.offset, counted.range.length + static_cast<std::uint32_t>(text.size())},
              counted.isNull ? "NULL" : view);
    return view;
}

void addServerStatus(ByteReader& bytes, Dissection& d) {
    const ByteRange range = rangeAhead(bytes, 2);
    const std::uint64_t status = d.uintLe(bytes, ServerStatus, 2);
    const auto nest = d.nest();
    if (range.length == 2)
        d.addBits({InTransaction, AutoCommit, MoreResults}, {range.offset, 2}, status);
}

} // namespace tapscope::mysql
