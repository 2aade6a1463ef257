#pragma once

#include <file/pcapng_copy.h>
#include <store/file_walker.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace tapscope {

/// The section that files are merged into.
struct MergedSection {
    pcapng::Buffer out;
    std::uint32_t interfaces = 0; ///< so far
    std::uint64_t leftOut = 0;    ///< blocks that could not be taken along
};

/// One file of a merge: its frames one by one, each put into the section with an interface of its own there. One
/// thread.
class MergeSource {
public:
    explicit MergeSource(FileWalker walker) : walker_(std::move(walker)) { walker_.keepPassages(); }

    /// Goes to the next frame; what stands before it is put into the section. False at the end of the file.
    [[nodiscard]] bool next(MergedSection& section);
    [[nodiscard]] const Frame& frame() const noexcept { return chunk_.frames[chunk_.passages[place_].frame]; }
    /// Its time, or that of a frame before it where it has none.
    [[nodiscard]] Timestamp time() const noexcept { return time_; }
    void put(MergedSection& section);
    [[nodiscard]] const std::optional<Error>& damage() const noexcept { return walker_.damage(); }

private:
    struct Interface {
        std::optional<std::uint32_t> copied; ///< its number in the section, for blocks that are copied
        std::optional<std::uint32_t> anew;   ///< the same for frames that are written anew, in nanoseconds
    };
    void takeOther(MergedSection& section, Bytes record);
    void addInterface(const Interface& interface);
    [[nodiscard]] bool isCopied(Bytes record) const;
    [[nodiscard]] std::uint32_t numberAnew(MergedSection& section, std::uint32_t interface);

    FileWalker walker_;
    FrameChunk chunk_;
    std::size_t place_ = 0;
    bool hasBegun_ = false;
    bool isNative_ = false;             ///< the section is a pcapng one in this machine's byte order
    std::vector<Interface> interfaces_; ///< as FrameChunk::interfaces
    std::vector<std::size_t> section_;  ///< those of the section that is read, by their numbers in it
    Timestamp time_{};
};

} // namespace tapscope
