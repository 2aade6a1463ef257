#pragma once

#include <decode/dissection.h>

#include <span>

namespace tapscope::memcache {

enum Field : std::uint16_t {
    Magic,
    Opcode,
    ExtrasLength,
    KeyLength,
    ValueLength,
    DataType,
    Reserved,
    Status,
    BodyLength,
    Opaque,
    Cas,
    ExtrasFlags,
    ExtrasExpiration,
    Delta,
    Initial,
    ExtrasUnknown,
    Key,
    Value,
    Command,
    Subcommand,
    Flags,
    Expiration,
    NoReply,
    Response,
    Version,
    StatName,
    StatValue,
};

[[nodiscard]] std::span<const FieldInfo> fieldTable() noexcept;

/// The binary protocol: a header of 24 octets, extras, a key and a value.
inline constexpr std::size_t binaryHeader = 24;
/// Whether bytes begin with a message of the binary protocol.
[[nodiscard]] bool isBinary(Bytes bytes) noexcept;
void decodeBinary(ByteReader& bytes, Dissection& d);

} // namespace tapscope::memcache
