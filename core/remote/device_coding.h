#pragma once

#include <net/device_info.h>
#include <net/setting_texts.h>

namespace tapscope::serve {

/// A device as words, for passing to another machine. Counters, addresses with all their properties, and names are
/// kept; absent values have no word.
[[nodiscard]] SettingTexts wordsOf(const DeviceInfo& info);
/// Parses such words. Unknown keys are left out, because the other machine may have a newer program. Error: Damaged if
/// a value is not valid for its key, or the name is missing.
[[nodiscard]] Result<DeviceInfo> deviceOf(const SettingTexts& words);

} // namespace tapscope::serve
