#pragma once

#include <base/error.h>

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace tapscope {

/// What a setting's text must look like, and which editor the window draws for it.
enum class SettingType {
    Text,
    Integer,  ///< minimum to maximum
    Real,     ///< minimum to maximum; a decimal point
    Switch,   ///< "on" or "off"
    Choice,   ///< one of `choices`
    File,     ///< a path to read
    HexBytes, ///< "02 42 0a…", separators of space, ':', '-' and line ends free; offsets of a hex dump are not taken
    MacAddress,
    IpAddress,
};

/// One setting of a plugin.
struct Setting {
    std::string key;   ///< "address": what scripts say
    std::string title; ///< "Addresses"
    SettingType type = SettingType::Text;
    std::string defaultValue; ///< text form; empty = none
    std::string help;         ///< one sentence under the editor
    bool required = false;
    bool repeatable = false; ///< several values: several key=value words, or lines or commas in the window
    double minimum = 0;
    double maximum = 0; ///< no range while both are 0
    std::string unit;   ///< "frames/s"
    std::vector<std::string> choices = {};
    std::vector<std::string> specialWords = {}; ///< words that a number also takes: "top"
};

/// Values of settings, in text form, as scripts and the window give them.
using SettingValues = std::map<std::string, std::vector<std::string>, std::less<>>;

/// Settings that a schema has checked: every key known, every value of its type, defaults filled in.
class Settings {
public:
    [[nodiscard]] bool has(std::string_view key) const noexcept;
    /// The value's text; empty when there is none. With several, the first.
    [[nodiscard]] const std::string& text(std::string_view key) const noexcept;
    [[nodiscard]] const std::vector<std::string>& texts(std::string_view key) const noexcept;
    /// For Integer, Real and Switch; 0 and false when there is none.
    [[nodiscard]] long long integer(std::string_view key) const noexcept;
    [[nodiscard]] double real(std::string_view key) const noexcept;
    [[nodiscard]] bool isOn(std::string_view key) const noexcept;

private:
    friend class SettingsSchema;
    SettingValues values_;
};

/// The declared settings of a plugin: the window draws its form from it, the command line checks key=value words
/// against it.
class SettingsSchema {
public:
    SettingsSchema() = default;
    explicit SettingsSchema(std::vector<Setting> settings) : settings_(std::move(settings)) {}

    [[nodiscard]] const std::vector<Setting>& settings() const noexcept { return settings_; }
    /// Checks one value alone, for validation as typed. The error says what is wrong and what would be right.
    [[nodiscard]] static Result<void> checkValue(const Setting& setting, std::string_view value);
    /// Checks all, fills defaults. Invalid: an unknown key (names the known ones), a missing one, a bad value.
    [[nodiscard]] Result<Settings> check(const SettingValues& values) const;

private:
    std::vector<Setting> settings_;
};

/// Bytes of SettingType::HexBytes. Invalid with the position of what is not a hex digit.
[[nodiscard]] Result<std::vector<std::byte>> parseHexBytes(std::string_view text);

} // namespace tapscope
