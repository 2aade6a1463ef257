#include "http_message.h"

namespace tapscope::http {
namespace {

constexpr FieldInfo text(std::string_view name, std::string_view title) {
    return {.name = name, .title = title, .type = FieldType::Text};
}

} // namespace

const std::array<FieldInfo, fieldCount> fields = {{
    {.name = "http.request", .title = "Request", .type = FieldType::Boolean},
    text("http.request.method", "Request Method"),
    text("http.request.uri", "Request URI"),
    text("http.request.version", "Request Version"),
    {.name = "http.response", .title = "Response", .type = FieldType::Boolean},
    text("http.response.version", "Response Version"),
    {.name = "http.response.code", .title = "Status Code"},
    text("http.response.phrase", "Response Phrase"),
    text("http.request.line", "Request line"),
    text("http.response.line", "Response line"),
    {.name = "http.content_length", .title = "Content length"},
    text("http.host", "Host"),
    text("http.user_agent", "User-Agent"),
    text("http.accept", "Accept"),
    text("http.accept_encoding", "Accept Encoding"),
    text("http.accept_language", "Accept-Language"),
    text("http.authorization", "Authorization"),
    text("http.cache_control", "Cache-Control"),
    text("http.connection", "Connection"),
    text("http.content_encoding", "Content-Encoding"),
    text("http.content_length_header", "Content-Length"),
    text("http.content_type", "Content-Type"),
    text("http.cookie", "Cookie"),
    text("http.date", "Date"),
    text("http.last_modified", "Last-Modified"),
    text("http.location", "Location"),
    text("http.proxy_authenticate", "Proxy-Authenticate"),
    text("http.proxy_authorization", "Proxy-Authorization"),
    text("http.referer", "Referer"),
    text("http.server", "Server"),
    text("http.set_cookie", "Set-Cookie"),
    text("http.transfer_encoding", "Transfer-Encoding"),
    text("http.upgrade", "Upgrade"),
    text("http.www_authenticate", "WWW-Authenticate"),
    text("http.x_forwarded_for", "X-Forwarded-For"),
    text("http.unknown_header", "Unknown header"),
    {.name = "http.chunk_size", .title = "Chunk size", .unit = " octets"},
    {.name = "http.file_data", .title = "File Data", .type = FieldType::ByteString},
    {.name = "http.request_in", .title = "Request in frame", .fromHistory = true},
    {.name = "http.time",
     .title = "Time since request",
     .type = FieldType::RelativeTime,
     .unit = " seconds",
     .fromHistory = true},
    {.name = "http.headers_end", .title = "End of headers", .type = FieldType::Label},
}};

} // namespace tapscope::http
