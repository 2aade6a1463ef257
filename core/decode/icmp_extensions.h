#pragma once

#include <decode/dissection.h>

#include <algorithm>
#include <array>
#include <cstdint>

/// What ICMP and ICMPv6 append to errors.
namespace tapscope::icmp {

/// Fields of the extensions, in the order of extensionFields; another table may hold them from an index of its own on.
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

/// A decoder's table with extensionFields behind its own.
template <std::size_t Count>
[[nodiscard]] std::array<FieldInfo, Count + extensionFieldCount>
withExtensionFields(const std::array<FieldInfo, Count>& own) {
    std::array<FieldInfo, Count + extensionFieldCount> all;
    std::ranges::copy(extensionFields, std::ranges::copy(own, all.begin()).out);
    return all;
}

/// Where in the payload of an error the original datagram ends and the extensions begin (RFC 4884 section 4): behind
/// `said` octets, or behind 128 in messages from before that RFC (section 5.5). All of it when there are none.
[[nodiscard]] std::size_t originalLength(Bytes payload, std::size_t said) noexcept;

/// Reads a multi-part structure (RFC 4884 section 7): MPLS label stacks (RFC 4950), interfaces (RFC 5837) and whom an
/// extended echo asks for (RFC 8335). `first` is the index of Extensions in the decoder's table.
void decodeExtensions(ByteReader bytes, Dissection& dissection, Dissection::Field first);

} // namespace tapscope::icmp
