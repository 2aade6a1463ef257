#include "afs_decoders.h"

#include <decode/message_fields.h>

#include <array>

namespace tapscope::rx {
namespace {

constexpr std::array types = {ValueName{1, "data"},     ValueName{2, "ack"},     ValueName{3, "busy"},
                              ValueName{4, "abort"},    ValueName{5, "ackall"},  ValueName{6, "challenge"},
                              ValueName{7, "response"}, ValueName{8, "debug"},   ValueName{9, "params"},
                              ValueName{10, "params"},  ValueName{11, "params"}, ValueName{12, "params"},
                              ValueName{13, "version"}};
enum Type : std::uint8_t { Data = 1, Acknowledgement, Abort = 4 };
constexpr std::array reasons = {ValueName{1, "Requested"},
                                ValueName{2, "Duplicate Packet"},
                                ValueName{3, "Out Of Sequence"},
                                ValueName{4, "Exceeds Window"},
                                ValueName{5, "No Buffer Space"},
                                ValueName{6, "Ping"},
                                ValueName{7, "Ping Response"},
                                ValueName{8, "Delay"},
                                ValueName{9, "Idle"}};
enum Field : std::uint16_t {
    Epoch,
    ConnectionId,
    CallNumber,
    Sequence,
    Serial,
    TypeOfPacket,
    Flags,
    FreePacket,
    MorePackets,
    LastPacket,
    RequestAck,
    ClientInitiated,
    UserStatus,
    SecurityIndex,
    Spare,
    ServiceId,
    BufferSpace,
    MaximumSkew,
    FirstPacket,
    PreviousPacket,
    AckSerial,
    Reason,
    AckCount,
    Acks,
    MaximumMtu,
    InterfaceMtu,
    ReceiveWindow,
    MaximumPackets,
    AbortCode,
    Rest,
};
constexpr std::array fields = {
    FieldInfo{.name = "rx.epoch", .title = "Epoch", .type = FieldType::AbsoluteTime},
    FieldInfo{.name = "rx.cid", .title = "CID"},
    FieldInfo{.name = "rx.callnumber", .title = "Call Number"},
    FieldInfo{.name = "rx.seq", .title = "Sequence Number"},
    FieldInfo{.name = "rx.serial", .title = "Serial"},
    FieldInfo{.name = "rx.type", .title = "Type", .values = types},
    FieldInfo{.name = "rx.flags", .title = "Flags", .base = Base::Hex},
    FieldInfo{.name = "rx.flags.free_packet", .title = "Free Packet", .type = FieldType::Boolean, .mask = 0x10},
    FieldInfo{.name = "rx.flags.more_packets", .title = "More Packets", .type = FieldType::Boolean, .mask = 0x08},
    FieldInfo{.name = "rx.flags.last_packet", .title = "Last Packet", .type = FieldType::Boolean, .mask = 0x04},
    FieldInfo{.name = "rx.flags.request_ack", .title = "Request Ack", .type = FieldType::Boolean, .mask = 0x02},
    FieldInfo{.name = "rx.flags.client_init", .title = "Client Initiated", .type = FieldType::Boolean, .mask = 0x01},
    FieldInfo{.name = "rx.userstatus", .title = "User Status"},
    FieldInfo{.name = "rx.securityindex", .title = "Security Index"},
    FieldInfo{.name = "rx.spare", .title = "Spare/Checksum"},
    FieldInfo{.name = "rx.serviceid", .title = "Service ID"},
    FieldInfo{.name = "rx.bufferspace", .title = "Bufferspace"},
    FieldInfo{.name = "rx.maxskew", .title = "Max Skew"},
    FieldInfo{.name = "rx.first", .title = "First Packet"},
    FieldInfo{.name = "rx.prev", .title = "Prev Packet"},
    FieldInfo{.name = "rx.serial", .title = "Serial"},
    FieldInfo{.name = "rx.reason", .title = "Reason", .values = reasons},
    FieldInfo{.name = "rx.num_acks", .title = "Num ACKs"},
    FieldInfo{.name = "rx.ack_type", .title = "ACK Types", .type = FieldType::ByteString},
    FieldInfo{.name = "rx.max_mtu", .title = "Max MTU"},
    FieldInfo{.name = "rx.if_mtu", .title = "Interface MTU"},
    FieldInfo{.name = "rx.rwind", .title = "rwind"},
    FieldInfo{.name = "rx.max_packets", .title = "Max Packets"},
    FieldInfo{.name = "rx.abort_code", .title = "Abort Code", .type = FieldType::Signed},
    FieldInfo{.name = "rx.data", .title = "Data", .type = FieldType::ByteString},
};
constexpr std::array hooks = {Hook{"udp.port", 7000}, Hook{"udp.port", 7001}, Hook{"udp.port", 7002},
                              Hook{"udp.port", 7003}, Hook{"udp.port", 7004}, Hook{"udp.port", 7005},
                              Hook{"udp.port", 7006}, Hook{"udp.port", 7007}, Hook{"udp.port", 7008},
                              Hook{"udp.port", 7009}, Hook{"udp.port", 7021}};
enum Table : std::uint8_t { Calls };
constexpr std::array<std::string_view, 1> tables = {"rx.afs"};
const ProtocolInfo info = {
    .abbreviation = "rx", .title = "RX Protocol", .column = "RX", .fields = fields, .hooks = hooks, .tables = tables};
constexpr std::size_t headSize = 28, typeAt = 20;

void decodeAcknowledgement(ByteReader& bytes, Dissection& d) {
    d.u16(bytes, BufferSpace);
    d.u16(bytes, MaximumSkew);
    d.u32(bytes, FirstPacket);
    d.u32(bytes, PreviousPacket);
    d.u32(bytes, AckSerial);
    d.infoAppend(" {}", nameOf(reasons, d.u8(bytes, Reason), "Unknown"));
    if (const std::uint8_t count = d.u8(bytes, AckCount); count != 0)
        d.data(bytes, Acks, count);
    if (!bytes.has(3))
        return;
    bytes.skip(3);
    for (const Field field : {MaximumMtu, InterfaceMtu, ReceiveWindow, MaximumPackets}) {
        if (bytes.has(4))
            d.u32(bytes, field);
    }
}

} // namespace

const ProtocolInfo& RxDecoder::protocol() const noexcept {
    return info;
}

bool RxDecoder::accepts(Bytes bytes, Claim) const {
    return bytes.size() >= headSize && !nameOf(types, std::to_integer<std::uint8_t>(bytes[typeAt])).empty();
}

void RxDecoder::decode(ByteReader& bytes, Dissection& d) const {
    constexpr std::int64_t second = 1'000'000'000;
    const ByteRange range = rangeAhead(bytes, 4);
    const std::uint32_t epoch = bytes.u32();
    if (bytes.overrun())
        return;
    d.add(Epoch, range, static_cast<std::uint64_t>(std::int64_t{epoch} * second));
    d.u32(bytes, ConnectionId);
    const std::uint32_t call = d.u32(bytes, CallNumber), sequence = d.u32(bytes, Sequence);
    d.u32(bytes, Serial);
    const std::uint8_t type = d.u8(bytes, TypeOfPacket);
    const ByteRange flagsRange = rangeAhead(bytes, 1);
    const std::uint8_t flags = d.u8(bytes, Flags);
    d.addBits({FreePacket, MorePackets, LastPacket, RequestAck, ClientInitiated}, flagsRange, flags);
    d.u8(bytes, UserStatus);
    d.u8(bytes, SecurityIndex);
    d.u16(bytes, Spare);
    d.u16(bytes, ServiceId);
    if (bytes.overrun())
        return;
    d.info("{}", type == Acknowledgement ? "ACK" : nameOf(types, type, "unknown"));
    if (type == Acknowledgement)
        decodeAcknowledgement(bytes, d);
    d.infoAppend("  Seq: {}  Call: {}  Source Port: {}  Destination Port: {}  ", sequence, call, d.carrier().sourcePort,
                 d.carrier().destinationPort);
    if (type == Data && bytes.atEnd()) // a reply without results
        d.columnProtocol("AFS (RX)");
    if (type == Data)
        d.next(Calls, 0, bytes);
    else if (type == Abort && bytes.has(4))
        signedNumber(bytes, d, AbortCode, 4);
    if (type != Data && !bytes.atEnd())
        d.data(bytes, Rest, bytes.remaining());
}

} // namespace tapscope::rx
