#include "storage_decoders.h"

#include <decode/dissection.h>

#include <fmt/core.h>

#include <array>

namespace tapscope::fibre_channel {
namespace {

namespace fcoe {
constexpr std::array starts = {ValueName{0x28, "SOFf"}, ValueName{0x2d, "SOFi2"}, ValueName{0x2e, "SOFi3"},
                               ValueName{0x35, "SOFn2"}, ValueName{0x36, "SOFn3"}};
constexpr std::array ends = {ValueName{0x41, "EOFn"}, ValueName{0x42, "EOFt"}, ValueName{0x49, "EOFni"},
                             ValueName{0x50, "EOFa"}};
enum Field : std::uint16_t { Version, Reserved, Start, Check, End, Trailer };
constexpr std::array fields = {
    FieldInfo{.name = "fcoe.ver", .title = "Version", .mask = 0xf0},
    FieldInfo{.name = "fcoe.reserved", .title = "Reserved", .type = FieldType::ByteString},
    FieldInfo{.name = "fcoe.sof", .title = "SOF", .base = Base::Hex, .values = starts},
    FieldInfo{.name = "fcoe.crc", .title = "CRC", .base = Base::Hex},
    FieldInfo{.name = "fcoe.eof", .title = "EOF", .base = Base::Hex, .values = ends},
    FieldInfo{.name = "fcoe.trailer", .title = "Reserved", .type = FieldType::ByteString},
};
enum Table : std::uint8_t { Payload };
constexpr std::array<std::string_view, 1> tables = {"fc"};
constexpr std::array hooks = {Hook{"ethertype", 0x8906}};
const ProtocolInfo info = {
    .abbreviation = "fcoe", .title = "FCoE", .column = "FCoE", .fields = fields, .hooks = hooks, .tables = tables};
} // namespace fcoe

namespace fc {
constexpr std::array types = {ValueName{0x00, "Basic Link Svc"}, ValueName{0x01, "Ext Link Svc"},
                              ValueName{0x05, "IP/FC"},          ValueName{0x08, "FCP"},
                              ValueName{0x20, "FC_CT"},          ValueName{0x22, "SW_ILS"}};
enum Field : std::uint16_t {
    Routing,
    Destination,
    Class,
    Source,
    Type,
    Control,
    SequenceId,
    DataControl,
    SequenceCount,
    OriginatorExchange,
    ResponderExchange,
    Parameter,
    Data,
};
constexpr std::array fields = {
    FieldInfo{.name = "fc.r_ctl", .title = "R_CTL", .base = Base::Hex},
    FieldInfo{.name = "fc.d_id", .title = "Dest Addr", .type = FieldType::Text, .alias = "fc.id"},
    FieldInfo{.name = "fc.cs_ctl", .title = "CS_CTL", .base = Base::Hex},
    FieldInfo{.name = "fc.s_id", .title = "Src Addr", .type = FieldType::Text, .alias = "fc.id"},
    FieldInfo{.name = "fc.type", .title = "Type", .base = Base::Hex, .values = types},
    FieldInfo{.name = "fc.f_ctl", .title = "F_CTL", .base = Base::Hex},
    FieldInfo{.name = "fc.seq_id", .title = "SEQ_ID", .base = Base::Hex},
    FieldInfo{.name = "fc.df_ctl", .title = "DF_CTL", .base = Base::Hex},
    FieldInfo{.name = "fc.seq_cnt", .title = "SEQ_CNT"},
    FieldInfo{.name = "fc.ox_id", .title = "OX_ID", .base = Base::Hex},
    FieldInfo{.name = "fc.rx_id", .title = "RX_ID", .base = Base::Hex},
    FieldInfo{.name = "fc.parameter", .title = "Parameter", .base = Base::Hex},
    FieldInfo{.name = "fc.data", .title = "Data", .type = FieldType::ByteString},
};
constexpr std::array hooks = {Hook{"fc", 0}, Hook{"linktype", 224}};
const ProtocolInfo info = {
    .abbreviation = "fc", .title = "Fibre Channel", .column = "FC", .fields = fields, .hooks = hooks};

/// "01.02.03": a domain, an area and a port of it.
ColumnAddress port(ByteReader& bytes, Dissection& d, Field field) {
    const ByteRange range{static_cast<std::uint32_t>(bytes.offset()), 3};
    const std::uint32_t id = bytes.u24();
    if (bytes.overrun())
        return {};
    std::array<char, 8> text{};
    fmt::format_to_n(text.data(), text.size(), "{:02x}.{:02x}.{:02x}", id >> 16, id >> 8 & 0xffU, id & 0xffU);
    d.addText(field, range, {text.data(), text.size()});
    return ColumnAddress::text({text.data(), text.size()});
}
} // namespace fc

} // namespace

const ProtocolInfo& FibreChannelOverEthernetDecoder::protocol() const noexcept {
    return fcoe::info;
}

void FibreChannelOverEthernetDecoder::decode(ByteReader& bytes, Dissection& d) const {
    using namespace fcoe;
    constexpr std::size_t trailer = 8; // the check sequence, the end-of-frame delimiter and padding
    const ByteRange at{static_cast<std::uint32_t>(bytes.offset()), 1};
    const std::uint8_t version = bytes.u8();
    if (bytes.overrun())
        return;
    d.add(Version, at, version);
    d.data(bytes, Reserved, 12);
    const std::uint8_t start = d.u8(bytes, Start);
    if (bytes.overrun())
        return;
    d.info("{}", nameOf(starts, start, "Unknown"));
    d.layerLength(bytes.position());
    if (bytes.remaining() < trailer) {
        bytes.setOverrun();
        return;
    }
    const ByteReader frame = bytes.part(bytes.remaining() - trailer);
    d.u32(bytes, Check);
    d.u8(bytes, End);
    d.data(bytes, Trailer, 3);
    d.next(Payload, 0, frame);
}

const ProtocolInfo& FibreChannelDecoder::protocol() const noexcept {
    return fc::info;
}

void FibreChannelDecoder::decode(ByteReader& bytes, Dissection& d) const {
    using namespace fc;
    d.u8(bytes, Routing);
    const ColumnAddress destination = port(bytes, d, Destination);
    d.u8(bytes, Class);
    const ColumnAddress source = port(bytes, d, Source);
    const std::uint8_t type = d.u8(bytes, Type);
    d.u24(bytes, Control);
    d.u8(bytes, SequenceId);
    d.u8(bytes, DataControl);
    d.u16(bytes, SequenceCount);
    d.u16(bytes, OriginatorExchange);
    d.u16(bytes, ResponderExchange);
    d.u32(bytes, Parameter);
    if (bytes.overrun())
        return;
    d.columnAddresses(source, destination);
    d.info("{}", nameOf(types, type, "Unknown"));
    if (!bytes.atEnd())
        d.data(bytes, Data, bytes.remaining());
}

} // namespace tapscope::fibre_channel
