#pragma once

#include <base/error.h>

#include <remote/machine.h>
#include <settings/settings.h>
#include <source/child_process.h>
#include <source/error_output.h>

#include <cstdint>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace tapscope {

/// What to capture there, for programs that get this as arguments.
struct FarCapture {
    std::string device;
    std::string filter; ///< pcap-filter(7)
    std::uint32_t snapLength = 262144;
};

/// Which program to run there.
enum class FarChoice : std::uint8_t { Any, TapScope, Dumpcap, Tcpdump };

/// The settings of a connection: sudo, identity, option.
[[nodiscard]] std::vector<Setting> sshSettings();

/// A program that runs on another machine, through ssh(1).
struct FarProgram {
    enum class Speaks : std::uint8_t {
        Serve,   ///< serve_protocol.h
        Capture, ///< a pcap or pcapng stream; its standard input is not read
        Lines,   ///< lines of text until it ends; far_machine.h
    };

    ChildProcess ssh;
    ErrorOutput errors; ///< standard error of ssh and of the program
    Speaks speaks;
};

/// Starts `tapscope-cli serve` there, or, if it is not installed and `capture` is given, dumpcap or tcpdump, which
/// leave out the frames of the ssh connection itself. Waits until ssh has connected and the program is found, which may
/// take as long as a person takes to type a password. `connection`: checked by sshSettings(). Errors: those of
/// farError(), Cancelled.
[[nodiscard]] Result<FarProgram> startThere(const Machine& machine, const Settings& connection, FarChoice choice,
                                            const FarCapture* capture, const std::stop_token& stop);

/// The environment variable that names a program which asks for passwords in a window, like SSH_ASKPASS (ssh(1)); ssh
/// then always uses it. Set by a program that has such a window.
inline constexpr const char* askpassVariable = "TAPSCOPE_SSH_ASKPASS";
/// Set in the environment of that program, so that it can be a program that usually does something else.
inline constexpr const char* actsAsAskpassVariable = "TAPSCOPE_ACTS_AS_ASKPASS";

/// The line of the far shell after which the output of `tapscope-cli serve` begins.
inline constexpr std::string_view serveMark = "tapscope: serve";

/// Starts a script in the far shell, and waits until it announces its output with a line "tapscope: serve", "tapscope:
/// capture" or "tapscope: lines".
[[nodiscard]] Result<FarProgram> startScript(const Machine& machine, const Settings& connection,
                                             const std::string& script, const std::stop_token& stop);

/// The reason why ssh or the far program has ended, in plain words, from its standard error; `otherwise` if that is
/// empty. NotPermitted, NotFound or System.
[[nodiscard]] Error farError(const Machine& machine, const ErrorOutput& said, std::string_view otherwise);

/// Quotes a word for a POSIX shell.
[[nodiscard]] std::string shellWord(std::string_view word);

/// Shell commands that start `tapscope-cli serve`; the commands after them run if it is not installed.
[[nodiscard]] std::string serveScript(const Settings& connection);

/// The script for the far shell.
[[nodiscard]] std::string farScript(const Settings& connection, FarChoice choice, const FarCapture* capture);

} // namespace tapscope
