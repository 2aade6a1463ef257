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
/// `create`, the JSON of a device and remote configuration are made. Whoever shows or changes settings goes through the
/// table and knows none of them. Any thread.
///
/// A new setting needs a value in device_change.h, a row here, how the kernel is told (linux/interface.cpp), and
/// whether it affects the host (privilege/setting_effects.cpp); the compiler asks for the last two.
struct DeviceSetting {
    /// What its text looks like, and which editor belongs to it.
    enum class Type : std::uint8_t {
        Switch,  ///< "on" or "off"
        Number,  ///< decimal, from 0
        Text,    ///< up to 255 bytes; empty for none
        Mac,     ///< as MacAddress::parse() takes it
        User,    ///< a name or an id, or "none"
        Group,   ///< a name or an id, or "none"
        Device,  ///< the name of another device, or "none"
        Address, ///< as parseInterfaceAddress() takes it
        Name,    ///< of up to 127 bytes
    };
    /// A value as a program takes it. User and Group: the id.
    using Value = std::variant<bool, std::uint32_t, std::string>;

    struct Range {
        std::uint32_t least = 0, most = 0;
    };

    std::string_view key;   ///< "mtu": the option --mtu
    std::string_view title; ///< "MTU", in sentence case
    std::string_view help;  ///< what it does, one sentence without a full stop
    Type type = Type::Text;
    bool (*has)(DeviceKind kind) = nullptr; ///< which kinds of device have it
    /// The values that a device has now: none where it is not set, several only of a list.
    std::vector<Value> (*read)(const DeviceInfo& device) = nullptr;
    /// What gives a device this value, or adds it to a list. "none" or an empty text unsets what can be unset. Invalid,
    /// OutOfRange, NotFound (no such user) say what is wrong with the text. Looks up users and groups: not for the
    /// GUI's thread.
    Result<DeviceChange> (*change)(std::string_view text) = nullptr;
    /// Of a list only: what takes a value away again, which is written as textOf() writes it.
    Result<DeviceChange> (*remove)(std::string_view text) = nullptr;
    /// Whether a change is one of this setting's.
    bool (*covers)(const DeviceChange& change) = nullptr;
    /// Of a number: which ones the device takes; absent where only the kernel knows.
    Range (*range)(const DeviceInfo& device) = nullptr;
    bool isRare = false; ///< changed by few people: an editor may put it behind the others
    /// Of a list: the key of all of its values, "addresses"; elsewhere the key.
    std::string_view plural = key;

    [[nodiscard]] bool isList() const noexcept { return remove != nullptr; }
};

/// All of them, in the order in which they are shown, and changed when several are.
[[nodiscard]] std::span<const DeviceSetting> deviceSettings() noexcept;
/// By its key. NotFound names the keys that there are.
[[nodiscard]] Result<const DeviceSetting*> findDeviceSetting(std::string_view key);
/// The setting that a change is of.
[[nodiscard]] const DeviceSetting& settingOf(const DeviceChange& change) noexcept;
/// A value as change() and remove() take it: "on", "1500", "root".
[[nodiscard]] std::string textOf(const DeviceSetting& setting, const DeviceSetting::Value& value);

/// Sorts changes into an order that works: switched off first, taken away before added, switched on last.
void putInOrder(std::vector<DeviceChange>& changes);

} // namespace tapscope
