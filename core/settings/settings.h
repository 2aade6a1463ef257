#pragma once

#include <base/error.h>

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace tapscope {

/// The form of a setting's text, and thereby the editor in the window.
enum class SettingType {
    Text,
    Integer,  ///< minimum to maximum
    Real,     ///< minimum to maximum; a decimal point
    Switch,   ///< "on" or "off"
    Choice,   ///< one of `choices`
    File,     ///< a path to read
    HexBytes, ///< "02 42 0a…", with optional separators of space, ':', '-' and line ends; offsets of a hex dump are not
              ///< accepted
    MacAddress,
    IpAddress,
};

/// One setting of a plugin.
struct Setting {
    std::string key;   ///< "address": the name in scripts
    std::string title; ///< "Addresses"
    SettingType type = SettingType::Text;
    std::string defaultValue; ///< as text; empty = none
    std::string help;         ///< one sentence, shown under the editor
    bool required = false;
    bool repeatable = false; ///< several values: several key=value words, or in the window lines or commas
    double minimum = 0;
    double maximum = 0; ///< there is no range while both are 0
    std::string unit;   ///< "frames/s"
    std::vector<std::string> choices = {};
    std::vector<std::string> specialWords = {}; ///< words that a number also accepts: "top"
};

/// The values of settings as text, from scripts or the window.
using SettingValues = std::map<std::string, std::vector<std::string>, std::less<>>;

/// Settings checked against a schema: every key is known, every value has its type, defaults are filled in.
class Settings {
public:
    [[nodiscard]] bool has(std::string_view key) const noexcept;
    /// Returns the value's text, or the first one of several; empty if there is none.
    [[nodiscard]] const std::string& text(std::string_view key) const noexcept;
    [[nodiscard]] const std::vector<std::string>& texts(std::string_view key) const noexcept;
    /// For Integer, Real and Switch. 0 or false if there is no value.
    [[nodiscard]] long long integer(std::string_view key) const noexcept;
    [[nodiscard]] double real(std::string_view key) const noexcept;
    [[nodiscard]] bool isOn(std::string_view key) const noexcept;

private:
    friend class SettingsSchema;
    SettingValues values_;
};

/// The declared settings of a plugin. The window draws its form from them, and the command line checks key=value words
/// against them.
class SettingsSchema {
public:
    SettingsSchema() = default;
    explicit SettingsSchema(std::vector<Setting> settings) : settings_(std::move(settings)) {}

    [[nodiscard]] const std::vector<Setting>& settings() const noexcept { return settings_; }
    /// Checks a single value, for validation during typing. The error says what is wrong and what would be right.
    [[nodiscard]] static Result<void> checkValue(const Setting& setting, std::string_view value);
    /// Checks all values and fills in defaults. Invalid: an unknown key (the error names the known ones), a missing
    /// one, or a bad value.
    [[nodiscard]] Result<Settings> check(const SettingValues& values) const;

private:
    std::vector<Setting> settings_;
};

/// Returns the bytes of a SettingType::HexBytes. Invalid, with the position of the first character that is not a hex
/// digit.
[[nodiscard]] Result<std::vector<std::byte>> parseHexBytes(std::string_view text);

} // namespace tapscope
