#include <net/if.h>
#include <net/linux/device_errors.h>
#include <net/linux/link_owner.h>
#include <net/linux/link_request.h>
#include <net/veth_pair.h>

#include <fmt/core.h>
#include <linux/veth.h>

#include <cerrno>

namespace tapscope {
namespace {

constexpr std::string_view creatingPair = "create";

std::unexpected<Error> nameTaken(const InterfaceName& name, const InterfaceName& peer) {
    const auto& taken = if_nametoindex(name.text().c_str()) != 0 ? name : peer;
    return failure(ErrorKind::NameTaken, creatingPair, taken.text(), "a device with that name already exists",
                   "Choose another name");
}

} // namespace

Result<VethPair> createVethPair(const InterfaceName& name, const InterfaceName& peer, std::optional<uid_t> owner) {
    if (name == peer)
        return failure(ErrorKind::Invalid, creatingPair, name.text(), "both ends of the pair have that name",
                       "Give each end a different name");
    auto socket = NetlinkSocket::open();
    if (!socket)
        return std::unexpected(socket.error());
    LinkRequest request(RTM_NEWLINK, name);
    nlmsghdr* header = &request.header();
    header->nlmsg_flags = NLM_F_CREATE | NLM_F_EXCL;
    nlattr* linkInfo = mnl_attr_nest_start(header, IFLA_LINKINFO);
    mnl_attr_put_str(header, IFLA_INFO_KIND, "veth");
    nlattr* data = mnl_attr_nest_start(header, IFLA_INFO_DATA);
    // VETH_INFO_PEER contains a link message of its own, header and attributes.
    nlattr* other = mnl_attr_nest_start(header, VETH_INFO_PEER);
    mnl_nlmsg_put_extra_header(header, sizeof(ifinfomsg));
    mnl_attr_put_strz(header, IFLA_IFNAME, peer.text().c_str());
    mnl_attr_nest_end(header, other);
    mnl_attr_nest_end(header, data);
    mnl_attr_nest_end(header, linkInfo);
    if (auto done = socket->ask(*header); !done) {
        if (done.error().code == EEXIST)
            return nameTaken(name, peer);
        return refused(done.error(), creatingPair, name,
                       done.error().code == EOPNOTSUPP ? "The kernel's veth driver is missing; load it: modprobe veth"
                                                       : "");
    }
    for (const auto& end : {name, peer}) {
        auto marked = owner ? writeOwner(*socket, end, *owner) : Result<void>{};
        if (!marked) {
            LinkRequest removal(RTM_DELLINK, name);
            static_cast<void>(socket->ask(removal.header()));
            return std::unexpected(std::move(marked.error()));
        }
    }
    return VethPair{name, peer};
}

Result<VethPair> createUniqueVethPair(std::optional<uid_t> owner) {
    constexpr unsigned tries = 500;
    for (unsigned i = 0; i < tries; ++i) {
        auto name = InterfaceName::parse(fmt::format("veth{}", 2 * i));
        auto peer = InterfaceName::parse(fmt::format("veth{}", 2 * i + 1));
        auto made = createVethPair(*name, *peer, owner);
        if (made || made.error().kind != ErrorKind::NameTaken)
            return made;
    }
    return failure(ErrorKind::NoSpace, creatingPair, "a vETH pair",
                   fmt::format("veth0 to veth{} are taken", 2 * tries - 1), "Give both ends names");
}

} // namespace tapscope
