#pragma once

#include "../files/save_picture.h"

namespace tapscope {

class WiringScene;

/// The whole map, as large as it is, to be saved. Refers to the scene.
[[nodiscard]] Picture pictureOf(WiringScene& scene);

} // namespace tapscope
