#pragma once

#include <base/error.h>
#include <base/frame.h>
#include <store/file_walker.h>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <stop_token>

namespace tapscope {

/// Splits one capture into several pcapng files. Each has the section headers, interfaces, names and keys that its
/// frames need. Blocks are copied unchanged. At least one of the limits must be given. A file ends at the first limit
/// that it reaches, and has at least one frame.
struct CaptureSplit {
    static constexpr std::size_t mostFiles = 100'000;

    std::filesystem::path file;
    FrameNumber frames = 0;              ///< per file; 0: no limit
    std::chrono::nanoseconds duration{}; ///< per file, counted from the first frame's time; 0: no limit
    std::uint64_t bytes = 0;             ///< per file; 0: no limit
    std::stop_token stop = {};

    struct Report {
        FrameNumber frames = 0;
        std::size_t files = 0;
        std::optional<Error> damage = {}; ///< why the rest cannot be read; everything before the damage was written
    };
    /// Receives the files: `begin` is called for each file with its number, counted from 1, and the time of its first
    /// frame, `write` with its bytes, and `end` after the last of them. Errors: those of these functions and of opening
    /// the capture; Invalid (no limit, or too many files); Cancelled.
    struct Sink {
        std::function<Result<void>(std::size_t number, Timestamp first)> begin;
        std::function<Result<void>(Bytes)> write;
        std::function<Result<void>()> end;
    };
    [[nodiscard]] Result<Report> run(const Sink& sink) const;
    /// The same for an open capture, which may be a stream; `file` is only its name.
    [[nodiscard]] Result<Report> run(FileWalker walker, const Sink& sink) const;
};

/// "trace_00003_20260131120000.pcapng": a file name with a number and a time (UTC) before its suffix, as in editcap and
/// dumpcap. An unknown time is left out.
[[nodiscard]] std::filesystem::path splitName(const std::filesystem::path& base, std::size_t number, Timestamp first);

} // namespace tapscope
