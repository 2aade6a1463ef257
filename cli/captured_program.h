#pragma once

#include <base/error.h>
#include <net/device_control.h>

#include <source/child_process.h>

#include <memory>
#include <span>
#include <string>

namespace tapscope::cli {

/// The program whose traffic a capture is made of (`capture --run`). It runs beside the capture, and reads nothing;
/// what it prints goes to our standard error. Ended with this.
class CapturedProgram {
public:
    /// Starts it once the captured devices carry frames. `words`: as a shell splits them, without a shell. Errors:
    /// Invalid (no word), NotFound.
    [[nodiscard]] static Result<CapturedProgram> start(const std::string& words, std::span<const std::string> devices,
                                                       DeviceControl& control);
    /// Passes on what it has printed; true once it has ended.
    [[nodiscard]] bool hasEnded();

private:
    explicit CapturedProgram(ChildProcess program) : program_(std::move(program)) {}

    ChildProcess program_;
};

} // namespace tapscope::cli
