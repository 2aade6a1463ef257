#include "netbios_decoders.h"

#include <decode/dissection.h>

#include <algorithm>
#include <array>

namespace tapscope::smb {
namespace {

constexpr std::array commands = {ValueName{0, "Create Directory"},
                                 ValueName{1, "Delete Directory"},
                                 ValueName{2, "Open"},
                                 ValueName{3, "Create"},
                                 ValueName{4, "Close"},
                                 ValueName{5, "Flush"},
                                 ValueName{6, "Delete"},
                                 ValueName{7, "Rename"},
                                 ValueName{8, "Query Information"},
                                 ValueName{9, "Set Information"},
                                 ValueName{10, "Read"},
                                 ValueName{11, "Write"},
                                 ValueName{12, "Lock Byte Range"},
                                 ValueName{13, "Unlock Byte Range"},
                                 ValueName{14, "Create Temp"},
                                 ValueName{15, "Create New"},
                                 ValueName{16, "Check Directory"},
                                 ValueName{17, "Process Exit"},
                                 ValueName{18, "Seek"},
                                 ValueName{19, "Lock And Read"},
                                 ValueName{20, "Write And Unlock"},
                                 ValueName{21, "unknown-0x15"},
                                 ValueName{22, "unknown-0x16"},
                                 ValueName{23, "unknown-0x17"},
                                 ValueName{24, "unknown-0x18"},
                                 ValueName{25, "unknown-0x19"},
                                 ValueName{26, "Read Raw"},
                                 ValueName{27, "Read MPX"},
                                 ValueName{28, "Read MPX Secondary"},
                                 ValueName{29, "Write Raw"},
                                 ValueName{30, "Write MPX"},
                                 ValueName{31, "Write MPX Secondary"},
                                 ValueName{32, "Write Complete"},
                                 ValueName{33, "Query Server (reserved)"},
                                 ValueName{34, "Set Information2"},
                                 ValueName{35, "Query Information2"},
                                 ValueName{36, "Locking AndX"},
                                 ValueName{37, "Trans"},
                                 ValueName{38, "Trans Secondary"},
                                 ValueName{39, "IOCTL"},
                                 ValueName{40, "IOCTL Secondary"},
                                 ValueName{41, "Copy"},
                                 ValueName{42, "Move"},
                                 ValueName{43, "Echo"},
                                 ValueName{44, "Write And Close"},
                                 ValueName{45, "Open AndX"},
                                 ValueName{46, "Read AndX"},
                                 ValueName{47, "Write AndX"},
                                 ValueName{48, "New File Size (reserved)"},
                                 ValueName{49, "Close And Tree Disconnect"},
                                 ValueName{50, "Trans2"},
                                 ValueName{51, "Trans2 Secondary"},
                                 ValueName{52, "Find Close2"},
                                 ValueName{53, "Find Notify Close"},
                                 ValueName{112, "Tree Connect"},
                                 ValueName{113, "Tree Disconnect"},
                                 ValueName{114, "Negotiate Protocol"},
                                 ValueName{115, "Session Setup AndX"},
                                 ValueName{116, "Logoff AndX"},
                                 ValueName{117, "Tree Connect AndX"},
                                 ValueName{128, "Query Information Disk"},
                                 ValueName{129, "Search"},
                                 ValueName{130, "Find"},
                                 ValueName{131, "Find Unique"},
                                 ValueName{132, "Find Close"},
                                 ValueName{160, "NT Trans"},
                                 ValueName{161, "NT Trans Secondary"},
                                 ValueName{162, "NT Create AndX"},
                                 ValueName{163, "unknown-0xA3"},
                                 ValueName{164, "NT Cancel"},
                                 ValueName{165, "NT Rename"},
                                 ValueName{192, "Open Print File"},
                                 ValueName{193, "Write Print File"},
                                 ValueName{194, "Close Print File"},
                                 ValueName{195, "Get Print Queue"},
                                 ValueName{208, "Send Single Block Message"},
                                 ValueName{209, "Send Broadcast Message"},
                                 ValueName{210, "Forward User Name"},
                                 ValueName{211, "Cancel Forward"},
                                 ValueName{212, "Get Machine Name"},
                                 ValueName{213, "Send Start of Multi-block Message"},
                                 ValueName{214, "Send End of Multi-block Message"},
                                 ValueName{215, "Send Text of Multi-block Message"},
                                 ValueName{216, "SMBreadbulk"},
                                 ValueName{217, "SMBwritebulk"},
                                 ValueName{218, "SMBwritebulkdata"},
                                 ValueName{254, "SMBinvalid"}};
constexpr std::uint8_t replyFlag = 0x80;
constexpr std::uint8_t transaction = 0x25;

enum Field : std::uint16_t {
    Component,
    Command,
    Status,
    Flags,
    Flags2,
    TreeId,
    ProcessId,
    UserId,
    MultiplexId,
    WordCount,
    TransactionName,
};
constexpr std::array fields = {
    FieldInfo{.name = "smb.server_component", .title = "Server Component", .base = Base::Hex},
    FieldInfo{.name = "smb.cmd", .title = "SMB Command", .base = Base::Hex, .values = commands},
    FieldInfo{.name = "smb.nt_status", .title = "NT Status", .base = Base::Hex},
    FieldInfo{.name = "smb.flags", .title = "Flags", .base = Base::Hex},
    FieldInfo{.name = "smb.flags2", .title = "Flags2", .base = Base::Hex},
    FieldInfo{.name = "smb.tid", .title = "Tree ID"},
    FieldInfo{.name = "smb.pid", .title = "Process ID"},
    FieldInfo{.name = "smb.uid", .title = "User ID"},
    FieldInfo{.name = "smb.mid", .title = "Multiplex ID"},
    FieldInfo{.name = "smb.wct", .title = "Word Count (WCT)"},
    FieldInfo{.name = "smb.trans_name", .title = "Transaction Name", .type = FieldType::Text},
};
enum Table : std::uint8_t { Mailslot };
constexpr std::array<std::string_view, 1> tables = {"mailslot.name"};
constexpr std::array<std::string_view, 1> heuristics = {"netbios"};
const ProtocolInfo info = {.abbreviation = "smb",
                           .title = "SMB (Server Message Block Protocol)",
                           .column = "SMB",
                           .fields = fields,
                           .tables = tables,
                           .heuristics = heuristics};

/// A transaction on the mail slot of the browser: the fields that give the position of its data ([MS-CIFS] 2.2.4.33.1).
void decodeTransaction(const ByteReader& message, ByteReader& bytes, Dissection& d) {
    constexpr std::string_view mailslot = "\\MAILSLOT\\";
    const std::uint8_t words = d.u8(bytes, WordCount);
    ByteReader parameters = bytes.part(words * 2U);
    parameters.skip(22);
    const std::uint16_t size = parameters.u16le();
    const std::uint16_t offset = parameters.u16le();
    bytes.skip(2);
    if (bytes.overrun() || parameters.overrun())
        return;
    const Bytes rest = bytes.rest();
    const auto end = std::ranges::find(rest, std::byte{0});
    const std::string_view name = d.text(bytes, TransactionName, static_cast<std::size_t>(end - rest.begin()));
    if (name.size() < mailslot.size() ||
        !std::ranges::equal(name.substr(0, mailslot.size()), mailslot,
                            [](char a, char b) { return (a >= 'a' && a <= 'z' ? a - 'a' + 'A' : a) == b; }))
        return;
    ByteReader data = message;
    data.skip(offset);
    if (!data.overrun() && size != 0)
        d.next(Mailslot, 0, data.part(size));
}

} // namespace

const ProtocolInfo& SmbDecoder::protocol() const noexcept {
    return info;
}

bool SmbDecoder::recognises(Bytes bytes, const Dissection&) const {
    constexpr std::uint32_t mark = 0xff534d42;
    return ByteReader(bytes).u32() == mark;
}

void SmbDecoder::decode(ByteReader& bytes, Dissection& d) const {
    const ByteReader message(bytes.rest(), bytes.offset());
    d.u32(bytes, Component);
    const std::uint8_t command = d.u8(bytes, Command);
    d.uintLe(bytes, Status, 4);
    const std::uint8_t flags = d.u8(bytes, Flags);
    d.uintLe(bytes, Flags2, 2);
    bytes.skip(12);
    d.uintLe(bytes, TreeId, 2);
    d.uintLe(bytes, ProcessId, 2);
    d.uintLe(bytes, UserId, 2);
    d.uintLe(bytes, MultiplexId, 2);
    if (bytes.overrun())
        return;
    const bool isReply = (flags & replyFlag) != 0;
    d.info("{} {}", nameOf(commands, command, "Unknown"), isReply ? "Response" : "Request");
    if (command == transaction && !isReply)
        decodeTransaction(message, bytes, d);
}

} // namespace tapscope::smb
