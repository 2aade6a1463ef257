#include "setting_words.h"

namespace tapscope::cli {

Result<SettingValues> parseSettingWords(const std::vector<std::string>& words) {
    SettingValues values;
    for (const auto& word : words) {
        const auto equals = word.find('=');
        if (equals == std::string::npos)
            return failure(ErrorKind::Invalid, "read the setting", "\"" + word + "\"",
                           "it has no =", "Write key=value");
        values[word.substr(0, equals)].push_back(word.substr(equals + 1));
    }
    return values;
}

} // namespace tapscope::cli
