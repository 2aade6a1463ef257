#include <net/bridge.h>
#include <net/linux/device_errors.h>
#include <net/linux/link_owner.h>
#include <net/linux/link_request.h>

#include <fmt/core.h>

#include <cerrno>

namespace tapscope {
namespace {

constexpr std::string_view creatingBridge = "create";

Result<InterfaceName> create(const InterfaceName& name, std::optional<uid_t> owner) {
    auto socket = NetlinkSocket::open();
    if (!socket)
        return std::unexpected(socket.error());
    LinkRequest request(RTM_NEWLINK, name);
    nlmsghdr* header = &request.header();
    header->nlmsg_flags = NLM_F_CREATE | NLM_F_EXCL;
    nlattr* linkInfo = mnl_attr_nest_start(header, IFLA_LINKINFO);
    mnl_attr_put_str(header, IFLA_INFO_KIND, "bridge");
    mnl_attr_nest_end(header, linkInfo);
    if (auto done = socket->ask(*header); !done) {
        if (done.error().code == EEXIST)
            return failure(ErrorKind::NameTaken, creatingBridge, name.text(), "a device with that name already exists",
                           "Choose another name");
        return refused(
            done.error(), creatingBridge, name,
            done.error().code == EOPNOTSUPP ? "The kernel's bridge driver is missing; load it: modprobe bridge" : "");
    }
    if (auto noted = owner ? writeOwner(*socket, name, *owner) : Result<void>{}; !noted) {
        LinkRequest removal(RTM_DELLINK, name);
        static_cast<void>(socket->ask(removal.header()));
        return std::unexpected(std::move(noted.error()));
    }
    return name;
}

} // namespace

Result<InterfaceName> createBridge(const std::optional<InterfaceName>& name, std::optional<uid_t> owner) {
    if (name)
        return create(*name, owner);
    constexpr unsigned tries = 1000;
    for (unsigned i = 0; i < tries; ++i) {
        auto made = create(*InterfaceName::parse(fmt::format("br{}", i)), owner);
        if (made || made.error().kind != ErrorKind::NameTaken)
            return made;
    }
    return failure(ErrorKind::NoSpace, creatingBridge, "a bridge", fmt::format("br0 to br{} are taken", tries - 1),
                   "Give it a name");
}

} // namespace tapscope
