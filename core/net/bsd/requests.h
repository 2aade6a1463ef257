#pragma once

#include <net/interface_name.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <type_traits>

/// The structures of the BSD kernels, as they are in memory on 64-bit machines. Offsets are the same on all four
/// systems. If sizes differ, ours is the largest, and the request's number says how much of it the kernel copies.
/// layout_check.cpp compares them with the system's own headers.
namespace tapscope::bsd {

inline constexpr std::uint8_t familyInet = 2, familyLink = 18; ///< AF_INET, AF_LINK

using InterfaceNameField = std::array<char, 16>;

/// The name, padded with zeros. An InterfaceName always fits.
[[nodiscard]] inline InterfaceNameField nameField(const InterfaceName& name) {
    InterfaceNameField field{};
    name.text().copy(field.data(), field.size() - 1);
    return field;
}

/// struct sockaddr_in
struct SocketAddress4 {
    std::uint8_t length = 16, family = familyInet;
    std::uint16_t port = 0;
    std::array<std::uint8_t, 4> address{};
    std::array<std::uint8_t, 8> zero{};
};

/// struct sockaddr_in6
struct SocketAddress6 {
    std::uint8_t length = 28, family = 0;
    std::uint16_t port = 0;
    std::uint32_t flow = 0;
    std::array<std::uint8_t, 16> address{};
    std::uint32_t scope = 0;
};

/// struct sockaddr_dl: a header, the interface's name, the address.
struct LinkAddress {
    std::uint8_t length = 20, family = familyLink;
    std::uint16_t index = 0;
    std::uint8_t type = 0, nameLength = 0, addressLength = 0, selectorLength = 0;
    std::array<std::uint8_t, 12> data{};
};

/// struct sockaddr with a MAC address, as SIOCSIFLLADDR expects it
struct PlainLinkAddress {
    std::uint8_t length = 6, family = familyLink;
    std::array<std::uint8_t, 14> data{};
};

/// struct ifreq: a name, and the value of the request
struct InterfaceRequest {
    InterfaceNameField name{};
    std::array<std::byte, 128> value{}; ///< as large as NetBSD's

    template <typename Value>
    void put(const Value& what, std::size_t offset = 0) {
        static_assert(std::is_trivially_copyable_v<Value> && sizeof(Value) <= sizeof(value));
        std::memcpy(value.data() + offset, &what, sizeof what);
    }
    template <typename Value>
    [[nodiscard]] Value get(std::size_t offset = 0) const {
        static_assert(std::is_trivially_copyable_v<Value> && sizeof(Value) <= sizeof(value));
        Value what;
        std::memcpy(&what, value.data() + offset, sizeof what);
        return what;
    }
};
inline constexpr std::uint32_t flagUp = 1;        ///< IFF_UP
inline constexpr std::size_t flagsHighOffset = 2; ///< ifr_flagshigh: FreeBSD, DragonFly

/// struct ifaliasreq
struct Alias4Request {
    InterfaceNameField name{};
    SocketAddress4 address, broadcast, mask;
    std::int32_t vhid = 0; ///< FreeBSD
};

/// struct in6_aliasreq
struct Alias6Request {
    InterfaceNameField name{};
    SocketAddress6 address, destination, mask;
    std::int32_t flags = 0;
    std::int64_t expires = 0, preferredUntil = 0;
    std::uint32_t validSeconds = 0xffffffff, preferredSeconds = 0xffffffff; ///< ND6_INFINITE_LIFETIME
    std::int32_t vhid = 0;                                                  ///< FreeBSD
    std::int32_t padding = 0;
};

/// struct in6_ifreq, whose union is as large as the ICMPv6 statistics
struct Address6Request {
    InterfaceNameField name{};
    SocketAddress6 address;
    std::array<std::byte, 244> rest{};
};

/// struct if_laddrreq of NetBSD
struct LinkAliasRequest {
    static constexpr std::uint32_t active = 0x4000; ///< IFLR_ACTIVE

    InterfaceNameField name{};
    std::uint32_t flags = active, prefixLength = 0;
    LinkAddress address;
    std::array<std::byte, 108> addressRest{};
    std::array<std::byte, 128> destination{};
};

/// struct ifstat of FreeBSD and DragonFly
struct StatusRequest {
    InterfaceNameField name{};
    std::array<char, 801> text{};
};

} // namespace tapscope::bsd
