#pragma once

#include <decode/dissection.h>

#include <array>
#include <cstdint>

namespace tapscope::rpc {

/// The header of an RPC message (RFC 5531 section 9).
struct Head {
    std::uint32_t transaction = 0;
    bool isReply = false;
    std::uint32_t program = 0, version = 0, procedure = 0; ///< only in a call; a reply does not contain them
};
/// Reads the header at the beginning of an RPC layer.
[[nodiscard]] Head readHead(ByteReader bytes) noexcept;

/// The call that a reply belongs to; a fact kept for each frame of a program.
struct Call {
    std::uint32_t program = 0;
    std::uint16_t version = 0;
    std::uint16_t procedure = 0;
    std::uint32_t frame = 0; ///< 0: the call was not seen
};

/// The most recent calls of a conversation, by transaction ID; the oldest are dropped.
class Calls final : public ConversationState {
public:
    void add(std::uint32_t transaction, const Call& call) noexcept;
    [[nodiscard]] const Call* find(std::uint32_t transaction) const noexcept;
    [[nodiscard]] std::size_t owned() const noexcept override { return sizeof *this; }

private:
    struct Entry {
        std::uint32_t transaction = 0;
        Call call;
    };
    std::array<Entry, 64> entries_{};
    std::size_t next_ = 0;
};

/// The call that this frame is or answers. While a capture is learned, it is kept in the state of the layer's protocol.
[[nodiscard]] Call callOf(Dissection& d, const Head& head);

/// The header of the RPC layer below the current one; used by the decoder of each program.
[[nodiscard]] Head headBelow(const Dissection& d);

} // namespace tapscope::rpc
