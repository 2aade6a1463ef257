#include <net/broadcast_address.h>
#include <net/if.h>
#include <net/interface.h>
#include <net/linux/device_errors.h>
#include <net/linux/netlink_socket.h>
#include <net/linux/pinned_device.h>

#include <fmt/core.h>
#include <libmnl/libmnl.h>
#include <linux/if_addr.h>
#include <linux/rtnetlink.h>

#include <array>
#include <cerrno>

namespace tapscope {
namespace {

/// Adds the attributes of an address that differ from the kernel's defaults.
void putRest(nlmsghdr& header, ifaddrmsg& body, const InterfaceAddress& address) {
    body.ifa_scope = address.scope;
    if (!address.label.empty())
        mnl_attr_put_strz(&header, IFA_LABEL, address.label.c_str());
    constexpr std::uint32_t forEver = InterfaceAddress::forEver;
    if (address.validSeconds != forEver || address.preferredSeconds != forEver) {
        const ifa_cacheinfo lifetime{
            .ifa_prefered = address.preferredSeconds, .ifa_valid = address.validSeconds, .cstamp = 0, .tstamp = 0};
        mnl_attr_put(&header, IFA_CACHEINFO, sizeof lifetime, &lifetime);
    }
}

Result<void> request(const LinkTarget& target, const InterfaceAddress& address, std::uint16_t type, std::uint16_t flags,
                     std::string_view action) {
    auto socket = NetlinkSocket::open();
    if (!socket)
        return std::unexpected(socket.error());
    const InterfaceName& name = target.name;
    const unsigned index = target.index != 0 ? target.index : if_nametoindex(name.text().c_str());
    if (index == 0)
        return failure(ErrorKind::NotFound, action, name.text(), "there is no such device");
    alignas(nlmsghdr) std::array<char, 512> buffer{};
    nlmsghdr* header = mnl_nlmsg_put_header(buffer.data());
    header->nlmsg_type = type;
    header->nlmsg_flags = flags;
    auto* body = static_cast<ifaddrmsg*>(mnl_nlmsg_put_extra_header(header, sizeof(ifaddrmsg)));
    const IpAddress& local = address.prefix.address;
    body->ifa_family = local.family == IpAddress::Family::V4 ? AF_INET : AF_INET6;
    body->ifa_prefixlen = address.prefix.length;
    body->ifa_index = index;
    const IpAddress& other = address.peer ? *address.peer : local;
    mnl_attr_put(header, IFA_LOCAL, local.size(), local.octets.data());
    mnl_attr_put(header, IFA_ADDRESS, other.size(), other.octets.data());
    if (type == RTM_NEWADDR) {
        const auto broadcast = address.broadcast || address.peer ? address.broadcast : usualBroadcast(address.prefix);
        if (broadcast)
            mnl_attr_put(header, IFA_BROADCAST, broadcast->size(), broadcast->octets.data());
        putRest(*header, *body, address);
    }
    auto done = socket->ask(*header);
    if (done)
        return {};
    std::string_view hint;
    if (done.error().code == EEXIST)
        hint = "It has that address already";
    else if (done.error().code == EADDRNOTAVAIL && type == RTM_DELADDR)
        hint = "It does not have that address";
    else if (local.family == IpAddress::Family::V6 && done.error().code == EINVAL)
        hint = "IPv6 needs an MTU of at least 1280";
    return refused(done.error(), action, name, hint);
}

} // namespace

Result<void> addAddress(const LinkTarget& target, const InterfaceAddress& address) {
    return request(target, address, RTM_NEWADDR, NLM_F_CREATE | NLM_F_EXCL,
                   fmt::format("add the address {} to", addressText(address)));
}

Result<void> removeAddress(const LinkTarget& target, const InterfaceAddress& address) {
    return request(target, address, RTM_DELADDR, 0, fmt::format("remove the address {} from", addressText(address)));
}

Result<void> addAddress(const InterfaceName& name, const InterfaceAddress& address) {
    return addAddress(LinkTarget{name}, address);
}

Result<void> removeAddress(const InterfaceName& name, const InterfaceAddress& address) {
    return removeAddress(LinkTarget{name}, address);
}

} // namespace tapscope
