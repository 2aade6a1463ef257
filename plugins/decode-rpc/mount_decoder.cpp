#include "rpc_call.h"
#include "rpc_decoders.h"

#include <base/printable_text.h>

#include <algorithm>
#include <array>

namespace tapscope::mount {
namespace {

using rpc::Call;
using rpc::Head;

constexpr std::array statuses = {ValueName{0, "OK"},     ValueName{1, "ERR_PERM"},    ValueName{2, "ERR_NOENT"},
                                 ValueName{5, "ERR_IO"}, ValueName{13, "ERR_ACCESS"}, ValueName{20, "ERR_NOTDIR"}};
constexpr std::uint32_t mountProgram = 100005;
constexpr std::uint32_t portmapProgram = 100000;

namespace calls {
enum Field : std::uint16_t {
    Path,
    Status,
    HandleLength,
    Handle,
};
constexpr std::array fields = {
    FieldInfo{.name = "mount.path", .title = "Path", .type = FieldType::Text},
    FieldInfo{.name = "mount.status", .title = "Status", .values = statuses},
    FieldInfo{.name = "nfs.fh.length", .title = "length"},
    FieldInfo{.name = "nfs.fhandle", .title = "FileHandle", .type = FieldType::ByteString},
};
constexpr std::array hooks = {Hook{"rpc.program", mountProgram}};
const ProtocolInfo info = {
    .abbreviation = "mount", .title = "Mount Service", .column = "", .fields = fields, .hooks = hooks, .learns = true};
enum Procedure : std::uint16_t { Mount = 1, Unmount = 3 };
} // namespace calls

namespace portmap {
enum Field : std::uint16_t {
    Program,
    Version,
    Protocol,
    Port,
    RpcbProgram,
    RpcbVersion,
    NetworkId,
    UniversalAddress,
    Owner,
    RpcbAddress,
};
constexpr std::array fields = {
    FieldInfo{.name = "portmap.prog", .title = "Program"},
    FieldInfo{.name = "portmap.version", .title = "Version"},
    FieldInfo{.name = "portmap.proto", .title = "Protocol"},
    FieldInfo{.name = "portmap.port", .title = "Port"},
    FieldInfo{.name = "portmap.rpcb.prog", .title = "Program"},
    FieldInfo{.name = "portmap.rpcb.version", .title = "Version"},
    FieldInfo{.name = "portmap.rpcb.netid", .title = "Network Id", .type = FieldType::Text},
    FieldInfo{.name = "portmap.uaddr", .title = "Universal Address", .type = FieldType::Text},
    FieldInfo{.name = "portmap.rpcb.owner", .title = "Owner of this Service", .type = FieldType::Text},
    FieldInfo{.name = "portmap.rpcb.addr", .title = "Universal Address", .type = FieldType::Text},
};
constexpr std::array hooks = {Hook{"rpc.program", portmapProgram}};
const ProtocolInfo info = {
    .abbreviation = "portmap", .title = "Portmap", .column = "", .fields = fields, .hooks = hooks, .learns = true};
enum Procedure : std::uint16_t { GetPort = 3 };
} // namespace portmap

/// XDR: a length, the bytes, and zeros up to a multiple of four (RFC 4506 section 4.11).
std::string_view addString(ByteReader& bytes, Dissection& d, Dissection::Field field) {
    const std::uint32_t size = bytes.u32();
    const std::string_view text = d.text(bytes, field, size);
    bytes.skip(std::min<std::size_t>((4 - size % 4) % 4, bytes.remaining()));
    return text;
}

} // namespace

const ProtocolInfo& MountDecoder::protocol() const noexcept {
    return calls::info;
}

void MountDecoder::decode(ByteReader& bytes, Dissection& d) const {
    using namespace calls;
    const Head head = rpc::headBelow(d);
    const Call call = rpc::callOf(d, head);
    if (!head.isReply) {
        if (call.procedure != Mount && call.procedure != Unmount)
            return;
        const PrintableText<512> path(addString(bytes, d, Path));
        d.infoAppend(" {}", path.view());
        return;
    }
    if (call.procedure != Mount)
        return;
    constexpr std::size_t fixedHandle = 32;
    const std::uint32_t status = d.u32(bytes, Status);
    if (status != 0) {
        d.infoAppend(" Error:{}", nameOf(statuses, status, "Unknown error"));
        return;
    }
    d.data(bytes, Handle, call.version == 3 ? d.u32(bytes, HandleLength) : fixedHandle);
}

const ProtocolInfo& PortmapDecoder::protocol() const noexcept {
    return portmap::info;
}

void PortmapDecoder::decode(ByteReader& bytes, Dissection& d) const {
    using namespace portmap;
    const Head head = rpc::headBelow(d);
    const Call call = rpc::callOf(d, head);
    if (call.procedure != GetPort)
        return;
    if (call.version == 2 && !head.isReply) {
        const std::uint32_t program = d.u32(bytes, Program);
        const std::uint32_t version = d.u32(bytes, Version);
        const std::uint32_t protocolNumber = d.u32(bytes, Protocol);
        d.u32(bytes, Port);
        d.infoAppend(" {}({}) V:{} {}",
                     program == mountProgram     ? "MOUNT"
                     : program == portmapProgram ? "Portmap"
                     : program == 100003         ? "NFS"
                                                 : "Unknown",
                     program, version,
                     protocolNumber == 6    ? "TCP"
                     : protocolNumber == 17 ? "UDP"
                                            : "Unknown");
    } else if (call.version == 2) {
        const std::uint32_t port = d.u32(bytes, Port);
        d.infoAppend(" {}Port:{}", port == 0 ? "PROGRAM_NOT_AVAILABLE " : "", port);
    } else if (!head.isReply) {
        d.u32(bytes, RpcbProgram);
        d.u32(bytes, RpcbVersion);
        addString(bytes, d, NetworkId);
        addString(bytes, d, RpcbAddress);
        addString(bytes, d, Owner);
    } else {
        addString(bytes, d, UniversalAddress);
    }
}

} // namespace tapscope::mount
