#include <net/device_info.h>

#include <sys/stat.h>
#include <unistd.h>

#include <charconv>
#include <filesystem>
#include <fstream>

namespace tapscope {
namespace {

bool hasOpen(const std::filesystem::path& process, const InterfaceName& name) {
    std::error_code error;
    std::filesystem::directory_iterator entry(process / "fd", error);
    for (const std::filesystem::directory_iterator end; !error && entry != end; entry.increment(error)) {
        // The descriptor's target is looked at first: reading every fdinfo of a machine would take long.
        std::error_code ignored;
        if (std::filesystem::read_symlink(entry->path(), ignored) != "/dev/net/tun")
            continue;
        std::ifstream info(process / "fdinfo" / entry->path().filename());
        std::string key;
        std::string value;
        while (info >> key) {
            if (key == "iff:" && info >> value && value == name.text())
                return true;
        }
    }
    return false;
}

struct Network {
    dev_t device = 0;
    ino_t inode = 0;
    bool operator==(const Network&) const = default;
};

Network networkAt(const std::string& path) {
    struct stat found{};
    return stat(path.c_str(), &found) == 0 ? Network{found.st_dev, found.st_ino} : Network{};
}

} // namespace

std::vector<DeviceUser> usersOf(const InterfaceName& name, pid_t inNetworkOf) {
    const Network network =
        networkAt(inNetworkOf == 0 ? "/proc/thread-self/ns/net" : "/proc/" + std::to_string(inNetworkOf) + "/ns/net");
    std::vector<DeviceUser> users;
    std::error_code error;
    std::filesystem::directory_iterator entry("/proc", error);
    for (const std::filesystem::directory_iterator end; !error && entry != end; entry.increment(error)) {
        const std::string number = entry->path().filename();
        pid_t pid = 0;
        if (std::from_chars(number.data(), number.data() + number.size(), pid).ec != std::errc{} ||
            !hasOpen(entry->path(), name) || (pid != getpid() && networkAt(entry->path() / "ns/net") != network))
            continue;
        DeviceUser user{.pid = pid, .program = {}};
        std::ifstream(entry->path() / "comm") >> user.program;
        users.push_back(std::move(user));
    }
    return users;
}

} // namespace tapscope
