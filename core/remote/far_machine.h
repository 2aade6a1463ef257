#pragma once

#include <base/error.h>

#include <remote/machine.h>
#include <settings/settings.h>

#include <memory>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace tapscope {

class MachineConnection;

/// A network interface of another machine.
struct FarInterface {
    std::string name;
    bool isUp = false; ///< it is up
    bool operator==(const FarInterface&) const = default;
};

/// Another machine's report about itself, in lines of text.
struct FarReport {
    std::vector<std::string> programs; ///< those of tapscope-cli, dumpcap and tcpdump that are installed
    std::vector<FarInterface> interfaces;
    bool operator==(const FarReport&) const = default;
};

/// Another machine that was reached.
struct FarMachine {
    FarReport report;
    /// TapScope there, which lists and configures devices; null if it is not installed there, or is too old.
    std::shared_ptr<MachineConnection> connection;
};

/// Connects through ssh once, and starts TapScope there if it is installed. May take as long as a person takes to type
/// a password; never on the GUI's thread. `connection`: checked by sshSettings(). Errors: those of startScript() and
/// MachineConnection::greet(), Cancelled.
[[nodiscard]] Result<FarMachine> reach(const Machine& machine, const Settings& connection, const std::stop_token& stop);

/// Parses the far shell's output. Names that no device can have, and unknown lines, are left out.
[[nodiscard]] FarReport parseFarReport(std::string_view lines);

} // namespace tapscope
