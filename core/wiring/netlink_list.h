#pragma once

#include <net/linux/netlink_socket.h>

#include <libmnl/libmnl.h>
#include <linux/netlink.h>

#include <array>
#include <cstdint>
#include <cstring>

namespace tapscope {

/// Asks for all objects of a type (RTM_GETROUTE) and family. `Header`: rtmsg or ndmsg, which begin with the family.
/// Returns false if the list is incomplete: the kernel refused, or something changed meanwhile.
template <typename Header>
bool listNetlink(NetlinkSocket& requests, std::uint16_t type, std::uint8_t family,
                 const NetlinkSocket::OnMessage& each) {
    alignas(nlmsghdr) std::array<char, 128> buffer{};
    nlmsghdr* request = mnl_nlmsg_put_header(buffer.data());
    request->nlmsg_type = type;
    request->nlmsg_flags = NLM_F_DUMP;
    auto* header = static_cast<Header*>(mnl_nlmsg_put_extra_header(request, sizeof(Header)));
    std::memcpy(header, &family, sizeof family);
    return requests.ask(*request, each).has_value();
}

} // namespace tapscope
