#include <plugin/replacement_file.h>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <random>

namespace tapscope {
namespace {

constexpr const char* action = "save";
constexpr int mostAttempts = 100;

std::filesystem::path unusedNameBeside(const std::filesystem::path& path) {
    std::random_device chance;
    return path.parent_path() / (".tapscope-" + std::to_string(chance()) + ".tmp");
}

} // namespace

Result<ReplacementFile> ReplacementFile::create(const std::filesystem::path& path) {
    std::error_code unresolved;
    auto target = std::filesystem::weakly_canonical(path, unresolved);
    if (unresolved)
        target = path;
    constexpr mode_t usual = 0666; // less what the user's mask takes away
    for (int attempt = 0; attempt < mostAttempts; ++attempt) {
        auto temporary = unusedNameBeside(target);
        UniqueFd file(open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, usual));
        if (!file && errno == EEXIST)
            continue;
        if (!file)
            return systemError(errno, action, path.string());
        struct stat older{};
        if (stat(target.c_str(), &older) == 0)
            fchmod(file.get(), older.st_mode & 07777); // not ours to change: the file is written all the same
        return ReplacementFile(std::move(target), std::move(temporary), std::move(file));
    }
    return systemError(EEXIST, action, path.string());
}

ReplacementFile::ReplacementFile(ReplacementFile&& other) noexcept
    : target_(std::move(other.target_)), temporary_(std::exchange(other.temporary_, {})),
      file_(std::move(other.file_)) {}

ReplacementFile::~ReplacementFile() {
    if (!temporary_.empty())
        unlink(temporary_.c_str());
}

Result<void> ReplacementFile::commit() {
    if (fsync(file_.get()) != 0 && errno != EINVAL) // a file system without it
        return systemError(errno, action, target_.string());
    if (rename(temporary_.c_str(), target_.c_str()) != 0)
        return systemError(errno, action, target_.string());
    temporary_.clear();
    return {};
}

} // namespace tapscope
