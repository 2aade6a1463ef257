// NFS versions 2 and 3 (RFC 1094, RFC 1813): each procedure's arguments and results are rows of parts.

#include "nfs_procedures.h"
#include "rpc_call.h"
#include "rpc_decoders.h"

#include <decode/printable_text.h>

#include <algorithm>
#include <array>

namespace tapscope {
namespace {

using rpc::Call;
using rpc::Head;

constexpr std::array status2 = {ValueName{0, "NFS_OK"},
                                ValueName{1, "NFS2ERR_PERM"},
                                ValueName{2, "NFS2ERR_NOENT"},
                                ValueName{5, "NFS2ERR_IO"},
                                ValueName{6, "NFS2ERR_NXIO"},
                                ValueName{11, "NFS2ERR_EAGAIN"},
                                ValueName{13, "NFS2ERR_ACCESS"},
                                ValueName{17, "NFS2ERR_EXIST"},
                                ValueName{18, "NFS2ERR_XDEV"},
                                ValueName{19, "NFS2ERR_NODEV"},
                                ValueName{20, "NFS2ERR_NOTDIR"},
                                ValueName{21, "NFS2ERR_ISDIR"},
                                ValueName{22, "NFS2ERR_INVAL"},
                                ValueName{26, "NFS2ERR_TXTBSY"},
                                ValueName{27, "NFS2ERR_FBIG"},
                                ValueName{28, "NFS2ERR_NOSPC"},
                                ValueName{30, "NFS2ERR_ROFS"},
                                ValueName{31, "NFS2ERR_MLINK"},
                                ValueName{45, "NFS2ERR_OPNOTSUPP"},
                                ValueName{63, "NFS2ERR_NAMETOOLONG"},
                                ValueName{66, "NFS2ERR_NOTEMPTY"},
                                ValueName{69, "NFS2ERR_DQUOT"},
                                ValueName{70, "NFS2ERR_STALE"},
                                ValueName{71, "NFS2ERR_REMOTE"},
                                ValueName{99, "NFS2ERR_WFLUSH"},
                                ValueName{10001, "NFS2ERR_BADHANDLE"},
                                ValueName{10002, "NFS2ERR_NOT_SYNC"},
                                ValueName{10003, "NFS2ERR_BAD_COOKIE"},
                                ValueName{10004, "NFS2ERR_NOTSUPP"},
                                ValueName{10005, "NFS2ERR_TOOSMALL"},
                                ValueName{10006, "NFS2ERR_SERVERFAULT"},
                                ValueName{10007, "NFS2ERR_BADTYPE"},
                                ValueName{10008, "NFS2ERR_DELAY"},
                                ValueName{10009, "NFS2ERR_SAME"},
                                ValueName{10010, "NFS2ERR_DENIED"},
                                ValueName{10011, "NFS2ERR_EXPIRED"},
                                ValueName{10012, "NFS2ERR_LOCKED"},
                                ValueName{10013, "NFS2ERR_GRACE"},
                                ValueName{10014, "NFS2ERR_FHEXPIRED"},
                                ValueName{10015, "NFS2ERR_SHARE_DENIED"},
                                ValueName{10016, "NFS2ERR_WRONGSEC"},
                                ValueName{10017, "NFS2ERR_CLID_INUSE"},
                                ValueName{10018, "NFS2ERR_RESOURCE"},
                                ValueName{10019, "NFS2ERR_MOVED"},
                                ValueName{10020, "NFS2ERR_NOFILEHANDLE"},
                                ValueName{10021, "NFS2ERR_MINOR_VERS_MISMATCH"},
                                ValueName{10022, "NFS2ERR_STALE_CLIENTID"},
                                ValueName{10023, "NFS2ERR_STALE_STATEID"},
                                ValueName{10024, "NFS2ERR_OLD_STATEID"},
                                ValueName{10025, "NFS2ERR_BAD_STATEID"},
                                ValueName{10026, "NFS2ERR_BAD_SEQID"},
                                ValueName{10027, "NFS2ERR_NOT_SAME"},
                                ValueName{10028, "NFS2ERR_LOCK_RANGE"},
                                ValueName{10029, "NFS2ERR_SYMLINK"},
                                ValueName{10030, "NFS2ERR_READDIR_NOSPC"},
                                ValueName{10031, "NFS2ERR_LEASE_MOVED"},
                                ValueName{10032, "NFS2ERR_ATTRNOTSUPP"},
                                ValueName{10033, "NFS2ERR_NO_GRACE"},
                                ValueName{10034, "NFS2ERR_RECLAIM_BAD"},
                                ValueName{10035, "NFS2ERR_RECLAIM_CONFLICT"},
                                ValueName{10036, "NFS2ERR_BADXDR"},
                                ValueName{10037, "NFS2ERR_LOCKS_HELD"},
                                ValueName{10038, "NFS2ERR_OPENMODE"},
                                ValueName{10039, "NFS2ERR_BADOWNER"},
                                ValueName{10040, "NFS2ERR_BADCHAR"},
                                ValueName{10041, "NFS2ERR_BADNAME"},
                                ValueName{10042, "NFS2ERR_BAD_RANGE"},
                                ValueName{10043, "NFS2ERR_LOCK_NOTSUPP"},
                                ValueName{10044, "NFS2ERR_OP_ILLEGAL"},
                                ValueName{10045, "NFS2ERR_DEADLOCK"},
                                ValueName{10046, "NFS2ERR_FILE_OPEN"},
                                ValueName{10047, "NFS2ERR_ADMIN_REVOKED"},
                                ValueName{10048, "NFS2ERR_CB_PATH_DOWN"},
                                ValueName{10049, "NFS2ERR_REPLAY_ME_or_BADIOMODE"},
                                ValueName{10050, "NFS2ERR_BADLAYOUT"},
                                ValueName{10051, "NFS2ERR_BAD_SESSION_DIGEST"},
                                ValueName{10052, "NFS2ERR_BADSESSION"},
                                ValueName{10053, "NFS2ERR_BADSLOT"},
                                ValueName{10054, "NFS2ERR_COMPLETE_ALREADY"},
                                ValueName{10055, "NFS2ERR_CONN_NOT_BOUND_TO_SESSION"},
                                ValueName{10056, "NFS2ERR_DELEG_ALREADY_WANTED"},
                                ValueName{10057, "NFS2ERR_BACK_CHAN_BUSY"},
                                ValueName{10058, "NFS2ERR_LAYOUTTRYLATER"},
                                ValueName{10059, "NFS2ERR_LAYOUTUNAVAILABLE"},
                                ValueName{10060, "NFS2ERR_NOMATCHING_LAYOUT"},
                                ValueName{10061, "NFS2ERR_RECALLCONFLICT"},
                                ValueName{10062, "NFS2ERR_UNKNOWN_LAYOUTTYPE"},
                                ValueName{10063, "NFS2ERR_SEQ_MISORDERED"},
                                ValueName{10064, "NFS2ERR_SEQUENCE_POS"},
                                ValueName{10065, "NFS2ERR_REQ_TOO_BIG"},
                                ValueName{10066, "NFS2ERR_REP_TOO_BIG"},
                                ValueName{10067, "NFS2ERR_REP_TOO_BIG_TO_CACHE"},
                                ValueName{10068, "NFS2ERR_RETRY_UNCACHED_REP"},
                                ValueName{10069, "NFS2ERR_UNSAFE_COMPOUND"},
                                ValueName{10070, "NFS2ERR_TOO_MANY_OPS"},
                                ValueName{10071, "NFS2ERR_OP_NOT_IN_SESSION"},
                                ValueName{10072, "NFS2ERR_HASH_ALG_UNSUPP"},
                                ValueName{10073, "NFS4ERR_CONN_BINDING_NOT_ENFORCED"},
                                ValueName{10074, "NFS2ERR_CLIENTID_BUSY"},
                                ValueName{10075, "NFS2ERR_PNFS_IO_HOLE"},
                                ValueName{10076, "NFS2ERR_SEQ_FALSE_RETRY"},
                                ValueName{10077, "NFS2ERR_BAD_HIGH_SLOT"},
                                ValueName{10078, "NFS2ERR_DEADSESSION"},
                                ValueName{10079, "NFS2ERR_ENCR_ALG_UNSUPP"},
                                ValueName{10080, "NFS2ERR_PNFS_NO_LAYOUT"},
                                ValueName{10081, "NFS2ERR_NOT_ONLY_OP"},
                                ValueName{10082, "NFS2ERR_WRONG_CRED"},
                                ValueName{10083, "NFS2ERR_WRONG_TYPE"},
                                ValueName{10084, "NFS2ERR_DIRDELEG_UNAVAIL"},
                                ValueName{10085, "NFS2ERR_REJECT_DELEG"},
                                ValueName{10086, "NFS2ERR_RETURNCONFLICT"},
                                ValueName{10087, "NFS2ERR_DELEG_REVOKED"},
                                ValueName{10088, "NFS2ERR_PARTNER_NOTSUPP"},
                                ValueName{10089, "NFS2ERR_PARTNER_NO_AUTH"},
                                ValueName{10090, "NFS2ERR_UNION_NOTSUPP"},
                                ValueName{10091, "NFS2ERR_OFFLOAD_DENIED"},
                                ValueName{10092, "NFS2ERR_WRONG_LFS"},
                                ValueName{10093, "NFS2ERR_BADLABEL"},
                                ValueName{10094, "NFS2ERR_OFFLOAD_NO_REQS"}};
constexpr std::array status3 = {ValueName{0, "NFS3_OK"},
                                ValueName{1, "NFS3ERR_PERM"},
                                ValueName{2, "NFS3ERR_NOENT"},
                                ValueName{5, "NFS3ERR_IO"},
                                ValueName{6, "NFS3ERR_NXIO"},
                                ValueName{13, "NFS3ERR_ACCES"},
                                ValueName{17, "NFS3ERR_EXIST"},
                                ValueName{18, "NFS3ERR_XDEV"},
                                ValueName{19, "NFS3ERR_NODEV"},
                                ValueName{20, "NFS3ERR_NOTDIR"},
                                ValueName{21, "NFS3ERR_ISDIR"},
                                ValueName{22, "NFS3ERR_INVAL"},
                                ValueName{27, "NFS3ERR_FBIG"},
                                ValueName{28, "NFS3ERR_NOSPC"},
                                ValueName{30, "NFS3ERR_ROFS"},
                                ValueName{31, "NFS3ERR_MLINK"},
                                ValueName{63, "NFS3ERR_NAMETOOLONG"},
                                ValueName{66, "NFS3ERR_NOTEMPTY"},
                                ValueName{69, "NFS3ERR_DQUOT"},
                                ValueName{70, "NFS3ERR_STALE"},
                                ValueName{71, "NFS3ERR_REMOTE"},
                                ValueName{10001, "NFS3ERR_BADHANDLE"},
                                ValueName{10002, "NFS3ERR_NOT_SYNC"},
                                ValueName{10003, "NFS3ERR_BAD_COOKIE"},
                                ValueName{10004, "NFS3ERR_NOTSUPP"},
                                ValueName{10005, "NFS3ERR_TOOSMALL"},
                                ValueName{10006, "NFS3ERR_SERVERFAULT"},
                                ValueName{10007, "NFS3ERR_BADTYPE"},
                                ValueName{10008, "NFS3ERR_JUKEBOX"}};
constexpr std::array fileTypes = {ValueName{1, "Regular File"},
                                  ValueName{2, "Directory"},
                                  ValueName{3, "Block Special Device"},
                                  ValueName{4, "Character Special Device"},
                                  ValueName{5, "Symbolic Link"},
                                  ValueName{6, "Socket"},
                                  ValueName{7, "Named Pipe"}};
constexpr std::array stabilities = {ValueName{0, "UNSTABLE"}, ValueName{1, "DATA_SYNC"}, ValueName{2, "FILE_SYNC"}};
constexpr std::array createModes = {ValueName{0, "UNCHECKED"}, ValueName{1, "GUARDED"}, ValueName{2, "EXCLUSIVE"}};
enum Field : std::uint16_t {
    Procedure2,
    Procedure3,
    Status2,
    Status3,
    HandleLength,
    HandleHash,
    HandleBytes,
    FileName,
    LinkTarget,
    ReadOffset,
    ReadCount,
    ReadTotal,
    WriteBegin,
    WriteOffset,
    WriteTotal,
    Offset64,
    Count32,
    Stable,
    Committed,
    CreateMode,
    AccessRights,
    FileType,
    EntryName,
};
constexpr std::array fields = {
    FieldInfo{.name = "nfs.procedure_v2", .title = "V2 Procedure", .values = rpc::nfsV2},
    FieldInfo{.name = "nfs.procedure_v3", .title = "V3 Procedure", .values = rpc::nfsV3},
    FieldInfo{.name = "nfs.status2", .title = "Status", .values = status2},
    FieldInfo{.name = "nfs.status3", .title = "Status", .values = status3},
    FieldInfo{.name = "nfs.fh.length", .title = "length"},
    FieldInfo{.name = "nfs.fh.hash", .title = "hash (CRC-32)", .base = Base::Hex},
    FieldInfo{.name = "nfs.fhandle", .title = "FileHandle", .type = FieldType::ByteString},
    FieldInfo{.name = "nfs.name", .title = "Name", .type = FieldType::Text},
    FieldInfo{.name = "nfs.readlink.data", .title = "Data", .type = FieldType::Text},
    FieldInfo{.name = "nfs.read.offset", .title = "Offset"},
    FieldInfo{.name = "nfs.read.count", .title = "Count"},
    FieldInfo{.name = "nfs.read.totalcount", .title = "Total Count"},
    FieldInfo{.name = "nfs.write.beginoffset", .title = "Begin Offset"},
    FieldInfo{.name = "nfs.write.offset", .title = "Offset"},
    FieldInfo{.name = "nfs.write.totalcount", .title = "Total Count"},
    FieldInfo{.name = "nfs.offset3", .title = "offset"},
    FieldInfo{.name = "nfs.count3", .title = "count"},
    FieldInfo{.name = "nfs.write.stable", .title = "Stable", .values = stabilities},
    FieldInfo{.name = "nfs.write.committed", .title = "Committed", .values = stabilities},
    FieldInfo{.name = "nfs.createmode", .title = "Create Mode", .values = createModes},
    FieldInfo{.name = "nfs.access", .title = "Access", .base = Base::Hex},
    FieldInfo{.name = "nfs.fattr3.type", .title = "Type", .values = fileTypes},
    FieldInfo{.name = "nfs.readdir.entry3.name", .title = "Name", .type = FieldType::Text},
};
constexpr std::array hooks = {Hook{"rpc.program", 100003}};
const ProtocolInfo info = {.abbreviation = "nfs",
                           .title = "Network File System",
                           .column = "",
                           .fields = fields,
                           .hooks = hooks,
                           .learns = true};

enum class Kind : std::uint8_t {
    Handle2, ///< 32 bytes
    Handle3, ///< with a length
    Name,    ///< after its directory's handle: "/name"
    Text,    ///< a path
    U32,
    U64,
    Attributes2, ///< fattr, 68 bytes
    Attributes3, ///< fattr3: told with type, mode and owner
    Settable2,   ///< sattr, 32 bytes
    Settable3,   ///< sattr3
    After3,      ///< post_op_attr
    Change3,     ///< wcc_data
    Access,
    Verifier,
    Entries3,
};
struct Part {
    Kind kind;
    std::string_view before = {}; ///< in the Info column, in front of it; empty: not told
    Dissection::Field field = 0;
};

constexpr std::array handle2 = {Part{Kind::Handle2, ", FH: "}};
constexpr std::array directory2 = {Part{Kind::Handle2, ", DH: "}, Part{Kind::Name, "/"}};
constexpr std::array read2 = {Part{Kind::Handle2, ", FH: "}, Part{Kind::U32, " Offset: ", ReadOffset},
                              Part{Kind::U32, " Count: ", ReadCount}, Part{Kind::U32, " TotalCount: ", ReadTotal}};
constexpr std::array write2 = {Part{Kind::Handle2, ", FH: "}, Part{Kind::U32, " BeginOffset: ", WriteBegin},
                               Part{Kind::U32, " Offset: ", WriteOffset}, Part{Kind::U32, " TotalCount: ", WriteTotal}};
constexpr std::array rename2 = {Part{Kind::Handle2, ", From DH: "}, Part{Kind::Name, "/"},
                                Part{Kind::Handle2, " To DH: "}, Part{Kind::Name, "/"}};
constexpr std::array link2 = {Part{Kind::Handle2, ", From DH: "}, Part{Kind::Handle2, " To DH: "},
                              Part{Kind::Name, "/"}};
constexpr std::array symlink2 = {Part{Kind::Handle2, ", From DH: "}, Part{Kind::Name, "/"}, Part{Kind::Text, " To "},
                                 Part{Kind::Settable2}};
constexpr std::array text2 = {Part{Kind::Text, " Path: ", LinkTarget}};
constexpr std::array attributes2 = {Part{Kind::Attributes2}};
constexpr std::array found2 = {Part{Kind::Handle2, ", FH: "}, Part{Kind::Attributes2}};

constexpr std::array handle3 = {Part{Kind::Handle3, ", FH: "}};
constexpr std::array directory3 = {Part{Kind::Handle3, ", DH: "}, Part{Kind::Name, "/"}};
constexpr std::array access3 = {Part{Kind::Handle3, ", FH: "}, Part{Kind::Access, ", [Check:", AccessRights}};
constexpr std::array read3 = {Part{Kind::Handle3, ", FH: "}, Part{Kind::U64, " Offset: ", Offset64},
                              Part{Kind::U32, " Len: ", Count32}};
constexpr std::array write3 = {Part{Kind::Handle3, ", FH: "}, Part{Kind::U64, " Offset: ", Offset64},
                               Part{Kind::U32, " Len: ", Count32}, Part{Kind::U32, " ", Stable}};
constexpr std::array create3 = {Part{Kind::Handle3, ", DH: "}, Part{Kind::Name, "/"},
                                Part{Kind::U32, " Mode: ", CreateMode}};
constexpr std::array symlink3 = {Part{Kind::Handle3, ", From DH: "}, Part{Kind::Name, "/"}, Part{Kind::Settable3},
                                 Part{Kind::Text, " To ", LinkTarget}};
constexpr std::array rename3 = {Part{Kind::Handle3, ", From DH: "}, Part{Kind::Name, "/"},
                                Part{Kind::Handle3, " To DH: "}, Part{Kind::Name, "/"}};
constexpr std::array link3 = {Part{Kind::Handle3, ", From DH: "}, Part{Kind::Handle3, " To DH: "},
                              Part{Kind::Name, "/"}};
constexpr std::array attributes3 = {Part{Kind::Attributes3, "  "}};
constexpr std::array found3 = {Part{Kind::Handle3, ", FH: "}, Part{Kind::After3}, Part{Kind::After3}};
constexpr std::array granted3 = {Part{Kind::After3}, Part{Kind::Access, ", [Allowed:", AccessRights}};
constexpr std::array target3 = {Part{Kind::After3}, Part{Kind::Text, " Path: ", LinkTarget}};
constexpr std::array wasRead3 = {Part{Kind::After3}, Part{Kind::U32, " Len: ", Count32}};
constexpr std::array written3 = {Part{Kind::Change3}, Part{Kind::U32, " Len: ", Count32},
                                 Part{Kind::U32, " ", Committed}};
constexpr std::array entries3 = {Part{Kind::After3}, Part{Kind::Verifier}, Part{Kind::Entries3}};

struct Layout {
    std::uint16_t procedure;
    std::span<const Part> arguments;
    std::span<const Part> results;
};
constexpr std::array layouts2 = {
    Layout{1, handle2, attributes2}, Layout{2, handle2, attributes2}, Layout{4, directory2, found2},
    Layout{5, handle2, text2},       Layout{6, read2, attributes2},   Layout{8, write2, attributes2},
    Layout{9, directory2, found2},   Layout{10, directory2, {}},      Layout{11, rename2, {}},
    Layout{12, link2, {}},           Layout{13, symlink2, {}},        Layout{14, directory2, found2},
    Layout{15, directory2, {}},      Layout{16, handle2, {}},         Layout{17, handle2, {}},
};
constexpr std::array layouts3 = {
    Layout{1, handle3, attributes3}, Layout{2, handle3, {}},      Layout{3, directory3, found3},
    Layout{4, access3, granted3},    Layout{5, handle3, target3}, Layout{6, read3, wasRead3},
    Layout{7, write3, written3},     Layout{8, create3, {}},      Layout{9, directory3, {}},
    Layout{10, symlink3, {}},        Layout{11, directory3, {}},  Layout{12, directory3, {}},
    Layout{13, directory3, {}},      Layout{14, rename3, {}},     Layout{15, link3, {}},
    Layout{16, handle3, entries3},   Layout{17, handle3, {}},     Layout{18, handle3, {}},
    Layout{19, handle3, {}},         Layout{20, handle3, {}},     Layout{21, handle3, {}},
};

/// CRC-32 (ISO 3309): a short name of a handle.
std::uint32_t hashOf(Bytes handle) {
    constexpr std::uint32_t polynomial = 0xedb8'8320;
    std::uint32_t hash = ~0U;
    for (const std::byte octet : handle) {
        hash ^= std::to_integer<std::uint32_t>(octet);
        for (int bit = 0; bit < 8; ++bit)
            hash = hash >> 1 ^ ((hash & 1) != 0 ? polynomial : 0);
    }
    return ~hash;
}

/// XDR pads to a multiple of four bytes (RFC 4506 section 4.11).
void skipPadding(ByteReader& bytes, std::size_t size) {
    bytes.skip(std::min<std::size_t>((4 - size % 4) % 4, bytes.remaining()));
}

class Reader {
public:
    Reader(ByteReader& bytes, Dissection& dissection) : bytes_(bytes), d(dissection) {}

    void read(std::span<const Part> parts) {
        for (const Part& part : parts) {
            if (bytes_.overrun())
                return;
            read(part);
        }
    }

private:
    void read(const Part& part) {
        switch (part.kind) {
        case Kind::Handle2:
            readHandle(part, 32);
            break;
        case Kind::Handle3:
            readHandle(part, d.u32(bytes_, HandleLength));
            break;
        case Kind::Name:
            readText(part, FileName);
            break;
        case Kind::Text:
            readText(part, LinkTarget);
            break;
        case Kind::U32:
            readNumber(part, 4);
            break;
        case Kind::U64:
            readNumber(part, 8);
            break;
        case Kind::Attributes2:
            bytes_.skip(68);
            break;
        case Kind::Attributes3:
            readAttributes(part);
            break;
        case Kind::Settable2:
            bytes_.skip(32);
            break;
        case Kind::Settable3:
            skipSettable();
            break;
        case Kind::After3:
            skipOptional(84);
            break;
        case Kind::Change3:
            skipOptional(24);
            skipOptional(84);
            break;
        case Kind::Access:
            readAccess(part);
            break;
        case Kind::Verifier:
            bytes_.skip(8);
            break;
        case Kind::Entries3:
            readEntries();
            break;
        }
    }

    void readHandle(const Part& part, std::size_t size) {
        const ByteRange range{static_cast<std::uint32_t>(bytes_.offset()), static_cast<std::uint32_t>(size)};
        const Bytes handle = bytes_.take(size);
        if (bytes_.overrun())
            return;
        if (d.wantsColumns() || d.wants(HandleHash)) {
            const std::uint32_t hash = hashOf(handle);
            d.add(HandleHash, {}, hash);
            d.infoAppend("{}0x{:08x}", part.before, hash);
        }
        d.addBytes(HandleBytes, range);
        skipPadding(bytes_, size);
    }

    void readText(const Part& part, Dissection::Field field) {
        const std::uint32_t size = bytes_.u32();
        const PrintableText<512> text(d.text(bytes_, field, size));
        if (bytes_.overrun())
            return;
        d.infoAppend("{}{}", part.before, text.view());
        skipPadding(bytes_, size);
    }

    void readNumber(const Part& part, std::size_t size) {
        const std::uint64_t number = d.uint(bytes_, part.field, size);
        if (bytes_.overrun())
            return;
        if (const auto names = fields[part.field].values; !names.empty())
            d.infoAppend("{}{}", part.before, nameOf(names, number, "Unknown"));
        else
            d.infoAppend("{}{}", part.before, number);
    }

    void readAttributes(const Part& part) {
        const std::uint32_t type = d.u32(bytes_, FileType);
        const std::uint32_t mode = bytes_.u32();
        bytes_.skip(4); // links
        const std::uint32_t user = bytes_.u32();
        const std::uint32_t group = bytes_.u32();
        bytes_.skip(64);
        if (!bytes_.overrun())
            d.infoAppend("{}{} mode: {:04o} uid: {} gid: {}", part.before, nameOf(fileTypes, type, "Unknown"),
                         mode & 0xfffU, user, group);
    }

    void skipOptional(std::size_t size) {
        if (bytes_.u32() != 0)
            bytes_.skip(size);
    }

    void skipSettable() {
        skipOptional(4); // mode
        skipOptional(4); // user
        skipOptional(4); // group
        skipOptional(8); // size
        constexpr std::uint32_t toClientTime = 2;
        for (int time = 0; time < 2; ++time) {
            if (bytes_.u32() == toClientTime)
                bytes_.skip(8);
        }
    }

    void readAccess(const Part& part) {
        constexpr std::array<std::string_view, 6> rights = {"RD", "LU", "MD", "XT", "DL", "XE"};
        const std::uint32_t access = d.u32(bytes_, part.field);
        if (bytes_.overrun())
            return;
        d.infoAppend("{}", part.before);
        for (std::size_t right = 0; right < rights.size(); ++right) {
            if ((access >> right & 1) != 0)
                d.infoAppend(" {}", rights[right]);
        }
        d.infoAppend("]");
    }

    void readEntries() {
        while (bytes_.u32() == 1 && !bytes_.overrun()) {
            bytes_.skip(8); // file number
            readText(Part{Kind::Name, " "}, EntryName);
            bytes_.skip(8); // cookie
        }
    }

    ByteReader& bytes_;
    Dissection& d;
};

} // namespace

const ProtocolInfo& NfsDecoder::protocol() const noexcept {
    return info;
}

void NfsDecoder::decode(ByteReader& bytes, Dissection& d) const {
    constexpr unsigned version2 = 2;
    constexpr unsigned version3 = 3;
    const Head head = rpc::headBelow(d);
    const Call call = rpc::callOf(d, head);
    if (call.version != version2 && call.version != version3)
        return;
    const bool is2 = call.version == version2;
    d.add(is2 ? Procedure2 : Procedure3, {}, call.procedure);
    d.layerLabel("Network File System, {} {}",
                 nameOf(is2 ? std::span<const ValueName>(rpc::nfsV2) : rpc::nfsV3, call.procedure, "Unknown"),
                 head.isReply ? "Reply" : "Call");
    const std::span<const Layout> layouts = is2 ? std::span<const Layout>(layouts2) : layouts3;
    const auto layout = std::ranges::find(layouts, call.procedure, &Layout::procedure);
    if (layout == layouts.end())
        return;
    if (head.isReply) {
        const std::uint32_t status = d.u32(bytes, is2 ? Status2 : Status3);
        if (status != 0) {
            d.infoAppend(" Error: {}",
                         nameOf(is2 ? std::span<const ValueName>(status2) : status3, status, "Unknown error"));
            return;
        }
    }
    Reader(bytes, d).read(head.isReply ? layout->results : layout->arguments);
}

} // namespace tapscope
