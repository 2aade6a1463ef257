#pragma once

#include <base/byte_reader.h>

#include <cstdint>

namespace tapscope {

/// What a decoder says of the message that begins a run of a stream's bytes.
struct StreamMessage {
    enum class End : std::uint8_t {
        Here,      ///< its messages are not put together, or these bytes begin none: they are decoded as they come
        Known,     ///< it has `length` bytes, more or fewer than there are
        Later,     ///< more bytes are needed to tell
        OfTheFlow, ///< it goes on until its sender closes the stream
    } end = End::Here;
    std::uint64_t length = 0;

    [[nodiscard]] static StreamMessage of(std::uint64_t length) noexcept { return {End::Known, length}; }
    [[nodiscard]] static StreamMessage later() noexcept { return {End::Later, 0}; }
    [[nodiscard]] static StreamMessage ofTheFlow() noexcept { return {End::OfTheFlow, 0}; }
    /// A message whose length stands in `size` bytes (1 to 8, network order) at `at`; it does not count `beyond` bytes.
    [[nodiscard]] static StreamMessage counted(Bytes bytes, std::size_t at, std::size_t size,
                                               std::uint64_t beyond) noexcept {
        ByteReader reader(bytes);
        reader.skip(at);
        const std::uint64_t length = reader.big(size);
        return reader.overrun() ? later() : of(length + beyond);
    }
};

} // namespace tapscope
