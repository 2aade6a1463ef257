#pragma once

#include <base/frame.h>

namespace tapscope::radiotap {

/// Whether a radiotap header says that the frame ends with its frame check sequence.
[[nodiscard]] bool announcesCheckSequence(Bytes header) noexcept;

} // namespace tapscope::radiotap
