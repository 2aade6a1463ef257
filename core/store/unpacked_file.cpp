#include <store/unpacked_file.h>

#include <fcntl.h>
#include <sys/statvfs.h>

#include <cerrno>
#include <utility>

namespace tapscope {
namespace {

constexpr std::uint64_t leftForOthers = std::uint64_t{256} << 20;
constexpr std::uint64_t lookEvery = std::uint64_t{16} << 20; // bytes written between two checks of the free space

bool hasRoom(int file) {
    struct statvfs room{};
    return fstatvfs(file, &room) != 0 || std::uint64_t{room.f_bavail} * room.f_frsize >= leftForOthers;
}

} // namespace

Result<UnpackedFile> UnpackedFile::create(Syscalls& syscalls) {
    std::error_code failed;
    const auto folder = std::filesystem::temp_directory_path(failed);
    UniqueFd file(syscalls.open(folder.c_str(), O_RDWR | O_TMPFILE | O_CLOEXEC, 0600), syscalls);
    if (!file)
        return systemError(errno, "make a temporary file in", folder.string());
    return UnpackedFile(std::move(file), syscalls);
}

Result<void> UnpackedFile::append(Bytes bytes, std::string_view action, const std::filesystem::path& name) {
    if (content_.size / lookEvery != (content_.size + bytes.size()) / lookEvery && !hasRoom(content_.file.get()))
        return failure(ErrorKind::NoSpace, action, name.string(),
                       "there is not enough room in the folder for temporary files",
                       "Make room there, or set TMPDIR to a larger one");
    while (!bytes.empty()) {
        const ssize_t written = syscalls_->write(content_.file.get(), bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return systemError(written < 0 ? errno : EIO, action, name.string());
        bytes = bytes.subspan(static_cast<std::size_t>(written));
        content_.size += static_cast<std::uint64_t>(written);
    }
    return {};
}

Unpacked UnpackedFile::finish(std::optional<std::string> damage) {
    content_.damage = std::move(damage);
    return std::move(content_);
}

} // namespace tapscope
