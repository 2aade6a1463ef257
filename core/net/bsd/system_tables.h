#pragma once

#include <net/bsd/bsd_system.h>
#include <net/bsd/requests.h>

/// The tables of the four systems, from their headers and their tap drivers' sources.
namespace tapscope::bsd {
namespace tables {

// <sys/ioccom.h>, the same on all four
constexpr unsigned long requestNumber(unsigned long direction, unsigned number, std::size_t size) {
    constexpr unsigned long sizeMask = 0x1fff;
    constexpr unsigned long interfaceGroup = 'i';
    return direction | (size & sizeMask) << 16U | interfaceGroup << 8U | number;
}
constexpr unsigned long in(unsigned number, std::size_t size) { // _IOW('i', number, …)
    return requestNumber(0x80000000UL, number, size);
}
constexpr unsigned long inOut(unsigned number, std::size_t size) { // _IOWR('i', number, …)
    return requestNumber(0xc0000000UL, number, size);
}

inline constexpr std::size_t plain = 32;     // struct ifreq
inline constexpr std::size_t spacious = 144; // struct ifreq of NetBSD, with a sockaddr_storage
inline constexpr std::size_t plain6 = sizeof(Address6Request);
inline constexpr std::size_t alias4 = 64, alias6 = 128;         // struct ifaliasreq, struct in6_aliasreq
inline constexpr std::size_t alias4Carp = 68, alias6Carp = 136; // FreeBSD's, with ifra_vhid
inline constexpr std::size_t status = sizeof(StatusRequest);

inline constexpr SystemTraits freeBsd = {
    .system = BsdSystem::FreeBsd,
    .name = "FreeBSD",
    .addressFamilyInet6 = 28,
    .protocolFamilyRoute = 17,
    .createInterface = inOut(124, plain), // SIOCIFCREATE2
    .destroyInterface = in(121, plain),
    .getFlags = inOut(17, plain),
    .setFlags = in(16, plain),
    .getMtu = inOut(51, plain),
    .setMtu = in(52, plain),
    .setLinkAddress = in(60, plain), // SIOCSIFLLADDR
    .addAddress4 = in(43, alias4Carp),
    .removeAddress4 = in(25, plain),
    .addAddress6 = in(27, alias6Carp),
    .removeAddress6 = in(25, plain6),
    .getStatus = inOut(59, status),
    .flagsInTwoHalves = true,
    .linkAddressByAlias = false,
    .hasCloningNode = true,
    .destroyWaitsForClose = true,
    .minimumMtu = 72,
    .maximumMtu = 65535,
    .data = {.linkState = {4, 1},
             .receivedFrames = {24, 8},
             .receivedBytes = {64, 8},
             .receiveDropped = {96, 8},
             .sentFrames = {40, 8},
             .sentBytes = {72, 8},
             .sendDropped = {104, 8},
             .linkUp = 2},
};

inline constexpr SystemTraits dragonFly = {
    .system = BsdSystem::DragonFly,
    .name = "DragonFly",
    .addressFamilyInet6 = 28,
    .protocolFamilyRoute = 17,
    .createInterface = inOut(124, plain), // SIOCIFCREATE2
    .destroyInterface = in(121, plain),
    .getFlags = inOut(17, plain),
    .setFlags = in(16, plain),
    .getMtu = inOut(51, plain),
    .setMtu = in(52, plain),
    .setLinkAddress = in(60, plain), // SIOCSIFLLADDR
    .addAddress4 = in(26, alias4),
    .removeAddress4 = in(25, plain),
    .addAddress6 = in(26, alias6),
    .removeAddress6 = in(25, plain6),
    .getStatus = inOut(59, status),
    .flagsInTwoHalves = true,
    .linkAddressByAlias = false,
    .hasCloningNode = false,
    .destroyWaitsForClose = false,
    .minimumMtu = 72,
    .maximumMtu = 1500,
    .data = {.linkState = {24, 8},
             .receivedFrames = {40, 8},
             .receivedBytes = {80, 8},
             .receiveDropped = {112, 8},
             .sentFrames = {56, 8},
             .sentBytes = {88, 8},
             .sendDropped = {},
             .linkUp = 2},
};

inline constexpr SystemTraits netBsd = {
    .system = BsdSystem::NetBsd,
    .name = "NetBSD",
    .addressFamilyInet6 = 24,
    .protocolFamilyRoute = 34,
    .createInterface = in(122, spacious),
    .destroyInterface = in(121, spacious),
    .getFlags = inOut(17, spacious),
    .setFlags = in(16, spacious),
    .getMtu = inOut(126, spacious),
    .setMtu = in(127, spacious),
    .setLinkAddress = in(28, sizeof(LinkAliasRequest)), // SIOCALIFADDR
    .addAddress4 = in(26, alias4),
    .removeAddress4 = in(25, spacious),
    .addAddress6 = in(107, alias6),
    .removeAddress6 = in(25, plain6),
    .getStatus = 0,
    .flagsInTwoHalves = false,
    .linkAddressByAlias = true,
    .hasCloningNode = false, // its /dev/tap returns the name by TAPGIFNAME, and removes the device on close
    .destroyWaitsForClose = false,
    .minimumMtu = 46,
    .maximumMtu = 9000,
    .data = {.linkState = {4, 4},
             .receivedFrames = {32, 8},
             .receivedBytes = {72, 8},
             .receiveDropped = {104, 8},
             .sentFrames = {48, 8},
             .sentBytes = {80, 8},
             .sendDropped = {},
             .linkUp = 2},
};

inline constexpr SystemTraits openBsd = {
    .system = BsdSystem::OpenBsd,
    .name = "OpenBSD",
    .addressFamilyInet6 = 24,
    .protocolFamilyRoute = 17,
    .createInterface = in(122, plain),
    .destroyInterface = in(121, plain),
    .getFlags = inOut(17, plain),
    .setFlags = in(16, plain),
    .getMtu = inOut(126, plain),
    .setMtu = in(127, plain),
    .setLinkAddress = in(31, plain), // SIOCSIFLLADDR
    .addAddress4 = in(26, alias4),
    .removeAddress4 = in(25, plain),
    .addAddress6 = in(26, alias6),
    .removeAddress6 = in(25, plain6),
    .getStatus = 0,
    .flagsInTwoHalves = false,
    .linkAddressByAlias = false,
    .hasCloningNode = false,
    .destroyWaitsForClose = false,
    .minimumMtu = 46,
    .maximumMtu = 16384,
    .data = {.linkState = {3, 1},
             .receivedFrames = {24, 8},
             .receivedBytes = {64, 8},
             .receiveDropped = {96, 8},
             .sentFrames = {40, 8},
             .sentBytes = {72, 8},
             .sendDropped = {104, 8},
             .linkUp = 4},
};

} // namespace tables

[[nodiscard]] constexpr const SystemTraits& traitsOf(BsdSystem system) noexcept {
    switch (system) {
    case BsdSystem::DragonFly:
        return tables::dragonFly;
    case BsdSystem::NetBsd:
        return tables::netBsd;
    case BsdSystem::OpenBsd:
        return tables::openBsd;
    case BsdSystem::FreeBsd:
        break;
    }
    return tables::freeBsd;
}

} // namespace tapscope::bsd
