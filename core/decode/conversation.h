#pragma once

#include <base/frame.h>
#include <decode/column_address.h>
#include <decode/protocol.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

namespace tapscope {

/// One end of a conversation: an address and a port of a transport protocol (IP's number of it).
struct Endpoint {
    ColumnAddress address;
    std::uint32_t port = 0;
    std::uint8_t transport = 0;

    [[nodiscard]] bool operator==(const Endpoint& other) const noexcept = default;
    struct Hash {
        [[nodiscard]] std::size_t operator()(const Endpoint& endpoint) const noexcept;
    };
};

/// Which of the two directions of a conversation a frame goes, the same for all its frames.
enum class Way : std::uint8_t { Up, Down };

/// Both ends, in an order that does not depend on the direction, and where it was seen: two interfaces that see the
/// same traffic tell of it twice.
struct ConversationKey {
    Endpoint low, high;
    std::uint32_t interface = 0;

    [[nodiscard]] static Way wayOf(const Endpoint& source, const Endpoint& destination) noexcept;
    [[nodiscard]] static ConversationKey of(const Endpoint& source, const Endpoint& destination,
                                            std::uint32_t interface) noexcept {
        return wayOf(source, destination) == Way::Up ? ConversationKey{source, destination, interface}
                                                     : ConversationKey{destination, source, interface};
    }
    [[nodiscard]] bool operator==(const ConversationKey& other) const noexcept = default;
    struct Hash {
        [[nodiscard]] std::size_t operator()(const ConversationKey& key) const noexcept;
    };
};

/// What a decoder keeps of a conversation while a capture is learned. Each decoder derives its own; sizes must be
/// bounded, whatever the frames say.
class ConversationState {
public:
    ConversationState() = default;
    virtual ~ConversationState() = default;
    ConversationState(const ConversationState&) = delete;
    ConversationState& operator=(const ConversationState&) = delete;
};

/// The protocol that a conversation was given to, and how its datagrams bear that out.
struct Assignment {
    ProtocolId protocol = noProtocol;
    bool isAgreed = false; ///< another protocol said so, not its own first message
    std::uint32_t fits = 0, misfits = 0;

    /// Nothing but the datagram that it was made from speaks for it.
    [[nodiscard]] bool isGuess() const noexcept { return !isAgreed && fits == 0; }
    /// Counts a datagram. False when too many do not fit: more than one in five.
    [[nodiscard]] bool count(bool fitting) noexcept {
        ++(fitting ? fits : misfits);
        return fitting || std::uint64_t{misfits} * 4 <= fits;
    }
};

/// A conversation being learned, with a state for each protocol that asked for one.
struct Conversation {
    FrameNumber lastFrame = 0;
    Assignment assignment = {};
    ProtocolId givenUp = noProtocol; ///< was assigned and did not fit: expecting it is not enough any more
    std::vector<std::pair<ProtocolId, std::unique_ptr<ConversationState>>> states = {};

    [[nodiscard]] std::unique_ptr<ConversationState>& state(ProtocolId protocol);
    /// Takes the assignment back, with all that its protocol kept.
    void giveUpAssignment();
};

} // namespace tapscope
