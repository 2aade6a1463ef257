#include "netbios_decoders.h"

#include <base/printable_text.h>
#include <decode/dissection.h>

#include <algorithm>
#include <array>

namespace tapscope::browser {
namespace {

constexpr std::array commands = {ValueName{1, "Host Announcement"},
                                 ValueName{2, "Request Announcement"},
                                 ValueName{8, "Browser Election Request"},
                                 ValueName{9, "Get Backup List Request"},
                                 ValueName{10, "Get Backup List Response"},
                                 ValueName{11, "Become Backup Browser"},
                                 ValueName{12, "Domain/Workgroup Announcement"},
                                 ValueName{13, "Master Announcement"},
                                 ValueName{14, "Reset Browser State Announcement"},
                                 ValueName{15, "Local Master Announcement"}};
enum CommandCode : std::uint8_t {
    HostAnnouncement = 1,
    RequestAnnouncement = 2,
    DomainAnnouncement = 12,
    LocalMaster = 15
};

struct ServerType {
    std::uint32_t bit;
    std::string_view name;
};
// [MS-BRWS] 2.2.1
constexpr std::array serverTypes = {
    ServerType{0x1, "Workstation"},
    ServerType{0x2, "Server"},
    ServerType{0x4, "SQL Server"},
    ServerType{0x8, "Domain Controller"},
    ServerType{0x10, "Backup Controller"},
    ServerType{0x20, "Time Source"},
    ServerType{0x40, "Apple Server"},
    ServerType{0x80, "Novell Server"},
    ServerType{0x100, "Domain Member Server"},
    ServerType{0x200, "Print Queue Server"},
    ServerType{0x400, "Dialin Server"},
    ServerType{0x800, "Xenix Server"},
    ServerType{0x1000, "NT Workstation"},
    ServerType{0x2000, "Windows for Workgroups"},
    ServerType{0x4000, "Unknown server type:14"},
    ServerType{0x8000, "NT Server"},
    ServerType{0x10000, "Potential Browser"},
    ServerType{0x20000, "Backup Browser"},
    ServerType{0x40000, "Master Browser"},
    ServerType{0x80000, "Domain Master Browser"},
    ServerType{0x100000, "OSF"},
    ServerType{0x200000, "VMS"},
    ServerType{0x400000, "Windows 95 or above"},
    ServerType{0x800000, "DFS server"},
};

enum Field : std::uint16_t {
    Command,
    UpdateCount,
    Periodicity,
    HostName,
    MajorVersion,
    MinorVersion,
    Type,
    Comment,
    UnusedFlags,
    ResponseName,
};
constexpr std::array fields = {
    FieldInfo{.name = "browser.command", .title = "Command", .base = Base::Hex, .values = commands},
    FieldInfo{.name = "browser.update_count", .title = "Update Count"},
    FieldInfo{.name = "browser.period", .title = "Update Periodicity", .unit = " milliseconds"},
    FieldInfo{.name = "browser.server", .title = "Server Name", .type = FieldType::Text},
    FieldInfo{.name = "browser.os_major", .title = "OS Major Version"},
    FieldInfo{.name = "browser.os_minor", .title = "OS Minor Version"},
    FieldInfo{.name = "browser.server_type", .title = "Server Type", .base = Base::Hex},
    FieldInfo{.name = "browser.comment", .title = "Host Comment", .type = FieldType::Text},
    FieldInfo{.name = "browser.unused", .title = "Unused flags", .base = Base::Hex},
    FieldInfo{.name = "browser.response_computer_name", .title = "Response Computer Name", .type = FieldType::Text},
};
constexpr std::array hooks = {Hook{"mailslot.name", 0}};
const ProtocolInfo info = {.abbreviation = "browser",
                           .title = "Microsoft Windows Browser Protocol",
                           .column = "BROWSER",
                           .fields = fields,
                           .hooks = hooks};

std::string_view addString(ByteReader& bytes, Dissection& d, Dissection::Field field, std::size_t longest) {
    const Bytes rest = bytes.rest().first(std::min(longest, bytes.remaining()));
    const auto end = std::ranges::find(rest, std::byte{0});
    return d.text(bytes, field, static_cast<std::size_t>(end - rest.begin()));
}

void decodeAnnouncement(ByteReader& bytes, Dissection& d) {
    constexpr std::size_t nameSize = 16;
    d.u8(bytes, UpdateCount);
    d.uintLe(bytes, Periodicity, 4);
    ByteReader nameBytes = bytes.part(nameSize);
    const PrintableText<64> name(addString(nameBytes, d, HostName, nameSize));
    d.u8(bytes, MajorVersion);
    d.u8(bytes, MinorVersion);
    const auto types = static_cast<std::uint32_t>(d.uintLe(bytes, Type, 4));
    d.infoAppend(" {}", name.view());
    for (const ServerType& type : serverTypes) {
        if ((types & type.bit) != 0)
            d.infoAppend(", {}", type.name);
    }
    bytes.skip(4); // version of the protocol, signature
    if (!bytes.atEnd())
        addString(bytes, d, Comment, bytes.remaining());
}

} // namespace

const ProtocolInfo& BrowserDecoder::protocol() const noexcept {
    return info;
}

void BrowserDecoder::decode(ByteReader& bytes, Dissection& d) const {
    const std::uint8_t command = d.u8(bytes, Command);
    d.info("{}", nameOf(commands, command, "Unknown command"));
    switch (command) {
    case HostAnnouncement:
    case DomainAnnouncement:
    case LocalMaster:
        decodeAnnouncement(bytes, d);
        break;
    case RequestAnnouncement: {
        d.u8(bytes, UnusedFlags);
        const PrintableText<64> name(addString(bytes, d, ResponseName, bytes.remaining()));
        d.infoAppend(" {}", name.view());
        break;
    }
    default:
        break;
    }
}

} // namespace tapscope::browser
