#pragma once

#include "../session/recordings.h"

#include <base/error.h>
#include <base/frame.h>

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <functional>

namespace tapscope {

/// Writes a new recording (newRecordingPath()) and makes its folder: `run(write)` passes the bytes to `write` and
/// returns a result. The file is removed if that, or the writing, fails. Blocks on the disk.
template <typename Run>
auto writtenRecording(const std::filesystem::path& path, Run run)
    -> decltype(run(std::function<Result<void>(Bytes)>())) {
    makeRecordingsFolder();
    std::ofstream out(path, std::ios::binary);
    auto result = run([&](Bytes bytes) -> Result<void> {
        out.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
        return out ? Result<void>{} : systemError(errno, "write", path.string());
    });
    out.close();
    if (result && !out)
        result = systemError(errno, "write", path.string());
    if (!result) {
        std::error_code notThere;
        std::filesystem::remove(path, notThere);
    }
    return result;
}

} // namespace tapscope
