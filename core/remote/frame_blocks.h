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

/// Frames as pcapng blocks, in pieces of whole blocks: a stream that begins with a section header, where each interface
/// stands before its first frame.
class BlockWriter {
public:
    /// An interface, or a changed one: frames with this `id` belong to it from now on.
    void interface(std::uint32_t id, const CaptureInterface& description);
    /// Frames of interfaces that were described; of others, an interface of their link type is described.
    void frames(std::span<const Frame> frames);
    /// Another block, as it is.
    void block(std::uint32_t type, Bytes body);

    [[nodiscard]] Bytes blocks() const noexcept { return blocks_; }
    void clear() noexcept { blocks_.clear(); }

private:
    void begin();

    pcapng::Buffer blocks_;
    std::map<std::uint32_t, std::uint32_t> numbers_; ///< of interfaces: in the stream, by the writer's own
    std::uint32_t interfaces_ = 0;
    bool hasBegun_ = false;
};

/// Takes such pieces apart: octets of a stranger.
class BlockReader {
public:
    /// A piece of whole blocks: its frames, whose bytes are those of `blocks`. Damaged: it is none, or describes more
    /// interfaces than a port has.
    [[nodiscard]] Result<std::span<const Frame>> read(Bytes blocks);
    /// All interfaces so far.
    [[nodiscard]] const InterfaceList& interfaces() const noexcept { return parser_.interfaces(); }

private:
    CaptureParser parser_;
    std::vector<Frame> frames_;
};

} // namespace tapscope::serve
