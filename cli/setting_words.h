#pragma once

#include <settings/settings.h>

namespace tapscope::cli {

/// key=value words of the command line; a key may come several times.
[[nodiscard]] Result<SettingValues> parseSettingWords(const std::vector<std::string>& words);

} // namespace tapscope::cli
