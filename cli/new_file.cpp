#include "new_file.h"

#include <store/file_lock.h>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <utility>

namespace tapscope::cli {
namespace {

constexpr const char* action = "write";

/// The mode that open(2) would give a new file.
mode_t usualMode() {
    const mode_t mask = umask(0);
    umask(mask);
    return 0666 & ~mask;
}

} // namespace

Result<NewFile> NewFile::create(const std::filesystem::path& path) {
    struct stat status{};
    const bool isThere = stat(path.c_str(), &status) == 0;
    if (isThere && !S_ISREG(status.st_mode)) {
        UniqueFd file(open(path.c_str(), O_WRONLY | O_CLOEXEC));
        if (!file)
            return systemError(errno, action, path.string());
        return NewFile(path, {}, std::move(file));
    }
    if (auto isFree = refuseIfRecorded(path); !isFree)
        return std::unexpected(isFree.error());
    std::string temporary = path.string() + ".XXXXXX";
    UniqueFd file(mkostemp(temporary.data(), O_CLOEXEC));
    if (!file)
        return systemError(errno, action, path.string());
    static_cast<void>(fchmod(file.get(), isThere ? status.st_mode & 07777 : usualMode()));
    return NewFile(path, std::move(temporary), std::move(file));
}

NewFile::NewFile(NewFile&& other) noexcept
    : path_(std::move(other.path_)), temporary_(std::exchange(other.temporary_, {})), file_(std::move(other.file_)) {}

NewFile::~NewFile() {
    if (!temporary_.empty())
        unlink(temporary_.c_str());
}

Result<void> NewFile::keep() {
    // On the disk before it has its name: a power cut leaves the old file or the new one.
    if (!temporary_.empty() && fsync(file_.get()) != 0 && errno != EINVAL)
        return systemError(errno, action, path_.string());
    if (!temporary_.empty() && std::rename(temporary_.c_str(), path_.c_str()) != 0)
        return systemError(errno, action, path_.string());
    temporary_.clear();
    return {};
}

} // namespace tapscope::cli
