#pragma once

#include <base/error.h>
#include <net/device_control.h>

#include <source/child_process.h>

#include <memory>
#include <span>
#include <string>

namespace tapscope::cli {

/// The program whose traffic is captured (`capture --run`). It runs beside the capture, with an empty standard input;
/// its output goes to our standard error. The destructor ends it.
class CapturedProgram {
public:
    /// Starts it once the captured devices carry frames. `words` is split as by a shell, but no shell is used. Errors:
    /// Invalid (no word), NotFound.
    [[nodiscard]] static Result<CapturedProgram> start(const std::string& words, std::span<const std::string> devices,
                                                       DeviceControl& control);
    /// Passes its output on. True once it has ended.
    [[nodiscard]] bool hasEnded();

private:
    explicit CapturedProgram(ChildProcess program) : program_(std::move(program)) {}

    ChildProcess program_;
};

} // namespace tapscope::cli
