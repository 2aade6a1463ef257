#pragma once

#include <base/error.h>

#include <source/source.h>

#include <string>
#include <string_view>
#include <vector>

namespace tapscope {

/// A device on another machine: "//user@host:22/tap0".
struct RemoteDevice {
    std::string destination; ///< "user@host", as for ssh(1)
    std::string port;        ///< empty: the one ssh chooses
    std::string device;

    /// Error: Invalid.
    [[nodiscard]] static Result<RemoteDevice> parse(std::string_view text);
};

/// Quotes a word for a POSIX shell.
[[nodiscard]] std::string shellWord(std::string_view word);

/// The script for the remote shell: runs tapscope-cli, dumpcap or tcpdump, whichever is installed, which writes a
/// capture to its standard output. Frames of the ssh connection itself are left out.
[[nodiscard]] std::string remoteScript(const RemoteDevice& remote, const SourceRequest& request);

/// The ssh(1) command line that runs it.
[[nodiscard]] std::vector<std::string> sshCommand(const RemoteDevice& remote, const SourceRequest& request);

} // namespace tapscope
