#pragma once

#include <base/error.h>

#include <source/child_process.h>
#include <source/port.h>

#include <memory>
#include <stop_token>
#include <string>
#include <vector>

namespace tapscope {

/// A program that writes a capture.
struct CaptureProgram {
    std::vector<std::string> command; ///< its path, or a name to look up in $PATH, and its arguments
    std::string name;                 ///< the port's name, also in errors
    /// Where it writes the capture: to its standard output, or to a pipe that it opens as /dev/fd/3.
    enum class Output : std::uint8_t { Standard, Descriptor3 } output = Output::Standard;
};

/// Starts a program and returns a port for the pcap or pcapng stream that it writes. Its standard input is empty. Its
/// standard error becomes part of the error if it ends with one. The program and its process group end with the port,
/// by SIGTERM, and by SIGKILL 50 ms later.
[[nodiscard]] Result<std::unique_ptr<Port>> programPort(const CaptureProgram& program);
/// The same for a program that runs already, whose capture begins with the next octet of its output.
[[nodiscard]] std::unique_ptr<Port> programPort(ChildProcess program, std::string name);

/// Returns a program's standard output, at most 1 MiB, if it ends successfully within ten seconds. Errors: NotFound,
/// Cancelled, and System with its standard error.
[[nodiscard]] Result<std::string> outputOf(const std::vector<std::string>& command, const std::stop_token& stop);

} // namespace tapscope
