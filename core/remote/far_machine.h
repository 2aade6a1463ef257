#pragma once

#include <base/error.h>

#include <remote/machine.h>
#include <settings/settings.h>

#include <stop_token>
#include <string>
#include <vector>

namespace tapscope {

/// A network interface of another machine.
struct FarInterface {
    std::string name;
    bool isUp = false; ///< it carries frames
    bool operator==(const FarInterface&) const = default;
};

/// What another machine has that matters to a capture.
struct FarMachine {
    std::vector<std::string> programs; ///< of tapscope-cli, dumpcap and tcpdump, those that are installed
    std::vector<FarInterface> interfaces;
    bool operator==(const FarMachine&) const = default;
};

/// Asks it through ssh. May take as long as a person takes to type a password; never on the GUI's thread.
/// `connection`: checked by sshSettings(). Errors: those of startThere().
[[nodiscard]] Result<FarMachine> lookAt(const Machine& machine, const Settings& connection,
                                        const std::stop_token& stop);

/// From what the far shell printed: names that no device can have, and lines that are none of ours, are left out.
[[nodiscard]] FarMachine parseFarMachine(std::string_view lines);

} // namespace tapscope
