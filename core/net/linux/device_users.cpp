#include <base/unique_fd.h>
#include <net/device_users.h>

#include <linux/if_tun.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <charconv>
#include <filesystem>
#include <fstream>
#include <set>
#include <string_view>
#include <utility>

namespace tapscope {
namespace {

std::optional<NetworkIdentity> networkAt(const std::string& path) {
    struct stat found{};
    return stat(path.c_str(), &found) == 0 ? std::optional(NetworkIdentity{found.st_dev, found.st_ino}) : std::nullopt;
}

/// The namespace of the device of a descriptor. The kernel tells it only to a process that may configure the device.
std::optional<NetworkIdentity> networkBehind(int descriptor) {
    const UniqueFd network(ioctl(descriptor, TUNGETDEVNETNS));
    const auto told = network ? identityOf(network.get()) : std::unexpected(Error{});
    return told ? std::optional(*told) : std::nullopt;
}

/// Checks the target of a descriptor's link first: reading every fdinfo of a machine would take long, and a stat() of
/// the file may block on a network. The /dev of a container is not accessible from here; the link then reads
/// "/net/tun", or "/" if only the node was mounted there.
bool mayBeTun(std::string_view target) {
    constexpr std::string_view gone = " (deleted)";
    if (target.ends_with(gone))
        target.remove_suffix(gone.size());
    return target.ends_with("/tun") || target == "/";
}

/// A process and its open descriptors.
class Process {
public:
    Process(pid_t id, std::filesystem::path path) : id_(id), path_(std::move(path)) {}

    void addHeldDevices(std::vector<HeldDevice>& all) {
        std::set<std::pair<std::string, std::optional<NetworkIdentity>>> seen;
        std::error_code error;
        std::filesystem::directory_iterator entry(path_ / "fd", error);
        for (const std::filesystem::directory_iterator end; !error && entry != end; entry.increment(error)) {
            std::error_code ignored;
            if (!mayBeTun(std::filesystem::read_symlink(entry->path(), ignored).native()))
                continue;
            const auto name = InterfaceName::parse(nameBehind(entry->path().filename()));
            if (!name)
                continue; // open, but not attached to a device
            auto network = networkOf(entry->path().filename());
            if (seen.emplace(name->text(), network).second)
                all.push_back({*name, network, user()});
        }
    }

private:
    [[nodiscard]] std::string nameBehind(const std::string& descriptor) const {
        std::ifstream info(path_ / "fdinfo" / descriptor);
        std::string key;
        std::string value;
        while (info >> key) {
            if (key == "iff:" && info >> value)
                return value;
        }
        return {};
    }

    [[nodiscard]] std::optional<NetworkIdentity> networkOf(const std::string& descriptor) {
        int number = -1;
        if (std::from_chars(descriptor.data(), descriptor.data() + descriptor.size(), number).ec != std::errc{})
            return std::nullopt;
        if (id_ == getpid())
            return networkBehind(number);
        if (!handle_)
            handle_ = UniqueFd(static_cast<int>(syscall(SYS_pidfd_open, id_, 0)));
        const UniqueFd copy(static_cast<int>(syscall(SYS_pidfd_getfd, handle_.get(), number, 0)));
        const auto told = copy ? networkBehind(copy.get()) : std::nullopt;
        return told ? told : networkAt(path_ / "ns/net");
    }

    [[nodiscard]] DeviceUser user() const {
        DeviceUser user{.pid = id_, .program = {}};
        std::ifstream comm(path_ / "comm");
        std::getline(comm, user.program);
        return user;
    }

    pid_t id_;
    std::filesystem::path path_;
    UniqueFd handle_;
};

} // namespace

std::vector<HeldDevice> heldDevices() {
    std::vector<HeldDevice> all;
    std::error_code error;
    std::filesystem::directory_iterator entry("/proc", error);
    for (const std::filesystem::directory_iterator end; !error && entry != end; entry.increment(error)) {
        const std::string number = entry->path().filename();
        pid_t id = 0;
        if (std::from_chars(number.data(), number.data() + number.size(), id).ec == std::errc{})
            Process(id, entry->path()).addHeldDevices(all);
    }
    return all;
}

std::map<InterfaceName, std::vector<DeviceUser>> usersOfAll(std::span<const InterfaceName> names, pid_t inNetworkOf) {
    const auto network =
        networkAt(inNetworkOf == 0 ? "/proc/thread-self/ns/net" : "/proc/" + std::to_string(inNetworkOf) + "/ns/net");
    const std::set<InterfaceName> wanted(names.begin(), names.end());
    std::map<InterfaceName, std::vector<DeviceUser>> users;
    for (auto& open : heldDevices()) {
        if (!wanted.contains(open.name) || (open.network && open.network != network))
            continue;
        auto& known = users[open.name];
        if (known.empty() || known.back() != open.user)
            known.push_back(std::move(open.user));
    }
    return users;
}

std::vector<DeviceUser> usersOf(const InterfaceName& name, pid_t inNetworkOf) {
    auto users = usersOfAll({&name, 1}, inNetworkOf);
    return std::move(users[name]);
}

} // namespace tapscope
