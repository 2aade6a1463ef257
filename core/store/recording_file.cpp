#include <base/save_target.h>
#include <store/file_lock.h>
#include <store/recording_file.h>

#include <fcntl.h>
#include <fmt/chrono.h>
#include <fmt/core.h>
#include <sys/file.h>
#include <sys/stat.h>

#include <cerrno>
#include <ctime>

namespace tapscope {
namespace {

constexpr const char* startingRecording = "record to";

/// Removes an existing file, and returns the path to create: the target, if `path` is a link.
Result<std::filesystem::path> makeRoom(const std::filesystem::path& path) {
    auto target = saveTarget(path);
    if (!target)
        return target;
    std::error_code failed;
    const auto status = std::filesystem::status(*target, failed);
    if (!std::filesystem::exists(status))
        return path; // because O_EXCL follows no link
    if (!std::filesystem::is_regular_file(status))
        return failure(ErrorKind::Invalid, startingRecording, path.string(), "it is not a regular file",
                       "A recording is read while it grows; name a file on a disk");
    if (auto isFree = refuseIfRecorded(path); !isFree)
        return std::unexpected(isFree.error());
    if (std::filesystem::remove(*target, failed); failed)
        return systemError(failed.value(), "replace", path.string());
    return target;
}

} // namespace

std::filesystem::path ringFileName(const std::filesystem::path& name, std::uint32_t number,
                                   std::chrono::system_clock::time_point opened) {
    const std::time_t seconds = std::chrono::system_clock::to_time_t(opened);
    std::tm local{};
    localtime_r(&seconds, &local);
    auto path = name;
    path.replace_filename(
        fmt::format("{}_{:05}_{:%Y%m%d%H%M%S}{}", name.stem().string(), number, local, name.extension().string()));
    return path;
}

Result<RecordingFile> RecordingFile::create(const std::filesystem::path& named, RecordingOptions::Existing existing,
                                            Syscalls& syscalls) {
    const auto room =
        existing == RecordingOptions::Existing::Replace ? makeRoom(named) : Result<std::filesystem::path>(named);
    if (!room)
        return std::unexpected(room.error());
    // O_APPEND writes at the end even if another program truncates the file meanwhile, so that no hole of zeros
    // results.
    UniqueFd file(syscalls.open(room->c_str(), O_RDWR | O_APPEND | O_CREAT | O_EXCL | O_CLOEXEC, 0600), syscalls);
    if (!file)
        return systemError(errno, "create the recording", room->string());
    // The file is new and ours, so no other program can hold the lock. Without the lock, only recovery is less certain.
    flock(file.get(), LOCK_EX | LOCK_NB);
    return RecordingFile(*room, std::move(file), syscalls);
}

std::expected<std::size_t, int> RecordingFile::write(const std::byte* data, std::size_t size) {
    ssize_t written = 0;
    do {
        written = syscalls_->write(file_->get(), data, size);
    } while (written < 0 && errno == EINTR);
    if (written <= 0)
        return std::unexpected(written < 0 ? errno : EIO);
    size_ += static_cast<std::size_t>(written);
    return static_cast<std::size_t>(written);
}

void RecordingFile::cut(std::uint64_t size) {
    while (syscalls_->ftruncate(file_->get(), static_cast<off_t>(size)) != 0 && errno == EINTR) {
    }
    size_ = size;
}

RecordingFile::Change RecordingFile::change() const {
    struct stat status{};
    if (syscalls_->fstat(file_->get(), &status) != 0)
        return Change::None; // writing will report the error
    const auto size = static_cast<std::uint64_t>(status.st_size);
    if (size != size_)
        return size < size_ ? Change::Cut : Change::Grown;
    return FileIdentity::of(path_) == FileIdentity{status.st_dev, status.st_ino} ? Change::None : Change::Removed;
}

} // namespace tapscope
