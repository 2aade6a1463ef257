#pragma once

#include <net/device_control.h>
#include <net/setting_texts.h>

#include <memory>
#include <span>
#include <string>
#include <vector>

namespace tapscope {

/// Lists and configures the devices of one machine by words, so that this can also be another machine. Opening a device
/// needs its machine's DeviceControl, because descriptors cannot leave a machine.
///
/// One thread at a time, never the GUI's: a call may take as long as a person takes to type a password. Errors are
/// those of DeviceControl; Gone if the other machine cannot be reached.
class DeviceConfiguration {
public:
    DeviceConfiguration() = default;
    virtual ~DeviceConfiguration() = default;
    DeviceConfiguration(const DeviceConfiguration&) = delete;
    DeviceConfiguration& operator=(const DeviceConfiguration&) = delete;

    [[nodiscard]] virtual Result<std::vector<DeviceInfo>> list() = 0;
    /// Creates and configures a device (parseNewDevice() describes the words). Returns its name, and for a vETH pair
    /// also the other end's name.
    [[nodiscard]] virtual Result<std::vector<InterfaceName>> create(std::span<const SettingText> words) = 0;
    /// Changes a device (parseDeviceChange() describes the words), in an order that works. All words are parsed before
    /// anything is changed. The key netns moves the device to a network namespace, by name or process id, after all
    /// other changes. `device` may be an alternative name.
    [[nodiscard]] virtual Result<void> set(const std::string& device, std::span<const SettingText> words) = 0;
    [[nodiscard]] virtual Result<void> destroy(const std::string& device) = 0;
};

/// Configures the devices of `control`.
[[nodiscard]] std::shared_ptr<DeviceConfiguration> deviceConfiguration(std::shared_ptr<DeviceControl> control);

/// Finds a device in a list by its name or an alternative name. Null if there is none.
[[nodiscard]] const DeviceInfo* findDevice(std::span<const DeviceInfo> devices, std::string_view name) noexcept;

} // namespace tapscope
