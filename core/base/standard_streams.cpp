#include <base/standard_streams.h>

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <csignal>

namespace tapscope {

void secureStandardStreams() noexcept {
    // In ascending order, because open(2) returns the lowest free number.
    constexpr std::array<int, 3> directions = {O_WRONLY, O_RDONLY, O_WRONLY};
    for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; ++fd) {
        if (fcntl(fd, F_GETFD) == -1)
            static_cast<void>(open("/dev/null", directions[static_cast<std::size_t>(fd)]));
    }
    std::signal(SIGPIPE, SIG_IGN);
    std::signal(SIGXFSZ, SIG_IGN);
}

void restoreWriteSignals() noexcept {
    std::signal(SIGPIPE, SIG_DFL);
    std::signal(SIGXFSZ, SIG_DFL);
}

} // namespace tapscope
