#pragma once

#include <base/error.h>
#include <base/unique_fd.h>

#include <sys/types.h>

#include <chrono>
#include <optional>
#include <string>
#include <vector>

namespace tapscope {

/// A program that runs beside this one, in a process group of its own, with an empty standard input. Ended, and waited
/// for, with this.
class ChildProcess {
public:
    /// The descriptors of the program that we read; its others are closed.
    struct Pipes {
        UniqueFd output; ///< of `outputDescriptor`; not blocking
        UniqueFd errors; ///< of its standard error; not blocking
    };

    /// `outputDescriptor`: 1, or 3 where its standard output is not what is wanted. NotFound.
    [[nodiscard]] static Result<ChildProcess> start(const std::vector<std::string>& command, int outputDescriptor);
    ChildProcess(ChildProcess&& other) noexcept
        : pipes(std::move(other.pipes)), pid_(std::exchange(other.pid_, 0)), status_(other.status_) {}
    ChildProcess& operator=(ChildProcess&&) = delete;
    /// SIGTERM, and SIGKILL 50 ms later.
    ~ChildProcess();

    /// Looks whether it has ended, without waiting: what is wrong with the way it ended, empty when nothing is.
    [[nodiscard]] std::optional<std::string> end();

    Pipes pipes;

private:
    explicit ChildProcess(pid_t pid) noexcept : pid_(pid) {}

    pid_t pid_; ///< 0: moved from
    std::optional<int> status_;
};

} // namespace tapscope
