#pragma once

#include <QString>

namespace tapscope {

/// Why nothing at `path` may be loaded into this process: everybody may write to it, or to the folder that it is in.
/// Empty when there is no such reason.
[[nodiscard]] QString distrustOf(const QString& path);

} // namespace tapscope
