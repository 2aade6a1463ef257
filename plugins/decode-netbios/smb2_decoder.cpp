#include "netbios_decoders.h"

#include <decode/message_fields.h>

#include <array>

namespace tapscope::smb2 {
namespace {

constexpr std::array commands = {ValueName{0, "Negotiate Protocol"},
                                 ValueName{1, "Session Setup"},
                                 ValueName{2, "Session Logoff"},
                                 ValueName{3, "Tree Connect"},
                                 ValueName{4, "Tree Disconnect"},
                                 ValueName{5, "Create"},
                                 ValueName{6, "Close"},
                                 ValueName{7, "Flush"},
                                 ValueName{8, "Read"},
                                 ValueName{9, "Write"},
                                 ValueName{10, "Lock"},
                                 ValueName{11, "Ioctl"},
                                 ValueName{12, "Cancel"},
                                 ValueName{13, "KeepAlive"},
                                 ValueName{14, "Find"},
                                 ValueName{15, "Notify"},
                                 ValueName{16, "GetInfo"},
                                 ValueName{17, "SetInfo"},
                                 ValueName{18, "Break"}};
/// Common status codes; others are shown as numbers.
constexpr std::array statuses = {ValueName{0x00000000, "STATUS_SUCCESS"},
                                 ValueName{0x00000103, "STATUS_PENDING"},
                                 ValueName{0x00000104, "STATUS_REPARSE"},
                                 ValueName{0x0000010b, "STATUS_NOTIFY_CLEANUP"},
                                 ValueName{0x0000010c, "STATUS_NOTIFY_ENUM_DIR"},
                                 ValueName{0x80000005, "STATUS_BUFFER_OVERFLOW"},
                                 ValueName{0x80000006, "STATUS_NO_MORE_FILES"},
                                 ValueName{0xc0000001, "STATUS_UNSUCCESSFUL"},
                                 ValueName{0xc0000002, "STATUS_NOT_IMPLEMENTED"},
                                 ValueName{0xc0000003, "STATUS_INVALID_INFO_CLASS"},
                                 ValueName{0xc0000008, "STATUS_INVALID_HANDLE"},
                                 ValueName{0xc000000d, "STATUS_INVALID_PARAMETER"},
                                 ValueName{0xc000000f, "STATUS_NO_SUCH_FILE"},
                                 ValueName{0xc0000010, "STATUS_INVALID_DEVICE_REQUEST"},
                                 ValueName{0xc0000011, "STATUS_END_OF_FILE"},
                                 ValueName{0xc0000016, "STATUS_MORE_PROCESSING_REQUIRED"},
                                 ValueName{0xc0000022, "STATUS_ACCESS_DENIED"},
                                 ValueName{0xc0000023, "STATUS_BUFFER_TOO_SMALL"},
                                 ValueName{0xc0000033, "STATUS_OBJECT_NAME_INVALID"},
                                 ValueName{0xc0000034, "STATUS_OBJECT_NAME_NOT_FOUND"},
                                 ValueName{0xc0000035, "STATUS_OBJECT_NAME_COLLISION"},
                                 ValueName{0xc000003a, "STATUS_OBJECT_PATH_NOT_FOUND"},
                                 ValueName{0xc0000043, "STATUS_SHARING_VIOLATION"},
                                 ValueName{0xc0000054, "STATUS_FILE_LOCK_CONFLICT"},
                                 ValueName{0xc0000056, "STATUS_DELETE_PENDING"},
                                 ValueName{0xc000006a, "STATUS_WRONG_PASSWORD"},
                                 ValueName{0xc000006d, "STATUS_LOGON_FAILURE"},
                                 ValueName{0xc000006e, "STATUS_ACCOUNT_RESTRICTION"},
                                 ValueName{0xc0000071, "STATUS_PASSWORD_EXPIRED"},
                                 ValueName{0xc0000072, "STATUS_ACCOUNT_DISABLED"},
                                 ValueName{0xc000007f, "STATUS_DISK_FULL"},
                                 ValueName{0xc00000ac, "STATUS_PIPE_NOT_AVAILABLE"},
                                 ValueName{0xc00000b5, "STATUS_IO_TIMEOUT"},
                                 ValueName{0xc00000ba, "STATUS_FILE_IS_A_DIRECTORY"},
                                 ValueName{0xc00000bb, "STATUS_NOT_SUPPORTED"},
                                 ValueName{0xc00000c9, "STATUS_NETWORK_NAME_DELETED"},
                                 ValueName{0xc00000cc, "STATUS_BAD_NETWORK_NAME"},
                                 ValueName{0xc0000101, "STATUS_DIRECTORY_NOT_EMPTY"},
                                 ValueName{0xc0000120, "STATUS_CANCELLED"},
                                 ValueName{0xc0000121, "STATUS_CANNOT_DELETE"},
                                 ValueName{0xc0000128, "STATUS_FILE_CLOSED"},
                                 ValueName{0xc000019c, "STATUS_FS_DRIVER_REQUIRED"},
                                 ValueName{0xc0000203, "STATUS_USER_SESSION_DELETED"},
                                 ValueName{0xc0000225, "STATUS_NOT_FOUND"},
                                 ValueName{0xc0000234, "STATUS_ACCOUNT_LOCKED_OUT"},
                                 ValueName{0xc0000257, "STATUS_PATH_NOT_COVERED"},
                                 ValueName{0xc0000275, "STATUS_NOT_A_REPARSE_POINT"},
                                 ValueName{0xc000035c, "STATUS_NETWORK_SESSION_EXPIRED"}};
enum Field : std::uint16_t {
    Component,
    HeaderLength,
    CreditCharge,
    NtStatus,
    ChannelSequence,
    Command,
    CreditsRequested,
    CreditsGranted,
    Flags,
    FlagResponse,
    FlagAsync,
    FlagChained,
    FlagSigned,
    FlagDfs,
    FlagReplay,
    ChainOffset,
    MessageId,
    ProcessId,
    TreeId,
    AsyncId,
    SessionId,
    Signature,
    TransformSignature,
    TransformNonce,
    TransformSize,
    TransformReserved,
    TransformFlags,
    TransformData,
    OriginalSize,
    CompressionAlgorithm,
    CompressionFlags,
    CompressionOffset,
    CompressedData,
};
constexpr std::array fields = {
    FieldInfo{.name = "smb2.protocol_id", .title = "ProtocolId", .base = Base::Hex},
    FieldInfo{.name = "smb2.header_len", .title = "Header Length"},
    FieldInfo{.name = "smb2.credit.charge", .title = "Credit Charge"},
    FieldInfo{.name = "smb2.nt_status", .title = "NT Status", .base = Base::Hex, .values = statuses},
    FieldInfo{.name = "smb2.channel_sequence", .title = "Channel Sequence"},
    FieldInfo{.name = "smb2.cmd", .title = "Command", .values = commands},
    FieldInfo{.name = "smb2.credits.requested", .title = "Credits requested"},
    FieldInfo{.name = "smb2.credits.granted", .title = "Credits granted"},
    FieldInfo{.name = "smb2.flags", .title = "Flags", .base = Base::Hex},
    FieldInfo{.name = "smb2.flags.response", .title = "Response", .type = FieldType::Boolean, .mask = 0x1},
    FieldInfo{.name = "smb2.flags.async", .title = "Async command", .type = FieldType::Boolean, .mask = 0x2},
    FieldInfo{.name = "smb2.flags.chained", .title = "Chained", .type = FieldType::Boolean, .mask = 0x4},
    FieldInfo{.name = "smb2.flags.signature", .title = "Signing", .type = FieldType::Boolean, .mask = 0x8},
    FieldInfo{.name = "smb2.flags.dfs", .title = "DFS operation", .type = FieldType::Boolean, .mask = 0x10000000},
    FieldInfo{.name = "smb2.flags.replay", .title = "Replay operation", .type = FieldType::Boolean, .mask = 0x20000000},
    FieldInfo{.name = "smb2.chain_offset", .title = "Chain Offset", .base = Base::Hex},
    FieldInfo{.name = "smb2.msg_id", .title = "Message ID"},
    FieldInfo{.name = "smb2.pid", .title = "Process Id", .base = Base::Hex},
    FieldInfo{.name = "smb2.tid", .title = "Tree Id", .base = Base::Hex},
    FieldInfo{.name = "smb2.aid", .title = "Async Id", .base = Base::Hex},
    FieldInfo{.name = "smb2.sesid", .title = "Session Id", .base = Base::Hex},
    FieldInfo{.name = "smb2.signature", .title = "Signature", .type = FieldType::ByteString},
    FieldInfo{.name = "smb2.header.transform.signature", .title = "Signature", .type = FieldType::ByteString},
    FieldInfo{.name = "smb2.header.transform.nonce", .title = "Nonce", .type = FieldType::ByteString},
    FieldInfo{.name = "smb2.header.transform.msg_size", .title = "Message size"},
    FieldInfo{.name = "smb2.header.transform.reserved", .title = "Reserved", .type = FieldType::ByteString},
    FieldInfo{.name = "smb2.header.transform.flags", .title = "Flags", .base = Base::Hex},
    FieldInfo{.name = "smb2.header.transform.enc_data", .title = "Data", .type = FieldType::ByteString},
    FieldInfo{.name = "smb2.header.comp_transform.original_size", .title = "OriginalSize"},
    FieldInfo{.name = "smb2.header.comp_transform.comp_alg", .title = "CompressionAlgorithm", .base = Base::Hex},
    FieldInfo{.name = "smb2.header.comp_transform.flags", .title = "Flags", .base = Base::Hex},
    FieldInfo{.name = "smb2.header.comp_transform.offset", .title = "Offset", .base = Base::Hex},
    FieldInfo{.name = "smb2.header.comp_transform.data", .title = "CompressedData", .type = FieldType::ByteString},
};

constexpr std::array<std::string_view, 1> heuristics = {"netbios"};
const ProtocolInfo info = {.abbreviation = "smb2",
                           .title = "SMB2 (Server Message Block Protocol version 2)",
                           .column = "SMB2",
                           .fields = fields,
                           .heuristics = heuristics};
enum Mark : std::uint32_t { Plain = 0xfe534d42, Encrypted = 0xfd534d42, Compressed = 0xfc534d42 };
constexpr std::size_t headerSize = 64;

/// One of the messages that are chained. Returns the offset of the next, 0 for the last.
std::uint32_t decodeHeader(ByteReader& bytes, Dissection& d) {
    constexpr std::uint32_t response = 0x1, async = 0x2;
    ByteReader ahead = bytes;
    ahead.skip(16);
    const std::uint32_t flags = ahead.u32le();
    const bool isResponse = (flags & response) != 0;
    d.u32(bytes, Component);
    d.uintLe(bytes, HeaderLength, 2);
    d.uintLe(bytes, CreditCharge, 2);
    std::uint64_t status = 0;
    if (isResponse) {
        status = d.uintLe(bytes, NtStatus, 4);
    } else {
        d.uintLe(bytes, ChannelSequence, 2);
        bytes.skip(2);
    }
    const auto command = d.uintLe(bytes, Command, 2);
    d.uintLe(bytes, isResponse ? CreditsGranted : CreditsRequested, 2);
    const ByteRange range = rangeAhead(bytes, 4);
    d.uintLe(bytes, Flags, 4);
    if (!bytes.overrun()) {
        const auto nest = d.nest();
        d.addBits({FlagResponse, FlagAsync, FlagChained, FlagSigned, FlagDfs, FlagReplay}, range, flags);
    }
    const auto next = static_cast<std::uint32_t>(d.uintLe(bytes, ChainOffset, 4));
    d.uintLe(bytes, MessageId, 8);
    if ((flags & async) != 0) {
        d.uintLe(bytes, AsyncId, 8);
    } else {
        d.uintLe(bytes, ProcessId, 4);
        d.uintLe(bytes, TreeId, 4);
    }
    d.uintLe(bytes, SessionId, 8);
    d.data(bytes, Signature, 16);
    d.infoAppend("{} {}", nameOf(commands, command, "unknown"), isResponse ? "Response" : "Request");
    if (const auto name = nameOf(statuses, status); status != 0 && !name.empty())
        d.infoAppend(", Error: {}", name);
    else if (status != 0)
        d.infoAppend(", Error: Unknown (0x{:08x})", status);
    return next;
}

void decodeChain(ByteReader& bytes, Dissection& d) {
    for (bool isFirst = true; !bytes.atEnd(); isFirst = false) {
        if (!isFirst)
            d.infoAppend(";");
        ByteReader message = bytes;
        const std::uint32_t next = decodeHeader(message, d);
        if (message.overrun()) {
            bytes.setOverrun();
            return;
        }
        if (next == 0) {
            bytes = message;
            return;
        }
        if (next < headerSize) {
            d.malformed("the next message begins in the header of this one");
            return;
        }
        bytes.skip(next);
    }
}

} // namespace

const ProtocolInfo& Smb2Decoder::protocol() const noexcept {
    return info;
}

bool Smb2Decoder::recognises(Bytes bytes, const Dissection&) const {
    const std::uint32_t mark = ByteReader(bytes).u32();
    return mark == Plain || mark == Encrypted || mark == Compressed;
}

void Smb2Decoder::decode(ByteReader& bytes, Dissection& d) const {
    ByteReader ahead = bytes;
    d.info("");
    switch (ahead.u32()) {
    case Plain:
        decodeChain(bytes, d);
        break;
    case Encrypted:
        d.info("Encrypted SMB3");
        d.u32(bytes, Component);
        d.data(bytes, TransformSignature, 16);
        d.data(bytes, TransformNonce, 16);
        d.uintLe(bytes, TransformSize, 4);
        d.data(bytes, TransformReserved, 2);
        d.uintLe(bytes, TransformFlags, 2);
        d.uintLe(bytes, SessionId, 8);
        if (!bytes.atEnd())
            d.data(bytes, TransformData, bytes.remaining());
        break;
    default:
        d.info("Compressed SMB3");
        d.u32(bytes, Component);
        d.uintLe(bytes, OriginalSize, 4);
        d.uintLe(bytes, CompressionAlgorithm, 2);
        d.uintLe(bytes, CompressionFlags, 2);
        d.uintLe(bytes, CompressionOffset, 4);
        if (!bytes.atEnd())
            d.data(bytes, CompressedData, bytes.remaining());
    }
}

} // namespace tapscope::smb2
