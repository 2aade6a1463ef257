#pragma once

#include <base/error.h>
#include <base/unique_fd.h>

#include <sys/types.h>

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace tapscope {

/// A program that runs beside this one, in its own process group, with an empty standard input. It is ended and waited
/// for when the object is destroyed.
class ChildProcess {
public:
    /// The descriptors from which we read the program's output. All its other descriptors are closed.
    struct Pipes {
        UniqueFd output; ///< of `outputDescriptor`; non-blocking
        UniqueFd errors; ///< of its standard error; non-blocking
    };

    /// `outputDescriptor`: 1, or 3 if the wanted output is not its standard output. Error: NotFound.
    [[nodiscard]] static Result<ChildProcess> start(const std::vector<std::string>& command, int outputDescriptor);
    ChildProcess(ChildProcess&& other) noexcept
        : pipes(std::move(other.pipes)), pid_(std::exchange(other.pid_, 0)), status_(other.status_) {}
    ChildProcess& operator=(ChildProcess&&) = delete;
    /// Sends SIGTERM, and SIGKILL 50 ms later.
    ~ChildProcess();

    /// Checks, without waiting, whether it has ended. Returns what is wrong with the way it ended; empty if nothing is.
    [[nodiscard]] std::optional<std::string> end();

    Pipes pipes;

private:
    explicit ChildProcess(pid_t pid) noexcept : pid_(pid) {}

    pid_t pid_; ///< 0: moved from
    std::optional<int> status_;
};

} // namespace tapscope
