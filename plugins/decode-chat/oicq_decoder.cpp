// OICQ and ICQ: headers only, since the rest is encrypted.

#include "chat_decoders.h"

#include <decode/message_fields.h>

#include <array>

namespace tapscope::oicq {
namespace {

constexpr std::array commands = {ValueName{1, "Log out"},
                                 ValueName{2, "Heart Message"},
                                 ValueName{4, "Set status"},
                                 ValueName{5, "Change information"},
                                 ValueName{6, "Search user"},
                                 ValueName{10, "Get friend list"},
                                 ValueName{13, "Get information"},
                                 ValueName{22, "Send message"},
                                 ValueName{23, "Receive message"},
                                 ValueName{29, "Request KEY"},
                                 ValueName{34, "Log in"},
                                 ValueName{38, "Get friend online"},
                                 ValueName{48, "Group operation"},
                                 ValueName{103, "Signature operation"},
                                 ValueName{181, "Get status of friend"}};
enum Field : std::uint16_t { Flag, Version, Command, Sequence, Number, Data };
constexpr std::array flags = {ValueName{2, "Oicq packet"}};
constexpr std::array fields = {
    FieldInfo{.name = "oicq.flag", .title = "Flag", .base = Base::Hex, .values = flags},
    FieldInfo{.name = "oicq.version", .title = "Version", .base = Base::Hex},
    FieldInfo{.name = "oicq.command", .title = "Command", .values = commands},
    FieldInfo{.name = "oicq.seq", .title = "Sequence"},
    FieldInfo{.name = "oicq.qqid", .title = "Data(OICQ Number,if sender is client)"},
    FieldInfo{.name = "oicq.data", .title = "Data", .type = FieldType::ByteString},
};
constexpr std::array hooks = {Hook{"udp.port", 8000}};
const ProtocolInfo info = {.abbreviation = "oicq",
                           .title = "OICQ - IM software, popular in China",
                           .column = "OICQ",
                           .fields = fields,
                           .hooks = hooks};

namespace icq {
enum Field : std::uint16_t { Version, Data };
constexpr std::array fields = {
    FieldInfo{.name = "icq.version", .title = "Version"},
    FieldInfo{.name = "icq.data", .title = "Data", .type = FieldType::ByteString},
};
constexpr std::array hooks = {Hook{"udp.port", 4000}};
const ProtocolInfo info = {
    .abbreviation = "icq", .title = "ICQ Protocol", .column = "ICQ", .fields = fields, .hooks = hooks};
constexpr std::array columns = {ValueName{2, "ICQv2"}, ValueName{3, "ICQv3"}, ValueName{4, "ICQv4"},
                                ValueName{5, "ICQv5"}};
} // namespace icq

} // namespace

const ProtocolInfo& OicqDecoder::protocol() const noexcept {
    return info;
}

bool OicqDecoder::accepts(Bytes bytes, Claim) const {
    constexpr std::size_t headSize = 11;
    return bytes.size() >= headSize && bytes.front() == std::byte{2};
}

void OicqDecoder::decode(ByteReader& bytes, Dissection& d) const {
    d.info("OICQ Protocol ");
    d.u8(bytes, Flag);
    d.u16(bytes, Version);
    d.u16(bytes, Command);
    d.u16(bytes, Sequence);
    d.u32(bytes, Number);
    if (!bytes.atEnd())
        d.data(bytes, Data, bytes.remaining());
}

const ProtocolInfo& IcqDecoder::protocol() const noexcept {
    return icq::info;
}

bool IcqDecoder::accepts(Bytes bytes, Claim) const {
    return !nameOf(icq::columns, ByteReader(bytes).u16le()).empty();
}

void IcqDecoder::decode(ByteReader& bytes, Dissection& d) const {
    const std::uint64_t version = d.uintLe(bytes, icq::Version, 2);
    d.columnProtocol(nameOf(icq::columns, version, "ICQ"));
    d.info("ICQ Version {} protocol", version);
    if (!bytes.atEnd())
        d.data(bytes, icq::Data, bytes.remaining());
}

} // namespace tapscope::oicq
