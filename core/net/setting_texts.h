#pragma once

#include <net/device_setting.h>
#include <net/new_device.h>

#include <span>
#include <string>
#include <vector>

namespace tapscope {

/// A setting and its value as text, as one program says it to another: "mtu", "1400".
struct SettingText {
    std::string key, value;
    bool operator==(const SettingText&) const = default;
};
using SettingTexts = std::vector<SettingText>;

/// A change of a device. The key is that of a setting (deviceSettings()); "remove-" before it takes a value away from a
/// list. Users, groups and devices are those of this machine. Errors: those of DeviceSetting::change(), NotFound.
[[nodiscard]] Result<DeviceChange> parseDeviceChange(const SettingText& text);

/// A device that is to be made. Beside the keys of settings there are kind (tap, tun, veth, bridge), name, peer,
/// multi-queue (on, off), virtio-header (10 or 12 bytes), offload (csum, tso4, tso6, uso; several), and "peer-" before
/// the key of a setting of a vETH's other end. A TAP or TUN is persistent: nobody has it open.
[[nodiscard]] Result<NewDevice> parseNewDevice(std::span<const SettingText> texts);

} // namespace tapscope
