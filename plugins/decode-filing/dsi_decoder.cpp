// The Apple Filing Protocol, and its carrier over TCP. A reply does not contain the command that it answers; its
// request does.

#include "filing_decoders.h"

#include <decode/message_fields.h>

#include <array>

namespace tapscope {
namespace {

namespace dsi {
constexpr std::array kinds = {ValueName{0, "Request"}, ValueName{1, "Reply"}};
constexpr std::array commands = {ValueName{1, "CloseSession"}, ValueName{2, "Command"}, ValueName{3, "GetStatus"},
                                 ValueName{4, "OpenSession"},  ValueName{5, "Tickle"},  ValueName{6, "Write"},
                                 ValueName{8, "Attention"}};
constexpr std::uint8_t command = 2, write = 6;
enum Field : std::uint16_t { Flags, CommandOf, RequestId, DataOffset, ErrorCode, Length, Reserved, Data };
constexpr std::array fields = {
    FieldInfo{.name = "dsi.flags", .title = "Flags", .base = Base::Hex, .values = kinds},
    FieldInfo{.name = "dsi.command", .title = "Command", .values = commands},
    FieldInfo{.name = "dsi.requestid", .title = "Request ID"},
    FieldInfo{.name = "dsi.data_offset", .title = "Data offset"},
    FieldInfo{.name = "dsi.error_code", .title = "Error code", .type = FieldType::Signed},
    FieldInfo{.name = "dsi.length", .title = "Length", .unit = " bytes"},
    FieldInfo{.name = "dsi.reserved", .title = "Reserved", .base = Base::Hex},
    FieldInfo{.name = "dsi.data", .title = "Data", .type = FieldType::ByteString},
};
constexpr std::array hooks = {Hook{"tcp.port", 548}};
enum Table : std::uint8_t { Requests };
constexpr std::array<std::string_view, 1> tables = {"dsi.request"};
const ProtocolInfo info = {.abbreviation = "dsi",
                           .title = "Data Stream Interface",
                           .column = "DSI",
                           .fields = fields,
                           .hooks = hooks,
                           .tables = tables};
constexpr std::size_t headSize = 16;

bool beginsMessage(Bytes bytes) noexcept {
    ByteReader reader(bytes);
    const std::uint8_t flags = reader.u8(), kind = reader.u8();
    return flags <= 1 && !nameOf(commands, kind).empty();
}
} // namespace dsi

namespace afp {
constexpr std::array commands = {
    ValueName{1, "FPByteRangeLock"},  ValueName{2, "FPCloseVol"},         ValueName{3, "FPCloseDir"},
    ValueName{4, "FPCloseFork"},      ValueName{5, "FPCopyFile"},         ValueName{6, "FPCreateDir"},
    ValueName{7, "FPCreateFile"},     ValueName{8, "FPDelete"},           ValueName{9, "FPEnumerate"},
    ValueName{10, "FPFlush"},         ValueName{11, "FPFlushFork"},       ValueName{14, "FPGetForkParms"},
    ValueName{15, "FPGetSrvrInfo"},   ValueName{16, "FPGetSrvrParms"},    ValueName{17, "FPGetVolParms"},
    ValueName{18, "FPLogin"},         ValueName{19, "FPLoginCont"},       ValueName{20, "FPLogout"},
    ValueName{21, "FPMapID"},         ValueName{22, "FPMapName"},         ValueName{23, "FPMoveAndRename"},
    ValueName{24, "FPOpenVol"},       ValueName{25, "FPOpenDir"},         ValueName{26, "FPOpenFork"},
    ValueName{27, "FPRead"},          ValueName{28, "FPRename"},          ValueName{29, "FPSetDirParms"},
    ValueName{30, "FPSetFileParms"},  ValueName{31, "FPSetForkParms"},    ValueName{32, "FPSetVolParms"},
    ValueName{33, "FPWrite"},         ValueName{34, "FPGetFileDirParms"}, ValueName{35, "FPSetFileDirParms"},
    ValueName{60, "FPReadExt"},       ValueName{61, "FPWriteExt"},        ValueName{66, "FPEnumerateExt"},
    ValueName{68, "FPEnumerateExt2"}, ValueName{76, "FPSyncDir"},         ValueName{122, "FPZzzzz"}};
enum Field : std::uint16_t { Command, Data };
constexpr std::array fields = {
    FieldInfo{.name = "afp.command", .title = "Command", .values = commands},
    FieldInfo{.name = "afp.data", .title = "Data", .type = FieldType::ByteString},
};
constexpr std::array hooks = {Hook{"dsi.request", 0}};
const ProtocolInfo info = {
    .abbreviation = "afp", .title = "Apple Filing Protocol", .column = "AFP", .fields = fields, .hooks = hooks};
} // namespace afp

void decodeMessage(ByteReader& bytes, Dissection& d) {
    using namespace dsi;
    const bool isReply = d.u8(bytes, Flags) != 0;
    const std::uint8_t kind = d.u8(bytes, CommandOf);
    const std::uint16_t request = d.u16(bytes, RequestId);
    if (isReply)
        signedNumber(bytes, d, ErrorCode, 4);
    else
        d.u32(bytes, DataOffset);
    const std::size_t length = d.u32(bytes, Length);
    d.u32(bytes, Reserved);
    if (bytes.overrun())
        return;
    d.infoItem("{} {} ({})", isReply ? "Reply" : "Request", nameOf(commands, kind), request);
    ByteReader body = bytes.part(length);
    const bool isWhole = body.remaining() == length;
    if (!isReply && (kind == command || kind == write))
        d.next(Requests, 0, body);
    else if (!body.atEnd())
        d.data(body, dsi::Data, body.remaining());
    if (!isWhole)
        bytes.setOverrun();
}

} // namespace

const ProtocolInfo& DsiDecoder::protocol() const noexcept {
    return dsi::info;
}

bool DsiDecoder::accepts(Bytes bytes, Claim) const {
    return bytes.size() < 2 || dsi::beginsMessage(bytes);
}

StreamMessage DsiDecoder::messageIn(Bytes bytes, Dissection&) const {
    if (bytes.size() < 2)
        return StreamMessage::later();
    return dsi::beginsMessage(bytes) ? StreamMessage::counted(bytes, 8, 4, dsi::headSize) : StreamMessage{};
}

void DsiDecoder::decode(ByteReader& bytes, Dissection& d) const {
    d.info("");
    while (!bytes.atEnd()) {
        if (bytes.has(2) && !dsi::beginsMessage(bytes.rest())) {
            d.nextAsData(bytes);
            return;
        }
        decodeMessage(bytes, d);
    }
}

const ProtocolInfo& AfpDecoder::protocol() const noexcept {
    return afp::info;
}

void AfpDecoder::decode(ByteReader& bytes, Dissection& d) const {
    d.info("{} request", nameOf(afp::commands, d.u8(bytes, afp::Command), "Unknown"));
    if (!bytes.atEnd())
        d.data(bytes, afp::Data, bytes.remaining());
}

} // namespace tapscope
