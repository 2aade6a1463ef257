#pragma once

#include <base/syscalls.h>
#include <base/unique_fd.h>
#include <file/capture_parser.h>

#include <cstddef>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

namespace tapscope {

/// Frames that were read together, in their order, with the bytes that they lie in.
struct FrameChunk {
    std::vector<Frame> frames; ///< numbered; they refer to `bytes`
    InterfaceList interfaces;  ///< those known so far; Frame::interfaceId is an index in it
    /// A record or block as it stands in the file; `frame` is its place in `frames`, or `none`.
    struct Passage {
        static constexpr std::size_t none = ~std::size_t{0};
        Bytes record;
        std::size_t frame = none;
    };
    std::vector<Passage>
        passages;             ///< all of this piece of the file, in its order; where FileWalker::keepPassages() asks
    Timestamp firstTime{};    ///< of frame 1
    Timestamp previousTime{}; ///< of the frame before the first of these; frame 1's own for itself
    std::unordered_map<FrameNumber, std::string> oddTimes; ///< of those that have one (CaptureParser::oddTime)
    std::vector<std::byte> bytes;
};

/// Goes through a file or a stream from its first frame to its last, a chunk at a time, without an index: for those who
/// want each frame once. One thread.
class FileWalker {
public:
    /// Opens a file that a FileStore would take, with the same errors.
    [[nodiscard]] static Result<FileWalker> open(const std::filesystem::path& path,
                                                 Syscalls& syscalls = Syscalls::real());

    /// Goes through what comes out of a pipe, a socket or any other descriptor, from where it stands to its end. Each
    /// chunk has the frames that are there: next() waits for the first of them only. `name` is what errors say.
    [[nodiscard]] static FileWalker ofStream(UniqueFd stream, std::filesystem::path name,
                                             Syscalls& syscalls = Syscalls::real());

    /// Follows a file that grows: `waitForMore` is called at its end, and at the end of a frame that is not whole yet;
    /// it waits, and returns whether to look again.
    void follow(std::function<bool()> waitForMore) { waitForMore_ = std::move(waitForMore); }
    /// Gives what stands between frames, too: chunks have `passages`, and may have these alone.
    void keepPassages() noexcept { keepsPassages_ = true; }
    /// Whether frames come as somebody else writes them: they are to be shown before more is read.
    [[nodiscard]] bool isLive() const noexcept { return isStream_ || waitForMore_; }

    /// Reads on; false at the end of the file, or of what can be read of it. The chunk's memory is used again.
    [[nodiscard]] bool next(FrameChunk& chunk);
    /// Set when the file breaks its format: all frames before that place were given.
    [[nodiscard]] const std::optional<Error>& damage() const noexcept { return damage_; }
    [[nodiscard]] const std::filesystem::path& path() const noexcept { return path_; }

private:
    static constexpr std::size_t step = std::size_t{512} << 10; ///< stays in a core's cache

    [[nodiscard]] std::optional<std::size_t> fill(std::vector<std::byte>& buffer, std::size_t size);
    [[nodiscard]] std::optional<std::size_t> readSome(std::span<std::byte> room, std::uint64_t offset);
    void parse(FrameChunk& chunk, Bytes window);
    void take(FrameChunk& chunk);
    [[nodiscard]] bool mayGoOn(std::size_t got);
    void damagedBecause(std::string_view reason);

    FileWalker(std::filesystem::path path, UniqueFd file, std::uint64_t size, Syscalls& syscalls)
        : path_(std::move(path)), file_(std::move(file)), size_(size), syscalls_(&syscalls) {}

    std::filesystem::path path_;
    UniqueFd file_;
    std::optional<std::string> packedDamage_; ///< what could not be unpacked of a compressed file
    std::uint64_t size_;                      ///< of the file when it was opened; 0 for a stream
    Syscalls* syscalls_;
    bool isStream_ = false;
    bool isAtEnd_ = false;        ///< the last reading met the end
    std::vector<std::byte> rest_; ///< of a stream: what was read and belongs to no frame yet
    std::function<bool()> waitForMore_;
    CaptureParser parser_;
    bool keepsPassages_ = false;
    FrameNumber number_ = 0;
    Timestamp firstTime_{}, previousTime_{};
    std::optional<Error> damage_;
    bool ended_ = false;
};

} // namespace tapscope
