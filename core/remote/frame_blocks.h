#pragma once

#include <base/error.h>
#include <base/frame.h>
#include <file/capture_interface.h>
#include <file/capture_parser.h>
#include <file/pcapng_writer.h>

#include <source/port.h>

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <vector>

namespace tapscope::serve {

/// Writes frames as pcapng blocks, in pieces of whole blocks: a stream that begins with a section header, in which each
/// interface precedes its first frame.
class BlockWriter {
public:
    /// Adds an interface, or a changed one: frames with this `id` belong to it from now on.
    void interface(std::uint32_t id, const CaptureInterface& description);
    /// Adds frames. For an interface that was not described, an interface of the frame's link type is added.
    void frames(std::span<const Frame> frames);
    /// Adds another block unchanged.
    void block(std::uint32_t type, Bytes body);

    [[nodiscard]] Bytes blocks() const noexcept { return blocks_; }
    void clear() noexcept { blocks_.clear(); }

private:
    void begin();

    pcapng::Buffer blocks_;
    std::map<std::uint32_t, std::uint32_t> numbers_; ///< interface numbers in the stream, by the caller's own
    std::uint32_t interfaces_ = 0;
    bool hasBegun_ = false;
};

/// Parses such pieces, which are untrusted.
class BlockReader {
public:
    /// Returns the frames of a piece of whole blocks; they refer to `blocks`. Error: Damaged if it is not valid, or
    /// describes too many interfaces.
    [[nodiscard]] Result<std::span<const Frame>> read(Bytes blocks);
    /// All interfaces so far.
    [[nodiscard]] const InterfaceList& interfaces() const noexcept { return parser_.interfaces(); }

private:
    CaptureParser parser_;
    std::vector<Frame> frames_;
};

} // namespace tapscope::serve
