#include <capture/own_sources.h>
#include <capture/source_catalog.h>

#include <fcntl.h>
#include <source/stream_port.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <utility>

namespace tapscope {
namespace {

constexpr std::string_view standardInput = "-";

/// A pipe that another program writes a capture to.
class StreamSource final : public SourceFactory {
public:
    [[nodiscard]] std::string_view id() const noexcept override { return "stream"; }
    [[nodiscard]] std::string_view title() const noexcept override { return "Pipe"; }
    [[nodiscard]] std::string_view summary() const noexcept override {
        return "reads a pcap or pcapng stream from a pipe; - is the standard input";
    }
    [[nodiscard]] std::span<const std::string_view> roles() const noexcept override {
        static constexpr std::array roles{source_role::stream};
        return roles;
    }
    [[nodiscard]] const SettingsSchema& schema() const noexcept override {
        static const SettingsSchema none;
        return none;
    }
    [[nodiscard]] bool suits(const SourceRequest& request) const override {
        struct stat status{};
        return request.name == standardInput || (isPath(request.name) && stat(request.name.c_str(), &status) == 0 &&
                                                 !S_ISREG(status.st_mode) && !S_ISDIR(status.st_mode));
    }
    [[nodiscard]] Result<std::unique_ptr<Port>> open(const SourceRequest& request,
                                                     const std::stop_token&) const override {
        const bool isInput = request.name == standardInput;
        const std::string title = isInput ? "the standard input" : request.name;
        // A FIFO without a writer opens at once, and delivers nothing until a program opens it for writing.
        UniqueFd stream(isInput ? fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, STDERR_FILENO + 1)
                                : ::open(request.name.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
        if (!stream)
            return systemError(errno, "open", title);
        if (isatty(stream.get()) == 1)
            return failure(ErrorKind::Invalid, "read", title, "it is a terminal",
                           "Send a capture into it: tcpdump -w - | tapscope-cli capture - -w FILE");
        return streamPort(std::move(stream), isInput ? "standard input" : title);
    }
};

} // namespace

const SourceFactory& streamSource() {
    static const StreamSource source;
    return source;
}

} // namespace tapscope
