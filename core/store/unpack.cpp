#include <store/unpack.h>
#include <store/unpacked_file.h>
#include <store/unpacker.h>

#include <array>
#include <cerrno>
#include <vector>

namespace tapscope {
namespace {

constexpr const char* unpacking = "unpack";
constexpr std::size_t unpackStep = std::size_t{256} << 10;

/// The unpacking of a compressed file into an unnamed file.
class Unpacking {
public:
    Unpacking(int packed, const std::filesystem::path& name, std::unique_ptr<Unpacker> unpacker, UnpackedFile file,
              Syscalls& syscalls)
        : packed_(packed), name_(name), unpacker_(std::move(unpacker)), file_(std::move(file)), syscalls_(syscalls) {}

    Result<Unpacked> run() {
        bool isAtEnd = false;
        for (std::uint64_t offset = 0;;) {
            const ssize_t got = syscalls_.pread(packed_, input_.data(), input_.size(), static_cast<off_t>(offset));
            if (got < 0 && errno == EINTR)
                continue;
            if (got < 0)
                return systemError(errno, unpacking, name_.string());
            if (got == 0)
                break;
            offset += static_cast<std::uint64_t>(got);
            if (auto done = take(Bytes(input_).first(static_cast<std::size_t>(got)), isAtEnd); !done)
                return std::unexpected(done.error());
            if (damage_)
                return file_.finish(std::move(damage_));
        }
        if (!isAtEnd)
            damage_ = "the compressed file is cut short";
        return file_.finish(std::move(damage_));
    }

private:
    Result<void> take(Bytes input, bool& isAtEnd) {
        while (true) {
            const auto done = unpacker_->step(input, output_);
            if (auto written = file_.append(Bytes(output_).first(done.given), unpacking, name_); !written)
                return written;
            input = input.subspan(done.taken);
            isAtEnd = done.isAtEnd;
            if (!done.damage.empty()) {
                damage_ = "its compressed data are damaged: " + done.damage;
                return {};
            }
            if (input.empty() && done.given < output_.size())
                return {};
            if (done.taken == 0 && done.given == 0)
                return {};
        }
    }

    int packed_;
    const std::filesystem::path& name_;
    std::unique_ptr<Unpacker> unpacker_;
    UnpackedFile file_;
    Syscalls& syscalls_;
    std::optional<std::string> damage_;
    std::vector<std::byte> input_ = std::vector<std::byte>(unpackStep), output_ = std::vector<std::byte>(unpackStep);
};

} // namespace

bool isPacked(Bytes start) {
    return Unpacker::of(start) != nullptr;
}

Result<Unpacked> unpack(int file, const std::filesystem::path& name, Syscalls& syscalls) {
    constexpr std::size_t enough = 4;
    std::array<std::byte, enough> start{};
    const ssize_t got = syscalls.pread(file, start.data(), start.size(), 0);
    if (got < 0)
        return systemError(errno, unpacking, name.string());
    auto unpacker = Unpacker::of(Bytes(start).first(static_cast<std::size_t>(got)));
    if (!unpacker)
        return failure(ErrorKind::Invalid, unpacking, name.string(), "it is not compressed");
    auto target = UnpackedFile::create(syscalls);
    if (!target)
        return std::unexpected(target.error());
    return Unpacking(file, name, std::move(unpacker), std::move(*target), syscalls).run();
}

} // namespace tapscope
