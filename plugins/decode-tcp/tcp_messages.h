#pragma once

#include <decode/assembly.h>
#include <decode/decoder.h>

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

namespace tapscope::tcp {

/// Which bytes of a segment belong to which message. Kept for each segment that carries a part of a longer message.
struct MessageParts {
    AssemblyStore::Id completes = 0; ///< the message that ends here, with the first `leading` bytes
    std::uint32_t leading = 0;       ///< bytes that belong to a message from an earlier segment
    AssemblyStore::Id begins = 0; ///< the message to which the last `trailing` bytes belong; it ends in a later frame
    std::uint32_t trailing = 0;

    [[nodiscard]] bool isEmpty() const noexcept { return completes == 0 && leading == 0 && trailing == 0; }
};

/// One direction of a connection as messages of the protocol above: finds messages that span segments and has them
/// reassembled. Receives the segments in the order of the capture. Bounded memory.
class MessageFlow {
public:
    /// Returns where the message that begins in the given bytes ends.
    using Framing = std::function<StreamMessage(Bytes)>;

    struct Payload {
        FrameNumber frame = 0;
        std::uint32_t sequence = 0; ///< of the first byte
        Bytes bytes;
        bool isRepeated = false; ///< retransmitted or late: it may fill a hole, but no message begins in it
        bool isLast = false;     ///< the sender closes the stream
    };
    [[nodiscard]] MessageParts add(const Payload& payload, AssemblyStore& store, const Framing& framing);

private:
    static constexpr std::size_t maximumOpen = 4;
    struct Open {
        AssemblyStore::Id id = 0;
        std::uint32_t sequence = 0; ///< of the first byte
        StreamMessage message;
    };
    /// The message that byte `sequence` continues.
    [[nodiscard]] std::vector<Open>::iterator find(std::uint32_t sequence, const AssemblyStore& store);
    void takeRest(const Payload& payload, std::size_t from, AssemblyStore& store, const Framing& framing,
                  MessageParts& parts);

    std::vector<Open> open_; ///< oldest first
};

} // namespace tapscope::tcp
