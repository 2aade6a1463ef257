#pragma once

#include <base/byte_reader.h>

#include <cstdint>

namespace tapscope {

/// A decoder's answer about the message that starts at the beginning of some bytes of a stream.
struct StreamMessage {
    enum class End : std::uint8_t {
        Here,      ///< its messages are not reassembled, or none starts here: the bytes are decoded as they come
        Known,     ///< it has `length` bytes, which may be more or fewer than are available
        Later,     ///< more bytes are needed to know
        OfTheFlow, ///< it continues until its sender closes the stream
    } end = End::Here;
    std::uint64_t length = 0;

    [[nodiscard]] static StreamMessage of(std::uint64_t length) noexcept { return {End::Known, length}; }
    [[nodiscard]] static StreamMessage later() noexcept { return {End::Later, 0}; }
    [[nodiscard]] static StreamMessage ofTheFlow() noexcept { return {End::OfTheFlow, 0}; }
    /// A message whose length is in `size` bytes (1 to 8, network order) at `at`; `beyond` bytes are not included in
    /// it.
    [[nodiscard]] static StreamMessage counted(Bytes bytes, std::size_t at, std::size_t size,
                                               std::uint64_t beyond) noexcept {
        ByteReader reader(bytes);
        reader.skip(at);
        const std::uint64_t length = reader.big(size);
        return reader.overrun() ? later() : of(length + beyond);
    }
};

} // namespace tapscope
