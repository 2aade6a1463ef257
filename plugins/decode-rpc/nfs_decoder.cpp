// NFS versions 2 and 3 (RFC 1094, RFC 1813): each procedure's arguments and results are rows of parts.

#include "nfs_fields.h"
#include "nfs_procedures.h"
#include "rpc_call.h"
#include "rpc_decoders.h"

#include <base/printable_text.h>

#include <algorithm>
#include <array>

namespace tapscope::nfs {
namespace {

using rpc::Call;
using rpc::Head;

using namespace rpc::nfs;

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
    Attributes3, ///< fattr3: summarised with type, mode and owner
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
    std::string_view before = {}; ///< the text in front of it in the Info column; empty = not shown
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
            d.infoAppend(" Error: {}", nameOf(is2 ? status2 : status3, status, "Unknown error"));
            return;
        }
    }
    Reader(bytes, d).read(head.isReply ? layout->results : layout->arguments);
}

} // namespace tapscope::nfs
