#include "syslog_decoders.h"

#include <base/printable_text.h>
#include <decode/dissection.h>

#include <array>

namespace tapscope {
namespace {

constexpr std::array facilities = {ValueName{0, "KERN - kernel messages"},
                                   ValueName{1, "USER - random user-level messages"},
                                   ValueName{2, "MAIL - mail system"},
                                   ValueName{3, "DAEMON - system daemons"},
                                   ValueName{4, "AUTH - security/authorization messages"},
                                   ValueName{5, "SYSLOG - messages generated internally by syslogd"},
                                   ValueName{6, "LPR - line printer subsystem"},
                                   ValueName{7, "NEWS - network news subsystem"},
                                   ValueName{8, "UUCP - UUCP subsystem"},
                                   ValueName{9, "CRON - clock daemon (BSD, Linux)"},
                                   ValueName{10, "AUTHPRIV - security/authorization messages (private)"},
                                   ValueName{11, "FTP - ftp daemon"},
                                   ValueName{12, "NTP - ntp subsystem"},
                                   ValueName{13, "LOGAUDIT - log audit"},
                                   ValueName{14, "LOGALERT - log alert"},
                                   ValueName{15, "CRON - clock daemon (Solaris)"},
                                   ValueName{16, "LOCAL0 - reserved for local use"},
                                   ValueName{17, "LOCAL1 - reserved for local use"},
                                   ValueName{18, "LOCAL2 - reserved for local use"},
                                   ValueName{19, "LOCAL3 - reserved for local use"},
                                   ValueName{20, "LOCAL4 - reserved for local use"},
                                   ValueName{21, "LOCAL5 - reserved for local use"},
                                   ValueName{22, "LOCAL6 - reserved for local use"},
                                   ValueName{23, "LOCAL7 - reserved for local use"}};
constexpr std::array levels = {
    ValueName{0, "EMERG - system is unusable"},   ValueName{1, "ALERT - action must be taken immediately"},
    ValueName{2, "CRIT - critical conditions"},   ValueName{3, "ERR - error conditions"},
    ValueName{4, "WARNING - warning conditions"}, ValueName{5, "NOTICE - normal but significant condition"},
    ValueName{6, "INFO - informational"},         ValueName{7, "DEBUG - debug-level messages"}};
enum Field : std::uint16_t {
    Facility,
    Level,
    Message,
    Version,
    Timestamp,
    OldTimestamp,
    Hostname,
    Appname,
    Procid,
    Msgid,
};
constexpr std::array fields = {
    FieldInfo{.name = "syslog.facility", .title = "Facility", .values = facilities},
    FieldInfo{.name = "syslog.level", .title = "Level", .values = levels},
    FieldInfo{.name = "syslog.msg", .title = "Message", .type = FieldType::Text},
    FieldInfo{.name = "syslog.version", .title = "Syslog version", .type = FieldType::Text},
    FieldInfo{.name = "syslog.timestamp", .title = "Syslog timestamp", .type = FieldType::Text},
    FieldInfo{.name = "syslog.timestamp_rfc3164", .title = "Syslog timestamp (RFC3164)", .type = FieldType::Text},
    FieldInfo{.name = "syslog.hostname", .title = "Syslog hostname", .type = FieldType::Text},
    FieldInfo{.name = "syslog.appname", .title = "Syslog app name", .type = FieldType::Text},
    FieldInfo{.name = "syslog.procid", .title = "Syslog process id", .type = FieldType::Text},
    FieldInfo{.name = "syslog.msgid", .title = "Syslog message id", .type = FieldType::Text},
};
constexpr std::array hooks = {Hook{"udp.port", 514}};
const ProtocolInfo info = {
    .abbreviation = "syslog", .title = "Syslog", .column = "Syslog", .fields = fields, .hooks = hooks};

/// "<134>": facility and severity in one number (RFC 5424 section 6.2.1). Reads nothing if it is missing.
struct Priority {
    bool isThere = false;
    unsigned number = 0;
    ByteRange range;

    explicit Priority(ByteReader& bytes) {
        if (bytes.peek() != '<')
            return;
        const auto start = static_cast<std::uint32_t>(bytes.offset());
        ByteReader ahead = bytes;
        ahead.skip(1);
        unsigned digits = 0;
        for (; ahead.peek() >= '0' && ahead.peek() <= '9' && digits < 3; ++digits)
            number = number * 10 + ahead.u8() - '0';
        if (ahead.peek() == '>')
            ahead.skip(1);
        bytes = ahead;
        isThere = true;
        range = {start, static_cast<std::uint32_t>(bytes.offset()) - start};
    }
    /// The short form of a name: "LOCAL0" for "LOCAL0 - reserved for local use".
    [[nodiscard]] static std::string_view shortName(std::span<const ValueName> names, unsigned value) {
        const std::string_view name = nameOf(names, value, "UNKNOWN");
        return name.substr(0, name.find(' '));
    }
};

/// The words of a message as RFC 5424 or RFC 3164 order them.
class Words {
public:
    explicit Words(ByteReader bytes) : bytes_(bytes) {}
    bool add(Dissection& d, Dissection::Field field) {
        std::size_t size = 0;
        while (size < bytes_.remaining() && bytes_.peek(size) != ' ')
            ++size;
        if (size == bytes_.remaining())
            return false;
        d.text(bytes_, field, size);
        bytes_.skip(1);
        return true;
    }
    void addRest(Dissection& d, Dissection::Field field) { d.text(bytes_, field, bytes_.remaining()); }
    [[nodiscard]] ByteReader& bytes() noexcept { return bytes_; }

private:
    ByteReader bytes_;
};

/// "Mmm dd hh:mm:ss " (RFC 3164 section 4.1.2).
bool beginsWithOldTimestamp(const ByteReader& bytes) {
    constexpr std::string_view shape = "Aaa dd dd:dd:dd ";
    for (std::size_t i = 0; i < shape.size(); ++i) {
        const auto c = static_cast<char>(bytes.peek(i));
        const bool isDigit = (c >= '0' && c <= '9') || (i == 4 && c == ' ');
        const bool fits = shape[i] == 'A'   ? c >= 'A' && c <= 'Z'
                          : shape[i] == 'a' ? c >= 'a' && c <= 'z'
                          : shape[i] == 'd' ? isDigit
                                            : c == shape[i];
        if (!fits)
            return false;
    }
    return true;
}

void decodeWords(ByteReader bytes, Dissection& d) {
    constexpr std::size_t oldTimestampSize = 15;
    Words words(bytes);
    if (bytes.peek() == '1' && bytes.peek(1) == ' ') {
        const bool hasHeader = words.add(d, Version) && words.add(d, Timestamp) && words.add(d, Hostname) &&
                               words.add(d, Appname) && words.add(d, Procid);
        if (hasHeader)
            words.add(d, Msgid);
        return;
    }
    if (!beginsWithOldTimestamp(bytes))
        return;
    d.text(words.bytes(), OldTimestamp, oldTimestampSize);
    words.bytes().skip(1);
    if (words.add(d, Hostname))
        words.addRest(d, Msgid);
}

} // namespace

const ProtocolInfo& SyslogDecoder::protocol() const noexcept {
    return info;
}

void SyslogDecoder::decode(ByteReader& bytes, Dissection& d) const {
    const Priority priority(bytes);
    const auto facility = Priority::shortName(facilities, priority.number >> 3);
    const auto level = Priority::shortName(levels, priority.number & 7U);
    if (priority.isThere) {
        d.add(Facility, priority.range, priority.number >> 3);
        d.add(Level, priority.range, priority.number & 7U);
    }
    const ByteReader message = bytes;
    const std::string_view text = d.text(bytes, Message, bytes.remaining());
    {
        const auto nest = d.nest();
        decodeWords(message, d);
    }
    if (!d.wantsColumns() && !d.wantsTree())
        return;
    const PrintableText<1024> shown(text);
    if (priority.isThere) {
        d.info("{}.{}: {}", facility, level, shown.view());
        d.layerLabel("Syslog message: {}.{}: {}", facility, level, shown.view());
    } else {
        d.info("{}", shown.view());
        d.layerLabel("Syslog message: (unknown): {}", shown.view());
    }
}

} // namespace tapscope
