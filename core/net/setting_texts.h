#pragma once

#include <net/device_setting.h>
#include <net/new_device.h>

#include <span>
#include <string>
#include <vector>

namespace tapscope {

/// A setting and its value as text, for passing between programs: "mtu", "1400".
struct SettingText {
    std::string key, value;
    bool operator==(const SettingText&) const = default;
};
using SettingTexts = std::vector<SettingText>;

/// Parses a change of a device. The key is that of a setting (deviceSettings()); with the prefix "remove-", the value
/// is removed from a list. Users, groups and devices are those of this machine. Errors: those of
/// DeviceSetting::change(), NotFound.
[[nodiscard]] Result<DeviceChange> parseDeviceChange(const SettingText& text);

/// Parses a request to create a device. In addition to the keys of settings there are kind (tap, tun, veth, bridge),
/// name, peer, multi-queue (on, off), virtio-header (10 or 12 bytes), offload (csum, tso4, tso6, uso; several), and the
/// prefix "peer-" for settings of a vETH's other end. A TAP or TUN is persistent, because no program has it open.
[[nodiscard]] Result<NewDevice> parseNewDevice(std::span<const SettingText> texts);

} // namespace tapscope
