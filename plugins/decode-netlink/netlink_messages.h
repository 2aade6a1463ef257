#pragma once

#include <decode/dissection.h>

#include <array>

namespace tapscope::netlink {

/// The common beginning of the tables of both decoders: the headers of a message (netlink(7)) and of an attribute.
enum Field : std::uint16_t {
    Length,
    Type,
    Flags,
    Request,
    Multipart,
    Acknowledge,
    Echo,
    Sequence,
    Port,
    AttributeLength,
    AttributeType,
    AttributeData,
    ErrorCode,
    Data,
    Padding,
    FirstOwn,
};
/// These fields for messages whose types have the given names.
[[nodiscard]] constexpr std::array<FieldInfo, FirstOwn> commonFields(std::span<const ValueName> types,
                                                                     std::span<const ValueName> attributes) {
    return {
        FieldInfo{.name = "netlink.hdr_len", .title = "Length"},
        FieldInfo{.name = "netlink.hdr_type", .title = "Message type", .values = types},
        FieldInfo{.name = "netlink.hdr_flags", .title = "Flags", .base = Base::Hex},
        FieldInfo{.name = "netlink.hdr_flags.request", .title = "Request", .mask = 0x0001},
        FieldInfo{.name = "netlink.hdr_flags.multi", .title = "Multipart message", .mask = 0x0002},
        FieldInfo{.name = "netlink.hdr_flags.ack", .title = "Ack", .mask = 0x0004},
        FieldInfo{.name = "netlink.hdr_flags.echo", .title = "Echo", .mask = 0x0008},
        FieldInfo{.name = "netlink.hdr_seq", .title = "Sequence"},
        FieldInfo{.name = "netlink.hdr_pid", .title = "Port ID"},
        FieldInfo{.name = "netlink.attr_len", .title = "Len"},
        FieldInfo{
            .name = "netlink.attr_type", .title = "Type", .base = Base::Hex, .values = attributes, .mask = 0x3fff},
        FieldInfo{.name = "netlink.attr_data", .title = "Data", .type = FieldType::ByteString},
        FieldInfo{.name = "netlink.error", .title = "Error code", .type = FieldType::Signed},
        FieldInfo{.name = "netlink.data", .title = "Data", .type = FieldType::ByteString},
        FieldInfo{.name = "netlink.padding", .title = "Padding", .type = FieldType::ByteString},
    };
}

inline constexpr std::uint16_t errorMessage = 2, firstOwnType = 16;

/// Reads numbers in the byte order of the capturing machine, which is found from the length of a message.
class NativeReader {
public:
    NativeReader(ByteReader& bytes, bool isBig) noexcept : bytes_(bytes), isBig_(isBig) {}
    std::uint64_t number(Dissection& d, Dissection::Field field, std::size_t size) {
        return isBig_ ? d.uint(bytes_, field, size) : d.uintLe(bytes_, field, size);
    }
    std::uint64_t number(std::size_t size) { return isBig_ ? bytes_.big(size) : bytes_.little(size); }
    [[nodiscard]] ByteReader& bytes() noexcept { return bytes_; }
    [[nodiscard]] bool isBig() const noexcept { return isBig_; }

private:
    ByteReader& bytes_;
    bool isBig_;
};

/// Reads the body of a message of this type, and leaves unknown bytes unread.
using ReadBody = void (*)(std::uint16_t type, NativeReader& body, Dissection& d);

/// Decodes all messages in `bytes`. `types` names them in the Info column.
void messages(ByteReader& bytes, Dissection& d, std::span<const ValueName> types, ReadBody readBody);

} // namespace tapscope::netlink
