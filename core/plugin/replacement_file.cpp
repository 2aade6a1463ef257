#include <base/save_target.h>
#include <plugin/replacement_file.h>
#include <store/file_lock.h>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <random>

namespace tapscope {
namespace {

constexpr const char* saving = "save";
constexpr int mostAttempts = 100;

std::filesystem::path unusedNameBeside(const std::filesystem::path& path) {
    std::random_device chance;
    return path.parent_path() / (".tapscope-" + std::to_string(chance()) + ".tmp");
}

} // namespace

Result<ReplacementFile> ReplacementFile::create(const std::filesystem::path& path) {
    struct stat older{};
    const bool isThere = stat(path.c_str(), &older) == 0;
    if (isThere && !S_ISREG(older.st_mode)) {
        UniqueFd file(open(path.c_str(), O_WRONLY | O_CLOEXEC | O_NOCTTY));
        if (!file)
            return systemError(errno, saving, path.string());
        return ReplacementFile(path, {}, std::move(file));
    }
    auto resolved = saveTarget(path);
    if (!resolved)
        return std::unexpected(resolved.error());
    auto target = std::move(*resolved);
    if (auto isFree = refuseIfRecorded(target); !isFree)
        return std::unexpected(isFree.error());
    constexpr mode_t usual = 0666; // minus the user's umask
    for (int attempt = 0; attempt < mostAttempts; ++attempt) {
        auto temporary = unusedNameBeside(target);
        UniqueFd file(open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, usual));
        if (!file && errno == EEXIST)
            continue;
        if (!file)
            return systemError(errno, saving, path.string());
        if (isThere)
            fchmod(file.get(), older.st_mode & 07777); // if the mode cannot be set, the file is written nevertheless
        return ReplacementFile(std::move(target), std::move(temporary), std::move(file));
    }
    return systemError(EEXIST, saving, path.string());
}

ReplacementFile::ReplacementFile(ReplacementFile&& other) noexcept
    : target_(std::move(other.target_)), temporary_(std::exchange(other.temporary_, {})),
      file_(std::move(other.file_)) {}

ReplacementFile::~ReplacementFile() {
    if (!temporary_.empty())
        unlink(temporary_.c_str());
}

Result<void> ReplacementFile::commit() {
    if (temporary_.empty())
        return {};
    if (fsync(file_.get()) != 0 && errno != EINVAL) // EINVAL: the file system cannot sync
        return systemError(errno, saving, target_.string());
    if (rename(temporary_.c_str(), target_.c_str()) != 0)
        return systemError(errno, saving, target_.string());
    temporary_.clear();
    return {};
}

} // namespace tapscope
