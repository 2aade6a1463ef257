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

/// A device by its network namespace: "eth0" is in our own, "blue/eth0" in one named by `ip netns`, "pid:4711/eth0" in
/// that of a process.
struct PlacedName {
    std::string place; ///< "blue", "pid:4711"; empty: our own
    std::string device;

    /// Splits the text at the last slash; a device's name has none.
    [[nodiscard]] static PlacedName parse(std::string_view text);
    /// In the form that parse() accepts.
    [[nodiscard]] std::string text() const { return place.empty() ? device : place + "/" + device; }
    bool operator==(const PlacedName&) const = default;
};

/// The devices of network namespaces. When the devices of a namespace are first asked for, a helper process enters it
/// with our permissions. Any thread but the GUI's.
class DevicePlaces {
public:
    DevicePlaces(std::shared_ptr<DeviceControl> here, HelperProgram program)
        : here_(std::move(here)), program_(std::move(program)) {}

    /// Errors: Invalid ("pid:" without a number), NotFound, NotPermitted.
    [[nodiscard]] Result<std::shared_ptr<DeviceControl>> at(const std::string& place);

private:
    std::shared_ptr<DeviceControl> here_;
    HelperProgram program_;
    std::mutex mutex_; ///< guards the members below
    std::vector<std::pair<std::string, std::shared_ptr<DeviceControl>>> entered_;
};

} // namespace tapscope
