#pragma once

#include <base/error.h>

#include <QString>

namespace tapscope {

class WiringScene;

/// Writes the picture, whole and as large as it is: as SVG where the name ends so, else as PNG with two pixels for
/// each of the screen's, and fewer where it would become too large.
[[nodiscard]] Result<void> saveWiringPicture(WiringScene& scene, const QString& path);

} // namespace tapscope
