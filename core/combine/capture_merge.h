#pragma once

#include <base/error.h>
#include <base/frame.h>
#include <store/file_walker.h>

#include <cstddef>
#include <filesystem>
#include <functional>
#include <stop_token>
#include <vector>

namespace tapscope {

/// Merges several pcap and pcapng files into one pcapng capture with one section, which has the interfaces of all files
/// in the order of the files. Blocks of pcapng files in this machine's byte order are copied with all their options.
/// Frames of other files are written again, in nanoseconds, with their comments. The section names the files in a
/// comment, and has the comments of their sections. A section that begins behind frames comes too late for that: the
/// next frame of its file gets its comments. Names and keys (Name Resolution and Decryption Secrets Blocks) in this
/// machine's byte order are copied.
struct CaptureMerge {
    static constexpr std::size_t mostFiles = 1000; ///< each is open, with a part of it in memory

    std::vector<std::filesystem::path> files = {};
    /// By the frames' times (a file whose frames are out of order stays so), or one file after another.
    enum class Order : std::uint8_t { ByTime, Appended } order = Order::ByTime;
    /// Opens a file; for streams, and to tell what was opened.
    std::function<Result<FileWalker>(const std::filesystem::path&)> open = [](const auto& file) {
        return FileWalker::open(file);
    };
    std::function<void(FrameNumber frames)> progress = {}; ///< called occasionally, on the calling thread
    std::stop_token stop = {};

    struct Report {
        FrameNumber frames = 0;
        /// Blocks that are not frames and have another byte order or interface, and comments that fit nowhere.
        std::uint64_t leftOut = 0;
        std::vector<Error> damages =
            {}; ///< of files that cannot be read to their ends; everything before the damage was merged
    };
    /// Passes the capture to `write` piece by piece. Errors: a file that cannot be opened; Invalid (no file, or too
    /// many); those of `write`; Cancelled.
    [[nodiscard]] Result<Report> run(const std::function<Result<void>(Bytes)>& write) const;
};

} // namespace tapscope
