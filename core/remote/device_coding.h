#pragma once

#include <net/device_info.h>
#include <net/setting_texts.h>

namespace tapscope::serve {

/// A device as words, as a machine tells another of it. Counters, addresses with all that belongs to them, and names
/// are kept; what is absent has no word.
[[nodiscard]] SettingTexts wordsOf(const DeviceInfo& info);
/// The device of such words. A key that is not known here is left out: the other machine may have a newer program.
/// Damaged: a value is not one of its key, or the name is missing.
[[nodiscard]] Result<DeviceInfo> deviceOf(const SettingTexts& words);

} // namespace tapscope::serve
