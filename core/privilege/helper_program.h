#pragma once

#include <sys/types.h>

#include <cstdint>
#include <string>
#include <vector>

namespace tapscope {

/// The purpose of a tapscope-helper, and the option that starts it.
enum class HelperSession : std::uint8_t {
    OwnDevices,    ///< to create devices and change the user's own
    Watch,         ///< to receive frames of devices that do not belong to the user
    OthersDevices, ///< to change devices that do not belong to the user
};

/// The paths of tapscope-helper and tapscope-sandbox, and the commands that start them. The helper may have rights,
/// from file capabilities or polkit; the sandbox never has any.
struct HelperProgram {
    std::string path;    ///< of tapscope-helper, absolute
    std::string sandbox; ///< of tapscope-sandbox, absolute
    std::string pkexec = "/usr/bin/pkexec";

    using Command = std::vector<std::string>;

    /// The programs that belong to this one: in ../libexec relative to it, or beside it.
    [[nodiscard]] static HelperProgram ofThisProgram();

    /// With the file capabilities that an administrator gave it, if any.
    [[nodiscard]] Command withItsOwnRights() const { return {path, "--own-devices"}; }
    /// As an administrator, after polkit has asked for a password.
    [[nodiscard]] Command throughPolkit(HelperSession session) const;
    [[nodiscard]] Command inSandbox() const { return {sandbox, "--private"}; }
    [[nodiscard]] Command inNamedNetwork(const std::string& name) const { return {sandbox, "--netns", name}; }
    [[nodiscard]] Command inNetworkOf(pid_t process) const { return {sandbox, "--process", std::to_string(process)}; }
    /// Runs a program in the network namespace of a process; the program's command line must be appended.
    [[nodiscard]] Command runIn(pid_t process) const { return {sandbox, "--run-in", std::to_string(process)}; }
};

} // namespace tapscope
