#include <net/user_name.h>

#include <grp.h>
#include <pwd.h>

#include <array>
#include <charconv>
#include <cstdint>
#include <optional>

namespace tapscope {
namespace {

constexpr std::size_t entrySize = 16384; // getpwnam_r(3): more than sysconf usually returns

std::optional<std::uint32_t> number(std::string_view text) {
    std::uint32_t id = 0;
    const char* end = text.data() + text.size();
    const auto [stopped, error] = std::from_chars(text.data(), end, id);
    return error == std::errc{} && stopped == end ? std::optional(id) : std::nullopt;
}

} // namespace

Result<uid_t> userId(std::string_view nameOrNumber) {
    if (const auto id = number(nameOrNumber))
        return *id;
    const std::string name(nameOrNumber);
    std::array<char, entrySize> buffer{};
    passwd entry{};
    passwd* found = nullptr;
    if (getpwnam_r(name.c_str(), &entry, buffer.data(), buffer.size(), &found) == 0 && found != nullptr)
        return entry.pw_uid;
    return failure(ErrorKind::NotFound, "find the user", "\"" + name + "\"", "there is no such user");
}

Result<gid_t> groupId(std::string_view nameOrNumber) {
    if (const auto id = number(nameOrNumber))
        return *id;
    const std::string name(nameOrNumber);
    std::array<char, entrySize> buffer{};
    group entry{};
    group* found = nullptr;
    if (getgrnam_r(name.c_str(), &entry, buffer.data(), buffer.size(), &found) == 0 && found != nullptr)
        return entry.gr_gid;
    return failure(ErrorKind::NotFound, "find the group", "\"" + name + "\"", "there is no such group");
}

std::string userName(uid_t id) {
    std::array<char, entrySize> buffer{};
    passwd entry{};
    passwd* found = nullptr;
    if (getpwuid_r(id, &entry, buffer.data(), buffer.size(), &found) == 0 && found != nullptr)
        return entry.pw_name;
    return std::to_string(id);
}

std::string groupName(gid_t id) {
    std::array<char, entrySize> buffer{};
    group entry{};
    group* found = nullptr;
    if (getgrgid_r(id, &entry, buffer.data(), buffer.size(), &found) == 0 && found != nullptr)
        return entry.gr_name;
    return std::to_string(id);
}

} // namespace tapscope
