#pragma once

#include "verb.h"

#include <net/device_configuration.h>

#include <memory>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace tapscope::cli {

/// The options for working on another machine: `--on ssh://USER@HOST`, and the settings of that connection.
struct MachineWords {
    std::string machine; ///< empty: this machine
    std::vector<std::string> settings;
};

/// Adds --on and --set to a verb.
void addMachineOptions(CLI::App& verb, MachineWords& words);

/// The devices of the named machine, or of this machine in the chosen namespace.
[[nodiscard]] Result<std::shared_ptr<DeviceConfiguration>> configurationOf(const MachineWords& words, Session& session);

/// "ssh://user@host/tap0" for the device "tap0"; the name as it is without a machine.
[[nodiscard]] Result<std::string> placedName(const MachineWords& words, const std::string& device);

} // namespace tapscope::cli
