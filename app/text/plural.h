#pragma once

#include <QtGlobal>

namespace tapscope {

/// The number that chooses the plural form for a count in a translated text: tr("%L1 frame(s)", nullptr,
/// pluralOf(count)) .arg(count). The forms depend on a count's last six digits at most, and tr() takes an int only.
[[nodiscard]] constexpr int pluralOf(quint64 count) {
    constexpr quint64 million = 1'000'000;
    return static_cast<int>(count < million ? count : million + count % million);
}

} // namespace tapscope
