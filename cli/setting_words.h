#pragma once

#include <settings/settings.h>

namespace tapscope::cli {

/// key=value words of the command line; a key can be given several times.
[[nodiscard]] Result<SettingValues> parseSettingWords(const std::vector<std::string>& words);

} // namespace tapscope::cli
