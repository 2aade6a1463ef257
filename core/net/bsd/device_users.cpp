#include <base/ascii_case.h>
#include <net/bsd/device_list.h>
#include <net/bsd/interface_control.h>
#include <net/bsd/requests.h>
#include <net/device_users.h>

#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <cstring>
#include <utility>

namespace tapscope {

std::vector<DeviceUser> bsd::usersOf(const Kernel& kernel, const InterfaceName& name) {
    StatusRequest request{.name = nameField(name)};
    if (kernel.traits.getStatus == 0 || control(kernel, familyInet, kernel.traits.getStatus, &request) != 0)
        return {};
    // One line of the driver's output: "\tOpened by PID 4711\n", "pid" on DragonFly.
    std::string text(request.text.data(), strnlen(request.text.data(), request.text.size()));
    std::ranges::transform(text, text.begin(), lowerCase);
    constexpr std::string_view label = "opened by pid ";
    const auto found = text.find(label);
    DeviceUser user{.program = "a process"};
    if (found == std::string::npos ||
        std::from_chars(text.data() + found + label.size(), text.data() + text.size(), user.pid).ec != std::errc{})
        return {};
    return {user};
}

std::string bsd::whoHasIt(const Kernel& kernel, const InterfaceName& name) {
    for (const auto& user : usersOf(kernel, name))
        return fmt::format("It is open in {} (pid {})", user.program, user.pid);
    return "Another program has it open";
}

std::vector<DeviceUser> usersOf(const InterfaceName& name, pid_t) {
    return bsd::usersOf(bsd::thisKernel(), name);
}

std::map<InterfaceName, std::vector<DeviceUser>> usersOfAll(std::span<const InterfaceName> names, pid_t) {
    std::map<InterfaceName, std::vector<DeviceUser>> users;
    for (const InterfaceName& name : names) {
        if (auto found = bsd::usersOf(bsd::thisKernel(), name); !found.empty())
            users.emplace(name, std::move(found));
    }
    return users;
}

} // namespace tapscope
