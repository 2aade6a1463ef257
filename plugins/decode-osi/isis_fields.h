#pragma once

#include <decode/dissection.h>

#include <fmt/core.h>

#include <array>
#include <string_view>

namespace tapscope::isis {

inline constexpr std::size_t systemIdSize = 6, headerSize = 8;
inline constexpr std::array networkProtocols = {ValueName{0x80, "SNAP"},    ValueName{0x81, "CLNP"},
                                                ValueName{0x82, "ES-IS"},   ValueName{0x8e, "IPv6"},
                                                ValueName{0xc1, "802.1aq"}, ValueName{0xcc, "IP"}};

/// "3333.3333.3333.02-00": a system, one of its circuits and a fragment, as many parts as there are octets for.
class SystemIdText {
public:
    explicit SystemIdText(Bytes bytes) noexcept {
        for (std::size_t i = 0; i < bytes.size() && i < systemIdSize + 2; ++i) {
            const auto octet = std::to_integer<unsigned>(bytes[i]);
            const char* between = i == 0 ? "" : i == systemIdSize + 1 ? "-" : i % 2 == 0 ? "." : "";
            const auto written =
                fmt::format_to_n(text_.data() + size_, text_.size() - size_, "{}{:02x}", between, octet);
            size_ += written.size;
        }
    }
    [[nodiscard]] std::string_view view() const noexcept { return {text_.data(), size_}; }

private:
    std::array<char, 24> text_{};
    std::size_t size_ = 0;
};

/// Adds an identifier of `size` octets as text.
inline SystemIdText systemId(ByteReader& bytes, Dissection& d, Dissection::Field field, std::size_t size) {
    const ByteRange range{static_cast<std::uint32_t>(bytes.offset()), static_cast<std::uint32_t>(size)};
    const SystemIdText text(bytes.take(size));
    if (!bytes.overrun())
        d.addText(field, range, text.view());
    return text;
}

/// The fields of options that several PDUs share.
struct SharedFields {
    Dissection::Field areaLength, area, protocol, ipv4, ipv6, topology;
};
/// Decodes one of these options (ISO/IEC 10589 section 9.5, RFC 1195, 5120, 5308); ignores others.
void sharedOption(std::uint8_t code, ByteReader& value, Dissection& d, const SharedFields& fields);

namespace link_state {

extern const ProtocolInfo info;
/// Decodes an option of a link state PDU. Octets left in `value` are shown as such.
void option(std::uint8_t code, ByteReader& value, Dissection& d);
enum Field : std::uint16_t {
    Code,
    Length,
    Value,
    PduLength,
    Lifetime,
    Id,
    Sequence,
    Checksum,
    PartitionRepair,
    Attached,
    Overload,
    SystemType,
    AreaLength,
    AreaAddress,
    NetworkProtocol,
    HostName,
    InterfaceIpv4,
    InterfaceIpv6,
    RouterId,
    Topology,
    IsVirtual,
    NeighborMetric,
    NeighborDelay,
    NeighborExpense,
    NeighborError,
    NeighborId,
    ExtendedNeighbor,
    ExtendedMetric,
    ExtendedSubLength,
    ExtendedSubCode,
    ExtendedSubSize,
    ExtendedSubValue,
    Prefix,
    PrefixMetric,
    PrefixExternal,
    PrefixDistribution,
    PrefixDelay,
    PrefixExpense,
    PrefixError,
    PrefixMask,
    WideMetric,
    WideDistribution,
    WideHasSub,
    WideLength,
    WidePrefix,
    WideSubLength,
    Prefix6Metric,
    Prefix6Distribution,
    Prefix6Internal,
    Prefix6HasSub,
    Prefix6Reserved,
    Prefix6Length,
    Prefix6,
    Prefix6SubLength,
};

} // namespace link_state

} // namespace tapscope::isis
