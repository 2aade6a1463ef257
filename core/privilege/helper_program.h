#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

namespace tapscope {

/// Where tapscope-helper is, and the commands that start it.
struct HelperProgram {
    std::string path; ///< absolute
    std::string pkexec = "/usr/bin/pkexec";

    using Command = std::vector<std::string>;

    /// The one that belongs to this program: ../libexec/tapscope-helper from it, or beside it.
    [[nodiscard]] static HelperProgram ofThisProgram();

    /// With the file capabilities that an administrator gave it, if any.
    [[nodiscard]] Command withItsOwnRights() const { return {path}; }
    /// As an administrator, once polkit has asked for a password.
    [[nodiscard]] Command throughPolkit() const { return {pkexec, "--disable-internal-agent", path}; }
    [[nodiscard]] Command inSandbox() const { return {path, "--sandbox"}; }
    [[nodiscard]] Command inNamedNetwork(const std::string& name) const { return {path, "--netns", name}; }
    [[nodiscard]] Command inNetworkOf(pid_t process) const { return {path, "--process", std::to_string(process)}; }
    /// Runs a program in the network of a process: the program's words follow.
    [[nodiscard]] Command runIn(pid_t process) const { return {path, "--run-in", std::to_string(process)}; }
};

} // namespace tapscope
