#pragma once

#include <net/device_control.h>
#include <privilege/helper_program.h>

#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tapscope {

/// A device by the network namespace that it is in: "eth0" is in our own, "blue/eth0" in one that `ip netns` made,
/// "pid:4711/eth0" in a process's.
struct PlacedName {
    std::string place; ///< "blue", "pid:4711"; empty: our own
    std::string device;

    /// What is before the last slash, and behind it: no device has one in its name.
    [[nodiscard]] static PlacedName parse(std::string_view text);
    /// What parse() takes.
    [[nodiscard]] std::string text() const { return place.empty() ? device : place + "/" + device; }
    bool operator==(const PlacedName&) const = default;
};

/// The devices of network namespaces. Each namespace is entered by a helper process when its devices are asked for
/// first, with the rights that we have. Any thread but the GUI's.
class DevicePlaces {
public:
    DevicePlaces(std::shared_ptr<DeviceControl> here, HelperProgram program)
        : here_(std::move(here)), program_(std::move(program)) {}

    /// Errors: Invalid ("pid:" without a number), NotFound, NotPermitted.
    [[nodiscard]] Result<std::shared_ptr<DeviceControl>> at(const std::string& place);

private:
    std::shared_ptr<DeviceControl> here_;
    HelperProgram program_;
    std::mutex mutex_; ///< guards what follows
    std::vector<std::pair<std::string, std::shared_ptr<DeviceControl>>> entered_;
};

} // namespace tapscope
