#pragma once

#include <base/error.h>

#include <source/port.h>

#include <memory>
#include <stop_token>
#include <string>
#include <vector>

namespace tapscope {

/// A program that writes a capture.
struct CaptureProgram {
    std::vector<std::string> command; ///< its path, or a name that is looked for in $PATH, and its arguments
    std::string name;                 ///< of the port, and what errors say
    /// Where it writes the capture: its standard output, or a pipe that /dev/fd/3 opens.
    enum class Output : std::uint8_t { Standard, Descriptor3 } output = Output::Standard;
};

/// Starts the program, whose pcap or pcapng stream is the port's. Its standard input is empty; what it writes on the
/// standard error is told when it ends with an error. The program and those that it starts in its process group end
/// with the port: at once by SIGTERM, or by SIGKILL 50 ms later.
[[nodiscard]] Result<std::unique_ptr<Port>> programPort(const CaptureProgram& program);

/// What a program prints on its standard output, at most 1 MiB of it, when it ends with success within ten seconds.
/// Errors: NotFound, Cancelled, and System with what it says on the standard error.
[[nodiscard]] Result<std::string> outputOf(const std::vector<std::string>& command, const std::stop_token& stop);

} // namespace tapscope
