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
    /// "set" can also remove values from lists; "create" gives the values of a new device ("--address").
    enum class Verb { Set, Create };
    /// Adds the options to `verb`. This object must stay at its address as long as `verb` exists.
    void addTo(CLI::App& verb, Verb kind);

    /// The given settings. Without `isForLists`, settings that are lists are left out; without `isForOthers`, all
    /// others are.
    [[nodiscard]] SettingTexts texts(bool isForOthers = true, bool isForLists = true) const;

private:
    struct Option {
        const DeviceSetting* setting = nullptr;
        bool isRemoving = false; ///< removes a value from a list
        std::vector<std::string> texts;
    };
    std::deque<Option> options_; ///< the verb's options keep the addresses of these elements
};

} // namespace tapscope::cli
