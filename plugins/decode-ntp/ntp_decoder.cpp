#include "ntp_decoders.h"

#include <decode/dissection.h>

#include <algorithm>
#include <array>

namespace tapscope {
namespace {

constexpr std::array versions = {ValueName{0, "reserved"},      ValueName{1, "NTP Version 1"},
                                 ValueName{2, "NTP Version 2"}, ValueName{3, "NTP Version 3"},
                                 ValueName{4, "NTP Version 4"}, ValueName{5, "reserved"},
                                 ValueName{6, "reserved"},      ValueName{7, "reserved"}};
constexpr std::array leaps = {ValueName{0, "no warning"}, ValueName{1, "last minute of the day has 61 seconds"},
                              ValueName{2, "last minute of the day has 59 seconds"},
                              ValueName{3, "unknown (clock unsynchronized)"}};
constexpr std::array modes = {ValueName{0, "reserved"},
                              ValueName{1, "symmetric active"},
                              ValueName{2, "symmetric passive"},
                              ValueName{3, "client"},
                              ValueName{4, "server"},
                              ValueName{5, "broadcast"},
                              ValueName{6, "reserved for NTP control message"},
                              ValueName{7, "reserved for private use"}};
constexpr std::array shortModes = {
    ValueName{0, "reserved"}, ValueName{1, "symmetric active"}, ValueName{2, "symmetric passive"},
    ValueName{3, "client"},   ValueName{4, "server"},           ValueName{5, "broadcast"},
    ValueName{6, "control"},  ValueName{7, "private"}};
constexpr unsigned controlMode = 6;
constexpr unsigned privateMode = 7;
constexpr std::array operations = {ValueName{0, "reserved"},
                                   ValueName{1, "read status"},
                                   ValueName{2, "read variables"},
                                   ValueName{3, "write variables"},
                                   ValueName{4, "read clock variables"},
                                   ValueName{5, "write clock variables"},
                                   ValueName{6, "set trap address/port"},
                                   ValueName{7, "asynchronous message"},
                                   ValueName{8, "runtime configuration"},
                                   ValueName{9, "save config to file"},
                                   ValueName{10, "retrieve MRU (mrulist)"},
                                   ValueName{11, "retrieve ordered list"},
                                   ValueName{12, "request a client nonce"},
                                   ValueName{31, "unset trap address/port"}};
constexpr std::array requests = {
    ValueName{0, "PEER_LIST"},         ValueName{1, "PEER_LIST_SUM"},    ValueName{2, "PEER_INFO"},
    ValueName{3, "PEER_STATS"},        ValueName{4, "SYS_INFO"},         ValueName{5, "SYS_STATS"},
    ValueName{6, "IO_STATS"},          ValueName{7, "MEM_STATS"},        ValueName{8, "LOOP_INFO"},
    ValueName{9, "TIMER_STATS"},       ValueName{10, "CONFIG"},          ValueName{11, "UNCONFIG"},
    ValueName{12, "SET_SYS_FLAG"},     ValueName{13, "CLR_SYS_FLAG"},    ValueName{14, "MONITOR"},
    ValueName{15, "NOMONITOR"},        ValueName{16, "GET_RESTRICT"},    ValueName{17, "RESADDFLAGS"},
    ValueName{18, "RESSUBFLAGS"},      ValueName{19, "UNRESTRICT"},      ValueName{20, "MON_GETLIST"},
    ValueName{21, "RESET_STATS"},      ValueName{22, "RESET_PEER"},      ValueName{23, "REREAD_KEYS"},
    ValueName{24, "DO_DIRTY_HACK"},    ValueName{25, "DONT_DIRTY_HACK"}, ValueName{26, "TRUSTKEY"},
    ValueName{27, "UNTRUSTKEY"},       ValueName{28, "AUTHINFO"},        ValueName{29, "TRAPS"},
    ValueName{30, "ADD_TRAP"},         ValueName{31, "CLR_TRAP"},        ValueName{32, "REQUEST_KEY"},
    ValueName{33, "CONTROL_KEY"},      ValueName{34, "GET_CTLSTATS"},    ValueName{35, "GET_LEAPINFO"},
    ValueName{36, "GET_CLOCKINFO"},    ValueName{37, "SET_CLKFUDGE"},    ValueName{38, "GET_KERNEL"},
    ValueName{39, "GET_CLKBUGINFO"},   ValueName{41, "SET_PRECISION"},   ValueName{42, "MON_GETLIST_1"},
    ValueName{43, "HOSTNAME_ASSOCID"}, ValueName{44, "IF_STATS"},        ValueName{45, "IF_RELOAD"}};
enum Field : std::uint16_t {
    Flags,
    Leap,
    Version,
    Mode,
    Stratum,
    Poll,
    Precision,
    RootDelay,
    RootDispersion,
    ReferenceId,
    ReferenceTime,
    OriginTime,
    ReceiveTime,
    TransmitTime,
    Extension,
    ExtensionType,
    ExtensionLength,
    ExtensionValue,
    KeyId,
    Mac,
    ControlFlags,
    ControlResponse,
    ControlError,
    ControlMore,
    Operation,
    ControlSequence,
    ControlStatus,
    Association,
    ControlOffset,
    ControlCount,
    ControlData,
    PrivateResponse,
    PrivateMore,
    PrivateSequence,
    PrivateAuthenticated,
    PrivateNumber,
    Implementation,
    RequestCode,
};
constexpr std::array fields = {
    FieldInfo{.name = "ntp.flags", .title = "Flags", .base = Base::Hex},
    FieldInfo{.name = "ntp.flags.li", .title = "Leap Indicator", .values = leaps, .mask = 0xc0},
    FieldInfo{.name = "ntp.flags.vn", .title = "Version number", .values = versions, .mask = 0x38},
    FieldInfo{.name = "ntp.flags.mode", .title = "Mode", .values = modes, .mask = 0x7},
    FieldInfo{.name = "ntp.stratum", .title = "Peer Clock Stratum"},
    FieldInfo{.name = "ntp.ppoll", .title = "Peer Polling Interval"},
    FieldInfo{.name = "ntp.precision", .title = "Peer Clock Precision", .type = FieldType::Signed},
    FieldInfo{.name = "ntp.rootdelay", .title = "Root Delay"},
    FieldInfo{.name = "ntp.rootdispersion", .title = "Root Dispersion"},
    FieldInfo{.name = "ntp.refid", .title = "Reference ID", .type = FieldType::ByteString},
    FieldInfo{.name = "ntp.reftime", .title = "Reference Timestamp", .type = FieldType::AbsoluteTime},
    FieldInfo{.name = "ntp.org", .title = "Origin Timestamp", .type = FieldType::AbsoluteTime},
    FieldInfo{.name = "ntp.rec", .title = "Receive Timestamp", .type = FieldType::AbsoluteTime},
    FieldInfo{.name = "ntp.xmt", .title = "Transmit Timestamp", .type = FieldType::AbsoluteTime},
    FieldInfo{.name = "ntp.ext", .title = "Extension", .type = FieldType::Label},
    FieldInfo{.name = "ntp.ext.type", .title = "Field Type", .base = Base::Hex},
    FieldInfo{.name = "ntp.ext.length", .title = "Length"},
    FieldInfo{.name = "ntp.ext.value", .title = "Value", .type = FieldType::ByteString},
    FieldInfo{.name = "ntp.keyid", .title = "Key ID", .type = FieldType::ByteString},
    FieldInfo{.name = "ntp.mac", .title = "Message Authentication Code", .type = FieldType::ByteString},
    FieldInfo{.name = "ntp.ctrl.flags2", .title = "Flags 2", .base = Base::Hex},
    FieldInfo{.name = "ntp.ctrl.flags2.r", .title = "Response bit", .mask = 0x80},
    FieldInfo{.name = "ntp.ctrl.flags2.error", .title = "Error bit", .mask = 0x40},
    FieldInfo{.name = "ntp.ctrl.flags2.more", .title = "More bit", .mask = 0x20},
    FieldInfo{.name = "ntp.ctrl.flags2.opcode", .title = "Opcode", .values = operations, .mask = 0x1f},
    FieldInfo{.name = "ntp.ctrl.sequence", .title = "Sequence"},
    FieldInfo{.name = "ntp.ctrl.status", .title = "Status", .base = Base::Hex},
    FieldInfo{.name = "ntp.ctrl.associd", .title = "AssociationID"},
    FieldInfo{.name = "ntp.ctrl.offset", .title = "Offset"},
    FieldInfo{.name = "ntp.ctrl.count", .title = "Count"},
    FieldInfo{.name = "ntp.ctrl.data", .title = "Data", .type = FieldType::ByteString},
    FieldInfo{.name = "ntp.priv.flags.r", .title = "Response bit", .mask = 0x80},
    FieldInfo{.name = "ntp.priv.flags.more", .title = "More bit", .mask = 0x40},
    FieldInfo{.name = "ntp.priv.auth_seq", .title = "Auth, sequence"},
    FieldInfo{.name = "ntp.priv.auth", .title = "Auth bit", .mask = 0x80},
    FieldInfo{.name = "ntp.priv.seq", .title = "Sequence number", .mask = 0x7f},
    FieldInfo{.name = "ntp.priv.impl", .title = "Implementation"},
    FieldInfo{.name = "ntp.priv.reqcode", .title = "Request code", .values = requests},
};
constexpr std::array hooks = {Hook{"udp.port", 123}, Hook{"tcp.port", 123}};
const ProtocolInfo info = {
    .abbreviation = "ntp", .title = "Network Time Protocol", .column = "NTP", .fields = fields, .hooks = hooks};

/// Seconds since 1900 and a fraction of 2^32 (RFC 5905 section 6); in 2036, the seconds start from 0 again.
void addTime(ByteReader& bytes, Dissection& d, Dissection::Field field) {
    constexpr std::uint64_t from1900To1970 = 2'208'988'800;
    constexpr std::uint64_t fromEra1To1970 = 2'085'978'496;
    constexpr std::uint64_t perSecond = 1'000'000'000;
    const ByteRange range{static_cast<std::uint32_t>(bytes.offset()), 8};
    const std::uint64_t seconds = bytes.u32();
    const std::uint64_t fraction = bytes.u32();
    if (bytes.overrun())
        return;
    const std::uint64_t sinceEpoch =
        (seconds & 0x8000'0000U) != 0 ? seconds - from1900To1970 : seconds + fromEra1To1970;
    d.add(field, range, sinceEpoch * perSecond + (fraction * perSecond >> 32));
    if (seconds == 0 && fraction == 0)
        d.label("{}: NULL", fields[field].title);
}

/// RFC 7822: extension fields, then perhaps a key's number and a digest.
void decodeExtensions(ByteReader& bytes, Dissection& d) {
    constexpr std::size_t longestMac = 24;
    constexpr std::size_t smallest = 16;
    while (bytes.remaining() > longestMac || (bytes.remaining() >= smallest && bytes.remaining() % 8 == 4 &&
                                              bytes.remaining() != 20 && bytes.remaining() != longestMac)) {
        const std::size_t size = std::min<std::size_t>(bytes.peek(2) << 8 | bytes.peek(3), bytes.remaining());
        d.add(Extension, {static_cast<std::uint32_t>(bytes.offset()), static_cast<std::uint32_t>(size)}, 0);
        const auto nest = d.nest();
        d.u16(bytes, ExtensionType);
        const std::uint16_t length = d.u16(bytes, ExtensionLength);
        if (length < 4) {
            d.malformed("an extension is shorter than its header");
            return;
        }
        d.data(bytes, ExtensionValue, length - 4U);
    }
    if (!bytes.has(4))
        return;
    d.data(bytes, KeyId, 4);
    if (!bytes.atEnd())
        d.data(bytes, Mac, bytes.remaining());
}

void decodeStandard(ByteReader& bytes, Dissection& d) {
    d.u8(bytes, Stratum);
    d.u8(bytes, Poll);
    const ByteRange precisionRange{static_cast<std::uint32_t>(bytes.offset()), 1};
    const auto precision = static_cast<std::int8_t>(bytes.u8());
    d.add(Precision, precisionRange, static_cast<std::uint64_t>(std::int64_t{precision}));
    d.u32(bytes, RootDelay);
    d.u32(bytes, RootDispersion);
    d.data(bytes, ReferenceId, 4);
    for (const Field field : {ReferenceTime, OriginTime, ReceiveTime, TransmitTime})
        addTime(bytes, d, field);
    if (!bytes.overrun() && !bytes.atEnd())
        decodeExtensions(bytes, d);
}

/// RFC 9327.
void decodeControl(ByteReader& bytes, Dissection& d) {
    const ByteRange range{static_cast<std::uint32_t>(bytes.offset()), 1};
    const std::uint8_t flags = d.u8(bytes, ControlFlags);
    {
        const auto nest = d.nest();
        d.addBits({ControlResponse, ControlError, ControlMore, Operation}, range, flags);
    }
    d.u16(bytes, ControlSequence);
    d.u16(bytes, ControlStatus);
    d.u16(bytes, Association);
    d.u16(bytes, ControlOffset);
    const std::uint16_t count = d.u16(bytes, ControlCount);
    if (count != 0)
        d.data(bytes, ControlData, count);
}

/// The private mode of ntpdc, which no RFC describes.
void decodePrivate(ByteReader& bytes, Dissection& d) {
    const ByteRange range{static_cast<std::uint32_t>(bytes.offset()), 1};
    const std::uint8_t sequence = d.u8(bytes, PrivateSequence);
    d.addBits({PrivateAuthenticated, PrivateNumber}, range, sequence);
    d.u8(bytes, Implementation);
    const std::uint8_t request = d.u8(bytes, RequestCode);
    if (bytes.overrun())
        return;
    d.infoAppend(", {}", nameOf(requests, request, "Unknown"));
}

} // namespace

const ProtocolInfo& NtpDecoder::protocol() const noexcept {
    return info;
}

void NtpDecoder::decode(ByteReader& bytes, Dissection& d) const {
    const ByteRange range{static_cast<std::uint32_t>(bytes.offset()), 1};
    const std::uint8_t flags = d.u8(bytes, Flags);
    if (bytes.overrun())
        return;
    const unsigned mode = flags & 7U;
    const auto version = nameOf(versions, flags >> 3 & 7U);
    if (d.wantsTree())
        d.label("Flags: 0x{:02x}, Leap Indicator: {}, Version number: {}, Mode: {}", flags, nameOf(leaps, flags >> 6),
                version, nameOf(modes, mode));
    {
        const auto nest = d.nest();
        if (mode == privateMode)
            d.addBits({PrivateResponse, PrivateMore}, range, flags);
        else
            d.add(Leap, range, flags);
        d.addBits({Version, Mode}, range, flags);
    }
    d.info("{}, {}", version, nameOf(shortModes, mode));
    d.layerLabel("Network Time Protocol ({}, {})", version, nameOf(shortModes, mode));
    if (mode == controlMode) {
        decodeControl(bytes, d);
    } else if (mode == privateMode) {
        d.infoAppend(", {}", (flags & 0x80U) != 0 ? "Response" : "Request");
        decodePrivate(bytes, d);
    } else {
        decodeStandard(bytes, d);
    }
}

} // namespace tapscope
