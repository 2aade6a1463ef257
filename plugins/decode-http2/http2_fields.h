#pragma once

#include <decode/dissection.h>

#include <span>
#include <string_view>

namespace tapscope::http2 {

enum Field : std::uint16_t {
    Magic,
    Length,
    Type,
    Flags,
    FlagEndStream,
    FlagEndHeaders,
    FlagPadded,
    FlagPriority,
    FlagAckSettings,
    FlagAckPing,
    Reserved,
    StreamId,
    PaddingLength,
    DataPadding,
    Data,
    Exclusive,
    StreamDependency,
    Weight,
    HeaderBlock,
    HeadersPadding,
    HeaderItem,
    HeaderNameLength,
    HeaderName,
    HeaderValueLength,
    HeaderValue,
    HeaderRepresentation,
    HeaderIndex,
    HeaderTableSize,
    HeaderAuthority,
    HeaderMethod,
    HeaderPath,
    HeaderScheme,
    HeaderStatus,
    HeaderContentType,
    HeaderContentLength,
    HeaderContentEncoding,
    HeaderUserAgent,
    HeaderServer,
    HeaderLocation,
    HeaderReferer,
    HeaderCookie,
    HeaderSetCookie,
    HeaderAuthorization,
    ResetError,
    SettingId,
    SettingTableSize,
    SettingPush,
    SettingStreams,
    SettingWindow,
    SettingFrame,
    SettingHeaders,
    SettingUnknown,
    PromisedStream,
    Ping,
    Pong,
    LastStream,
    GoAwayError,
    DebugData,
    WindowIncrement,
    Unknown,
};

[[nodiscard]] std::span<const FieldInfo> fieldTable() noexcept;
/// The name of a status code, such as "OK"; empty if it has none.
[[nodiscard]] std::string_view reasonOf(std::string_view status) noexcept;

/// Facts from a block of headers about what follows.
struct InfoFacts {
    bool isGrpc = false;
};
/// Decodes the header fields of a block. Adds the method and path, or the status, to the Info column.
InfoFacts decodeHeaders(ByteReader block, Dissection& d);

} // namespace tapscope::http2
