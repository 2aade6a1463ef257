#pragma once

#include <base/error.h>

#include <source/source.h>

#include <string>
#include <string_view>
#include <vector>

namespace tapscope {

/// A device of another machine: "//user@host:22/tap0".
struct RemoteDevice {
    std::string destination; ///< "user@host", as ssh(1) takes it
    std::string port;        ///< empty: ssh's own
    std::string device;

    /// Invalid.
    [[nodiscard]] static Result<RemoteDevice> parse(std::string_view text);
};

/// A word as a POSIX shell takes it whole.
[[nodiscard]] std::string shellWord(std::string_view word);

/// What the far shell runs: tapscope-cli, dumpcap or tcpdump, whichever is there, writing a capture to its standard
/// output. What the ssh connection itself sends is left out.
[[nodiscard]] std::string remoteScript(const RemoteDevice& remote, const SourceRequest& request);

/// ssh(1) with all of that.
[[nodiscard]] std::vector<std::string> sshCommand(const RemoteDevice& remote, const SourceRequest& request);

} // namespace tapscope
