#pragma once

#include <net/interface_name.h>
#include <net/linux/netlink_socket.h>

#include <libmnl/libmnl.h>
#include <linux/rtnetlink.h>

#include <array>
#include <cstdint>

namespace tapscope {

/// The link that a request is for. Between two requests, another device may take over a name, but not an index.
struct LinkTarget {
    const InterfaceName& name;
    std::uint32_t index = 0; ///< 0: the link with the name
};

/// An rtnetlink(7) request about one link, to which attributes are added.
class LinkRequest {
public:
    explicit LinkRequest(std::uint16_t type) {
        header_ = mnl_nlmsg_put_header(buffer_.data());
        header_->nlmsg_type = type;
        link_ = static_cast<ifinfomsg*>(mnl_nlmsg_put_extra_header(header_, sizeof(ifinfomsg)));
    }
    LinkRequest(std::uint16_t type, const InterfaceName& name) : LinkRequest(type) {
        mnl_attr_put_strz(header_, IFLA_IFNAME, name.text().c_str());
    }
    LinkRequest(std::uint16_t type, const LinkTarget& target) : LinkRequest(type) {
        if (target.index != 0) // without a name, which would rename the link
            link_->ifi_index = static_cast<int>(target.index);
        else
            mnl_attr_put_strz(header_, IFLA_IFNAME, target.name.text().c_str());
    }
    LinkRequest(const LinkRequest&) = delete;
    LinkRequest& operator=(const LinkRequest&) = delete;

    [[nodiscard]] nlmsghdr& header() noexcept { return *header_; }
    [[nodiscard]] ifinfomsg& link() noexcept { return *link_; }

private:
    alignas(nlmsghdr) std::array<char, 1024> buffer_{};
    nlmsghdr* header_;
    ifinfomsg* link_;
};

} // namespace tapscope
