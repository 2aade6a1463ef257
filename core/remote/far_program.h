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

/// What is to be captured there, for programs that are told so by their arguments.
struct FarCapture {
    std::string device;
    std::string filter; ///< pcap-filter(7)
    std::uint32_t snapLength = 262144;
};

/// Which program is to run there.
enum class FarChoice : std::uint8_t { Any, TapScope, Dumpcap, Tcpdump };

/// The settings of a connection: sudo, identity, option.
[[nodiscard]] std::vector<Setting> sshSettings();

/// A program that runs on another machine, behind ssh(1).
struct FarProgram {
    enum class Speaks : std::uint8_t {
        Serve,   ///< serve_protocol.h
        Capture, ///< a pcap or pcapng stream; its standard input is not read
        Lines,   ///< lines of text until its end; far_machine.h
    };

    ChildProcess ssh;
    ErrorOutput errors; ///< of ssh and of the program
    Speaks speaks;
};

/// Starts `tapscope-cli serve` there, or, where it is not installed and `capture` is given, dumpcap or tcpdump, which
/// leave out what the ssh connection itself sends. Waits until ssh has connected and the program is found, which may
/// take as long as a person takes to type a password. `connection`: checked by sshSettings().
/// Errors: those of farError(), Cancelled.
[[nodiscard]] Result<FarProgram> startThere(const Machine& machine, const Settings& connection, FarChoice choice,
                                            const FarCapture* capture, const std::stop_token& stop);

/// Names a program that asks for passwords in a window, as SSH_ASKPASS (ssh(1)) does, and always is to: set in the
/// environment of a program that has one.
inline constexpr const char* askpassVariable = "TAPSCOPE_SSH_ASKPASS";
/// Is in the environment of that program, which may thus be one that usually does something else.
inline constexpr const char* actsAsAskpassVariable = "TAPSCOPE_ACTS_AS_ASKPASS";

/// The line of the far shell behind which `tapscope-cli serve` speaks.
inline constexpr std::string_view serveMark = "tapscope: serve";

/// Starts what the far shell is to run, and waits until that has said with a line "tapscope: serve", "tapscope:
/// capture" or "tapscope: lines" that its output begins.
[[nodiscard]] Result<FarProgram> startScript(const Machine& machine, const Settings& connection,
                                             const std::string& script, const std::stop_token& stop);

/// Why ssh or the far program has ended, in plain words with what was said on the standard error; `otherwise` when that
/// was nothing. NotPermitted, NotFound, System.
[[nodiscard]] Error farError(const Machine& machine, const ErrorOutput& said, std::string_view otherwise);

/// A word as a POSIX shell takes it whole.
[[nodiscard]] std::string shellWord(std::string_view word);

/// Commands of the far shell that start `tapscope-cli serve`; what stands behind them runs where it is not installed.
[[nodiscard]] std::string serveScript(const Settings& connection);

/// What the far shell runs.
[[nodiscard]] std::string farScript(const Settings& connection, FarChoice choice, const FarCapture* capture);

} // namespace tapscope
