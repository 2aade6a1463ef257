#include <base/ip_address.h>
#include <base/mac_address.h>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <settings/settings.h>

#include <algorithm>
#include <charconv>
#include <cmath>

namespace tapscope {
namespace {

std::unexpected<Error> refuse(const Setting& setting, std::string_view value, std::string_view reason,
                              std::string_view hint = {}) {
    return failure(ErrorKind::Invalid, fmt::format("set {} to", setting.key), fmt::format("\"{}\"", value), reason,
                   hint);
}

template <typename Number>
Result<void> checkNumber(const Setting& setting, std::string_view value, std::string_view what) {
    if (std::ranges::find(setting.specialWords, value) != setting.specialWords.end())
        return {};
    Number number{};
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
    // from_chars() accepts "nan" and "inf", which no range would refuse.
    if (error != std::errc{} || end != value.data() + value.size() || !std::isfinite(static_cast<double>(number)))
        return refuse(setting, value, fmt::format("it is not {}", what),
                      setting.specialWords.empty()
                          ? ""
                          : fmt::format("It can also be {}", fmt::join(setting.specialWords, ", ")));
    const bool hasRange = setting.minimum != 0 || setting.maximum != 0;
    if (hasRange && (static_cast<double>(number) < setting.minimum || static_cast<double>(number) > setting.maximum))
        return refuse(setting, value,
                      fmt::format("it must be {} to {}{}{}", setting.minimum, setting.maximum,
                                  setting.unit.empty() ? "" : " ", setting.unit));
    return {};
}

} // namespace

Result<void> SettingsSchema::checkValue(const Setting& setting, std::string_view value) {
    switch (setting.type) {
    case SettingType::Text:
    case SettingType::File:
        return {};
    case SettingType::Integer:
        return checkNumber<long long>(setting, value, "a whole number");
    case SettingType::Real:
        return checkNumber<double>(setting, value, "a number");
    case SettingType::Switch:
        if (value == "on" || value == "off")
            return {};
        return refuse(setting, value, "it is on or off");
    case SettingType::Choice:
        if (std::ranges::find(setting.choices, value) != setting.choices.end())
            return {};
        return refuse(setting, value, fmt::format("it is one of {}", fmt::join(setting.choices, ", ")));
    case SettingType::HexBytes:
        if (auto bytes = parseHexBytes(value); !bytes)
            return refuse(setting, value.substr(0, 40), bytes.error().reason);
        return {};
    case SettingType::MacAddress:
        if (auto mac = tapscope::MacAddress::parse(value); !mac)
            return refuse(setting, value, mac.error().reason, mac.error().hint);
        return {};
    case SettingType::IpAddress:
        if (auto address = tapscope::IpAddress::parse(value); !address)
            return refuse(setting, value, address.error().reason, address.error().hint);
        return {};
    }
    return {};
}

Result<Settings> SettingsSchema::check(const SettingValues& values) const {
    for (const auto& [key, given] : values) {
        if (std::ranges::find(settings_, key, &Setting::key) != settings_.end())
            continue;
        std::vector<std::string> known;
        for (const auto& setting : settings_)
            known.push_back(setting.key);
        return failure(ErrorKind::Invalid, "set", key, "there is no such setting",
                       known.empty() ? "There are none" : fmt::format("There are: {}", fmt::join(known, ", ")));
    }
    Settings checked;
    for (const auto& setting : settings_) {
        std::vector<std::string> all;
        if (const auto given = values.find(setting.key); given != values.end())
            std::ranges::copy_if(given->second, std::back_inserter(all),
                                 [](const auto& text) { return !text.empty(); });
        if (all.empty() && !setting.defaultValue.empty())
            all.push_back(setting.defaultValue);
        if (all.empty() && setting.required)
            return failure(ErrorKind::Invalid, "go on without", setting.key, "it is required", setting.help);
        if (all.size() > 1 && !setting.repeatable)
            return failure(ErrorKind::Invalid, "set", setting.key, "it can have only one value");
        for (const auto& value : all) {
            if (auto fits = checkValue(setting, value); !fits)
                return std::unexpected(fits.error());
        }
        if (!all.empty())
            checked.values_.emplace(setting.key, std::move(all));
    }
    return checked;
}

Result<std::vector<std::byte>> parseHexBytes(std::string_view text) {
    std::vector<std::byte> bytes;
    int high = -1;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == ' ' || c == ':' || c == '-' || c == '\n' || c == '\r' || c == '\t')
            continue;
        int digit = 0;
        const auto [end, error] = std::from_chars(&c, &c + 1, digit, 16);
        if (error != std::errc{} || end != &c + 1)
            return failure(ErrorKind::Invalid, "read", "the bytes",
                           fmt::format("character {} (\"{}\") is not a hex digit", i + 1, c));
        if (high < 0) {
            high = digit;
        } else {
            bytes.push_back(static_cast<std::byte>(high << 4 | digit));
            high = -1;
        }
    }
    if (high >= 0)
        return failure(ErrorKind::Invalid, "read", "the bytes", "the last byte has one hex digit only");
    return bytes;
}

} // namespace tapscope
