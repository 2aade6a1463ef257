#include "http2_fields.h"

#include <algorithm>
#include <array>

namespace tapscope::http2 {
namespace {

constexpr std::array frameTypes = {
    ValueName{0, "DATA"},         ValueName{1, "HEADERS"},         ValueName{2, "PRIORITY"},
    ValueName{3, "RST_STREAM"},   ValueName{4, "SETTINGS"},        ValueName{5, "PUSH_PROMISE"},
    ValueName{6, "PING"},         ValueName{7, "GOAWAY"},          ValueName{8, "WINDOW_UPDATE"},
    ValueName{9, "CONTINUATION"}, ValueName{10, "ALTSVC"},         ValueName{11, "BLOCKED"},
    ValueName{12, "ORIGIN"},      ValueName{16, "PRIORITY_UPDATE"}};
constexpr std::array errors = {ValueName{0, "NO_ERROR"},
                               ValueName{1, "PROTOCOL_ERROR"},
                               ValueName{2, "INTERNAL_ERROR"},
                               ValueName{3, "FLOW_CONTROL_ERROR"},
                               ValueName{4, "SETTINGS_TIMEOUT"},
                               ValueName{5, "STREAM_CLOSED"},
                               ValueName{6, "FRAME_SIZE_ERROR"},
                               ValueName{7, "REFUSED_STREAM"},
                               ValueName{8, "CANCEL"},
                               ValueName{9, "COMPRESSION_ERROR"},
                               ValueName{10, "CONNECT_ERROR"},
                               ValueName{11, "ENHANCE_YOUR_CALM"},
                               ValueName{12, "INADEQUATE_SECURITY"},
                               ValueName{13, "HTTP_1_1_REQUIRED"}};
constexpr std::array settings = {ValueName{1, "Header table size"},      ValueName{2, "Enable PUSH"},
                                 ValueName{3, "Max concurrent streams"}, ValueName{4, "Initial Windows size"},
                                 ValueName{5, "Max frame size"},         ValueName{6, "Max header list size"},
                                 ValueName{8, "Extended CONNECT"}};
constexpr std::array fields = {
    FieldInfo{.name = "http2.magic", .title = "Magic", .type = FieldType::Text},
    FieldInfo{.name = "http2.length", .title = "Length"},
    FieldInfo{.name = "http2.type", .title = "Type", .values = frameTypes},
    FieldInfo{.name = "http2.flags", .title = "Flags", .base = Base::Hex},
    FieldInfo{.name = "http2.flags.end_stream", .title = "End Stream", .type = FieldType::Boolean, .mask = 0x1},
    FieldInfo{.name = "http2.flags.eh", .title = "End Headers", .type = FieldType::Boolean, .mask = 0x4},
    FieldInfo{.name = "http2.flags.padded", .title = "Padded", .type = FieldType::Boolean, .mask = 0x8},
    FieldInfo{.name = "http2.flags.priority", .title = "Priority", .type = FieldType::Boolean, .mask = 0x20},
    FieldInfo{.name = "http2.flags.ack.settings", .title = "ACK", .type = FieldType::Boolean, .mask = 0x1},
    FieldInfo{.name = "http2.flags.ack.ping", .title = "ACK", .type = FieldType::Boolean, .mask = 0x1},
    FieldInfo{.name = "http2.r", .title = "Reserved", .base = Base::Hex, .hexDigits = 8, .mask = 0x80000000},
    FieldInfo{.name = "http2.streamid", .title = "Stream Identifier", .mask = 0x7fffffff},
    FieldInfo{.name = "http2.padding", .title = "Pad Length", .base = Base::Hex},
    FieldInfo{.name = "http2.data.padding", .title = "Padding", .type = FieldType::ByteString},
    FieldInfo{.name = "http2.data.data", .title = "Data", .type = FieldType::ByteString},
    FieldInfo{.name = "http2.exclusive", .title = "Exclusive", .type = FieldType::Boolean, .mask = 0x80000000},
    FieldInfo{.name = "http2.stream_dependency", .title = "Stream Dependency", .mask = 0x7fffffff},
    FieldInfo{.name = "http2.headers.weight", .title = "Weight"},
    FieldInfo{.name = "http2.headers", .title = "Header Block Fragment", .type = FieldType::ByteString},
    FieldInfo{.name = "http2.headers.padding", .title = "Padding", .type = FieldType::ByteString},
    FieldInfo{.name = "http2.header", .title = "Header", .type = FieldType::Label},
    FieldInfo{.name = "http2.header.name.length", .title = "Name Length"},
    FieldInfo{.name = "http2.header.name", .title = "Name", .type = FieldType::Text},
    FieldInfo{.name = "http2.header.value.length", .title = "Value Length"},
    FieldInfo{.name = "http2.header.value", .title = "Value", .type = FieldType::Text},
    FieldInfo{.name = "http2.header.repr", .title = "Representation", .type = FieldType::Text},
    FieldInfo{.name = "http2.header.index", .title = "Index"},
    FieldInfo{.name = "http2.header_table_size_update.header_table_size", .title = "Header table size"},
    FieldInfo{.name = "http2.headers.authority", .title = ":authority", .type = FieldType::Text},
    FieldInfo{.name = "http2.headers.method", .title = ":method", .type = FieldType::Text},
    FieldInfo{.name = "http2.headers.path", .title = ":path", .type = FieldType::Text},
    FieldInfo{.name = "http2.headers.scheme", .title = ":scheme", .type = FieldType::Text},
    FieldInfo{.name = "http2.headers.status", .title = ":status"},
    FieldInfo{.name = "http2.headers.content_type", .title = "content-type", .type = FieldType::Text},
    FieldInfo{.name = "http2.headers.content_length", .title = "content-length"},
    FieldInfo{.name = "http2.headers.content_encoding", .title = "content-encoding", .type = FieldType::Text},
    FieldInfo{.name = "http2.headers.user_agent", .title = "user-agent", .type = FieldType::Text},
    FieldInfo{.name = "http2.headers.server", .title = "server", .type = FieldType::Text},
    FieldInfo{.name = "http2.headers.location", .title = "location", .type = FieldType::Text},
    FieldInfo{.name = "http2.headers.referer", .title = "referer", .type = FieldType::Text},
    FieldInfo{.name = "http2.headers.cookie", .title = "cookie", .type = FieldType::Text},
    FieldInfo{.name = "http2.headers.set_cookie", .title = "set-cookie", .type = FieldType::Text},
    FieldInfo{.name = "http2.headers.authorization", .title = "authorization", .type = FieldType::Text},
    FieldInfo{.name = "http2.rst_stream.error", .title = "Error", .values = errors},
    FieldInfo{.name = "http2.settings.id", .title = "Settings Identifier", .values = settings},
    FieldInfo{.name = "http2.settings.header_table_size", .title = "Header table size"},
    FieldInfo{.name = "http2.settings.enable_push", .title = "Enable PUSH"},
    FieldInfo{.name = "http2.settings.max_concurrent_streams", .title = "Max concurrent streams"},
    FieldInfo{.name = "http2.settings.initial_window_size", .title = "Initial Windows Size"},
    FieldInfo{.name = "http2.settings.max_frame_size", .title = "Max frame size"},
    FieldInfo{.name = "http2.settings.max_header_list_size", .title = "Max header list size"},
    FieldInfo{.name = "http2.settings.unknown", .title = "Unknown Settings"},
    FieldInfo{.name = "http2.push_promise.promised_stream_id", .title = "Promised-Stream-ID", .mask = 0x7fffffff},
    FieldInfo{.name = "http2.ping", .title = "Ping", .type = FieldType::ByteString},
    FieldInfo{.name = "http2.pong", .title = "Pong", .type = FieldType::ByteString},
    FieldInfo{.name = "http2.goaway.last_stream_id", .title = "Last-Stream-ID", .mask = 0x7fffffff},
    FieldInfo{.name = "http2.goaway.error", .title = "Error", .values = errors},
    FieldInfo{.name = "http2.goaway.addata", .title = "Additional Debug Data", .type = FieldType::ByteString},
    FieldInfo{
        .name = "http2.window_update.window_size_increment", .title = "Window Size Increment", .mask = 0x7fffffff},
    FieldInfo{.name = "http2.unknown", .title = "Unknown", .type = FieldType::ByteString},
};

struct Reason {
    std::string_view status, text;
};
constexpr std::array reasons = {Reason{"100", "Continue"},
                                Reason{"101", "Switching Protocols"},
                                Reason{"103", "Early Hints"},
                                Reason{"200", "OK"},
                                Reason{"201", "Created"},
                                Reason{"202", "Accepted"},
                                Reason{"204", "No Content"},
                                Reason{"206", "Partial Content"},
                                Reason{"301", "Moved Permanently"},
                                Reason{"302", "Found"},
                                Reason{"303", "See Other"},
                                Reason{"304", "Not Modified"},
                                Reason{"307", "Temporary Redirect"},
                                Reason{"308", "Permanent Redirect"},
                                Reason{"400", "Bad Request"},
                                Reason{"401", "Unauthorized"},
                                Reason{"403", "Forbidden"},
                                Reason{"404", "Not Found"},
                                Reason{"405", "Method Not Allowed"},
                                Reason{"409", "Conflict"},
                                Reason{"413", "Request Entity Too Large"},
                                Reason{"415", "Unsupported Media Type"},
                                Reason{"421", "Misdirected Request"},
                                Reason{"429", "Too Many Requests"},
                                Reason{"500", "Internal Server Error"},
                                Reason{"501", "Not Implemented"},
                                Reason{"502", "Bad Gateway"},
                                Reason{"503", "Service Unavailable"},
                                Reason{"504", "Gateway Time-out"}};

} // namespace

std::span<const FieldInfo> fieldTable() noexcept {
    return fields;
}

std::string_view reasonOf(std::string_view status) noexcept {
    const auto found = std::ranges::find(reasons, status, &Reason::status);
    return found == reasons.end() ? std::string_view() : found->text;
}

} // namespace tapscope::http2
