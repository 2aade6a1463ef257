#include "bus_decoders.h"

#include <decode/dissection.h>

#include <fmt/core.h>

#include <array>

namespace tapscope::virtual_socket {
namespace {

constexpr std::uint64_t hypervisor = 0, local = 1, host = 2;
constexpr std::array operations = {ValueName{0, "Unspecified"}, ValueName{1, "Connect"}, ValueName{2, "Disconnect"},
                                   ValueName{3, "Control"}, ValueName{4, "Payload"}};
constexpr std::array transports = {ValueName{0, "Unspecified"}, ValueName{1, "No info"}, ValueName{2, "Virtio"}};

enum Field : std::uint16_t {
    SourceId,
    DestinationId,
    SourcePort,
    DestinationPort,
    Operation,
    Transport,
    TransportLength,
    Reserved,
    TransportHeader,
    Payload,
};
constexpr std::array fields = {
    FieldInfo{.name = "vsock.src_cid", .title = "Source cid"},
    FieldInfo{.name = "vsock.dst_cid", .title = "Destination cid"},
    FieldInfo{.name = "vsock.src_port", .title = "Source port"},
    FieldInfo{.name = "vsock.dst_port", .title = "Destination port"},
    FieldInfo{.name = "vsock.op", .title = "Operation", .values = operations},
    FieldInfo{.name = "vsock.trans", .title = "Transport", .values = transports},
    FieldInfo{.name = "vsock.trans_len", .title = "Transport length"},
    FieldInfo{.name = "vsock.reserved", .title = "Reserved", .type = FieldType::ByteString},
    FieldInfo{.name = "vsock.trans_header", .title = "Transport header", .type = FieldType::ByteString},
    FieldInfo{.name = "vsock.payload", .title = "Payload", .type = FieldType::ByteString},
};
constexpr std::array hooks = {Hook{"linktype", 271}};
const ProtocolInfo info = {
    .abbreviation = "vsock", .title = "vSocket", .column = "vSocket", .fields = fields, .hooks = hooks};

ColumnAddress nameOfContext(std::uint64_t id) {
    if (id <= host)
        return ColumnAddress::text(id == hypervisor ? "hypervisor" : id == local ? "local" : "host");
    std::array<char, 16> text{};
    const auto written = fmt::format_to_n(text.data(), text.size(), "{}", id);
    return ColumnAddress::text({text.data(), std::min(written.size, text.size())});
}

} // namespace

const ProtocolInfo& VirtualSocketDecoder::protocol() const noexcept {
    return info;
}

void VirtualSocketDecoder::decode(ByteReader& bytes, Dissection& d) const {
    const std::uint64_t source = d.uintLe(bytes, SourceId, 8);
    const std::uint64_t destination = d.uintLe(bytes, DestinationId, 8);
    d.uintLe(bytes, SourcePort, 4);
    d.uintLe(bytes, DestinationPort, 4);
    const std::uint64_t operation = d.uintLe(bytes, Operation, 2);
    const std::uint64_t transport = d.uintLe(bytes, Transport, 2);
    const std::size_t length = d.uintLe(bytes, TransportLength, 2);
    d.data(bytes, Reserved, 2);
    if (bytes.overrun())
        return;
    if (d.wantsColumns())
        d.columnAddresses(nameOfContext(source), nameOfContext(destination));
    d.info("[{}] {}", nameOf(operations, operation, "Unknown"), nameOf(transports, transport, "Unknown"));
    if (length != 0)
        d.data(bytes, TransportHeader, length);
    if (!bytes.atEnd())
        d.data(bytes, Payload, bytes.remaining());
}

} // namespace tapscope::virtual_socket
