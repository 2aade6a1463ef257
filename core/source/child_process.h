#pragma once

#include <base/error.h>
#include <base/unique_fd.h>

#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace tapscope {

/// A program that runs beside this one. It is ended and waited for when the object is destroyed.
class ChildProcess {
public:
    /// What the program reads.
    enum class Input : std::uint8_t {
        Empty,
        Pipe, ///< what is written to Pipes::input
    };
    /// Our ends of the program's descriptors; its others are closed.
    struct Pipes {
        UniqueFd input;  ///< its standard input, where Input::Pipe was asked for; not blocking
        UniqueFd output; ///< of `outputDescriptor`; not blocking
        UniqueFd errors; ///< of its standard error; not blocking
    };

    struct Options {
        int outputDescriptor = 1; ///< that we read; 3 where its standard output is not what is wanted
        Input input = Input::Empty;
        /// A group of its own ends as a whole. A program that asks its user something on the terminal has to be in
        /// ours, and is spared the terminal's SIGINT, which is for us to answer.
        enum class Group : std::uint8_t { Own, Ours } group = Group::Own;
        /// "KEY=VALUE", beside or in place of what our own environment has.
        std::vector<std::string> environment = {};
    };

    /// Error: NotFound.
    [[nodiscard]] static Result<ChildProcess> start(const std::vector<std::string>& command, const Options& options);
    ChildProcess(ChildProcess&& other) noexcept
        : pipes(std::move(other.pipes)), pid_(std::exchange(other.pid_, 0)), isGroup_(other.isGroup_),
          status_(other.status_) {}
    ChildProcess& operator=(ChildProcess&&) = delete;
    /// Sends SIGTERM, and SIGKILL 50 ms later.
    ~ChildProcess();

    /// Checks, without waiting, whether it has ended. Returns what is wrong with the way it ended; empty if nothing is.
    [[nodiscard]] std::optional<std::string> end();

    Pipes pipes;

private:
    ChildProcess(pid_t pid, bool isGroup) noexcept : pid_(pid), isGroup_(isGroup) {}

    pid_t pid_;    ///< 0: moved from
    bool isGroup_; ///< it has a process group of its own
    std::optional<int> status_;
};

} // namespace tapscope
