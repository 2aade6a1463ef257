#include "setting_list.h"

#include <base/printable_text.h>

#include <fmt/ranges.h>

namespace tapscope::cli {
namespace {

std::string_view typeWord(const Setting& setting) {
    switch (setting.type) {
    case SettingType::Text:
        return "text";
    case SettingType::Integer:
        return "whole number";
    case SettingType::Real:
        return "number";
    case SettingType::Switch:
        return "on or off";
    case SettingType::Choice:
        return "one of";
    case SettingType::File:
        return "file";
    case SettingType::HexBytes:
        return "bytes in hex";
    case SettingType::MacAddress:
        return "MAC address";
    case SettingType::IpAddress:
        return "IP address";
    }
    return "";
}

std::string valuesOf(const Setting& setting) {
    std::string text(typeWord(setting));
    if (!setting.choices.empty())
        text += fmt::format(" {}", fmt::join(setting.choices, ", "));
    if (setting.minimum != 0 || setting.maximum != 0)
        text += fmt::format(", {} to {}", setting.minimum, setting.maximum);
    if (!setting.unit.empty())
        text += " " + setting.unit;
    if (!setting.specialWords.empty())
        text += fmt::format(", or {}", fmt::join(setting.specialWords, ", "));
    return text;
}

} // namespace

std::string settingsText(const SettingsSchema& schema) {
    std::string text;
    if (schema.settings().empty())
        text += "  It has no settings.\n";
    for (const auto& setting : schema.settings()) {
        std::string line = fmt::format("  {:<16} {}", setting.key, valuesOf(setting));
        if (setting.required)
            line += "; required";
        else if (!setting.defaultValue.empty())
            line += "; default " + setting.defaultValue;
        if (setting.repeatable)
            line += "; can be given several times";
        text += printable(line) + "\n";
        if (!setting.help.empty())
            text += printable(fmt::format("  {:<16} {}", "", setting.help)) + "\n";
    }
    return text;
}

} // namespace tapscope::cli
