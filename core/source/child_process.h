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

/// A program that runs beside this one. The destructor ends it and waits for it.
class ChildProcess {
public:
    /// What the program reads.
    enum class Input : std::uint8_t {
        Empty,
        Pipe, ///< data written to Pipes::input
    };
    /// Our ends of the program's pipes; the program has no other descriptors.
    struct Pipes {
        UniqueFd input;  ///< its standard input, if Input::Pipe was requested; non-blocking
        UniqueFd output; ///< `outputDescriptor` of the program; non-blocking
        UniqueFd errors; ///< its standard error; non-blocking
    };

    struct Options {
        int outputDescriptor = 1; ///< the descriptor to read; 3 if it is not its standard output
        Input input = Input::Empty;
        /// Own: its process group is ended as a whole. Ours: for a program that asks the user on the terminal; it does
        /// not get the terminal's SIGINT, which this program handles.
        enum class Group : std::uint8_t { Own, Ours } group = Group::Own;
        /// "KEY=VALUE": variables that are added to our own environment, or replace variables in it.
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

    /// Checks, without waiting, whether it has ended. Returns how it failed; an empty text if it succeeded.
    [[nodiscard]] std::optional<std::string> end();

    Pipes pipes;

private:
    ChildProcess(pid_t pid, bool isGroup) noexcept : pid_(pid), isGroup_(isGroup) {}

    pid_t pid_;    ///< 0: moved from
    bool isGroup_; ///< it has a process group of its own
    std::optional<int> status_;
};

} // namespace tapscope
