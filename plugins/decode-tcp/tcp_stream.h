#pragma once

#include "tcp_continuation.h"
#include "tcp_messages.h"

#include <base/timestamp.h>
#include <decode/conversation.h>

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

namespace tapscope::tcp {

inline constexpr unsigned fin = 0x01, syn = 0x02, rst = 0x04, push = 0x08, ack = 0x10, urg = 0x20;

/// Findings of the analysis about a segment: bits of Facts::findings, in the order in which Wireshark's Info column
/// lists them from right to left.
enum Finding : std::uint16_t {
    PortsReused = 1U << 0,
    Retransmission = 1U << 1,
    FastRetransmission = 1U << 2,
    SpuriousRetransmission = 1U << 3,
    OutOfOrder = 1U << 4,
    LostSegment = 1U << 5,
    AckedLostSegment = 1U << 6,
    WindowUpdate = 1U << 7,
    WindowFull = 1U << 8,
    KeepAlive = 1U << 9,
    KeepAliveAck = 1U << 10,
    DuplicateAck = 1U << 11,
    ZeroWindowProbe = 1U << 12,
    ZeroWindow = 1U << 13,
    ZeroWindowProbeAck = 1U << 14,
};

/// A segment as it was sent.
struct Segment {
    FrameNumber frame = 0;
    Timestamp time{};
    std::uint32_t sequence = 0, acknowledgment = 0, length = 0;
    unsigned flags = 0;
    std::uint32_t window = 0;           ///< not scaled
    std::optional<int> windowShift;     ///< from its window scale option
    std::uint32_t selectivelyAcked = 0; ///< bytes acknowledged by its SACK option
    std::uint16_t sourcePort = 0, destinationPort = 0;
};

/// Facts about a segment from its conversation: kept for each frame, and the same for most frames of a conversation.
struct Facts {
    std::uint32_t stream = 0;
    std::uint32_t baseSequence = 0, baseAcknowledgment = 0; ///< the origins of relative numbers
    std::uint16_t findings = 0;
    std::uint16_t serverPort = 0; ///< according to the SYN; 0 = not seen
    std::int8_t windowShift = unknownShift;
    std::uint8_t completeness = 0; ///< so far: SYN 1, SYN+ACK 2, ACK 4, data 8, FIN 16, RST 32
    std::uint16_t unused = 0;

    static constexpr int unknownShift = -1; ///< no SYN was seen
    static constexpr int noShift = -2;      ///< the SYNs did not negotiate one
};
static_assert(sizeof(Facts) == 20);

/// Facts about a single segment.
struct Details {
    std::uint32_t ackedFrame = 0;           ///< the segment that this one acknowledges; 0 = none
    std::uint32_t roundTrip[2] = {0, 0};    ///< since that segment, in nanoseconds: low and high half
    std::uint32_t relatedFrame = 0;         ///< DuplicateAck: the first of them. Retransmission: the original segment
    std::uint32_t bytesInFlightOrCount = 0; ///< DuplicateAck: its number. Otherwise bytes in flight including this
                                            ///< segment

    [[nodiscard]] bool isEmpty() const noexcept {
        return ackedFrame == 0 && relatedFrame == 0 && bytesInFlightOrCount == 0;
    }
};
static_assert(sizeof(Details) == 20);

/// The analysis of one connection (as described under "TCP Analysis" in Wireshark's manual): receives all its segments
/// in the order of the capture, and classifies each. Bounded memory.
class Stream final : public ConversationState {
public:
    /// Call before add(): whether the segment opens another connection between the same ends, so that a new Stream
    /// begins.
    [[nodiscard]] bool isReopenedBy(const Segment& segment, Way way) const noexcept;

    struct Verdict {
        Facts facts;
        Details details;
    };
    [[nodiscard]] Verdict add(const Segment& segment, Way way);
    /// For a segment of unknown length (a fragment): the facts known about its conversation.
    [[nodiscard]] Facts facts(Way way) const noexcept;

    std::uint32_t number = 0;     ///< the value of tcp.stream
    bool succeedsAnother = false; ///< its ports were used before in this capture
    [[nodiscard]] MessageFlow& messages(Way way) noexcept { return messages_[way == Way::Up ? 0 : 1]; }
    [[nodiscard]] OpenMessage& openMessage(Way way) noexcept { return openMessages_[way == Way::Up ? 0 : 1]; }
    [[nodiscard]] std::size_t owned() const noexcept override {
        return (up_.unacked.capacity() + down_.unacked.capacity()) * sizeof(Unacked);
    }

private:
    struct Unacked {
        FrameNumber frame;
        Timestamp time;
        std::uint32_t sequence, next;
    };
    struct Flow {
        bool hasBase = false;
        std::uint32_t base = 0;
        std::uint32_t next = 0;       ///< highest sequence number sent + 1; 0 = none seen
        std::uint32_t contiguous = 0; ///< the same, up to the first hole
        FrameNumber nextFrame = 0;
        Timestamp nextTime{};
        std::uint32_t lastAck = 0;
        Timestamp lastAckTime{};
        FrameNumber lastNewAckFrame = 0;
        int duplicateAcks = 0; ///< -1: an ACK of an unseen segment has been reported already
        std::uint32_t window = 0;
        int shift = Facts::unknownShift;
        bool awaitsFirstAck = false; ///< the window is not scaled yet
        bool canCountFlight = true;
        std::uint32_t selectivelyAcked = 0; ///< by the last segment
        unsigned lastFindings = 0;
        std::vector<Unacked> unacked = {}; ///< oldest first
    };
    struct Direction {
        Flow& forward;
        Flow& reverse;
    };
    [[nodiscard]] Direction direction(Way way) noexcept {
        return way == Way::Up ? Direction{up_, down_} : Direction{down_, up_};
    }
    void learnBases(const Segment& segment, Direction flows);
    void judge(const Segment& segment, Direction flows, Verdict& verdict);
    unsigned judgeAcknowledgment(const Segment& segment, Direction flows, Details& details, unsigned findings);
    unsigned judgeLostAck(const Segment& segment, Direction flows) noexcept;
    unsigned judgeRepetition(const Segment& segment, Direction flows, Details& details, unsigned findings) const;
    void advance(const Segment& segment, Direction flows, unsigned findings);
    void acknowledge(const Segment& segment, Direction flows, Details& details);
    void countFlight(const Segment& segment, Direction flows, Details& details) const;
    void learnWindowScale(const Segment& segment, Direction flows) noexcept;

    Flow up_, down_;
    std::array<MessageFlow, 2> messages_;
    std::array<OpenMessage, 2> openMessages_;
    std::uint8_t completeness_ = 0;
    bool isNew_ = true;
    std::uint16_t serverPort_ = 0;
    Timestamp synTime_{};
    std::chrono::nanoseconds firstRoundTrip_{};
};

} // namespace tapscope::tcp
