#include "middleware_decoders.h"

#include <decode/message_fields.h>

#include <array>

namespace tapscope::dce_rpc {
namespace {

constexpr std::array types = {ValueName{0, "Request"},        ValueName{1, "Ping"},
                              ValueName{2, "Response"},       ValueName{3, "Fault"},
                              ValueName{4, "Working"},        ValueName{5, "Nocall"},
                              ValueName{6, "Reject"},         ValueName{7, "Ack"},
                              ValueName{8, "Cl_cancel"},      ValueName{9, "Fack"},
                              ValueName{10, "Cancel_ack"},    ValueName{11, "Bind"},
                              ValueName{12, "Bind_ack"},      ValueName{13, "Bind_nak"},
                              ValueName{14, "Alter_context"}, ValueName{15, "Alter_context_resp"},
                              ValueName{16, "AUTH3"},         ValueName{17, "Shutdown"},
                              ValueName{18, "Co_cancel"},     ValueName{19, "Orphaned"}};
enum Type : std::uint8_t { Request = 0, Response = 2, Bind = 11, BindAck, AlterContext = 14, AlterContextResponse };
constexpr std::uint8_t lastOfDatagrams = 10, lastType = 19;
constexpr std::array orders = {ValueName{0, "Big-endian"}, ValueName{1, "Little-endian"}};
constexpr std::array profinetOperations = {ValueName{0, "Connect"}, ValueName{1, "Release"},
                                           ValueName{2, "Read"},    ValueName{3, "Write"},
                                           ValueName{4, "Control"}, ValueName{5, "Read Implicit"}};
enum Field : std::uint16_t {
    Version,
    MinorVersion,
    PacketType,
    Flags,
    FirstFragment,
    LastFragment,
    Flags1,
    Flags2,
    Representation,
    ByteOrder,
    FragmentLength,
    AuthLength,
    CallId,
    MaximumTransmit,
    MaximumReceive,
    Group,
    AllocationHint,
    Context,
    Operation,
    SerialHigh,
    Object,
    Interface,
    Activity,
    ServerBoot,
    InterfaceVersion,
    Sequence,
    InterfaceHint,
    ActivityHint,
    DatagramLength,
    FragmentNumber,
    AuthProtocol,
    SerialLow,
    Stub,
};
constexpr std::array fields = {
    FieldInfo{.name = "dcerpc.ver", .title = "Version"},
    FieldInfo{.name = "dcerpc.ver_minor", .title = "Version (minor)"},
    FieldInfo{.name = "dcerpc.pkt_type", .title = "Packet type", .values = types},
    FieldInfo{.name = "dcerpc.cn_flags", .title = "Packet Flags", .base = Base::Hex},
    FieldInfo{.name = "dcerpc.cn_flags.first_frag", .title = "First Frag", .type = FieldType::Boolean, .mask = 0x01},
    FieldInfo{.name = "dcerpc.cn_flags.last_frag", .title = "Last Frag", .type = FieldType::Boolean, .mask = 0x02},
    FieldInfo{.name = "dcerpc.dg_flags1", .title = "Flags1", .base = Base::Hex},
    FieldInfo{.name = "dcerpc.dg_flags2", .title = "Flags2", .base = Base::Hex},
    FieldInfo{.name = "dcerpc.drep", .title = "Data Representation", .type = FieldType::ByteString},
    FieldInfo{.name = "dcerpc.drep.byteorder", .title = "Byte order", .values = orders, .mask = 0xf0},
    FieldInfo{.name = "dcerpc.cn_frag_len", .title = "Frag Length"},
    FieldInfo{.name = "dcerpc.cn_auth_len", .title = "Auth Length"},
    FieldInfo{.name = "dcerpc.cn_call_id", .title = "Call ID"},
    FieldInfo{.name = "dcerpc.cn_max_xmit", .title = "Max Xmit Frag"},
    FieldInfo{.name = "dcerpc.cn_max_recv", .title = "Max Recv Frag"},
    FieldInfo{.name = "dcerpc.cn_assoc_group", .title = "Assoc Group", .base = Base::Hex},
    FieldInfo{.name = "dcerpc.cn_alloc_hint", .title = "Alloc hint"},
    FieldInfo{.name = "dcerpc.cn_ctx_id", .title = "Context ID"},
    FieldInfo{.name = "dcerpc.opnum", .title = "Opnum"},
    FieldInfo{.name = "dcerpc.dg_serial_hi", .title = "Serial High", .base = Base::Hex},
    FieldInfo{.name = "dcerpc.obj_id", .title = "Object UUID", .type = FieldType::ByteString},
    FieldInfo{.name = "dcerpc.dg_if_id", .title = "Interface UUID", .type = FieldType::ByteString},
    FieldInfo{.name = "dcerpc.dg_act_id", .title = "Activity", .type = FieldType::ByteString},
    FieldInfo{.name = "dcerpc.dg_server_boot", .title = "Server boot time"},
    FieldInfo{.name = "dcerpc.dg_if_ver", .title = "Interface Ver"},
    FieldInfo{.name = "dcerpc.dg_seqnum", .title = "Sequence num"},
    FieldInfo{.name = "dcerpc.dg_ihint", .title = "Interface Hint", .base = Base::Hex},
    FieldInfo{.name = "dcerpc.dg_ahint", .title = "Activity Hint", .base = Base::Hex},
    FieldInfo{.name = "dcerpc.dg_frag_len", .title = "Fragment len"},
    FieldInfo{.name = "dcerpc.dg_frag_num", .title = "Fragment num"},
    FieldInfo{.name = "dcerpc.dg_auth_proto", .title = "Auth proto"},
    FieldInfo{.name = "dcerpc.dg_serial_lo", .title = "Serial Low", .base = Base::Hex},
    FieldInfo{.name = "dcerpc.stub_data", .title = "Stub data", .type = FieldType::ByteString},
};
constexpr std::array<std::string_view, 2> heuristics = {"tcp.port", "udp.port"};
const ProtocolInfo info = {.abbreviation = "dcerpc",
                           .title = "Distributed Computing Environment / Remote Procedure Call (DCE/RPC)",
                           .column = "DCERPC",
                           .fields = fields,
                           .heuristics = heuristics,
                           .learns = true};
constexpr std::size_t headSize = 16, datagramHeadSize = 80, lengthAt = 8;
constexpr std::uint8_t version4 = 4, version5 = 5, littleEndian = 0x10;

bool isRepresentation(std::uint8_t order, std::uint8_t real) noexcept {
    constexpr std::uint8_t lastReal = 3; // IBM's
    return (order & 0xeeU) == 0 && real <= lastReal;
}

bool beginsFragment(Bytes bytes) noexcept {
    ByteReader reader(bytes);
    const std::uint8_t version = reader.u8(), minor = reader.u8(), type = reader.u8();
    reader.skip(1);
    const std::uint8_t order = reader.u8(), real = reader.u8();
    const std::uint16_t reserved = reader.u16();
    const std::uint16_t length = (order & littleEndian) != 0 ? reader.u16le() : reader.u16();
    return !reader.overrun() && version == version5 && minor <= 1 && type <= lastType &&
           isRepresentation(order, real) && reserved == 0 && length >= headSize;
}

bool isDatagram(Bytes bytes) noexcept {
    constexpr std::size_t lengthPlace = 74;
    constexpr std::uint8_t reserved1 = 0x81, reserved2 = 0xfd;
    if (bytes.size() < datagramHeadSize)
        return false;
    ByteReader reader(bytes);
    const std::uint8_t version = reader.u8(), type = reader.u8(), flags1 = reader.u8(), flags2 = reader.u8();
    const std::uint8_t order = reader.u8(), real = reader.u8(), reserved = reader.u8();
    reader.skip(lengthPlace - reader.position());
    const std::size_t length = (order & littleEndian) != 0 ? reader.u16le() : reader.u16();
    return version == version4 && type <= lastOfDatagrams && (flags1 & reserved1) == 0 && (flags2 & reserved2) == 0 &&
           isRepresentation(order, real) && reserved == 0 && length <= bytes.size() - datagramHeadSize;
}

/// Reads the numbers of a packet in the packet's own byte order.
class Reader {
public:
    Reader(ByteReader& bytes, Dissection& d, bool isLittle) : bytes_(bytes), d_(d), isLittle_(isLittle) {}

    std::uint64_t number(Field field, std::size_t size) const {
        return isLittle_ ? d_.uintLe(bytes_, field, size) : d_.uint(bytes_, field, size);
    }
    void stub() const {
        if (!bytes_.atEnd())
            d_.data(bytes_, Stub, bytes_.remaining());
    }

private:
    ByteReader& bytes_;
    Dissection& d_;
    bool isLittle_;
};

void decodeRepresentation(ByteReader& bytes, Dissection& d, std::size_t size) {
    const ByteRange range = rangeAhead(bytes, 1);
    const std::uint8_t order = bytes.peek();
    d.data(bytes, Representation, size);
    d.add(ByteOrder, range, order);
}

void decodeFragment(ByteReader& bytes, Dissection& d) {
    const bool isLittle = (bytes.peek(4) & littleEndian) != 0;
    const std::size_t start = bytes.position();
    d.u8(bytes, Version);
    d.u8(bytes, MinorVersion);
    const std::uint8_t type = d.u8(bytes, PacketType);
    const ByteRange range = rangeAhead(bytes, 1);
    const std::uint8_t flags = d.u8(bytes, Flags);
    d.addBits({FirstFragment, LastFragment}, range, flags);
    decodeRepresentation(bytes, d, 4);
    const Reader head(bytes, d, isLittle);
    const auto length = static_cast<std::size_t>(head.number(FragmentLength, 2));
    head.number(AuthLength, 2);
    const std::uint64_t call = head.number(CallId, 4);
    if (bytes.overrun())
        return;
    constexpr std::array places = {"Mid", "1st", "Last", "Single"};
    d.infoItem("{}: call_id: {}, Fragment: {}", nameOf(types, type, "Unknown"), call, places[flags & 3U]);
    ByteReader body = bytes.part(length - (bytes.position() - start));
    const bool isWhole = bytes.position() - start == length;
    const Reader content(body, d, isLittle);
    switch (type) {
    case Bind:
    case BindAck:
    case AlterContext:
    case AlterContextResponse:
        content.number(MaximumTransmit, 2);
        content.number(MaximumReceive, 2);
        content.number(Group, 4);
        break;
    case Request: {
        content.number(AllocationHint, 4);
        const std::uint64_t context = content.number(Context, 2);
        d.infoAppend(", opnum: {}, Ctx: {}", content.number(Operation, 2), context);
        break;
    }
    case Response:
        content.number(AllocationHint, 4);
        d.infoAppend(", Ctx: {}", content.number(Context, 2));
        break;
    default:
        break;
    }
    content.stub();
    if (!isWhole || body.overrun())
        bytes.setOverrun();
}

/// PROFINET's interfaces (IEC 61158-6-10) are DEA00001 to DEA00005-6C97-11D1-8271-00A02442DF7D.
bool isProfinet(Bytes interface, bool isLittle) noexcept {
    constexpr std::uint32_t first = 0xdea00001, last = 0xdea00005;
    constexpr std::uint64_t node = 0x827100a02442df7d;
    ByteReader reader(interface);
    const std::uint32_t head = isLittle ? reader.u32le() : reader.u32();
    reader.skip(4);
    return head >= first && head <= last && reader.u64() == node;
}

void decodeDatagram(ByteReader& bytes, Dissection& d) {
    constexpr std::size_t uuid = 16;
    const bool isLittle = (bytes.peek(4) & littleEndian) != 0;
    const Reader head(bytes, d, isLittle);
    d.u8(bytes, Version);
    const std::uint8_t type = d.u8(bytes, PacketType);
    d.u8(bytes, Flags1);
    d.u8(bytes, Flags2);
    decodeRepresentation(bytes, d, 3);
    d.u8(bytes, SerialHigh);
    d.data(bytes, Object, uuid);
    const bool isForProfinet = isProfinet(d.data(bytes, Interface, uuid), isLittle);
    d.data(bytes, Activity, uuid);
    head.number(ServerBoot, 4);
    head.number(InterfaceVersion, 4);
    const std::uint64_t sequence = head.number(Sequence, 4);
    const std::uint64_t operation = head.number(Operation, 2);
    head.number(InterfaceHint, 2);
    head.number(ActivityHint, 2);
    const auto length = static_cast<std::size_t>(head.number(DatagramLength, 2));
    head.number(FragmentNumber, 2);
    d.u8(bytes, AuthProtocol);
    d.u8(bytes, SerialLow);
    if (isForProfinet && (type == Request || type == Response)) {
        d.columnProtocol("PNIO-CM");
        d.info("{} {}", nameOf(profinetOperations, operation, "Unknown operation"),
               type == Request ? "request" : "response");
    } else {
        d.info("{}: seq: {}, opnum: {}, len: {}", nameOf(types, type, "Unknown"), sequence, operation, length);
    }
    ByteReader body = bytes.part(length);
    Reader(body, d, isLittle).stub();
}

} // namespace

const ProtocolInfo& DceRpcDecoder::protocol() const noexcept {
    return info;
}

bool DceRpcDecoder::recognises(Bytes bytes, const Dissection& d) const {
    return d.carrier().ipProtocol == 17 ? isDatagram(bytes) : bytes.size() >= headSize && beginsFragment(bytes);
}

bool DceRpcDecoder::accepts(Bytes bytes, Claim) const {
    if (bytes.size() < lengthAt + 2)
        return bytes.front() == std::byte{version5};
    return beginsFragment(bytes) || isDatagram(bytes);
}

StreamMessage DceRpcDecoder::messageIn(Bytes bytes, Dissection& d) const {
    if (!d.reassembles()) // segments that lie within a message are read here, too
        return {};
    if (bytes.size() < lengthAt + 2)
        return StreamMessage::later();
    if (!beginsFragment(bytes))
        return {};
    ByteReader reader(bytes);
    reader.skip(4);
    const bool isLittle = (reader.u8() & littleEndian) != 0;
    reader.skip(3);
    return StreamMessage::of(isLittle ? reader.u16le() : reader.u16());
}

void DceRpcDecoder::decode(ByteReader& bytes, Dissection& d) const {
    d.info("");
    if (isDatagram(bytes.rest())) {
        decodeDatagram(bytes, d);
        if (!bytes.atEnd())
            d.nextAsData(bytes);
        return;
    }
    if (d.isLearning())
        d.assignConversation(info.abbreviation);
    while (!bytes.atEnd()) {
        if (bytes.has(lengthAt + 2) && !beginsFragment(bytes.rest())) {
            d.nextAsData(bytes);
            return;
        }
        decodeFragment(bytes, d);
    }
}

} // namespace tapscope::dce_rpc
