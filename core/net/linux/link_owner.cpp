#include <net/linux/device_errors.h>
#include <net/linux/link_owner.h>
#include <net/linux/link_request.h>

#include <charconv>

namespace tapscope {
namespace {

constexpr std::string_view mark = "tapscope: user ";

}

std::string ownerAlias(uid_t owner) {
    return std::string(mark) + std::to_string(owner);
}

std::optional<uid_t> ownerInAlias(std::string_view alias) {
    if (!alias.starts_with(mark))
        return std::nullopt;
    alias.remove_prefix(mark.size());
    uid_t owner = 0;
    const char* end = alias.data() + alias.size();
    const auto [stopped, error] = std::from_chars(alias.data(), end, owner);
    return error == std::errc{} && stopped == end ? std::optional(owner) : std::nullopt;
}

Result<void> writeOwner(NetlinkSocket& socket, const InterfaceName& name, uid_t owner) {
    LinkRequest request(RTM_NEWLINK, name);
    mnl_attr_put_strz(&request.header(), IFLA_IFALIAS, ownerAlias(owner).c_str());
    if (auto done = socket.ask(request.header()); !done)
        return refused(done.error(), "note the owner of", name);
    return {};
}

} // namespace tapscope
