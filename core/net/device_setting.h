#pragma once

#include <base/error.h>
#include <net/device_change.h>
#include <net/device_info.h>

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace tapscope {

/// One setting of a device: a row of the table from which the device editor, the options of `tapscope-cli set` and
/// `create`, the JSON of a device and remote configuration are made. Code that shows or changes settings uses the table
/// and knows no single setting. Any thread.
///
/// A new setting needs a value in device_change.h, a row here, the request to the kernel (linux/device_change.cpp), and
/// its effect on the host (privilege/setting_effects.cpp); the compiler reports if the last two are missing.
struct DeviceSetting {
    /// The form of its text, and which editor it gets.
    enum class Type : std::uint8_t {
        Switch,  ///< "on" or "off"
        Number,  ///< decimal, from 0
        Text,    ///< up to 255 bytes; empty for none
        Mac,     ///< as MacAddress::parse() accepts it
        User,    ///< a name or an id, or "none"
        Group,   ///< a name or an id, or "none"
        Device,  ///< the name of another device, or "none"
        Address, ///< as parseInterfaceAddress() accepts it
        Name,    ///< of up to 127 bytes
    };
    /// A value for programs. For User and Group, the id.
    using Value = std::variant<bool, std::uint32_t, std::string>;

    struct Range {
        std::uint32_t least = 0, most = 0;
    };

    std::string_view key;   ///< "mtu": the option --mtu
    std::string_view title; ///< "MTU", in sentence case
    std::string_view help;  ///< what it does, one sentence without a full stop
    Type type = Type::Text;
    bool (*has)(DeviceKind kind) = nullptr; ///< which kinds of device have it
    /// The values that a device has now: none if it is not set; several only for a list.
    std::vector<Value> (*read)(const DeviceInfo& device) = nullptr;
    /// Makes the change that sets this value, or adds it to a list. "none" or an empty text unsets a value that can be
    /// unset. Errors: Invalid, OutOfRange, NotFound (no such user), with the problem of the text. Looks up users and
    /// groups, so it must not be called on the GUI's thread.
    Result<DeviceChange> (*change)(std::string_view text) = nullptr;
    /// For lists only: makes the change that removes a value, which is written as by textOf().
    Result<DeviceChange> (*remove)(std::string_view text) = nullptr;
    /// Whether a change is one of this setting.
    bool (*covers)(const DeviceChange& change) = nullptr;
    /// For numbers: the range that the device accepts; absent if only the kernel knows it.
    Range (*range)(const DeviceInfo& device) = nullptr;
    bool isRare = false; ///< changed by few people: an editor may show it after the others
    /// For a list: the key for all of its values, such as "addresses"; otherwise the key.
    std::string_view plural = key;

    [[nodiscard]] bool isList() const noexcept { return remove != nullptr; }
};

/// All settings, in the order in which they are shown, and changed if several are.
[[nodiscard]] std::span<const DeviceSetting> deviceSettings() noexcept;
/// Finds a setting by its key. Error: NotFound, with the existing keys.
[[nodiscard]] Result<const DeviceSetting*> findDeviceSetting(std::string_view key);
/// The setting to which a change belongs.
[[nodiscard]] const DeviceSetting& settingOf(const DeviceChange& change) noexcept;
/// A value as text for change() and remove(): "on", "1500", "root".
[[nodiscard]] std::string textOf(const DeviceSetting& setting, const DeviceSetting::Value& value);

/// Sorts changes into an order that works: switching off first, removing before adding, switching on last.
void putInOrder(std::vector<DeviceChange>& changes);

} // namespace tapscope
