#pragma once

#include <decode/dissection.h>

#include <algorithm>
#include <array>
#include <cstdint>

/// The extensions that ICMP and ICMPv6 append to errors.
namespace tapscope::icmp {

/// Fields of the extensions, in the order of extensionFields. Another table may contain them from an index of its own
/// on.
enum ExtensionField : std::uint16_t {
    Extensions,
    ExtensionVersion,
    ExtensionReserved,
    ExtensionChecksum,
    ExtensionChecksumStatus,
    ObjectLength,
    ObjectClass,
    ObjectType,
    MplsLabel,
    MplsExperimental,
    MplsBottom,
    MplsTimeToLive,
    InterfaceRole,
    InterfaceReserved,
    HasIndex,
    HasAddress,
    HasName,
    HasMtu,
    InterfaceIndex,
    AddressFamily,
    AddressReserved,
    AddressIpv4,
    AddressIpv6,
    AddressUnknown,
    NameLength,
    Name,
    Mtu,
    IdentifiedName,
    IdentifiedIndex,
    IdentifiedFamily,
    IdentifiedAddressLength,
    ObjectData,
    extensionFieldCount,
};
extern const std::array<FieldInfo, extensionFieldCount> extensionFields;

/// Returns a decoder's table followed by extensionFields.
template <std::size_t Count>
[[nodiscard]] std::array<FieldInfo, Count + extensionFieldCount>
withExtensionFields(const std::array<FieldInfo, Count>& own) {
    std::array<FieldInfo, Count + extensionFieldCount> all;
    std::ranges::copy(extensionFields, std::ranges::copy(own, all.begin()).out);
    return all;
}

/// Returns where the original datagram ends and the extensions begin in the payload of an error (RFC 4884 section 4):
/// after `said` octets, or after 128 in messages from before that RFC (section 5.5). The whole payload if there are
/// none.
[[nodiscard]] std::size_t originalLength(Bytes payload, std::size_t said) noexcept;

/// Reads a multi-part structure (RFC 4884 section 7): MPLS label stacks (RFC 4950), interfaces (RFC 5837) and the
/// interface that an extended echo queries (RFC 8335). `first` is the index of Extensions in the decoder's table.
void decodeExtensions(ByteReader bytes, Dissection& dissection, Dissection::Field first);

} // namespace tapscope::icmp
