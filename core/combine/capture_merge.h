#pragma once

#include <base/error.h>
#include <base/frame.h>

#include <cstddef>
#include <filesystem>
#include <functional>
#include <stop_token>
#include <vector>

namespace tapscope {

/// Several pcap and pcapng files as one pcapng capture: a section with the interfaces of all of them, in the order of
/// the files. Blocks of pcapng files in this machine's byte order are copied with all their options; frames of other
/// files are written anew, in nanoseconds, with their comments. The section names the files in a comment and keeps
/// theirs; names and keys (Name Resolution and Decryption Secrets Blocks) of this machine's byte order go along.
struct CaptureMerge {
    static constexpr std::size_t mostFiles = 1000; ///< each is open, with a piece of it in memory

    std::vector<std::filesystem::path> files = {};
    /// By the frames' times (a file whose frames are out of order stays so), or one file after the other.
    enum class Order : std::uint8_t { ByTime, Appended } order = Order::ByTime;
    std::function<void(FrameNumber frames)> progress = {}; ///< now and then, on the calling thread
    std::stop_token stop = {};

    struct Report {
        FrameNumber frames = 0;
        std::uint64_t leftOut = 0;       ///< blocks that are no frames and belong to another byte order or interface
        std::vector<Error> damages = {}; ///< of files that can't be read to their ends: what was whole is there
    };
    /// Hands the capture over piece by piece. Errors: a file that can't be opened; Invalid (no file, or too many); what
    /// `write` gives; Cancelled.
    [[nodiscard]] Result<Report> run(const std::function<Result<void>(Bytes)>& write) const;
};

} // namespace tapscope
