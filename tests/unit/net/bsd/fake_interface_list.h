#pragma once

#include <net/bsd/bsd_system.h>

#include <ifaddrs.h>

#include <array>
#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <vector>

namespace tapscope::test {

struct FakeAddress {
    bool isV6 = false;
    std::vector<std::uint8_t> octets, mask, broadcast;
};

struct FakeDevice {
    std::uint16_t index = 0;
    std::uint32_t flags = 0x8802; ///< IFF_BROADCAST, IFF_SIMPLEX, IFF_MULTICAST
    std::int32_t mtu = 1500;
    std::array<std::uint8_t, 6> mac = {0, 0xbd, 1, 2, 3, 4};
    std::vector<FakeAddress> addresses;
    std::deque<std::vector<std::uint8_t>> toProgram;
    std::uint64_t receivedFrames = 0;
    bool isOpen = false;
    bool goesOnClose = false; ///< it was created by opening its node
};

/// The result of getifaddrs(3) on one of the systems: for each interface, one link entry and one entry per address.
class FakeInterfaceList {
public:
    FakeInterfaceList(bsd::BsdSystem system, const std::map<std::string, FakeDevice>& devices);
    [[nodiscard]] ifaddrs* head() { return &entries_.front(); }

private:
    void addLink(const std::string& name, const FakeDevice& device);
    void addAddress(const std::string& name, const FakeDevice& device, const FakeAddress& address);
    ifaddrs& append(const std::string& name, const FakeDevice& device);
    sockaddr* keep(std::vector<std::uint8_t> bytes);

    bsd::BsdSystem system_;
    std::deque<ifaddrs> entries_;
    std::deque<std::string> names_;
    std::deque<std::vector<std::uint8_t>> blocks_;
};

} // namespace tapscope::test
