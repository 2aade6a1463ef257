#include <store/foreign_format.h>
#include <store/unpacked_file.h>

#include <poll.h>
#include <source/child_process.h>
#include <source/error_output.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <string>
#include <vector>

namespace tapscope {
namespace {

constexpr const char* converting = "convert";
constexpr int converterPatience = 60'000; // milliseconds without any output

/// Runs editcap on a hostile file: it may neither write a file nor dump its memory, and gets 120 s of processor time
/// and 4 GiB of memory.
constexpr const char* script = R"(
command -v editcap >/dev/null || { echo 'editcap is not installed' >&2; exit 1; }
ulimit -c 0; ulimit -f 0; ulimit -t 120; ulimit -v 4194304
exec editcap -F pcapng -- "$0" -)";
constexpr const char* notInstalled = "editcap is not installed";

/// The conversion of one file.
class Conversion {
public:
    Conversion(ChildProcess editcap, UnpackedFile content, const std::filesystem::path& path)
        : editcap_(std::move(editcap)), content_(std::move(content)), path_(path) {}

    Result<Unpacked> run() {
        bool hasOutput = true, hasErrors = true;
        while (hasOutput || hasErrors) {
            std::array<pollfd, 2> pipes{pollfd{hasOutput ? editcap_.pipes.output.get() : -1, POLLIN, 0},
                                        pollfd{hasErrors ? editcap_.pipes.errors.get() : -1, POLLIN, 0}};
            const int ready = poll(pipes.data(), pipes.size(), converterPatience);
            if (ready == 0)
                return failure(ErrorKind::Unsupported, converting, path_.string(), "editcap does not answer");
            if (pipes[1].revents != 0)
                hasErrors = errors_.read(pipes[1].fd);
            if (pipes[0].revents == 0)
                continue;
            const auto more = takeOutput();
            if (!more)
                return std::unexpected(more.error());
            hasOutput = *more;
        }
        return judge(howItEnded());
    }

private:
    /// False at the end.
    Result<bool> takeOutput() {
        const ssize_t got = read(editcap_.pipes.output.get(), buffer_.data(), buffer_.size());
        if (got < 0)
            return errno == EINTR || errno == EAGAIN;
        if (auto kept = content_.append(Bytes(buffer_).first(static_cast<std::size_t>(got)), converting, path_); !kept)
            return std::unexpected(kept.error());
        return got > 0;
    }

    /// It has closed its output, so it ends soon.
    std::string howItEnded() {
        constexpr int moment = 5, moments = 400; // milliseconds; how many
        for (int each = 0; each < moments; ++each) {
            if (auto end = editcap_.end())
                return *end;
            static_cast<void>(poll(nullptr, 0, moment));
        }
        return "editcap does not end";
    }

    /// A file that is cut short makes editcap complain, but its exit code is 0.
    Result<Unpacked> judge(const std::string& end) {
        std::string complaint = errors_.lastLine();
        if (complaint.empty())
            complaint = end;
        if (content_.size() == 0)
            return failure(complaint == notInstalled ? ErrorKind::NotFound : ErrorKind::Unsupported, converting,
                           path_.string(), complaint.empty() ? "editcap gave nothing" : complaint);
        auto content =
            content_.finish(complaint.empty() ? std::nullopt : std::optional("Wireshark stopped there: " + complaint));
        content.isConverted = true;
        return content;
    }

    ChildProcess editcap_;
    UnpackedFile content_;
    const std::filesystem::path& path_;
    ErrorOutput errors_;
    std::vector<std::byte> buffer_ = std::vector<std::byte>(std::size_t{256} << 10);
};

} // namespace

Result<Unpacked> convertByWireshark(const std::filesystem::path& path, Syscalls& syscalls) {
    std::error_code failed;
    std::string whole = std::filesystem::absolute(path, failed).string(); // its name may begin with "-"
    if (failed)
        return systemError(failed.value(), converting, path.string());
    if (constexpr std::string_view own = "/proc/self/"; whole.starts_with(own)) // a descriptor of this process
        whole = "/proc/" + std::to_string(getpid()) + "/" + whole.substr(own.size());
    auto content = UnpackedFile::create(syscalls);
    if (!content)
        return std::unexpected(content.error());
    auto editcap = ChildProcess::start({"/bin/sh", "-c", script, whole}, {});
    if (!editcap)
        return std::unexpected(editcap.error());
    return Conversion(std::move(*editcap), std::move(*content), path).run();
}

} // namespace tapscope
