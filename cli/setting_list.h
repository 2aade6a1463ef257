#pragma once

#include <settings/settings.h>

#include <string>

namespace tapscope::cli {

/// The settings of a plugin, two lines each: key, type, unit, range and default; then the description. Printable text.
[[nodiscard]] std::string settingsText(const SettingsSchema& schema);

} // namespace tapscope::cli
