#include <net/bsd/device_errors.h>
#include <net/bsd/interface_control.h>
#include <net/bsd/requests.h>

#include <fmt/core.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <limits>

namespace tapscope::bsd {
namespace {

Result<InterfaceRequest> ask(const Kernel& kernel, unsigned long number, InterfaceRequest request,
                             std::string_view action, const InterfaceName& name, std::string_view hint = {}) {
    request.name = nameField(name);
    if (const int code = control(kernel, familyInet, number, &request); code != 0)
        return refused(kernel, code, action, name, hint);
    return request;
}

Result<void> tell(const Kernel& kernel, unsigned long number, const InterfaceRequest& request, std::string_view action,
                  const InterfaceName& name, std::string_view hint = {}) {
    if (auto done = ask(kernel, number, request, action, name, hint); !done)
        return std::unexpected(done.error());
    return {};
}

std::unexpected<Error> mtuOutOfRange(const Kernel& kernel, const InterfaceName& name, Error error) {
    error.kind = ErrorKind::OutOfRange;
    error.hint = fmt::format("{} accepts {} to {}", name.text(), kernel.traits.minimumMtu, kernel.traits.maximumMtu);
    return std::unexpected(std::move(error));
}

} // namespace

int control(const Kernel& kernel, int family, unsigned long request, void* argument) {
    const UniqueFd socket(kernel.calls.socket(family, SOCK_DGRAM | SOCK_CLOEXEC, 0), kernel.calls);
    if (!socket || kernel.calls.ioctl(socket.get(), request, argument) != 0)
        return errno;
    return 0;
}

Result<void> createInterface(const Kernel& kernel, const InterfaceName& name) {
    return tell(kernel, kernel.traits.createInterface, {}, "create", name);
}

Result<void> destroyInterface(const Kernel& kernel, const InterfaceName& name) {
    return tell(kernel, kernel.traits.destroyInterface, {}, "destroy", name);
}

Result<std::uint32_t> flags(const Kernel& kernel, const InterfaceName& name, std::string_view action) {
    const auto answer = ask(kernel, kernel.traits.getFlags, {}, action, name);
    if (!answer)
        return std::unexpected(answer.error());
    const std::uint32_t low = answer->get<std::uint16_t>();
    if (!kernel.traits.flagsInTwoHalves)
        return low;
    return low | std::uint32_t{answer->get<std::uint16_t>(flagsHighOffset)} << 16U;
}

Result<void> setState(const Kernel& kernel, const InterfaceName& name, LinkState state) {
    const std::string_view action = state == LinkState::Up ? "switch on" : "switch off";
    const auto before = flags(kernel, name, action);
    if (!before)
        return std::unexpected(before.error());
    const std::uint32_t after = state == LinkState::Up ? *before | flagUp : *before & ~flagUp;
    InterfaceRequest request;
    request.put(static_cast<std::uint16_t>(after));
    if (kernel.traits.flagsInTwoHalves)
        request.put(static_cast<std::uint16_t>(after >> 16U), flagsHighOffset);
    return tell(kernel, kernel.traits.setFlags, request, action, name);
}

Result<std::uint32_t> mtu(const Kernel& kernel, const InterfaceName& name) {
    const auto answer = ask(kernel, kernel.traits.getMtu, {}, "read the MTU of", name);
    if (!answer)
        return std::unexpected(answer.error());
    const auto size = answer->get<std::int32_t>();
    if (size < 0)
        return failure(ErrorKind::OutOfRange, "read the MTU of", name.text(), fmt::format("the kernel says {}", size));
    return static_cast<std::uint32_t>(size);
}

Result<void> setMtu(const Kernel& kernel, const InterfaceName& name, std::uint32_t mtu) {
    const auto action = fmt::format("set the MTU to {} for", mtu);
    if (mtu > std::uint32_t{std::numeric_limits<std::int32_t>::max()}) // it would be negative in the kernel
        return mtuOutOfRange(kernel, name, {.action = action, .object = name.text(), .reason = "it is too large"});
    InterfaceRequest request;
    request.put(static_cast<std::int32_t>(mtu));
    auto done = tell(kernel, kernel.traits.setMtu, request, action, name);
    if (!done && (done.error().code == EINVAL || done.error().code == ERANGE))
        return mtuOutOfRange(kernel, name, std::move(done.error()));
    return done;
}

Result<void> setMac(const Kernel& kernel, const InterfaceName& name, const MacAddress& mac) {
    const auto action = fmt::format("set the MAC address {} for", mac.text());
    if (mac.isGroup()) // not all of these kernels reject it
        return failure(ErrorKind::Invalid, action, name.text(), "it is a group address",
                       "A group address (first octet odd) cannot be a device's own");
    if (!kernel.traits.linkAddressByAlias) {
        PlainLinkAddress address;
        std::ranges::copy(mac.octets, address.data.begin());
        InterfaceRequest request;
        request.put(address);
        return tell(kernel, kernel.traits.setLinkAddress, request, action, name);
    }
    LinkAliasRequest request{.name = nameField(name)};
    request.address.addressLength = static_cast<std::uint8_t>(mac.octets.size());
    std::ranges::copy(mac.octets, request.address.data.begin());
    if (const int code = control(kernel, familyLink, kernel.traits.setLinkAddress, &request); code != 0)
        return refused(kernel, code, action, name);
    return {};
}

} // namespace tapscope::bsd
