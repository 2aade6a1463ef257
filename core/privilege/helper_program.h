#pragma once

#include <sys/types.h>

#include <cstdint>
#include <string>
#include <vector>

namespace tapscope {

/// What a tapscope-helper is started for; the word that it takes.
enum class HelperSession : std::uint8_t {
    OwnDevices,    ///< to make devices and change the user's own
    Watch,         ///< to receive the frames of devices that are not the user's
    OthersDevices, ///< to change devices that are not the user's
};

/// Where tapscope-helper and tapscope-sandbox are, and the commands that start them. The former may have rights, from
/// file capabilities or polkit; the latter never has any.
struct HelperProgram {
    std::string path;    ///< of tapscope-helper, absolute
    std::string sandbox; ///< of tapscope-sandbox, absolute
    std::string pkexec = "/usr/bin/pkexec";

    using Command = std::vector<std::string>;

    /// Those that belong to this program: in ../libexec from it, or beside it.
    [[nodiscard]] static HelperProgram ofThisProgram();

    /// With the file capabilities that an administrator gave it, if any.
    [[nodiscard]] Command withItsOwnRights() const { return {path, "--own-devices"}; }
    /// As an administrator, once polkit has asked for a password.
    [[nodiscard]] Command throughPolkit(HelperSession session) const;
    [[nodiscard]] Command inSandbox() const { return {sandbox, "--private"}; }
    [[nodiscard]] Command inNamedNetwork(const std::string& name) const { return {sandbox, "--netns", name}; }
    [[nodiscard]] Command inNetworkOf(pid_t process) const { return {sandbox, "--process", std::to_string(process)}; }
    /// Runs a program in the network of a process: the program's words follow.
    [[nodiscard]] Command runIn(pid_t process) const { return {sandbox, "--run-in", std::to_string(process)}; }
};

} // namespace tapscope
