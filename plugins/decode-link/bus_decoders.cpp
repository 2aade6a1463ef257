#include "bus_decoders.h"

#include <decode/dissection.h>

#include <array>

namespace tapscope::bus {
namespace {

namespace can {
constexpr std::uint32_t extended = 0x8000'0000, remote = 0x4000'0000, error = 0x2000'0000;
enum Field : std::uint16_t { Id, Extended, Remote, ErrorFlag, Length, Flags, Reserved, Data, Padding };
constexpr std::array fields = {
    FieldInfo{.name = "can.id", .title = "Identifier", .mask = 0x1fff'ffff},
    FieldInfo{.name = "can.flags.xtd", .title = "Extended Flag", .type = FieldType::Boolean, .mask = extended},
    FieldInfo{.name = "can.flags.rtr",
              .title = "Remote Transmission Request Flag",
              .type = FieldType::Boolean,
              .mask = remote},
    FieldInfo{.name = "can.flags.err", .title = "Error Message Flag", .type = FieldType::Boolean, .mask = error},
    FieldInfo{.name = "can.len", .title = "Frame-Length"},
    FieldInfo{.name = "can.fd.flags", .title = "CAN FD Flags", .base = Base::Hex},
    FieldInfo{.name = "can.reserved", .title = "Reserved", .base = Base::Hex},
    FieldInfo{.name = "can.data", .title = "Data", .type = FieldType::ByteString},
    FieldInfo{.name = "can.padding", .title = "Padding", .type = FieldType::ByteString},
};
constexpr std::array hooks = {Hook{"linktype", 227}};
const ProtocolInfo info = {
    .abbreviation = "can", .title = "Controller Area Network", .column = "CAN", .fields = fields, .hooks = hooks};
} // namespace can

namespace usb {
constexpr std::array hooks = {Hook{"linktype", 189}, Hook{"linktype", 220}, Hook{"linktype", 249}};
const ProtocolInfo info = {.abbreviation = "usb", .title = "USB URB", .column = "USB", .hooks = hooks};
} // namespace usb

} // namespace

const ProtocolInfo& CanDecoder::protocol() const noexcept {
    return can::info;
}

void CanDecoder::decode(ByteReader& bytes, Dissection& d) const {
    using namespace can;
    const ByteRange range{static_cast<std::uint32_t>(bytes.offset()), 4};
    const std::uint32_t head = bytes.u32();
    if (bytes.overrun())
        return;
    d.addBits({Id, Extended, Remote, ErrorFlag}, range, head);
    const std::size_t length = d.u8(bytes, Length);
    d.u8(bytes, Flags);
    d.u16(bytes, Reserved);
    const std::uint32_t id = head & 0x1fff'ffffU;
    d.info("{}ID: {} (0x{:03x}), Length: {}", (head & extended) != 0 ? "Ext. " : "", id, id, length);
    if ((head & remote) == 0 && length != 0)
        d.data(bytes, Data, length);
    if (!bytes.atEnd())
        d.data(bytes, Padding, bytes.remaining());
}

const ProtocolInfo& UsbDecoder::protocol() const noexcept {
    return usb::info;
}

void UsbDecoder::decode(ByteReader& bytes, Dissection& d) const {
    d.info("{} bytes", bytes.remaining());
    d.layerLength(0);
    d.nextAsData(bytes);
}

} // namespace tapscope::bus
