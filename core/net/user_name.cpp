#include <net/user_name.h>

#include <pwd.h>

#include <array>
#include <charconv>

namespace tapscope {
namespace {

constexpr std::size_t entrySize = 16384; // getpwnam_r(3): what sysconf usually says, and more

}

Result<uid_t> userId(std::string_view nameOrNumber) {
    uid_t id = 0;
    const char* end = nameOrNumber.data() + nameOrNumber.size();
    if (const auto [stopped, error] = std::from_chars(nameOrNumber.data(), end, id);
        error == std::errc{} && stopped == end)
        return id;
    const std::string name(nameOrNumber);
    std::array<char, entrySize> buffer{};
    passwd entry{};
    passwd* found = nullptr;
    if (getpwnam_r(name.c_str(), &entry, buffer.data(), buffer.size(), &found) == 0 && found != nullptr)
        return entry.pw_uid;
    return failure(ErrorKind::NotFound, "find the user", "\"" + name + "\"", "there is no such user");
}

std::string userName(uid_t id) {
    std::array<char, entrySize> buffer{};
    passwd entry{};
    passwd* found = nullptr;
    if (getpwuid_r(id, &entry, buffer.data(), buffer.size(), &found) == 0 && found != nullptr)
        return entry.pw_name;
    return std::to_string(id);
}

} // namespace tapscope
