#include "postgres_fields.h"

#include <array>

namespace tapscope::postgres {
namespace {

constexpr std::array authenticationTypes = {ValueName{0, "Success"},
                                            ValueName{1, "Kerberos V4"},
                                            ValueName{2, "Kerberos V5"},
                                            ValueName{3, "Plaintext password"},
                                            ValueName{4, "crypt()'ed password"},
                                            ValueName{5, "MD5 password"},
                                            ValueName{6, "SCM credentials"},
                                            ValueName{7, "GSSAPI"},
                                            ValueName{8, "GSSAPI/SSPI continue"},
                                            ValueName{9, "SSPI"},
                                            ValueName{10, "SASL"},
                                            ValueName{11, "SASL continue"},
                                            ValueName{12, "SASL complete"}};
constexpr std::array statuses = {ValueName{'E', "In a failed transaction"}, ValueName{'I', "Idle"},
                                 ValueName{'T', "In a transaction"}};
constexpr std::array formats = {ValueName{0, "Text"}, ValueName{1, "Binary"}};

constexpr FieldInfo text(std::string_view name, std::string_view title) {
    return {.name = name, .title = title, .type = FieldType::Text};
}
constexpr std::array fields = {
    FieldInfo{.name = "pgsql.frontend", .title = "Frontend", .type = FieldType::Boolean},
    text("pgsql.type", "Type"),
    FieldInfo{.name = "pgsql.length", .title = "Length"},
    FieldInfo{.name = "pgsql.version_major", .title = "Protocol major version"},
    FieldInfo{.name = "pgsql.version_minor", .title = "Protocol minor version"},
    text("pgsql.parameter_name", "Parameter name"),
    text("pgsql.parameter_value", "Parameter value"),
    text("pgsql.query", "Query"),
    text("pgsql.password", "Password"),
    FieldInfo{.name = "pgsql.authtype", .title = "Authentication type", .values = authenticationTypes},
    FieldInfo{.name = "pgsql.salt", .title = "Salt value", .type = FieldType::ByteString},
    FieldInfo{.name = "pgsql.auth.gssapi_sspi.data", .title = "GSSAPI or SSPI data", .type = FieldType::ByteString},
    text("pgsql.auth.sasl.mech", "SASL authentication mechanism"),
    FieldInfo{
        .name = "pgsql.auth.sasl.data.length", .title = "SASL authentication data length", .type = FieldType::Signed},
    FieldInfo{.name = "pgsql.auth.sasl.data", .title = "SASL authentication data", .type = FieldType::ByteString},
    text("pgsql.statement", "Statement"),
    text("pgsql.portal", "Portal"),
    FieldInfo{.name = "pgsql.returns", .title = "Returns", .unit = " rows"},
    text("pgsql.tag", "Tag"),
    FieldInfo{.name = "pgsql.status", .title = "Status", .values = statuses},
    FieldInfo{.name = "pgsql.copydata", .title = "Copy data", .type = FieldType::ByteString},
    text("pgsql.error", "Error"),
    FieldInfo{.name = "pgsql.pid", .title = "PID"},
    FieldInfo{.name = "pgsql.key", .title = "Key"},
    text("pgsql.condition", "Condition"),
    text("pgsql.text", "Text"),
    FieldInfo{.name = "pgsql.oid.table", .title = "Table OID"},
    FieldInfo{.name = "pgsql.oid.type", .title = "Type OID"},
    FieldInfo{.name = "pgsql.oid", .title = "OID"},
    FieldInfo{.name = "pgsql.format", .title = "Format", .values = formats},
    FieldInfo{.name = "pgsql.field.count", .title = "Field count"},
    text("pgsql.col.name", "Column name"),
    FieldInfo{.name = "pgsql.col.index", .title = "Column index"},
    FieldInfo{.name = "pgsql.val.length", .title = "Column length", .type = FieldType::Signed},
    FieldInfo{.name = "pgsql.val.data", .title = "Data", .type = FieldType::ByteString},
    FieldInfo{.name = "pgsql.col.typemod", .title = "Type modifier", .type = FieldType::Signed},
    FieldInfo{.name = "pgsql.version_supported_minor", .title = "Supported minor version"},
    FieldInfo{.name = "pgsql.number_nonsupported_options", .title = "Number nonsupported options"},
    text("pgsql.nonsupported_option", "Nonsupported option"),
    text("pgsql.severity", "Severity"),
    text("pgsql.code", "Code"),
    text("pgsql.message", "Message"),
    text("pgsql.detail", "Detail"),
    text("pgsql.hint", "Hint"),
    text("pgsql.position", "Position"),
    text("pgsql.internal_position", "Position (Internal)"),
    text("pgsql.internal_query", "Query (Internal)"),
    text("pgsql.where", "Context"),
    text("pgsql.schema_name", "Schema"),
    text("pgsql.table_name", "Table"),
    text("pgsql.column_name", "Column"),
    text("pgsql.type_name", "Type"),
    text("pgsql.constraint_name", "Constraint"),
    text("pgsql.file", "File"),
    text("pgsql.line", "Line"),
    text("pgsql.routine", "Routine"),
    text("pgsql.text", "Severity (not localised)"),
};
static_assert(fields.size() == EndOfFields);
static_assert(reportCodes.size() == EndOfFields - FirstOfReport);

constexpr std::array frontendTypes = {
    ValueName{'B', "Bind"},         ValueName{'C', "Close"},           ValueName{'D', "Describe"},
    ValueName{'E', "Execute"},      ValueName{'F', "Function call"},   ValueName{'H', "Flush"},
    ValueName{'P', "Parse"},        ValueName{'Q', "Simple query"},    ValueName{'S', "Sync"},
    ValueName{'X', "Termination"},  ValueName{'c', "Copy completion"}, ValueName{'d', "Copy data"},
    ValueName{'f', "Copy failure"}, ValueName{'p', "Password message"}};
constexpr std::array backendTypes = {ValueName{'1', "Parse completion"},
                                     ValueName{'2', "Bind completion"},
                                     ValueName{'3', "Close completion"},
                                     ValueName{'A', "Notification"},
                                     ValueName{'C', "Command completion"},
                                     ValueName{'D', "Data row"},
                                     ValueName{'E', "Error"},
                                     ValueName{'G', "Copy in response"},
                                     ValueName{'H', "Copy out response"},
                                     ValueName{'I', "Empty query"},
                                     ValueName{'K', "Backend key data"},
                                     ValueName{'N', "Notice"},
                                     ValueName{'R', "Authentication request"},
                                     ValueName{'S', "Parameter status"},
                                     ValueName{'T', "Row description"},
                                     ValueName{'V', "Function call response"},
                                     ValueName{'W', "Copy both response"},
                                     ValueName{'Z', "Ready for query"},
                                     ValueName{'c', "Copy completion"},
                                     ValueName{'d', "Copy data"},
                                     ValueName{'n', "No data"},
                                     ValueName{'s', "Portal suspended"},
                                     ValueName{'t', "Parameter description"},
                                     ValueName{'v', "Negotiate protocol version"}};

} // namespace

std::span<const FieldInfo> fieldTable() noexcept {
    return fields;
}

std::string_view typeName(bool isFrontend, std::uint8_t type) noexcept {
    return isFrontend ? nameOf(frontendTypes, type, "Unknown") : nameOf(backendTypes, type, "Unknown");
}

} // namespace tapscope::postgres
