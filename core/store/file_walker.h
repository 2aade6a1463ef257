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

/// Frames that were read together, in order, with the bytes that they refer to.
struct FrameChunk {
    std::vector<Frame> frames; ///< numbered; they refer to `bytes`
    InterfaceList interfaces;  ///< those known so far, indexed by Frame::interfaceId
    /// A record or block as in the file. `frame` is its index in `frames`, or `none`.
    struct Passage {
        static constexpr std::size_t none = ~std::size_t{0};
        Bytes record;
        std::size_t frame = none;
    };
    std::vector<Passage> passages; ///< all of this piece of the file, in order; only with FileWalker::keepPassages()
    Timestamp firstTime{};         ///< of frame 1
    Timestamp previousTime{};      ///< of the frame before the first of these; for frame 1, its own
    std::unordered_map<FrameNumber, std::string> oddTimes; ///< for the frames that have one (CaptureParser::oddTime)
    std::unordered_map<FrameNumber, std::vector<std::string>> comments; ///< all, for the frames that have several
    std::vector<std::byte> bytes;

    /// All comments of one of these frames if it has several, otherwise nothing.
    [[nodiscard]] std::optional<std::span<const std::string>> commentsOf(const Frame& frame) const;
    /// Removes the frames and what belongs to them, but not `bytes`.
    void clear() noexcept;
};

/// Walks a file or a stream from its first frame to its last, one chunk at a time and without an index, for code that
/// needs each frame once. For one thread.
class FileWalker {
public:
    /// Opens a file that FileStore would open, with the same errors.
    [[nodiscard]] static Result<FileWalker> open(const std::filesystem::path& path,
                                                 Syscalls& syscalls = Syscalls::real());

    /// Walks the output of a pipe, a socket or another descriptor from its current position to its end. Each chunk has
    /// the frames that are available: next() waits only for the first of them. Errors call the stream `name`.
    [[nodiscard]] static FileWalker ofStream(UniqueFd stream, std::filesystem::path name,
                                             Syscalls& syscalls = Syscalls::real());

    /// Follows a growing file. `waitForMore` is called at its end, and at the end of a frame that is not complete yet.
    /// It waits, and returns whether to read again.
    void follow(std::function<bool()> waitForMore) { waitForMore_ = std::move(waitForMore); }
    /// Keeps what lies between frames, too: chunks have `passages`, and may have only these.
    void keepPassages() noexcept { keepsPassages_ = true; }
    /// Whether frames arrive while another program writes them, so that they must be shown before more is read.
    [[nodiscard]] bool isLive() const noexcept { return isStream_ || waitForMore_; }

    /// Reads the next chunk; returns false at the end of the readable part of the file. Reuses the chunk's memory.
    [[nodiscard]] bool next(FrameChunk& chunk);
    /// Set if the file violates its format. All frames before that place were returned.
    [[nodiscard]] const std::optional<Error>& damage() const noexcept { return damage_; }
    [[nodiscard]] const std::filesystem::path& path() const noexcept { return path_; }
    /// Whether the file has another format and was converted by Wireshark (FileStore::isConverted()).
    [[nodiscard]] bool isConverted() const noexcept { return isConverted_; }

private:
    static constexpr std::size_t step = std::size_t{512} << 10; ///< stays in a core's cache

    [[nodiscard]] std::optional<std::size_t> fill(std::vector<std::byte>& buffer, std::size_t size);
    [[nodiscard]] std::optional<std::size_t> readSome(std::span<std::byte> room, std::uint64_t offset);
    void parse(FrameChunk& chunk, Bytes window);
    void take(FrameChunk& chunk, Bytes record);
    [[nodiscard]] bool mayGoOn(std::size_t got);
    void damagedBecause(std::string_view reason);

    FileWalker(std::filesystem::path path, UniqueFd file, std::uint64_t size, Syscalls& syscalls)
        : path_(std::move(path)), file_(std::move(file)), size_(size), syscalls_(&syscalls) {}

    std::filesystem::path path_;
    UniqueFd file_;
    std::optional<std::string> packedDamage_; ///< why the rest of a compressed file could not be unpacked
    bool isConverted_ = false;
    std::uint64_t size_; ///< of the file when it was opened; 0 for a stream
    Syscalls* syscalls_;
    bool isStream_ = false;
    bool isAtEnd_ = false;        ///< the last read met the end
    std::vector<std::byte> rest_; ///< bytes of a stream that were read and do not form a whole frame yet
    std::function<bool()> waitForMore_;
    CaptureParser parser_;
    bool keepsPassages_ = false;
    FrameNumber number_ = 0;
    Timestamp firstTime_{}, previousTime_{};
    std::optional<Error> damage_;
    bool ended_ = false;
};

} // namespace tapscope
