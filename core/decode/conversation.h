#pragma once

#include <base/frame.h>
#include <decode/column_address.h>
#include <decode/protocol.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

namespace tapscope {

/// One end of a conversation: an address, and a port of a transport protocol (its IP protocol number).
struct Endpoint {
    ColumnAddress address;
    std::uint32_t port = 0;
    std::uint8_t transport = 0;

    [[nodiscard]] bool operator==(const Endpoint& other) const noexcept = default;
    struct Hash {
        [[nodiscard]] std::size_t operator()(const Endpoint& endpoint) const noexcept;
    };
};

/// The direction of a frame in its conversation, consistent for all frames of the conversation.
enum class Way : std::uint8_t { Up, Down };

/// Both ends, in an order that does not depend on the direction.
struct Ends {
    Endpoint low, high;

    [[nodiscard]] static Way wayOf(const Endpoint& source, const Endpoint& destination) noexcept;
    [[nodiscard]] static Ends of(const Endpoint& source, const Endpoint& destination) noexcept {
        return wayOf(source, destination) == Way::Up ? Ends{source, destination} : Ends{destination, source};
    }
    [[nodiscard]] bool operator==(const Ends& other) const noexcept = default;
    struct Hash {
        [[nodiscard]] std::size_t operator()(const Ends& ends) const noexcept;
    };
};

/// A frame of a conversation: its ends, its direction, and the interface that saw it.
struct Sighting {
    Ends ends;
    Way way = Way::Up;
    std::uint32_t interface = 0;

    [[nodiscard]] static Sighting of(const Endpoint& source, const Endpoint& destination,
                                     std::uint32_t interface) noexcept {
        return {Ends::of(source, destination), Ends::wayOf(source, destination), interface};
    }
};

/// Decides which frames between two ends form one conversation if several interfaces see them.
///
/// Interfaces that see the same traffic see it twice: each has a view of its own, so that neither makes the other's
/// frames retransmissions. Interfaces that see one direction each (the two ports of a network tap, asymmetric routes)
/// share one conversation. There is therefore one view until a direction is seen on a second interface. From then on,
/// each interface has its own view, and the earlier frames belong to the view of the interface that saw the first
/// frame.
class FlowViews {
public:
    /// Returns the interface whose view a frame belongs to. Must be called in the order of the frames.
    [[nodiscard]] std::uint32_t viewOf(Way way, std::uint32_t interface) noexcept {
        const auto direction = static_cast<std::size_t>(way);
        if (isSplit_)
            return interface;
        if (!isSeen_[direction]) {
            if (!isSeen_[1 - direction])
                first_ = interface;
            isSeen_[direction] = true;
            seenOn_[direction] = interface;
        } else if (seenOn_[direction] != interface) {
            isSplit_ = true;
            return interface;
        }
        return first_;
    }
    /// The interface that saw the first frame.
    [[nodiscard]] std::uint32_t first() const noexcept { return first_; }

private:
    std::uint32_t first_ = 0;
    std::array<std::uint32_t, 2> seenOn_{}; ///< by direction
    std::array<bool, 2> isSeen_{};
    bool isSplit_ = false;
};

/// The state that a decoder keeps of a conversation while a capture is learned. Each decoder derives its own class. Its
/// size must be bounded, whatever the frames contain.
class ConversationState {
public:
    ConversationState() = default;
    virtual ~ConversationState() = default;
    /// The memory that makes the state larger than a kilobyte or so, such as lists, in bytes. The history forgets
    /// conversations before these take too much together.
    [[nodiscard]] virtual std::size_t owned() const noexcept { return 0; }
    ConversationState(const ConversationState&) = delete;
    ConversationState& operator=(const ConversationState&) = delete;
};

/// The protocol that a conversation is assigned to, and how well its datagrams fit that protocol.
struct Assignment {
    ProtocolId protocol = noProtocol;
    bool isAgreed = false; ///< another protocol announced it, not its own first message
    std::uint32_t fits = 0, misfits = 0;

    /// Whether there is no evidence but the datagram that caused the assignment.
    [[nodiscard]] bool isGuess() const noexcept { return !isAgreed && fits == 0; }
    /// Counts a datagram. Returns false if too many do not fit: more than one in five.
    [[nodiscard]] bool count(bool fitting) noexcept {
        ++(fitting ? fits : misfits);
        return fitting || std::uint64_t{misfits} * 4 <= fits;
    }
};

/// A conversation being learned, with a state for each protocol that asked for one.
struct Conversation {
    FrameNumber lastFrame = 0;
    Assignment assignment = {};
    ProtocolId givenUp = noProtocol; ///< was assigned and did not fit; expecting it is not enough any more
    std::vector<std::pair<ProtocolId, std::unique_ptr<ConversationState>>> states = {};

    [[nodiscard]] std::unique_ptr<ConversationState>& state(ProtocolId protocol);
    /// Withdraws the assignment, together with everything that its protocol kept.
    void giveUpAssignment();
};

} // namespace tapscope
