// tapscope-net-selftest: tries every operation of core/net on this system and prints the results. Needs the right to
// create interfaces. It creates its own TAPs and removes them again; other interfaces are left alone.

#include "report.h"

#include <net/device_watcher.h>
#include <net/interface.h>

#include <fmt/core.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <optional>

using namespace tapscope;
using selftest::Report;

namespace {

constexpr unsigned highNumber = 977;                // unlikely to be in use
constexpr std::uint32_t networkOfOurs = 0x0ad54d00; // 10.213.77.0/24
const InterfaceAddress address4 = {.prefix = *IpPrefix::parse("10.213.77.1/24")};
const InterfaceAddress address6 = {.prefix = *IpPrefix::parse("fd00:7453::1/64")};

bool has(const InterfaceName& name, const InterfaceAddress& address) {
    const auto info = deviceInfo(name);
    return info &&
           std::ranges::any_of(info->addresses, [&](const auto& each) { return each.prefix == address.prefix; });
}

std::optional<bool> isUp(const InterfaceName& name) {
    const auto info = deviceInfo(name);
    return info ? std::optional(info->isUp) : std::nullopt;
}

bool exists(const InterfaceName& name) {
    const auto all = listDevices();
    return all && std::ranges::any_of(*all, [&](const auto& each) { return each.name == name; });
}

/// Makes the host send an ARP request for a neighbour on our network.
void provokeFrame() {
    const UniqueFd udp(socket(AF_INET, SOCK_DGRAM, 0));
    sockaddr_in neighbour{};
    neighbour.sin_family = AF_INET;
    neighbour.sin_port = htons(9); // the discard port
    neighbour.sin_addr.s_addr = htonl(networkOfOurs + 2);
    static_cast<void>(sendto(udp.get(), "?", 1, 0, reinterpret_cast<const sockaddr*>(&neighbour), sizeof neighbour));
}

template <typename Condition>
bool comesTrue(int fd, Condition condition) {
    const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(10);
    while (!condition()) {
        if (std::chrono::steady_clock::now() > end)
            return false;
        pollfd ready{.fd = fd, .events = POLLIN, .revents = 0};
        static_cast<void>(poll(&ready, 1, 100));
    }
    return true;
}

void tryConfiguration(Report& report, const InterfaceName& name) {
    report.held("set the MTU to 1400", setMtu(name, 1400));
    const auto after = deviceInfo(name);
    report.held("it is as set", after && after->mtu == 1400, after ? fmt::format("it is {}", after->mtu) : "");
    report.refused("an MTU of 4294967295 is refused", setMtu(name, 4294967295U), ErrorKind::OutOfRange);
    report.refused("an MTU of 1 is refused", setMtu(name, 1), ErrorKind::OutOfRange);
    const auto mac = *MacAddress::parse("02:00:5e:10:00:01");
    report.held("set the MAC address", setMac(name, mac));
    const auto changed = deviceInfo(name);
    report.held("it is as set", changed && changed->mac == mac, changed && changed->mac ? changed->mac->text() : "");
    report.held("switch it on", setState(name, LinkState::Up));
    report.held("it is on", isUp(name) == true);
    report.held("switch it off", setState(name, LinkState::Down));
    report.held("it is off", isUp(name) == false);
}

void tryAddresses(Report& report, const InterfaceName& name) {
    for (const auto& address : {address4, address6}) {
        const auto text = address.prefix.text();
        report.held("add " + text, addAddress(name, address));
        report.held(text + " is listed", has(name, address));
        report.refused("adding it again is refused", addAddress(name, address), ErrorKind::NameTaken);
        report.held("remove it", removeAddress(name, address));
        report.held(text + " is no longer listed", !has(name, address));
        report.refused("removing it again is refused", removeAddress(name, address), ErrorKind::NotFound);
    }
}

void tryFrames(Report& report, TapDevice& device) {
    const auto name = device.name();
    report.held("give it an address", addAddress(name, address4));
    report.held("switch it on", setState(name, LinkState::Up));
    report.held("make it non-blocking", device.setBlocking(Blocking::No));
    report.held("it is non-blocking", device.blocking().value_or(Blocking::Yes) == Blocking::No);
    std::array<std::byte, 2048> buffer{};
    const auto arp = [&] {
        provokeFrame();
        while (const auto size = device.receive(buffer)) {
            if (*size >= 42 && buffer[12] == std::byte{8} && buffer[13] == std::byte{6})
                return true;
        }
        return false;
    };
    report.held("receive a frame of the host's", comesTrue(device.fd(), arp));
    while (device.receive(buffer)) {
    }
    const auto none = device.receive(buffer);
    report.held("without a frame, receiving reports that there is none and does not wait",
                !none && none.error().code == EAGAIN, none ? "a frame came" : none.error().text());
    const auto before = deviceInfo(name);
    std::array<std::byte, 60> frame{};
    std::fill_n(frame.begin(), 6, std::byte{0xff});
    frame[6] = std::byte{2};
    report.held("send a frame", device.send(frame));
    report.held("the host has received it", comesTrue(-1, [&] {
                    const auto after = deviceInfo(name);
                    return before && after && after->counters.receivedFrames > before->counters.receivedFrames;
                }));
}

void tryWatching(Report& report, const InterfaceName& name) {
    auto watcher = DeviceWatcher::start();
    if (!report.held("watch the devices", watcher))
        return;
    report.held("change the MTU under the watcher", setMtu(name, 1300));
    report.held("the watcher tells it", comesTrue((*watcher)->fd(), [&] {
                    static_cast<void>((*watcher)->process());
                    return std::ranges::any_of((*watcher)->devices(), [&](const DeviceInfo& each) {
                        return each.name == name && each.mtu == 1300;
                    });
                }));
}

void tryLifetime(Report& report, Result<TapDevice> device) {
    const auto name = device->name();
    auto copy = device->duplicate();
    report.held("share the descriptor", copy);
    device = std::unexpected(Error{});
    report.held("the device lives on with the second one", exists(name));
    copy = std::unexpected(Error{});
    report.held("and is gone with it", !exists(name));

    auto kept = TapDevice::createNumbered(highNumber, {.persistence = Persistence::Kept});
    if (!report.held(fmt::format("create tap{} to stay", highNumber), kept))
        return;
    const auto keptName = kept->name();
    report.refused("creating it again is refused", TapDevice::createNamed(keptName), ErrorKind::NameTaken);
    kept = std::unexpected(Error{});
    report.held("it is there without its descriptor", exists(keptName));
    report.held("open it", TapDevice::open(keptName));
    report.held("let it go", setPersistence(keptName, Persistence::Dropped));
    report.held("it is gone", !exists(keptName));

    auto doomed = TapDevice::createNumbered(highNumber, {.persistence = Persistence::Kept});
    report.held("create it once more", doomed);
    doomed = std::unexpected(Error{});
    report.held("destroy it", destroy(keptName));
    report.held("it is gone", !exists(keptName));
    report.refused("destroying it again is refused", destroy(keptName), ErrorKind::NotFound);
}

} // namespace

int main() {
    Report report;
    auto device = TapDevice::createUnique();
    if (report.held("create a TAP with a free name", device)) {
        fmt::print("        it is {}\n", device->name().text());
        report.held("it is listed", exists(device->name()));
        tryConfiguration(report, device->name());
        tryAddresses(report, device->name());
        tryFrames(report, *device);
        tryWatching(report, device->name());
        tryLifetime(report, std::move(device));
    }
    return report.finish() ? 0 : 1;
}
