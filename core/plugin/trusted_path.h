#pragma once

#include <QString>

namespace tapscope {

/// Returns why nothing at `path` may be loaded into this process: everybody may write to it or to its folder. Empty if
/// it may be loaded.
[[nodiscard]] QString distrustOf(const QString& path);

} // namespace tapscope
