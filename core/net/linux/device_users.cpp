#include <net/device_users.h>

#include <sys/stat.h>
#include <unistd.h>

#include <charconv>
#include <filesystem>
#include <fstream>
#include <set>
#include <utility>

namespace tapscope {
namespace {

/// The TAPs and TUNs that a process has open, each as often as it has it.
std::vector<std::string> devicesOpenIn(const std::filesystem::path& process) {
    std::vector<std::string> names;
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
            if (key == "iff:" && info >> value)
                names.push_back(value);
        }
    }
    return names;
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

std::map<InterfaceName, std::vector<DeviceUser>> usersOfAll(std::span<const InterfaceName> names, pid_t inNetworkOf) {
    const Network network =
        networkAt(inNetworkOf == 0 ? "/proc/thread-self/ns/net" : "/proc/" + std::to_string(inNetworkOf) + "/ns/net");
    const std::set<InterfaceName> wanted(names.begin(), names.end());
    std::map<InterfaceName, std::vector<DeviceUser>> users;
    std::error_code error;
    std::filesystem::directory_iterator entry("/proc", error);
    for (const std::filesystem::directory_iterator end; !error && entry != end; entry.increment(error)) {
        const std::string number = entry->path().filename();
        pid_t pid = 0;
        if (std::from_chars(number.data(), number.data() + number.size(), pid).ec != std::errc{})
            continue;
        const auto open = devicesOpenIn(entry->path());
        if (open.empty() || (pid != getpid() && networkAt(entry->path() / "ns/net") != network))
            continue;
        DeviceUser user{.pid = pid, .program = {}};
        std::ifstream(entry->path() / "comm") >> user.program;
        for (const std::string& each : std::set<std::string>(open.begin(), open.end())) {
            const auto name = InterfaceName::parse(each);
            if (name && wanted.contains(*name))
                users[*name].push_back(user);
        }
    }
    return users;
}

std::vector<DeviceUser> usersOf(const InterfaceName& name, pid_t inNetworkOf) {
    auto users = usersOfAll({&name, 1}, inNetworkOf);
    return std::move(users[name]);
}

} // namespace tapscope
