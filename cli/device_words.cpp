#include "device_words.h"

#include <fmt/core.h>

#include <CLI/CLI.hpp>

namespace tapscope::cli {
namespace {

/// A flag for one of the two values of a switch: --up, --down.
void addFlag(CLI::App& verb, const char* name, const char* help, std::vector<std::string>& texts, const char* text) {
    verb.add_flag_callback(name, [&texts, text] { texts.emplace_back(text); }, help);
}

} // namespace

void DeviceWords::addTo(CLI::App& verb, Verb kind) {
    const auto option = [&](const DeviceSetting& setting, bool isRemoving = false) -> std::vector<std::string>& {
        return options_.emplace_back(&setting, isRemoving, std::vector<std::string>()).texts;
    };
    for (const auto& setting : deviceSettings()) {
        const std::string key(setting.key), help(setting.help);
        if (key == "up") { // one word for each value, as everywhere
            auto& texts = option(setting);
            addFlag(verb, "--up", "Switch it on", texts, "on");
            if (kind == Verb::Set) {
                addFlag(verb, "--down", "Switch it off", texts, "off");
                verb.get_option("--down")->excludes("--up");
            }
            continue;
        }
        const bool isAdding = setting.isList() && kind == Verb::Set;
        auto* added = verb.add_option((isAdding ? "--add-" : "--") + key, option(setting),
                                      setting.isList() ? help + "; can be given several times" : help);
        added->allow_extra_args(false);
        if (!setting.isList())
            added->multi_option_policy(CLI::MultiOptionPolicy::TakeLast)->expected(1);
        if (setting.type == DeviceSetting::Type::Switch)
            added->check(CLI::IsMember({"on", "off"}));
        if (setting.type == DeviceSetting::Type::Number)
            added->check([&setting](const std::string& text) {
                const auto change = setting.change(text);
                return change ? std::string() : fmt::format("{}: {}", change.error().object, change.error().reason);
            });
        if (isAdding)
            verb.add_option("--remove-" + key, option(setting, true), "The same, as printed by devices")
                ->allow_extra_args(false);
    }
}

SettingTexts DeviceWords::texts(bool isForOthers, bool isForLists) const {
    SettingTexts texts;
    for (const auto& option : options_) {
        if (!(option.setting->isList() ? isForLists : isForOthers))
            continue;
        for (const auto& text : option.texts)
            texts.push_back(
                {.key = (option.isRemoving ? "remove-" : "") + std::string(option.setting->key), .value = text});
    }
    return texts;
}

} // namespace tapscope::cli
