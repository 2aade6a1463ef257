#pragma once

#include <base/byte_reader.h>
#include <file/pcapng_sections.h>

#include <cstdint>
#include <optional>

namespace tapscope::pcapng {

/// Finds the blocks of a pcapng file that belong to no frame and no interface, so that they mean the same in any
/// capture: names (Name Resolution Blocks) and keys (Decryption Secrets Blocks).
class StandaloneBlocks {
public:
    struct Block {
        std::uint32_t type = 0;
        Bytes body; ///< between the two lengths, in this machine's byte order; valid until the next call
    };

    /// Examines a record that is not a frame, as consumed by CaptureParser::next(). Must be called for all of them, in
    /// order.
    [[nodiscard]] std::optional<Block> examine(Bytes record);

private:
    OneSection converter_;
    FrameLayout::ByteOrder order_ = FrameLayout::ByteOrder::Little;
};

} // namespace tapscope::pcapng
