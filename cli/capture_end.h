#pragma once

#include "interruption.h"

#include <capture/capture_engine.h>

namespace tapscope::cli {

/// Stops a capture after a signal, or by itself. The kernel may hold many frames, and a busy machine may need long to
/// take them: whenever some have arrived, the end gets another second (Interruption::grantTime()).
[[nodiscard]] Result<void> stopCapture(CaptureEngine& engine, Interruption& interruption);

} // namespace tapscope::cli
