#pragma once

#include <net/device_control.h>
#include <net/setting_texts.h>

#include <memory>
#include <span>
#include <string>
#include <vector>

namespace tapscope {

/// The devices of one machine, to be listed and configured in words: what can be asked of another machine, too.
/// Opening a device needs its machine's DeviceControl, because descriptors do not leave it.
///
/// One thread at a time, never the GUI's: a call may take as long as a person takes to type a password. Errors are
/// those of DeviceControl; Gone: the other machine is out of reach.
class DeviceConfiguration {
public:
    DeviceConfiguration() = default;
    virtual ~DeviceConfiguration() = default;
    DeviceConfiguration(const DeviceConfiguration&) = delete;
    DeviceConfiguration& operator=(const DeviceConfiguration&) = delete;

    [[nodiscard]] virtual Result<std::vector<DeviceInfo>> list() = 0;
    /// Makes and configures a device (parseNewDevice() has the words): its name, and a vETH pair's other one.
    [[nodiscard]] virtual Result<std::vector<InterfaceName>> create(std::span<const SettingText> words) = 0;
    /// Changes one (parseDeviceChange() has the words), in an order that works. All words are read before anything is
    /// changed. The key netns moves it to a network namespace, by name or process id, after all else. `device` may be
    /// an alternative name.
    [[nodiscard]] virtual Result<void> set(const std::string& device, std::span<const SettingText> words) = 0;
    [[nodiscard]] virtual Result<void> destroy(const std::string& device) = 0;
};

/// The devices that `control` has.
[[nodiscard]] std::shared_ptr<DeviceConfiguration> deviceConfiguration(std::shared_ptr<DeviceControl> control);

/// One of a list by its name, or by an alternative name; null: it is not there.
[[nodiscard]] const DeviceInfo* findDevice(std::span<const DeviceInfo> devices, std::string_view name) noexcept;

} // namespace tapscope
