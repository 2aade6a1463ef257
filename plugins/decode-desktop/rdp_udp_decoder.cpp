#include "desktop_decoders.h"

#include <decode/message_fields.h>

#include <algorithm>
#include <array>

namespace tapscope::rdp_udp {
namespace {

enum Flag : std::uint16_t {
    Syn = 0x0001,
    Fin = 0x0002,
    Ack = 0x0004,
    Data = 0x0008,
    Fec = 0x0010,
    AckOfAcks = 0x0100,
    SynLossy = 0x0200,
    Correlation = 0x0800,
    SynEx = 0x1000
};
struct FlagName {
    std::uint16_t flag;
    std::string_view name;
};
constexpr std::array flagNames = {FlagName{Syn, "SYN"},
                                  FlagName{Fin, "FIN"},
                                  FlagName{Ack, "ACK"},
                                  FlagName{Data, "DATA"},
                                  FlagName{Fec, "FECDATA"},
                                  FlagName{0x0020, "CN"},
                                  FlagName{0x0040, "CWR"},
                                  FlagName{AckOfAcks, "AOA"},
                                  FlagName{SynLossy, "SYNLOSSY"},
                                  FlagName{0x0400, "DELAYACK"},
                                  FlagName{Correlation, "CORRELATIONID"},
                                  FlagName{SynEx, "SYNEX"}};
/// Version 2's flags, and the names of its packets in the Info column.
enum Flag2 : std::uint16_t {
    Ack2 = 0x001,
    Data2 = 0x004,
    AckVector2 = 0x008,
    AckOfAcks2 = 0x010,
    Overhead2 = 0x040,
    DelayAck2 = 0x100
};
constexpr std::array flag2Names = {FlagName{Ack2, "ACK"}, FlagName{AckVector2, "ACKVEC"},
                                   FlagName{Overhead2, "OVERHEAD"}, FlagName{DelayAck2, "DELAYACK"},
                                   FlagName{AckOfAcks2, "AOA"}};
constexpr std::array versions = {ValueName{1, "UDPv1"}, ValueName{2, "UDPv2 (old)"}, ValueName{0x0101, "UDPv2"}};
enum Field : std::uint16_t {
    SourceAck,
    ReceiveWindow,
    Flags,
    FlagSyn,
    FlagFin,
    FlagAck,
    FlagData,
    InitialSequence,
    UpstreamMtu,
    DownstreamMtu,
    CorrelationId,
    SynExFlags,
    SynExVersion,
    CookieHash,
    AckVectorSize,
    AckVectorElements,
    AckOfAcksNumber,
    Coded,
    SourceStart,
    Prefix,
    PacketType,
    Flags2,
    LogWindow,
    AckNumber2,
    AckTime2,
    AckDelays2,
    Overhead,
    DelayedMaximum,
    DelayedTimeout,
    AckOfAcksNumber2,
    DataSequence,
    ChannelSequence,
    Rest,
    Padding,
};
constexpr std::array fields = {
    FieldInfo{.name = "rdpudp.snsourceack", .title = "snSourceAck", .base = Base::Hex},
    FieldInfo{.name = "rdpudp.receivewindowsize", .title = "ReceiveWindowSize"},
    FieldInfo{.name = "rdpudp.flags", .title = "Flags", .base = Base::Hex},
    FieldInfo{.name = "rdpudp.flags.syn", .title = "Syn", .type = FieldType::Boolean, .mask = Syn},
    FieldInfo{.name = "rdpudp.flags.fin", .title = "Fin", .type = FieldType::Boolean, .mask = Fin},
    FieldInfo{.name = "rdpudp.flags.ack", .title = "Ack", .type = FieldType::Boolean, .mask = Ack},
    FieldInfo{.name = "rdpudp.flags.data", .title = "Data", .type = FieldType::Boolean, .mask = Data},
    FieldInfo{.name = "rdpudp.initialsequencenumber", .title = "Initial SequenceNumber", .base = Base::Hex},
    FieldInfo{.name = "rdpudp.upstreammtu", .title = "Upstream MTU"},
    FieldInfo{.name = "rdpudp.downstreammtu", .title = "DownStream MTU"},
    FieldInfo{.name = "rdpudp.correlationid", .title = "Correlation Id", .type = FieldType::ByteString},
    FieldInfo{.name = "rdpudp.synex.flags", .title = "Flags", .base = Base::Hex},
    FieldInfo{.name = "rdpudp.synex.version", .title = "Version", .base = Base::Hex, .values = versions},
    FieldInfo{.name = "rdpudp.synex.cookiehash", .title = "Cookie Hash", .type = FieldType::ByteString},
    FieldInfo{.name = "rdpudp.ack.vectorsize", .title = "uAckVectorSize"},
    FieldInfo{.name = "rdpudp.ack.items", .title = "Ack items", .type = FieldType::ByteString},
    FieldInfo{.name = "rdpudp.ackofacks", .title = "Ack of Acks", .base = Base::Hex},
    FieldInfo{.name = "rdpudp.data.sncoded", .title = "snCoded", .base = Base::Hex},
    FieldInfo{.name = "rdpudp.data.sourceStart", .title = "snSourceStart", .base = Base::Hex},
    FieldInfo{.name = "rdpudp2.prefixbyte", .title = "PacketPrefixByte", .base = Base::Hex},
    FieldInfo{.name = "rdpudp2.packetType", .title = "PacketType", .base = Base::Hex, .hexDigits = 1, .mask = 0x1e},
    FieldInfo{.name = "rdpudp2.flags", .title = "Flags", .base = Base::Hex, .hexDigits = 3, .mask = 0x0fff},
    FieldInfo{.name = "rdpudp2.logWindow", .title = "LogWindow", .mask = 0xf000},
    FieldInfo{.name = "rdpudp2.ack.seqnum", .title = "Base Seq", .base = Base::Hex},
    FieldInfo{.name = "rdpudp2.ack.ts", .title = "receivedTS"},
    FieldInfo{.name = "rdpudp2.ack.delays", .title = "Delays", .type = FieldType::ByteString},
    FieldInfo{.name = "rdpudp2.overheadsize", .title = "Overhead size"},
    FieldInfo{.name = "rdpudp2.delayackinfo.max", .title = "MaxDelayedAcks"},
    FieldInfo{.name = "rdpudp2.delayackinfo.timeout", .title = "DelayedAckTimeoutInMs"},
    FieldInfo{.name = "rdpudp2.ackofacksseqnum", .title = "Sequence number", .base = Base::Hex},
    FieldInfo{.name = "rdpudp2.data.seqnum", .title = "Sequence number", .base = Base::Hex},
    FieldInfo{.name = "rdpudp2.data.channelseqnumber", .title = "Channel sequence number", .base = Base::Hex},
    FieldInfo{.name = "rdpudp.rest", .title = "Data", .type = FieldType::ByteString},
    FieldInfo{.name = "rdpudp.padding", .title = "Padding", .type = FieldType::ByteString},
};
enum Table : std::uint8_t { Payload };
enum PayloadKey : std::uint8_t { Stream, Datagrams }; ///< TLS on a reliable connection, DTLS on a lossy one
constexpr std::array<std::string_view, 1> tables = {"rdpudp.payload"};
constexpr std::array hooks = {Hook{"udp.port", 3389}};
const ProtocolInfo info = {.abbreviation = "rdpudp",
                           .title = "UDP Remote Desktop Protocol",
                           .column = "RDPUDP",
                           .fields = fields,
                           .hooks = hooks,
                           .tables = tables,
                           .learns = true};
constexpr std::uint16_t version2 = 0x0101;

struct Session final : ConversationState {
    std::array<bool, 2> offers{}; ///< by Way: the SYN of this end offers version 2
    bool isLossy = false;         ///< the client asked for a connection that repeats nothing
};

/// What earlier datagrams say of one, as it is remembered with its frame.
struct Mode {
    bool isVersion2 = false, isLossy = false;
};

void nameFlags(Dissection& d, std::uint32_t flags, std::span<const FlagName> names) {
    for (const FlagName& each : names) {
        if ((flags & each.flag) != 0)
            d.infoItem("{}", each.name);
    }
}

/// Datagrams are padded to the full size during connection setup.
void addPadding(ByteReader& bytes, Dissection& d) {
    if (!bytes.atEnd())
        d.data(bytes, Padding, bytes.remaining());
}

void decodeSyn(ByteReader& bytes, Dissection& d, std::uint16_t flags) {
    if ((flags & Ack) == 0 && d.isLearning())
        d.conversation<Session>().isLossy = (flags & SynLossy) != 0;
    d.u32(bytes, InitialSequence);
    d.u16(bytes, UpstreamMtu);
    d.u16(bytes, DownstreamMtu);
    if ((flags & Correlation) != 0) {
        constexpr std::size_t reserved = 16;
        d.data(bytes, CorrelationId, reserved);
        bytes.skip(reserved);
    }
    if ((flags & SynEx) == 0)
        return;
    const bool hasVersion = (d.u16(bytes, SynExFlags) & 1U) != 0;
    const std::uint16_t version = hasVersion ? d.u16(bytes, SynExVersion) : std::uint16_t{0};
    constexpr std::size_t hashSize = 32;
    if (version == version2 && (flags & Ack) == 0 && bytes.has(hashSize))
        d.data(bytes, CookieHash, hashSize);
    if (version == version2 && d.isLearning() && !bytes.overrun())
        d.conversation<Session>().offers[static_cast<std::size_t>(d.way())] = true;
}

/// The header ends on a boundary of four octets (MS-RDPEUDP 2.2.2.7).
void decodeAckVector(ByteReader& bytes, Dissection& d) {
    constexpr std::size_t sizeField = 2, alignment = 4;
    const std::size_t size = d.u16(bytes, AckVectorSize);
    if (size != 0)
        d.data(bytes, AckVectorElements, size);
    if (const std::size_t rest = (sizeField + size) % alignment; rest != 0)
        bytes.skip(std::min(alignment - rest, bytes.remaining()));
}

void decodeVersion1(ByteReader& bytes, Dissection& d, PayloadKey payload) {
    d.u32(bytes, SourceAck);
    d.u16(bytes, ReceiveWindow);
    const ByteRange range = rangeAhead(bytes, 2);
    const std::uint16_t flags = d.u16(bytes, Flags);
    if (bytes.overrun())
        return;
    d.addBits({FlagSyn, FlagFin, FlagAck, FlagData}, range, flags);
    d.info("");
    nameFlags(d, flags, flagNames);
    if ((flags & Syn) != 0) {
        decodeSyn(bytes, d, flags);
        addPadding(bytes, d);
        return;
    }
    if ((flags & Ack) != 0)
        decodeAckVector(bytes, d);
    if ((flags & AckOfAcks) != 0)
        d.u32(bytes, AckOfAcksNumber);
    if ((flags & Data) != 0 && (flags & Fec) == 0) {
        d.u32(bytes, Coded);
        d.u32(bytes, SourceStart);
        d.next(Payload, payload, bytes);
    } else if (!bytes.atEnd()) {
        d.data(bytes, Rest, bytes.remaining());
    }
}

/// MS-RDPEUDP2 2.2.1: the first and the eighth octet are swapped on the wire.
void decodeVersion2(ByteReader& bytes, Dissection& d) {
    constexpr std::size_t prefixAt = 7;
    constexpr std::uint8_t dummy = 8;
    const Bytes wire = bytes.rest();
    const std::span<std::byte> packet = d.derive(wire.size());
    std::ranges::copy(wire, packet.begin());
    if (packet.size() > prefixAt)
        std::swap(packet.front(), packet[prefixAt]);
    ByteReader content(packet, bytes.offset());
    const ByteRange prefixRange = rangeAhead(content, 1);
    const std::uint8_t prefix = d.u8(content, Prefix);
    d.add(PacketType, prefixRange, prefix);
    const ByteRange range = rangeAhead(content, 2);
    const std::uint16_t flags = content.u16le();
    if (content.overrun()) {
        bytes.setOverrun();
        return;
    }
    d.addBits({Flags2, LogWindow}, range, flags);
    d.columnProtocol("RDPUDP2");
    d.info("");
    nameFlags(d, flags, flag2Names);
    if ((flags & Ack2) != 0) {
        constexpr std::uint8_t countMask = 0x0f;
        d.uintLe(content, AckNumber2, 2);
        d.uintLe(content, AckTime2, 3);
        content.skip(1);
        if (const std::size_t count = content.u8() & countMask; count != 0)
            d.data(content, AckDelays2, count);
    }
    if ((flags & Overhead2) != 0)
        d.u8(content, Overhead);
    if ((flags & DelayAck2) != 0) {
        d.u8(content, DelayedMaximum);
        d.uintLe(content, DelayedTimeout, 2);
    }
    if ((flags & AckOfAcks2) != 0)
        d.uintLe(content, AckOfAcksNumber2, 2);
    const bool isDummy = (prefix >> 1 & 0xfU) == dummy;
    if ((flags & Data2) != 0) {
        d.infoItem("{}", isDummy ? "DUMMY" : "DATA");
        d.uintLe(content, DataSequence, 2);
        if (!isDummy) {
            d.uintLe(content, ChannelSequence, 2);
            if (!content.overrun() && !content.atEnd()) {
                d.next(Payload, Stream, content);
                bytes.skip(bytes.remaining());
                return;
            }
        }
    }
    if (!content.atEnd())
        d.data(content, isDummy ? Padding : Rest, content.remaining());
    if (content.overrun())
        bytes.setOverrun();
    else
        bytes.skip(bytes.remaining());
}

Mode modeOf(const ByteReader& bytes, Dissection& d) {
    constexpr std::size_t flagsAt = 6;
    constexpr std::uint32_t firstAck = 0xffffffff;
    if (!d.isLearning())
        return d.recall<Mode>().value_or(Mode{});
    ByteReader ahead = bytes;
    const bool isSyn = ahead.u32() == firstAck && (bytes.peek(flagsAt + 1) & Syn) != 0;
    const auto& session = d.conversation<Session>();
    const Mode mode = {.isVersion2 = session.offers[0] && session.offers[1] && !isSyn, .isLossy = session.isLossy};
    d.remember(mode);
    return mode;
}

} // namespace

const ProtocolInfo& RdpUdpDecoder::protocol() const noexcept {
    return info;
}

bool RdpUdpDecoder::accepts(Bytes bytes, Claim) const {
    constexpr std::size_t shortest = 7;
    return bytes.size() >= shortest;
}

void RdpUdpDecoder::decode(ByteReader& bytes, Dissection& d) const {
    const Mode mode = modeOf(bytes, d);
    if (mode.isVersion2)
        decodeVersion2(bytes, d);
    else
        decodeVersion1(bytes, d, mode.isLossy ? Datagrams : Stream);
}

} // namespace tapscope::rdp_udp
