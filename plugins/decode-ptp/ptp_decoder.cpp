#include "ptp_decoder.h"

#include <decode/dissection.h>

#include <array>

namespace tapscope {
namespace {

enum Message : std::uint8_t {
    Sync = 0x0,
    DelayRequest = 0x1,
    PeerDelayRequest = 0x2,
    PeerDelayResponse = 0x3,
    FollowUp = 0x8,
    DelayResponse = 0x9,
    PeerDelayFollowUp = 0xa,
    Announce = 0xb,
    Signalling = 0xc,
    Management = 0xd,
};
constexpr std::array messages = {ValueName{Sync, "Sync Message"},
                                 ValueName{DelayRequest, "Delay_Req Message"},
                                 ValueName{PeerDelayRequest, "Peer_Delay_Req Message"},
                                 ValueName{PeerDelayResponse, "Peer_Delay_Resp Message"},
                                 ValueName{FollowUp, "Follow_Up Message"},
                                 ValueName{DelayResponse, "Delay_Resp Message"},
                                 ValueName{PeerDelayFollowUp, "Peer_Delay_Resp_Follow_Up Message"},
                                 ValueName{Announce, "Announce Message"},
                                 ValueName{Signalling, "Signalling Message"},
                                 ValueName{Management, "Management Message"}};
constexpr std::array timeSources = {ValueName{0x10, "ATOMIC_CLOCK"},
                                    ValueName{0x20, "GPS"},
                                    ValueName{0x30, "TERRESTRIAL_RADIO"},
                                    ValueName{0x40, "PTP"},
                                    ValueName{0x50, "NTP"},
                                    ValueName{0x60, "HAND_SET"},
                                    ValueName{0x90, "OTHER"},
                                    ValueName{0xa0, "INTERNAL_OSCILLATOR"}};

enum Field : std::uint16_t {
    MajorSdo,
    MessageType,
    MinorVersion,
    Version,
    Length,
    Domain,
    MinorSdo,
    Flags,
    TwoStep,
    Unicast,
    Correction,
    Clock,
    Port,
    Sequence,
    Control,
    LogPeriod,
    Seconds,
    Nanoseconds,
    UtcOffset,
    Priority1,
    ClockClass,
    ClockAccuracy,
    ClockVariance,
    Priority2,
    Grandmaster,
    StepsRemoved,
    TimeSource,
    RequestingClock,
    RequestingPort,
};
constexpr std::array fields = {
    FieldInfo{.name = "ptp.v2.majorsdoid", .title = "majorSdoId", .base = Base::Hex, .hexDigits = 2, .mask = 0xf0},
    FieldInfo{.name = "ptp.v2.messagetype",
              .title = "messageType",
              .base = Base::Hex,
              .hexDigits = 2,
              .values = messages,
              .mask = 0x0f},
    FieldInfo{.name = "ptp.v2.minorversionptp", .title = "minorVersionPTP", .mask = 0xf0},
    FieldInfo{.name = "ptp.v2.versionptp", .title = "versionPTP", .mask = 0x0f},
    FieldInfo{.name = "ptp.v2.messagelength", .title = "messageLength"},
    FieldInfo{.name = "ptp.v2.domainnumber", .title = "domainNumber"},
    FieldInfo{.name = "ptp.v2.minorsdoid", .title = "minorSdoId"},
    FieldInfo{.name = "ptp.v2.flags", .title = "flags", .base = Base::Hex},
    FieldInfo{.name = "ptp.v2.flags.twostep", .title = "PTP_TWO_STEP", .type = FieldType::Boolean, .mask = 0x0200},
    FieldInfo{.name = "ptp.v2.flags.unicast", .title = "PTP_UNICAST", .type = FieldType::Boolean, .mask = 0x0400},
    FieldInfo{.name = "ptp.v2.correction.ns", .title = "correctionField", .type = FieldType::Signed},
    FieldInfo{.name = "ptp.v2.clockidentity", .title = "ClockIdentity", .base = Base::Hex},
    FieldInfo{.name = "ptp.v2.sourceportid", .title = "SourcePortID"},
    FieldInfo{.name = "ptp.v2.sequenceid", .title = "sequenceId"},
    FieldInfo{.name = "ptp.v2.controlfield", .title = "controlField"},
    FieldInfo{.name = "ptp.v2.logmessageperiod", .title = "logMessagePeriod", .type = FieldType::Signed},
    FieldInfo{.name = "ptp.v2.timestamp.seconds", .title = "timestamp (seconds)"},
    FieldInfo{.name = "ptp.v2.timestamp.nanoseconds", .title = "timestamp (nanoseconds)"},
    FieldInfo{.name = "ptp.v2.an.origincurrentutcoffset", .title = "originCurrentUTCOffset", .type = FieldType::Signed},
    FieldInfo{.name = "ptp.v2.an.priority1", .title = "priority1"},
    FieldInfo{.name = "ptp.v2.an.grandmasterclockclass", .title = "grandmasterClockClass"},
    FieldInfo{.name = "ptp.v2.an.grandmasterclockaccuracy", .title = "grandmasterClockAccuracy", .base = Base::Hex},
    FieldInfo{.name = "ptp.v2.an.grandmasterclockvariance", .title = "grandmasterClockVariance"},
    FieldInfo{.name = "ptp.v2.an.priority2", .title = "priority2"},
    FieldInfo{.name = "ptp.v2.an.grandmasterclockidentity", .title = "grandmasterClockIdentity", .base = Base::Hex},
    FieldInfo{.name = "ptp.v2.an.localstepsremoved", .title = "localStepsRemoved"},
    FieldInfo{.name = "ptp.v2.timesource", .title = "TimeSource", .base = Base::Hex, .values = timeSources},
    FieldInfo{.name = "ptp.v2.requestingportidentity", .title = "requestingSourcePortIdentity", .base = Base::Hex},
    FieldInfo{.name = "ptp.v2.requestingsourceportid", .title = "requestingSourcePortId"},
};
constexpr std::array hooks = {Hook{"ethertype", 0x88f7}, Hook{"udp.port", 319}, Hook{"udp.port", 320}};
const ProtocolInfo info = {.abbreviation = "ptp",
                           .title = "Precision Time Protocol (IEEE1588)",
                           .column = "PTPv2",
                           .fields = fields,
                           .hooks = hooks};

std::uint64_t extended(std::uint64_t value, unsigned bits) {
    const unsigned shift = 64 - bits;
    return static_cast<std::uint64_t>(static_cast<std::int64_t>(value << shift) >> shift);
}

void timestamp(ByteReader& bytes, Dissection& d) {
    d.uint(bytes, Seconds, 6);
    d.u32(bytes, Nanoseconds);
}

void announce(ByteReader& bytes, Dissection& d) {
    timestamp(bytes, d);
    const ByteRange offset{static_cast<std::uint32_t>(bytes.offset()), 2};
    const std::uint16_t utc = bytes.u16();
    if (!bytes.overrun())
        d.add(UtcOffset, offset, extended(utc, 16));
    bytes.skip(1);
    d.u8(bytes, Priority1);
    d.u8(bytes, ClockClass);
    d.u8(bytes, ClockAccuracy);
    d.u16(bytes, ClockVariance);
    d.u8(bytes, Priority2);
    d.u64(bytes, Grandmaster);
    d.u16(bytes, StepsRemoved);
    d.u8(bytes, TimeSource);
}

} // namespace

const ProtocolInfo& PtpDecoder::protocol() const noexcept {
    return info;
}

void PtpDecoder::decode(ByteReader& bytes, Dissection& d) const {
    const auto at = static_cast<std::uint32_t>(bytes.offset());
    const std::uint8_t first = bytes.u8();
    const std::uint8_t version = bytes.u8();
    if (bytes.overrun())
        return;
    if ((version & 15U) != 2) {
        d.columnProtocol((version & 15U) == 1 ? "PTPv1" : "PTP");
        return;
    }
    const std::uint8_t type = first & 15U;
    d.info("{}", nameOf(messages, type, "Unknown PTP Message"));
    d.addBits({MajorSdo, MessageType}, {at, 1}, first);
    d.addBits({MinorVersion, Version}, {at + 1, 1}, version);
    d.u16(bytes, Length);
    d.u8(bytes, Domain);
    d.u8(bytes, MinorSdo);
    const ByteRange flagsRange{static_cast<std::uint32_t>(bytes.offset()), 2};
    const std::uint16_t flags = d.u16(bytes, Flags);
    {
        const auto nest = d.nest();
        d.addBits({TwoStep, Unicast}, flagsRange, flags);
    }
    const ByteRange correction{static_cast<std::uint32_t>(bytes.offset()), 8};
    const std::uint64_t scaled = bytes.u64(); // nanoseconds times 2^16
    if (!bytes.overrun())
        d.add(Correction, correction, static_cast<std::uint64_t>(static_cast<std::int64_t>(scaled) >> 16));
    bytes.skip(4);
    d.u64(bytes, Clock);
    d.u16(bytes, Port);
    d.u16(bytes, Sequence);
    d.u8(bytes, Control);
    const ByteRange period{static_cast<std::uint32_t>(bytes.offset()), 1};
    const std::uint8_t log = bytes.u8();
    if (bytes.overrun())
        return;
    d.add(LogPeriod, period, extended(log, 8));
    switch (type) {
    case Announce:
        return announce(bytes, d);
    case Sync:
    case DelayRequest:
    case FollowUp:
    case PeerDelayRequest:
        return timestamp(bytes, d);
    case DelayResponse:
    case PeerDelayResponse:
    case PeerDelayFollowUp:
        timestamp(bytes, d);
        d.u64(bytes, RequestingClock);
        d.u16(bytes, RequestingPort);
        return;
    default:
        return;
    }
}

} // namespace tapscope
