#pragma once

#include <base/error.h>
#include <base/frame.h>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <stop_token>

namespace tapscope {

/// One capture as several pcapng files, each with the sections' headers, interfaces, names and keys that its frames
/// need. Blocks are copied as they are. At least one of the limits is given; a file ends at the first that it reaches,
/// and has one frame at least.
struct CaptureSplit {
    static constexpr std::size_t mostFiles = 100'000;

    std::filesystem::path file;
    FrameNumber frames = 0;              ///< in each file; 0: no limit
    std::chrono::nanoseconds duration{}; ///< of each file, counted from the first frame's time; 0: no limit
    std::uint64_t bytes = 0;             ///< of each file; 0: no limit
    std::stop_token stop = {};

    struct Report {
        FrameNumber frames = 0;
        std::size_t files = 0;
        std::optional<Error> damage = {}; ///< the rest can't be read: what was whole is there
    };
    /// Where a file's bytes go: `begin` is called for each file with its number from 1 on and the time of its first
    /// frame, `write` with its bytes, `end` when all were written. Errors: what they give; those of opening the
    /// capture; Invalid (no limit, or too many files); Cancelled.
    struct Sink {
        std::function<Result<void>(std::size_t number, Timestamp first)> begin;
        std::function<Result<void>(Bytes)> write;
        std::function<Result<void>()> end;
    };
    [[nodiscard]] Result<Report> run(const Sink& sink) const;
};

/// "trace_00003_20260131120000.pcapng": a file's name with a number and a time (UTC) before its ending, as editcap
/// and dumpcap write it. A time that is not known is left out.
[[nodiscard]] std::filesystem::path splitName(const std::filesystem::path& base, std::size_t number, Timestamp first);

} // namespace tapscope
