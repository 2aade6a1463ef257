#pragma once

#include <base/error.h>

#include <filesystem>
#include <vector>

namespace tapscope {

/// A recording that a program left behind when it ended without saving or discarding it (crash, kill -9, power cut).
struct LeftRecording {
    std::filesystem::path path;
    std::uint64_t size = 0; ///< bytes
    std::filesystem::file_time_type changed;
};

/// Recordings in `folder` that no running program holds locked, the newest first. Blocks on the disk.
[[nodiscard]] std::vector<LeftRecording> findLeftRecordings(const std::filesystem::path& folder);

} // namespace tapscope
