#pragma once

#include <file/pcapng_copy.h>
#include <store/file_walker.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace tapscope {

/// The section that files are merged into. Its header comes first in the output, so it is written when the beginnings
/// of all files are known.
struct MergedSection {
    pcapng::Buffer out;
    std::uint32_t interfaces = 0;      ///< number of interfaces so far
    std::uint64_t leftOut = 0;         ///< blocks and comments that could not be copied
    std::vector<std::string> comments; ///< of the files' section headers, for the merged one
    bool hasHeader = false;            ///< `comments` were written
};

/// One file of a merge. Its frames are added to the section one by one, with interfaces of their own. For one thread.
class MergeSource {
public:
    explicit MergeSource(FileWalker walker) : walker_(std::move(walker)) { walker_.keepPassages(); }

    /// Moves to the next frame, and adds the blocks before it to the section. Returns false at the end of the file.
    [[nodiscard]] bool next(MergedSection& section);
    [[nodiscard]] const Frame& frame() const noexcept { return chunk_.frames[chunk_.passages[place_].frame]; }
    /// The frame's time, or if it has none, that of an earlier frame.
    [[nodiscard]] Timestamp time() const noexcept { return time_; }
    /// Adds the frame to the section. It gets the comments of the section headers before it that came too late for the
    /// header of the merged section.
    void put(MergedSection& section);
    [[nodiscard]] const std::optional<Error>& damage() const noexcept { return walker_.damage(); }

private:
    struct Interface {
        std::optional<std::uint32_t> copied; ///< its number in the section for copied blocks
        std::optional<std::uint32_t> anew;   ///< its number for frames that are written again, in nanoseconds
    };
    void takeOther(MergedSection& section, Bytes record);
    void keepComments(MergedSection& section, Bytes header);
    void putCopy(MergedSection& section, Bytes record);
    void addInterface(const Interface& interface);
    [[nodiscard]] bool isCopied(Bytes record) const;
    [[nodiscard]] std::uint32_t numberAnew(MergedSection& section, std::uint32_t interface);

    FileWalker walker_;
    FrameChunk chunk_;
    std::size_t place_ = 0;
    bool hasBegun_ = false;
    bool isNative_ = false;             ///< the current section is a pcapng one in this machine's byte order
    std::vector<Interface> interfaces_; ///< as FrameChunk::interfaces
    std::vector<std::size_t> section_;  ///< those of the current section, by their numbers in it
    std::vector<std::string> late_;     ///< comments of section headers, for the next frame
    Timestamp time_{};
};

} // namespace tapscope
