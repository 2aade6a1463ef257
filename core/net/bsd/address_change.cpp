#include <net/broadcast_address.h>
#include <net/bsd/device_errors.h>
#include <net/bsd/device_list.h>
#include <net/bsd/interface_control.h>
#include <net/bsd/requests.h>

#include <fmt/core.h>

#include <algorithm>
#include <cerrno>

namespace tapscope::bsd {
namespace {

SocketAddress4 socketAddress4(const IpAddress& address) {
    SocketAddress4 made;
    std::copy_n(address.octets.begin(), made.address.size(), made.address.begin());
    return made;
}

SocketAddress6 socketAddress6(const Kernel& kernel, const IpAddress& address) {
    return {.family = static_cast<std::uint8_t>(kernel.traits.addressFamilyInet6), .address = address.octets};
}

IpAddress maskOf(const IpPrefix& prefix) {
    IpAddress mask{.family = prefix.address.family};
    for (unsigned bit = 0; bit < prefix.length; ++bit)
        mask.octets[bit / 8] = static_cast<std::uint8_t>(mask.octets[bit / 8] | 0x80U >> bit % 8);
    return mask;
}

bool isV4(const InterfaceAddress& address) {
    return address.prefix.address.family == IpAddress::Family::V4;
}

int add(const Kernel& kernel, const InterfaceName& name, const InterfaceAddress& address) {
    const IpPrefix& prefix = address.prefix;
    if (isV4(address)) {
        Alias4Request request{.name = nameField(name),
                              .address = socketAddress4(prefix.address),
                              .broadcast = {.length = 0, .family = 0},
                              .mask = socketAddress4(maskOf(prefix))};
        if (const auto broadcast = address.broadcast ? address.broadcast : usualBroadcast(prefix))
            request.broadcast = socketAddress4(*broadcast);
        return control(kernel, familyInet, kernel.traits.addAddress4, &request);
    }
    Alias6Request request{.name = nameField(name),
                          .address = socketAddress6(kernel, prefix.address),
                          .destination = {.length = 0},
                          .mask = socketAddress6(kernel, maskOf(prefix))};
    return control(kernel, kernel.traits.addressFamilyInet6, kernel.traits.addAddress6, &request);
}

int remove(const Kernel& kernel, const InterfaceName& name, const IpAddress& address) {
    if (address.family == IpAddress::Family::V4) {
        InterfaceRequest request{.name = nameField(name)};
        request.put(socketAddress4(address));
        return control(kernel, familyInet, kernel.traits.removeAddress4, &request);
    }
    Address6Request request{.name = nameField(name), .address = socketAddress6(kernel, address)};
    return control(kernel, kernel.traits.addressFamilyInet6, kernel.traits.removeAddress6, &request);
}

std::string_view hintFor(int code, const InterfaceAddress& address) {
    if (code == EEXIST)
        return "It has that address already";
    if (code == EADDRNOTAVAIL)
        return "It does not have that address";
    if (code == EAFNOSUPPORT || code == EPFNOSUPPORT || code == EPROTONOSUPPORT)
        return isV4(address) ? "The kernel was built without IPv4" : "The kernel was built without IPv6";
    return {};
}

} // namespace

Result<void> addAddress(const Kernel& kernel, const InterfaceName& name, const InterfaceAddress& address) {
    const auto action = fmt::format("add the address {} to", address.prefix.text());
    if (address.peer)
        return unsupported(kernel, action, name, "point-to-point addresses on a TAP", "Give it a prefix length");
    // These kernels treat adding an existing address as a change of it.
    const auto info = deviceOf(kernel, name, action);
    if (!info)
        return std::unexpected(info.error());
    const auto& has = info->addresses;
    const auto same = [&](const InterfaceAddress& each) { return each.prefix.address == address.prefix.address; };
    const int code = std::ranges::any_of(has, same) ? EEXIST : add(kernel, name, address);
    if (code != 0)
        return refused(kernel, code, action, name, hintFor(code, address));
    return {};
}

Result<void> removeAddress(const Kernel& kernel, const InterfaceName& name, const InterfaceAddress& address) {
    const auto action = fmt::format("remove the address {} from", address.prefix.text());
    if (const int code = remove(kernel, name, address.prefix.address); code != 0)
        return refused(kernel, code, action, name, hintFor(code, address));
    return {};
}

} // namespace tapscope::bsd
