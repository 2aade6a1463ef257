#include "nfs_procedures.h"
#include "rpc_call.h"
#include "rpc_decoders.h"

#include <algorithm>
#include <array>

namespace tapscope::rpc {
namespace {

using rpc::Call;
using rpc::Head;

constexpr std::uint8_t tcp = 6;

struct Procedures {
    std::uint32_t version;
    std::span<const ValueName> names;
};
struct Program {
    std::uint32_t number;
    std::string_view column;
    std::span<const Procedures> versions;
};
constexpr std::array portmapV2 = {ValueName{0, "NULL"},    ValueName{1, "SET"},  ValueName{2, "UNSET"},
                                  ValueName{3, "GETPORT"}, ValueName{4, "DUMP"}, ValueName{5, "CALLIT"}};
constexpr std::array portmapV3 = {
    ValueName{0, "NULL"},        ValueName{1, "SET"},         ValueName{2, "UNSET"},     ValueName{3, "GETADDR"},
    ValueName{4, "DUMP"},        ValueName{5, "CALLIT"},      ValueName{6, "GETTIME"},   ValueName{7, "UADDR2TADDR"},
    ValueName{8, "TADDR2UADDR"}, ValueName{9, "GETVERSADDR"}, ValueName{10, "INDIRECT"}, ValueName{11, "GETADDRLIST"},
    ValueName{12, "GETSTAT"}};
constexpr std::array mountV1 = {ValueName{0, "NULL"}, ValueName{1, "MNT"},     ValueName{2, "DUMP"},
                                ValueName{3, "UMNT"}, ValueName{4, "UMNTALL"}, ValueName{5, "EXPORT"}};
constexpr std::array nfsV4 = {ValueName{0, "NULL"}, ValueName{1, "COMPOUND"}};
constexpr std::array portmapVersions = {Procedures{2, portmapV2}, Procedures{3, portmapV3}, Procedures{4, portmapV3}};
constexpr std::array mountVersions = {Procedures{1, mountV1}, Procedures{2, mountV1}, Procedures{3, mountV1}};
constexpr std::array nfsVersions = {Procedures{2, rpc::nfsV2}, Procedures{3, rpc::nfsV3}, Procedures{4, nfsV4}};
constexpr std::array programs = {Program{100000, "Portmap", portmapVersions}, Program{100003, "NFS", nfsVersions},
                                 Program{100005, "MOUNT", mountVersions}};

const Program* findProgram(std::uint32_t number) {
    const auto found = std::ranges::find(programs, number, &Program::number);
    return found == programs.end() ? nullptr : &*found;
}

constexpr std::array messageTypes = {ValueName{0, "Call"}, ValueName{1, "Reply"}};
constexpr std::array programNames = {ValueName{100000, "Portmap"}, ValueName{100003, "NFS"},
                                     ValueName{100005, "MOUNT"}};
constexpr std::array replyStates = {ValueName{0, "accepted"}, ValueName{1, "denied"}};
constexpr std::array acceptStates = {
    ValueName{0, "RPC executed successfully"},      ValueName{1, "remote hasn't exported program"},
    ValueName{2, "remote can't support version #"}, ValueName{3, "program can't support procedure"},
    ValueName{4, "procedure can't decode params"},  ValueName{5, "system errors like memory allocation failure"}};
constexpr std::array rejectStates = {ValueName{0, "RPC_MISMATCH"}, ValueName{1, "AUTH_ERROR"}};
constexpr std::array flavors = {ValueName{0, "AUTH_NULL"},
                                ValueName{1, "AUTH_UNIX"},
                                ValueName{2, "AUTH_SHORT"},
                                ValueName{3, "AUTH_DES"},
                                ValueName{5, "AUTH_RSA/Gluster"},
                                ValueName{6, "RPCSEC_GSS"},
                                ValueName{300001, "AUTH_GSSAPI"},
                                ValueName{390003, "RPCSEC_GSS_KRB5"},
                                ValueName{390004, "RPCSEC_GSS_KRB5I"},
                                ValueName{390005, "RPCSEC_GSS_KRB5P"},
                                ValueName{390006, "RPCSEC_GSS_LIPKEY"},
                                ValueName{390007, "RPCSEC_GSS_LIPKEY_I"},
                                ValueName{390008, "RPCSEC_GSS_LIPKEY_P"},
                                ValueName{390009, "RPCSEC_GSS_SPKM3"},
                                ValueName{390010, "RPCSEC_GSS_SPKM3I"},
                                ValueName{390011, "RPCSEC_GSS_SPKM3P"},
                                ValueName{390039, "AUTH_GLUSTERFS"}};
enum Field : std::uint16_t {
    LastFragment,
    FragmentLength,
    Transaction,
    MessageType,
    RpcVersion,
    ProgramNumber,
    ProgramVersion,
    Procedure,
    Flavor,
    AuthLength,
    Stamp,
    MachineName,
    UserId,
    GroupId,
    ReplyState,
    AcceptState,
    RejectState,
    RequestFrame,
};
constexpr std::array fields = {
    FieldInfo{.name = "rpc.lastfrag", .title = "Last Fragment", .type = FieldType::Boolean, .mask = 0x80000000},
    FieldInfo{.name = "rpc.fraglen", .title = "Fragment Length", .mask = 0x7fffffff},
    FieldInfo{.name = "rpc.xid", .title = "XID", .base = Base::HexDecimal},
    FieldInfo{.name = "rpc.msgtyp", .title = "Message Type", .values = messageTypes},
    FieldInfo{.name = "rpc.version", .title = "RPC Version"},
    FieldInfo{.name = "rpc.program", .title = "Program", .values = programNames},
    FieldInfo{.name = "rpc.programversion", .title = "Program Version"},
    FieldInfo{.name = "rpc.procedure", .title = "Procedure"},
    FieldInfo{.name = "rpc.auth.flavor", .title = "Flavor", .values = flavors},
    FieldInfo{.name = "rpc.auth.length", .title = "Length"},
    FieldInfo{.name = "rpc.auth.stamp", .title = "Stamp", .base = Base::Hex},
    FieldInfo{.name = "rpc.auth.machinename", .title = "Machine Name", .type = FieldType::Text},
    FieldInfo{.name = "rpc.auth.uid", .title = "UID"},
    FieldInfo{.name = "rpc.auth.gid", .title = "GID"},
    FieldInfo{.name = "rpc.replystat", .title = "Reply State", .values = replyStates},
    FieldInfo{.name = "rpc.state_accept", .title = "Accept State", .values = acceptStates},
    FieldInfo{.name = "rpc.state_reject", .title = "Reject State", .values = rejectStates},
    FieldInfo{.name = "rpc.reqframe", .title = "Request Frame"},
};
enum Table : std::uint8_t { ByProgram };
constexpr std::array<std::string_view, 1> tables = {"rpc.program"};
constexpr std::array hooks = {Hook{"udp.port", 111}, Hook{"tcp.port", 111}};
constexpr std::array<std::string_view, 2> heuristics = {"udp.port", "tcp.port"};
const ProtocolInfo info = {.abbreviation = "rpc",
                           .title = "Remote Procedure Call",
                           .column = "RPC",
                           .fields = fields,
                           .hooks = hooks,
                           .tables = tables,
                           .heuristics = heuristics,
                           .learns = true};

void decodeAuthentication(ByteReader& bytes, Dissection& d) {
    constexpr std::uint32_t unixFlavor = 1;
    const std::uint32_t flavor = d.u32(bytes, Flavor);
    const std::uint32_t length = d.u32(bytes, AuthLength);
    ByteReader body = bytes.part(length);
    if (body.remaining() < length)
        bytes.skip(1);
    if (flavor != unixFlavor || length == 0)
        return;
    d.u32(body, Stamp);
    const std::uint32_t nameSize = body.u32();
    d.text(body, MachineName, nameSize);
    body.skip((4 - nameSize % 4) % 4);
    d.u32(body, UserId);
    d.u32(body, GroupId);
    for (std::uint32_t groups = body.u32(); groups > 0 && body.has(4); --groups)
        d.u32(body, GroupId);
}

/// Sets the columns of a message whose call is known.
void summarise(Dissection& d, const Head& head, const Call& call) {
    const Program* program = findProgram(call.program);
    if (program == nullptr) {
        d.info("{}", head.isReply ? "Reply" : "Call");
        return;
    }
    d.columnProtocol(program->column);
    const auto version = std::ranges::find(program->versions, call.version, &Procedures::version);
    const std::string_view name =
        version == program->versions.end() ? std::string_view() : nameOf(version->names, call.procedure);
    if (name.empty())
        d.info("V{} proc-{}", call.version, call.procedure);
    else
        d.info("V{} {}", call.version, name);
    d.infoAppend(" {}", head.isReply ? "Reply" : "Call");
    if (head.isReply && call.frame != 0)
        d.infoAppend(" (Call In {})", call.frame);
}

void decodeReply(ByteReader& bytes, Dissection& d, const Call& call) {
    constexpr std::uint32_t denied = 1;
    if (call.frame != 0)
        d.add(RequestFrame, {}, call.frame);
    if (d.u32(bytes, ReplyState) == denied) {
        d.u32(bytes, RejectState);
        return;
    }
    decodeAuthentication(bytes, d);
    const std::uint32_t state = d.u32(bytes, AcceptState);
    if (state == 0 && !bytes.overrun())
        d.next(ByProgram, call.program, bytes);
}

void decodeCall(ByteReader& bytes, Dissection& d, const Head& head) {
    d.u32(bytes, RpcVersion);
    d.u32(bytes, ProgramNumber);
    d.u32(bytes, ProgramVersion);
    d.u32(bytes, Procedure);
    decodeAuthentication(bytes, d);
    decodeAuthentication(bytes, d);
    if (!bytes.overrun())
        d.next(ByProgram, head.program, bytes);
}

} // namespace

const ProtocolInfo& RpcDecoder::protocol() const noexcept {
    return info;
}

bool RpcDecoder::recognises(Bytes bytes, const Dissection& d) const {
    constexpr std::size_t smallestCall = 40;
    constexpr std::uint32_t rpcVersion = 2;
    ByteReader reader(bytes);
    if (d.carrier().ipProtocol == tcp)
        reader.skip(4);
    reader.skip(4);
    return reader.remaining() + 4 >= smallestCall && reader.u32() == 0 && reader.u32() == rpcVersion &&
           findProgram(reader.u32()) != nullptr;
}

bool RpcDecoder::accepts(Bytes bytes, Claim) const {
    constexpr std::uint32_t rpcVersion = 2;
    const auto isMessage = [](ByteReader reader) {
        reader.skip(4);
        const std::uint32_t type = reader.u32();
        return !reader.overrun() && (type == 1 || (type == 0 && reader.u32() == rpcVersion));
    };
    ByteReader behindMark(bytes); // of a record, over TCP
    behindMark.skip(4);
    return isMessage(ByteReader(bytes)) || isMessage(behindMark);
}

StreamMessage RpcDecoder::messageIn(Bytes bytes, Dissection& d) const {
    if (!d.reassembles()) // segments that lie within a message are read here, too
        return {};
    if (d.carrier().ipProtocol != tcp)
        return {};
    StreamMessage message = StreamMessage::counted(bytes, 0, 4, 0);
    message.length = (message.length & 0x7fffffffU) + 4; // a record mark (RFC 5531 section 11)
    return message;
}

void RpcDecoder::decode(ByteReader& bytes, Dissection& d) const {
    ByteReader message = bytes;
    if (d.carrier().ipProtocol == tcp) { // a record mark (RFC 5531 section 11)
        const ByteRange range{static_cast<std::uint32_t>(bytes.offset()), 4};
        const std::uint32_t mark = bytes.u32();
        d.add(LastFragment, {range.offset, 4}, mark >> 31);
        d.add(FragmentLength, range, mark);
        message = bytes;
    }
    const Head head = rpc::readHead(message);
    d.u32(message, Transaction);
    d.u32(message, MessageType);
    if (message.overrun()) {
        bytes = message;
        return;
    }
    d.layerLabel("Remote Procedure Call, Type:{} XID:0x{:08x}", head.isReply ? "Reply" : "Call", head.transaction);
    const Call call = rpc::callOf(d, head);
    if (!head.isReply && d.isLearning())
        d.assignConversation("rpc");
    summarise(d, head, call);
    if (head.isReply)
        decodeReply(message, d, call);
    else
        decodeCall(message, d, head);
    bytes = message;
}

} // namespace tapscope::rpc
