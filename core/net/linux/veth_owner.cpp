#include <net/linux/veth_owner.h>

#include <charconv>

namespace tapscope {
namespace {

constexpr std::string_view mark = "tapscope: user ";

}

std::string vethOwnerAlias(uid_t owner) {
    return std::string(mark) + std::to_string(owner);
}

std::optional<uid_t> vethOwnerIn(std::string_view alias) {
    if (!alias.starts_with(mark))
        return std::nullopt;
    alias.remove_prefix(mark.size());
    uid_t owner = 0;
    const char* end = alias.data() + alias.size();
    const auto [stopped, error] = std::from_chars(alias.data(), end, owner);
    return error == std::errc{} && stopped == end ? std::optional(owner) : std::nullopt;
}

} // namespace tapscope
