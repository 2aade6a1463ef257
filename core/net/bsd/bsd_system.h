#pragma once

#include <base/syscalls.h>

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace tapscope::bsd {

enum class BsdSystem : std::uint8_t { FreeBsd, DragonFly, NetBsd, OpenBsd };

/// The position of a number in a structure of the kernel.
struct NumberField {
    std::size_t offset = 0, size = 0; ///< bytes
};

/// The parts of `struct if_data` that are read here, if_data(9).
struct InterfaceDataLayout {
    NumberField linkState;
    NumberField receivedFrames, receivedBytes, receiveDropped, sentFrames, sentBytes,
        sendDropped;          ///< size 0: not available
    std::uint64_t linkUp = 0; ///< LINK_STATE_UP; larger values also mean up
};

/// The differences between the BSD kernels, as far as TAP devices are concerned: a table, so that all four can be
/// tested anywhere. layout_check.cpp compares it with the system's own headers when it is compiled.
struct SystemTraits {
    BsdSystem system;
    std::string_view name;

    int addressFamilyInet6, protocolFamilyRoute; ///< AF_INET6, PF_ROUTE

    // netintro(4), ifconfig(8): requests on a control socket
    unsigned long createInterface, destroyInterface;
    unsigned long getFlags, setFlags, getMtu, setMtu, setLinkAddress;
    unsigned long addAddress4, removeAddress4, addAddress6, removeAddress6;
    unsigned long getStatus; ///< SIOCGIFSTATUS, which returns who has a TAP open; 0 if there is none

    bool flagsInTwoHalves;                ///< ifr_flagshigh
    bool linkAddressByAlias;              ///< SIOCALIFADDR with IFLR_ACTIVE instead of SIOCSIFLLADDR
    bool hasCloningNode;                  ///< /dev/tap creates a device if net.link.tap.devfs_cloning is 1
    bool destroyWaitsForClose;            ///< SIOCIFDESTROY sleeps while the device is open
    std::uint32_t minimumMtu, maximumMtu; ///< bytes, the range of the tap driver

    InterfaceDataLayout data;
};

/// The kernel to use.
struct Kernel {
    const SystemTraits& traits;
    Syscalls& calls;
};

/// The kernel that this program runs on. Tests link another function.
[[nodiscard]] Kernel thisKernel() noexcept;

} // namespace tapscope::bsd
