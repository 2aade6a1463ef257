#pragma once

#include <base/syscalls.h>
#include <base/unique_fd.h>
#include <file/capture_parser.h>

#include <cstddef>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace tapscope {

/// Frames that were read together, in their order, with the bytes that they lie in.
struct FrameChunk {
    std::vector<Frame> frames; ///< numbered; they refer to `bytes`
    /// Those known so far; Frame::interfaceId is an index in it.
    std::shared_ptr<const std::vector<StoredInterface>> interfaces;
    Timestamp firstTime{};    ///< of frame 1
    Timestamp previousTime{}; ///< of the frame before the first of these; frame 1's own for itself
    std::unordered_map<FrameNumber, std::string> oddTimes; ///< of those that have one (CaptureParser::oddTime)
    std::vector<std::byte> bytes;
};

/// Goes through a file from its first frame to its last, a chunk at a time, without an index: for who wants each frame
/// once. One thread.
class FileWalker {
public:
    /// Opens a file that a FileStore would take, with the same errors.
    [[nodiscard]] static Result<FileWalker> open(const std::filesystem::path& path,
                                                 Syscalls& syscalls = Syscalls::real());

    /// Reads on; false at the end of the file, or of what can be read of it. The chunk's memory is used again.
    [[nodiscard]] bool next(FrameChunk& chunk);
    /// Set when the file breaks its format: all frames before that place were given.
    [[nodiscard]] const std::optional<Error>& damage() const noexcept { return damage_; }
    [[nodiscard]] const std::filesystem::path& path() const noexcept { return path_; }

private:
    static constexpr std::size_t step = std::size_t{512} << 10; ///< stays in a core's cache

    [[nodiscard]] std::optional<std::size_t> fill(std::vector<std::byte>& buffer, std::size_t size);
    void take(FrameChunk& chunk);
    void damagedBecause(std::string_view reason);

    FileWalker(std::filesystem::path path, UniqueFd file, Syscalls& syscalls)
        : path_(std::move(path)), file_(std::move(file)), syscalls_(&syscalls) {}

    std::filesystem::path path_;
    UniqueFd file_;
    Syscalls* syscalls_;
    CaptureParser parser_;
    std::shared_ptr<const std::vector<StoredInterface>> interfaces_;
    FrameNumber number_ = 0;
    Timestamp firstTime_{}, previousTime_{};
    std::optional<Error> damage_;
    bool ended_ = false;
};

} // namespace tapscope
