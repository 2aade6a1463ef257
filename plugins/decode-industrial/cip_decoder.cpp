#include "industrial_decoders.h"

#include <decode/message_fields.h>

#include <algorithm>
#include <array>

namespace tapscope::cip {
namespace {

constexpr std::array services = {ValueName{0x01, "Get Attributes All"},
                                 ValueName{0x02, "Set Attributes All"},
                                 ValueName{0x03, "Get Attribute List"},
                                 ValueName{0x04, "Set Attribute List"},
                                 ValueName{0x05, "Reset"},
                                 ValueName{0x06, "Start"},
                                 ValueName{0x07, "Stop"},
                                 ValueName{0x08, "Create"},
                                 ValueName{0x09, "Delete"},
                                 ValueName{0x0a, "Multiple Service Packet"},
                                 ValueName{0x0d, "Apply Attributes"},
                                 ValueName{0x0e, "Get Attribute Single"},
                                 ValueName{0x10, "Set Attribute Single"},
                                 ValueName{0x11, "Find Next Object Instance"},
                                 ValueName{0x15, "Restore"},
                                 ValueName{0x16, "Save"},
                                 ValueName{0x17, "Nop"},
                                 ValueName{0x18, "Get Member"},
                                 ValueName{0x19, "Set Member"},
                                 ValueName{0x1a, "Insert Member"},
                                 ValueName{0x1b, "Remove Member"},
                                 ValueName{0x1c, "Group Sync"}};
constexpr std::array managerServices = {
    ValueName{0x4e, "Forward Close"},          ValueName{0x52, "Unconnected Send"},
    ValueName{0x54, "Forward Open"},           ValueName{0x56, "Get Connection Data"},
    ValueName{0x57, "Search Connection Data"}, ValueName{0x5a, "Get Connection Owner"},
    ValueName{0x5b, "Large Forward Open"}};
constexpr std::array classes = {ValueName{0x01, "Identity"},
                                ValueName{0x02, "Message Router"},
                                ValueName{0x04, "Assembly"},
                                ValueName{0x05, "Connection"},
                                ValueName{0x06, "Connection Manager"},
                                ValueName{0x0f, "Parameter"},
                                ValueName{0x43, "Time Sync"},
                                ValueName{0x6b, "Symbol"},
                                ValueName{0x6c, "Template"},
                                ValueName{0x8d, "Message"},
                                ValueName{0xf4, "Port"},
                                ValueName{0xf5, "TCP/IP Interface"},
                                ValueName{0xf6, "Ethernet Link"}};
constexpr std::uint32_t connectionManager = 6;
constexpr std::array statuses = {ValueName{0x00, "Success"},
                                 ValueName{0x01, "Connection failure"},
                                 ValueName{0x02, "Resource unavailable"},
                                 ValueName{0x03, "Invalid parameter value"},
                                 ValueName{0x04, "Path segment error"},
                                 ValueName{0x05, "Path destination unknown"},
                                 ValueName{0x06, "Partial transfer"},
                                 ValueName{0x07, "Connection lost"},
                                 ValueName{0x08, "Service not supported"},
                                 ValueName{0x09, "Invalid attribute value"},
                                 ValueName{0x0a, "Attribute list error"},
                                 ValueName{0x0c, "Object state conflict"},
                                 ValueName{0x0e, "Attribute not settable"},
                                 ValueName{0x0f, "Privilege violation"},
                                 ValueName{0x10, "Device state conflict"},
                                 ValueName{0x11, "Reply data too large"},
                                 ValueName{0x13, "Not enough data"},
                                 ValueName{0x14, "Attribute not supported"},
                                 ValueName{0x15, "Too much data"},
                                 ValueName{0x16, "Object does not exist"},
                                 ValueName{0x1e, "Embedded service error"}};
constexpr std::uint8_t multipleServices = 0x0a, unconnectedSend = 0x52, replyBit = 0x80;
enum Field : std::uint16_t {
    Service,
    IsReply,
    ServiceCode,
    PathSize,
    Path,
    Class,
    Instance,
    Member,
    Attribute,
    Symbol,
    Segment,
    GeneralStatus,
    AdditionalSize,
    AdditionalStatus,
    ServiceCount,
    Offset,
    Priority,
    TickTime,
    TimeoutTicks,
    EmbeddedSize,
    Data,
};
constexpr std::array fields = {
    FieldInfo{.name = "cip.service", .title = "Service", .base = Base::Hex},
    FieldInfo{.name = "cip.rr", .title = "Request/Response", .base = Base::Hex, .hexDigits = 1, .mask = 0x80},
    FieldInfo{.name = "cip.sc", .title = "Service", .base = Base::Hex, .hexDigits = 2, .mask = 0x7f},
    FieldInfo{.name = "cip.request_path_size", .title = "Request Path Size", .unit = " words"},
    FieldInfo{.name = "cip.epath", .title = "EPath", .type = FieldType::ByteString},
    FieldInfo{.name = "cip.class", .title = "Class", .base = Base::Hex, .values = classes},
    FieldInfo{.name = "cip.instance", .title = "Instance", .base = Base::Hex},
    FieldInfo{.name = "cip.member", .title = "Member", .base = Base::Hex},
    FieldInfo{.name = "cip.attribute", .title = "Attribute", .base = Base::Hex},
    FieldInfo{.name = "cip.symbol", .title = "ANSI Symbol", .type = FieldType::Text},
    FieldInfo{.name = "cip.path_segment", .title = "Path Segment", .type = FieldType::ByteString},
    FieldInfo{.name = "cip.genstat", .title = "General Status", .base = Base::Hex, .values = statuses},
    FieldInfo{.name = "cip.addstat_size", .title = "Additional Status Size", .unit = " words"},
    FieldInfo{.name = "cip.addstat", .title = "Additional Status", .type = FieldType::ByteString},
    FieldInfo{.name = "cip.msp.num_services", .title = "Number of Services"},
    FieldInfo{.name = "cip.msp.offset", .title = "Offset"},
    FieldInfo{.name = "cip.cm.priority", .title = "Priority", .mask = 0x10},
    FieldInfo{.name = "cip.cm.tick_time", .title = "Tick time", .mask = 0x0f},
    FieldInfo{.name = "cip.cm.timeout_tick", .title = "Time-out ticks"},
    FieldInfo{.name = "cip.cm.msg_req_size", .title = "Embedded Message Request Size", .unit = " bytes"},
    FieldInfo{.name = "cip.data", .title = "Data", .type = FieldType::ByteString},
};
constexpr std::array hooks = {Hook{"enip.cip", 0}};
const ProtocolInfo info = {
    .abbreviation = "cip", .title = "Common Industrial Protocol", .column = "CIP", .fields = fields, .hooks = hooks};

/// The target of a request's path.
struct Target {
    std::uint32_t classCode = 0;
    bool hasClass = false;
};

/// Logical segments (CIP, appendix C): what they refer to, and the size of the number. Other segments are shown as
/// octets.
Target decodePath(ByteReader path, Dissection& d) {
    constexpr std::uint8_t logical = 1, symbolic = 0x91;
    constexpr std::array named = {Class, Instance, Member, Path, Attribute};
    Target target;
    while (!path.atEnd()) {
        const std::uint8_t head = path.peek();
        const std::size_t kind = head >> 2 & 7U, format = head & 3U;
        if (head == symbolic) {
            path.skip(1);
            const std::size_t length = path.u8();
            d.text(path, Symbol, length);
            path.skip(length % 2);
        } else if (head >> 5 == logical && kind < named.size() && named[kind] != Path && format < 3) {
            path.skip(format == 0 ? 1 : 2); // wide numbers are aligned
            const auto number = static_cast<std::uint32_t>(d.uintLe(path, named[kind], std::size_t{1} << format));
            if (named[kind] == Class)
                target = {number, true};
        } else {
            d.data(path, Segment, path.remaining());
        }
    }
    return target;
}

/// Decodes a message and the messages embedded in it, at most two levels deep.
class Reader {
public:
    explicit Reader(Dissection& d) : d_(d) {}

    void read(ByteReader& bytes, unsigned depth) {
        const ByteRange range = rangeAhead(bytes, 1);
        const std::uint8_t octet = d_.u8(bytes, Service);
        if (bytes.overrun())
            return;
        d_.addBits({IsReply, ServiceCode}, range, octet);
        if ((octet & replyBit) != 0)
            readReply(bytes, octet & 0x7fU, depth);
        else
            readRequest(bytes, octet, depth);
        if (!bytes.atEnd())
            d_.data(bytes, Data, bytes.remaining());
    }

private:
    void separate(unsigned depth) {
        if (depth != 0)
            d_.infoAppend("{}", isFirst_ ? ": " : ", ");
        isFirst_ = depth == 0;
    }
    void nameService(std::uint8_t service, bool isManager) {
        const std::string_view name =
            isManager ? nameOf(managerServices, service, nameOf(services, service)) : nameOf(services, service);
        if (name.empty())
            d_.infoAppend("Service (0x{:02x})", service);
        else
            d_.infoAppend("{}", name);
    }

    void readRequest(ByteReader& bytes, std::uint8_t service, unsigned depth) {
        const std::size_t size = d_.u8(bytes, PathSize) * std::size_t{2};
        ByteReader path(bytes.rest().first(std::min(size, bytes.remaining())), bytes.offset());
        d_.data(bytes, Path, size);
        const Target target = decodePath(path, d_);
        const bool isManager = target.hasClass && target.classCode == connectionManager;
        if (isManager && depth == 0)
            d_.columnProtocol("CIP CM");
        separate(depth);
        if (target.hasClass && depth == 0) {
            if (const std::string_view name = nameOf(classes, target.classCode); !name.empty())
                d_.infoAppend("{} - ", name);
            else
                d_.infoAppend("Class (0x{:02x}) - ", target.classCode);
        }
        nameService(service, isManager);
        if (service == multipleServices)
            readServices(bytes, depth);
        else if (isManager && service == unconnectedSend)
            readUnconnected(bytes, depth);
    }

    void readReply(ByteReader& bytes, std::uint8_t service, unsigned depth) {
        bytes.skip(1); // reserved
        const std::uint8_t status = d_.u8(bytes, GeneralStatus);
        const std::size_t words = d_.u8(bytes, AdditionalSize);
        if (words != 0)
            d_.data(bytes, AdditionalStatus, 2 * words);
        separate(depth);
        if (depth == 0)
            d_.infoAppend("{}: ", nameOf(statuses, status, "Unknown status"));
        nameService(service, false);
        if (service == multipleServices)
            readServices(bytes, depth);
    }

    /// Offsets are relative to the number of services.
    void readServices(ByteReader& bytes, unsigned depth) {
        const ByteReader all = bytes;
        const auto count = static_cast<std::size_t>(d_.uintLe(bytes, ServiceCount, 2));
        ByteReader list = bytes.part(2 * count);
        ByteReader offsets = list;
        for (std::size_t i = 0; i < count && !list.atEnd(); ++i)
            d_.uintLe(list, Offset, 2);
        if (depth >= deepest)
            return;
        std::size_t at = 2 + 2 * count;
        for (std::size_t i = 0; i < count && !offsets.atEnd(); ++i) {
            const std::size_t start = offsets.u16le();
            ByteReader ahead = offsets;
            const std::size_t end = ahead.atEnd() ? all.remaining() : ahead.u16le();
            if (start < at || end <= start || end > all.remaining()) // each octet is read only once
                break;
            ByteReader message = all;
            message.skip(start);
            message = message.part(end - start);
            read(message, depth + 1);
            bytes.skip(std::min(bytes.remaining(), all.offset() + end - bytes.offset()));
            at = end;
        }
    }

    void readUnconnected(ByteReader& bytes, unsigned depth) {
        const ByteRange range = rangeAhead(bytes, 1);
        d_.addBits({Priority, TickTime}, range, bytes.u8());
        d_.u8(bytes, TimeoutTicks);
        const auto size = static_cast<std::size_t>(d_.uintLe(bytes, EmbeddedSize, 2));
        ByteReader message = bytes.part(size);
        if (depth < deepest)
            read(message, depth + 1);
    }

    static constexpr unsigned deepest = 2;
    Dissection& d_;
    bool isFirst_ = true;
};

namespace io {
enum Field : std::uint16_t { IoData };
constexpr std::array fields = {FieldInfo{.name = "cipio.data", .title = "Data", .type = FieldType::ByteString}};
constexpr std::array hooks = {Hook{"enip.cipio", 0}};
const ProtocolInfo info = {.abbreviation = "cipio",
                           .title = "Common Industrial Protocol, I/O",
                           .column = "CIP I/O",
                           .fields = fields,
                           .hooks = hooks};
} // namespace io

} // namespace

const ProtocolInfo& CipDecoder::protocol() const noexcept {
    return info;
}

void CipDecoder::decode(ByteReader& bytes, Dissection& d) const {
    if (std::ranges::count(d.layers(), info.abbreviation, &Layer::name) > 1)
        d.infoAppend(" | ");
    else
        d.info("");
    Reader(d).read(bytes, 0);
}

const ProtocolInfo& CipIoDecoder::protocol() const noexcept {
    return io::info;
}

void CipIoDecoder::decode(ByteReader& bytes, Dissection& d) const {
    d.info("{} bytes", bytes.remaining());
    d.data(bytes, io::IoData, bytes.remaining());
}

} // namespace tapscope::cip
