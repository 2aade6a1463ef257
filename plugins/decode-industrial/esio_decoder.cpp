#include "industrial_decoders.h"

#include <decode/message_fields.h>

#include <array>

namespace tapscope::esio {
namespace {

constexpr std::array types = {ValueName{0, "Reserved"}, ValueName{1, "Data transfer"}, ValueName{2, "Status"}};
constexpr std::uint16_t dataTransfer = 1, status = 2;
enum Field : std::uint16_t {
    Magic,
    Type,
    Version,
    Length,
    Transaction,
    Telegram,
    SourceStation,
    Count,
    Flags,
    TransferId,
    DestinationId,
    DataLength,
    Data,
    StatusId,
    Rest,
};
constexpr std::array fields = {
    FieldInfo{.name = "esio.magic", .title = "Magic", .type = FieldType::Text},
    FieldInfo{.name = "esio.type", .title = "Telegram type", .base = Base::Hex, .values = types},
    FieldInfo{.name = "esio.vers", .title = "Version"},
    FieldInfo{.name = "esio.len", .title = "Length (bytes)"},
    FieldInfo{.name = "esio.transaction_id", .title = "Transaction ID"},
    FieldInfo{.name = "esio.transfer.tlg_id", .title = "Telegram ID"},
    FieldInfo{.name = "esio.src_stn_id", .title = "Source station ID"},
    FieldInfo{.name = "esio.data.nbr", .title = "Nbr. of data transfers"},
    FieldInfo{.name = "esio.data.flags", .title = "Transfer header flags", .base = Base::Hex},
    FieldInfo{.name = "esio.data.transfer_id", .title = "Data transfer ID"},
    FieldInfo{.name = "esio.data.destination_id", .title = "Data destination ID"},
    FieldInfo{.name = "esio.data.length", .title = "Data transfer length"},
    FieldInfo{.name = "esio.data", .title = "Data", .type = FieldType::ByteString},
    FieldInfo{.name = "esio.sts.tlg_id", .title = "Telegram ID"},
    FieldInfo{.name = "esio.rest", .title = "Data", .type = FieldType::ByteString},
};
constexpr std::array hooks = {Hook{"udp.port", 6060}};
const ProtocolInfo info = {
    .abbreviation = "esio", .title = "SAIA Ether-S-I/O protocol", .column = "ESIO", .fields = fields, .hooks = hooks};
constexpr std::uint32_t magic = 0x4553494f;

void decodeTransfers(ByteReader& bytes, Dissection& d) {
    d.u32(bytes, Telegram);
    d.infoAppend(": Src ID: {}, Dst ID(s): ", d.u32(bytes, SourceStation));
    const std::uint8_t count = d.u8(bytes, Count);
    d.u8(bytes, Flags);
    for (unsigned i = 0; i < count && !bytes.atEnd(); ++i) {
        d.u32(bytes, TransferId);
        d.infoAppend("{}{}", i == 0 ? "" : " ", d.u32(bytes, DestinationId));
        const std::uint16_t length = d.u16(bytes, DataLength);
        d.data(bytes, Data, length);
    }
}

} // namespace

const ProtocolInfo& EsioDecoder::protocol() const noexcept {
    return info;
}

bool EsioDecoder::accepts(Bytes bytes, Claim) const {
    return ByteReader(bytes).u32() == magic;
}

void EsioDecoder::decode(ByteReader& bytes, Dissection& d) const {
    d.text(bytes, Magic, 4);
    const std::uint16_t type = d.u16(bytes, Type);
    d.u16(bytes, Version);
    d.u16(bytes, Length);
    d.u16(bytes, Transaction);
    d.info("{}", nameOf(types, type, "Unknown telegram"));
    if (type == dataTransfer)
        decodeTransfers(bytes, d);
    else if (type == status)
        d.u32(bytes, StatusId);
    if (!bytes.atEnd())
        d.data(bytes, Rest, bytes.remaining());
}

} // namespace tapscope::esio
