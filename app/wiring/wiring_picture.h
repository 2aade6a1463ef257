#pragma once

#include "../files/save_picture.h"

namespace tapscope {

class WiringScene;

/// The whole map in its natural size, for saving. Refers to the scene.
[[nodiscard]] Picture pictureOf(WiringScene& scene);

} // namespace tapscope
