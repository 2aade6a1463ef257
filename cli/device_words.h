#pragma once

#include <net/setting_texts.h>

#include <deque>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace tapscope::cli {

/// The options of a verb for the settings of devices, made from their table: "--mtu 1400", "--add-address 10.9.0.1/24".
class DeviceWords {
public:
    /// "set" takes away from lists, too; "create" names the values that a new device has ("--address").
    enum class Verb { Set, Create };
    /// Adds the options to `verb`. Stays where it is as long as `verb` does.
    void addTo(CLI::App& verb, Verb kind);

    /// What was said. Without `isForLists`, or `isForOthers`, those of the settings that are lists, or are not, are
    /// left out.
    [[nodiscard]] SettingTexts texts(bool isForOthers = true, bool isForLists = true) const;

private:
    struct Option {
        const DeviceSetting* setting = nullptr;
        bool isRemoving = false; ///< takes a value away from a list
        std::vector<std::string> texts;
    };
    std::deque<Option> options_; ///< whose addresses the options of the verb have
};

} // namespace tapscope::cli
