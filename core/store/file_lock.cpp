#include <base/unique_fd.h>
#include <store/file_lock.h>

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

#include <cerrno>
#include <fstream>
#include <sstream>

namespace tapscope {
namespace {

std::string nameOf(long process) {
    std::ifstream file(fmt::format("/proc/{}/comm", process));
    std::string name;
    std::getline(file, name);
    return fmt::format("{} (pid {})", name.empty() ? "another program" : name, process);
}

/// proc(5), /proc/locks: "1: FLOCK  ADVISORY  WRITE 4711 fe:00:131141 0 EOF".
std::optional<long> processThatLocks(const FileIdentity& wanted) {
    std::ifstream locks("/proc/locks");
    for (std::string line; std::getline(locks, line);) {
        std::istringstream words(line);
        std::string number, kind, strictness, access, place;
        long process = 0;
        if (!(words >> number >> kind >> strictness >> access >> process >> place) || kind != "FLOCK" || process <= 0)
            continue;
        if (place == fmt::format("{:02x}:{:02x}:{}", major(wanted.device), minor(wanted.device), wanted.inode))
            return process;
    }
    return std::nullopt;
}

std::optional<FileIdentity> identityOf(int result, const struct stat& status) {
    if (result != 0)
        return std::nullopt;
    return FileIdentity{.device = status.st_dev, .inode = status.st_ino};
}

} // namespace

std::optional<FileIdentity> FileIdentity::of(const std::filesystem::path& path) {
    struct stat status{};
    return identityOf(stat(path.c_str(), &status), status);
}

std::optional<FileIdentity> FileIdentity::of(int fd) {
    struct stat status{};
    return identityOf(fstat(fd, &status), status);
}

std::optional<std::string> lockHolder(const std::filesystem::path& path) {
    const UniqueFd file(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    if (!file || flock(file.get(), LOCK_SH | LOCK_NB) == 0 || errno != EWOULDBLOCK)
        return std::nullopt;
    const auto identity = FileIdentity::of(file.get());
    const auto process = identity ? processThatLocks(*identity) : std::nullopt;
    return process ? nameOf(*process) : "another program";
}

Result<void> refuseIfRecorded(const std::filesystem::path& path) {
    if (const auto holder = lockHolder(path))
        return failure(ErrorKind::Busy, "replace", path.string(), *holder + " records to it",
                       "End that capture first, or choose another name");
    return {};
}

} // namespace tapscope
