#include <net/device_info.h>
#include <net/linux/device_errors.h>

#include <fmt/core.h>

#include <cerrno>

namespace tapscope {

std::string whoHasIt(const InterfaceName& name) {
    std::string who;
    for (const auto& user : usersOf(name))
        who += fmt::format("{}{} (pid {})", who.empty() ? "" : ", ", user.program, user.pid);
    return who.empty() ? "Another program has it open" : fmt::format("It is open in {}", who);
}

std::unexpected<Error> refused(const NetlinkRefusal& refusal, std::string_view action, const InterfaceName& name,
                               std::string_view hint) {
    if (hint.empty() && refusal.code == EPERM)
        hint = missingRight;
    if (hint.empty() && refusal.code == EACCES) // for a missing right, rtnetlink returns EPERM
        hint = "IPv6 is switched off here (sysctl net.ipv6.conf.all.disable_ipv6)";
    if (hint.empty() && refusal.code == ENODEV)
        hint = "It may have been destroyed by another program";
    auto error = systemError(refusal.code, action, name.text(), hint);
    if (!refusal.message.empty())
        error.error().reason += fmt::format(" ({})", refusal.message);
    return error;
}

} // namespace tapscope
