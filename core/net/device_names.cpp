#include <net/device_names.h>

#include <algorithm>

namespace tapscope {

Result<InterfaceName> deviceNamed(DeviceControl& control, std::string_view word) {
    auto name = InterfaceName::parse(word);
    if (name) {
        if (auto info = control.info(*name))
            return info->name;
    }
    const auto devices = control.list();
    if (!devices)
        return name;
    const auto found = std::ranges::find_if(*devices, [&](const DeviceInfo& each) {
        return std::ranges::find(each.alternativeNames, word) != each.alternativeNames.end();
    });
    return found != devices->end() ? Result<InterfaceName>(found->name) : name;
}

} // namespace tapscope
