#include <store/unpack.h>
#include <store/unpacker.h>

#include <fcntl.h>
#include <sys/statvfs.h>

#include <cerrno>
#include <vector>

namespace tapscope {
namespace {

constexpr const char* action = "unpack";
constexpr std::size_t step = std::size_t{256} << 10;
constexpr std::uint64_t leftForOthers = std::uint64_t{256} << 20;
constexpr std::uint64_t lookEvery = std::uint64_t{16} << 20; // bytes written between two checks of the free space

bool hasRoom(int file) {
    struct statvfs room{};
    return fstatvfs(file, &room) != 0 || std::uint64_t{room.f_bavail} * room.f_frsize >= leftForOthers;
}

/// The unpacking of a compressed file into an unnamed file.
class Unpacking {
public:
    Unpacking(int packed, const std::filesystem::path& name, std::unique_ptr<Unpacker> unpacker, UniqueFd file,
              Syscalls& syscalls)
        : packed_(packed), name_(name), unpacker_(std::move(unpacker)), syscalls_(syscalls) {
        result_.file = std::move(file);
    }

    Result<Unpacked> run() {
        bool isAtEnd = false;
        for (std::uint64_t offset = 0;;) {
            const ssize_t got = syscalls_.pread(packed_, input_.data(), input_.size(), static_cast<off_t>(offset));
            if (got < 0 && errno == EINTR)
                continue;
            if (got < 0)
                return systemError(errno, action, name_.string());
            if (got == 0)
                break;
            offset += static_cast<std::uint64_t>(got);
            if (auto done = take(Bytes(input_).first(static_cast<std::size_t>(got)), isAtEnd); !done)
                return std::unexpected(done.error());
            if (result_.damage)
                return std::move(result_);
        }
        if (!isAtEnd)
            result_.damage = "the compressed file is cut short";
        return std::move(result_);
    }

private:
    Result<void> take(Bytes input, bool& isAtEnd) {
        while (true) {
            const auto done = unpacker_->step(input, output_);
            if (auto written = write(Bytes(output_).first(done.given)); !written)
                return written;
            input = input.subspan(done.taken);
            isAtEnd = done.isAtEnd;
            if (!done.damage.empty()) {
                result_.damage = "its compressed data are damaged: " + done.damage;
                return {};
            }
            if (input.empty() && done.given < output_.size())
                return {};
            if (done.taken == 0 && done.given == 0)
                return {};
        }
    }

    Result<void> write(Bytes bytes) {
        if (result_.size / lookEvery != (result_.size + bytes.size()) / lookEvery && !hasRoom(result_.file.get()))
            return failure(ErrorKind::NoSpace, action, name_.string(),
                           "there is not enough room in the folder for temporary files",
                           "Make room there, or set TMPDIR to a larger one");
        while (!bytes.empty()) {
            const ssize_t written = syscalls_.write(result_.file.get(), bytes.data(), bytes.size());
            if (written < 0 && errno == EINTR)
                continue;
            if (written <= 0)
                return systemError(written < 0 ? errno : EIO, action, name_.string());
            bytes = bytes.subspan(static_cast<std::size_t>(written));
            result_.size += static_cast<std::uint64_t>(written);
        }
        return {};
    }

    int packed_;
    const std::filesystem::path& name_;
    std::unique_ptr<Unpacker> unpacker_;
    Syscalls& syscalls_;
    Unpacked result_;
    std::vector<std::byte> input_ = std::vector<std::byte>(step), output_ = std::vector<std::byte>(step);
};

} // namespace

bool isPacked(Bytes start) {
    return Unpacker::of(start) != nullptr;
}

Result<Unpacked> unpack(int file, const std::filesystem::path& name, Syscalls& syscalls) {
    constexpr std::size_t enough = 4;
    std::vector<std::byte> start(enough);
    if (syscalls.pread(file, start.data(), start.size(), 0) != static_cast<ssize_t>(enough))
        return systemError(EIO, action, name.string());
    auto unpacker = Unpacker::of(start);
    if (!unpacker)
        return failure(ErrorKind::Invalid, action, name.string(), "it is not compressed");
    std::error_code failed;
    const auto folder = std::filesystem::temp_directory_path(failed);
    UniqueFd target(syscalls.open(folder.c_str(), O_RDWR | O_TMPFILE | O_CLOEXEC, 0600), syscalls);
    if (!target)
        return systemError(errno, "make a temporary file in", folder.string());
    return Unpacking(file, name, std::move(unpacker), std::move(target), syscalls).run();
}

} // namespace tapscope
