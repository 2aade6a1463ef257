#pragma once

#include <decode/decode_as.h>

namespace tapscope {

/// The user's "Decode As…" rules as they are kept between runs (QSettings). GUI's thread.
[[nodiscard]] DecodeAsList storedDecodeAs();
void storeDecodeAs(const DecodeAsList& rules);

} // namespace tapscope
