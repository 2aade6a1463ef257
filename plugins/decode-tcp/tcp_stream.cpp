#include "tcp_stream.h"

#include <base/elapsed.h>

#include <algorithm>

namespace tapscope::tcp {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t maximumUnacked = 1000;
constexpr std::chrono::nanoseconds fastRetransmissionWithin = 20ms;
constexpr std::chrono::nanoseconds reorderingWithin = 3ms; ///< while no round trip was measured
constexpr std::uint8_t sawSyn = 1, sawSynAck = 2, sawAck = 4, sawData = 8, sawFin = 16, sawReset = 32;

// Sequence numbers wrap around (RFC 9293 section 3.4).
bool isAfter(std::uint32_t a, std::uint32_t b) noexcept {
    return static_cast<std::int32_t>(a - b) > 0;
}
bool isNotAfter(std::uint32_t a, std::uint32_t b) noexcept {
    return !isAfter(a, b);
}
/// SYN and FIN count as a byte each, but the analysis counts one for both.
std::uint32_t phantomLength(unsigned flags) noexcept {
    return (flags & (syn | fin)) != 0 ? 1 : 0;
}
/// If the clock of a merged capture went back, no segment counts as arriving shortly after another.
bool isShortlyAfter(Timestamp time, Timestamp before, std::chrono::nanoseconds limit) noexcept {
    return time >= before && elapsed(before, time) < limit;
}

} // namespace

bool Stream::isReopenedBy(const Segment& segment, Way way) const noexcept {
    const Flow& forward = way == Way::Up ? up_ : down_;
    return (segment.flags & (syn | ack)) == syn && forward.hasBase &&
           (segment.sequence != forward.base || (completeness_ & (sawFin | sawReset)) != 0);
}

Facts Stream::facts(Way way) const noexcept {
    const Flow& forward = way == Way::Up ? up_ : down_;
    const Flow& reverse = way == Way::Up ? down_ : up_;
    return {.stream = number,
            .baseSequence = forward.base,
            .baseAcknowledgment = reverse.base,
            .serverPort = serverPort_,
            .windowShift = static_cast<std::int8_t>(forward.shift),
            .completeness = completeness_};
}

Stream::Verdict Stream::add(const Segment& segment, Way way) {
    const Direction flows = direction(way);
    auto& [forward, reverse] = flows;
    unsigned findings = 0;
    const unsigned handshake = segment.flags & (syn | ack);
    if (handshake == syn && succeedsAnother && isNew_)
        findings |= PortsReused;
    else if (handshake == syn && forward.hasBase)
        forward.next = forward.contiguous; // a reset may have moved it
    if (handshake == (syn | ack) && forward.hasBase && segment.sequence != forward.base) {
        forward.base = segment.sequence;
        findings |= PortsReused;
    }
    learnBases(segment, flows);
    Verdict verdict{.facts = facts(way), .details = {}};
    if (isNew_ && succeedsAnother)
        verdict.facts.completeness = sawSyn;
    verdict.facts.findings = static_cast<std::uint16_t>(findings);
    judge(segment, flows, verdict);

    if (isNew_)
        completeness_ = static_cast<std::uint8_t>(handshake != syn     ? 0
                                                  : segment.length > 0 ? sawSyn | sawData
                                                                       : sawSyn);
    else if (handshake == (syn | ack))
        completeness_ |= sawSynAck;
    else if (handshake == ack)
        completeness_ |= segment.length > 0 ? sawData : sawAck;
    if (!isNew_ && (segment.flags & (fin | ack)) == (fin | ack))
        completeness_ |= sawFin;
    if (!isNew_ && (segment.flags & rst) != 0)
        completeness_ |= sawReset;
    isNew_ = false;
    if ((segment.flags & syn) != 0) {
        serverPort_ = (segment.flags & ack) != 0 ? segment.sourcePort : segment.destinationPort;
        if (handshake == syn)
            synTime_ = segment.time;
        forward.awaitsFirstAck = true;
        learnWindowScale(segment, flows);
    } else if (handshake == ack) {
        if (synTime_ != Timestamp{} && firstRoundTrip_ == 0ns)
            firstRoundTrip_ = elapsed(synTime_, segment.time);
        forward.awaitsFirstAck = false;
    }
    verdict.facts.serverPort = serverPort_;
    return verdict;
}

void Stream::learnBases(const Segment& segment, Direction flows) {
    // Without a SYN, relative numbers begin at 1, as after one.
    if (!flows.forward.hasBase) {
        flows.forward.base = (segment.flags & syn) != 0 ? segment.sequence : segment.sequence - 1;
        flows.forward.hasBase = true;
    }
    if (!flows.reverse.hasBase && (segment.flags & ack) != 0) {
        flows.reverse.base = segment.acknowledgment - 1;
        flows.reverse.hasBase = true;
    }
    // (The caller reads the bases after this.)
}

void Stream::learnWindowScale(const Segment& segment, Direction flows) noexcept {
    if (segment.windowShift)
        flows.forward.shift = std::min(*segment.windowShift, 14); // RFC 7323 section 2.3
    if (flows.forward.shift == Facts::unknownShift)
        flows.forward.shift = flows.reverse.shift = Facts::noShift;
    else if ((segment.flags & ack) != 0 && flows.reverse.shift == Facts::noShift)
        flows.forward.shift = Facts::noShift;
}

void Stream::judge(const Segment& segment, Direction flows, Verdict& verdict) {
    auto& [forward, reverse] = flows;
    unsigned findings = verdict.facts.findings;
    const bool isPlain = (segment.flags & (syn | fin | rst)) == 0;
    if ((segment.flags & ack) != 0)
        reverse.canCountFlight = true;
    if (segment.length == 1 && segment.sequence == forward.next && reverse.window == 0) {
        findings |= ZeroWindowProbe;
    } else {
        if (segment.window == 0 && isPlain)
            findings |= ZeroWindow;
        if (forward.next != 0 && isAfter(segment.sequence, forward.next) && (segment.flags & rst) == 0) {
            findings |= LostSegment;
            forward.canCountFlight = false;
        }
        if (segment.length <= 1 && segment.sequence == forward.next - 1 && isPlain)
            findings |= KeepAlive;
        findings |= judgeAcknowledgment(segment, flows, verdict.details, findings);
    }
    if (segment.acknowledgment != forward.lastAck) {
        forward.lastNewAckFrame = segment.frame;
        forward.duplicateAcks = 0;
    }
    findings |= judgeLostAck(segment, flows);
    findings |= judgeRepetition(segment, flows, verdict.details, findings);
    advance(segment, flows, findings);
    forward.window = segment.window;
    forward.selectivelyAcked = segment.selectivelyAcked;
    forward.lastAck = segment.acknowledgment;
    forward.lastAckTime = segment.time;
    forward.lastFindings = findings;
    acknowledge(segment, flows, verdict.details);
    if ((findings & DuplicateAck) == 0)
        countFlight(segment, flows, verdict.details);
    verdict.facts.findings = static_cast<std::uint16_t>(findings);
}

unsigned Stream::judgeAcknowledgment(const Segment& segment, Direction flows, Details& details, unsigned findings) {
    auto& [forward, reverse] = flows;
    static_cast<void>(findings);
    const bool isPlain = (segment.flags & (syn | fin | rst)) == 0;
    unsigned found = 0;
    if (segment.length > 0 && reverse.shift != Facts::unknownShift && isPlain) {
        const int shift = reverse.awaitsFirstAck || reverse.shift == Facts::noShift ? 0 : reverse.shift;
        if (segment.sequence + segment.length == reverse.lastAck + (reverse.window << shift))
            found |= WindowFull;
    }
    const bool repeats =
        segment.length == 0 && segment.sequence == forward.next && segment.acknowledgment == forward.lastAck && isPlain;
    if (!repeats)
        return found;
    if (segment.window != 0 && segment.window != forward.window)
        return found | WindowUpdate;
    if (segment.window != forward.window)
        return found;
    if (segment.window == 0)
        return (reverse.lastFindings & ZeroWindowProbe) != 0 ? found | ZeroWindowProbeAck : found;
    if ((reverse.lastFindings & KeepAlive) != 0)
        return found | KeepAliveAck;
    forward.duplicateAcks = forward.duplicateAcks < 0 ? 1 : forward.duplicateAcks + 1;
    details.relatedFrame = static_cast<std::uint32_t>(forward.lastNewAckFrame);
    details.bytesInFlightOrCount = static_cast<std::uint32_t>(forward.duplicateAcks);
    return found | DuplicateAck;
}

unsigned Stream::judgeLostAck(const Segment& segment, Direction flows) noexcept {
    Flow& reverse = flows.reverse;
    if (reverse.contiguous == 0 || !isAfter(segment.acknowledgment, reverse.contiguous) || (segment.flags & ack) == 0)
        return 0;
    if (isAfter(reverse.next, reverse.contiguous)) {
        reverse.contiguous = reverse.next; // so that it is reported only once
        return AckedLostSegment;
    }
    const bool isFirst = reverse.duplicateAcks == 0;
    reverse.duplicateAcks = -1;
    return isFirst ? AckedLostSegment : 0;
}

unsigned Stream::judgeRepetition(const Segment& segment, Direction flows, Details& details, unsigned findings) const {
    const Flow& forward = flows.forward;
    const Flow& reverse = flows.reverse;
    const bool occupies = segment.length > 0 || phantomLength(segment.flags) != 0;
    if (!occupies || (findings & KeepAlive) != 0)
        return 0;
    bool isOld = forward.next != 0 && isAfter(forward.next, segment.sequence);
    if (segment.length > 1 && forward.next - 1 == segment.sequence)
        isOld = false; // its first byte may have been a probe of a closed window
    if (segment.length > 0 && reverse.lastAck != 0 && isNotAfter(segment.sequence + segment.length, reverse.lastAck))
        return SpuriousRetransmission;
    if (!isOld)
        return 0;
    const bool isMissed = reverse.duplicateAcks >= 2 || reverse.duplicateAcks < 0;
    if (isMissed && reverse.lastAck == segment.sequence &&
        isShortlyAfter(segment.time, reverse.lastAckTime, fastRetransmissionWithin))
        return FastRetransmission;
    const auto threshold = firstRoundTrip_ == 0ns ? reorderingWithin : firstRoundTrip_;
    if (isShortlyAfter(segment.time, forward.nextTime, threshold) &&
        forward.next != segment.sequence + segment.length + phantomLength(segment.flags))
        return OutOfOrder;
    details.relatedFrame = static_cast<std::uint32_t>(forward.nextFrame);
    for (const Unacked& each : forward.unacked) {
        if (isNotAfter(segment.sequence, each.sequence)) {
            details.relatedFrame = static_cast<std::uint32_t>(each.frame);
            break;
        }
    }
    return Retransmission;
}

void Stream::advance(const Segment& segment, Direction flows, unsigned findings) {
    Flow& forward = flows.forward;
    std::uint32_t next = segment.sequence + segment.length;
    const bool occupies = segment.length > 0 || phantomLength(segment.flags) != 0;
    if (occupies && forward.unacked.size() < maximumUnacked) {
        next += phantomLength(segment.flags);
        forward.unacked.push_back({segment.frame, segment.time, segment.sequence, next});
    }
    if ((findings & ZeroWindowProbe) != 0)
        return;
    if (forward.next == 0 || isAfter(next, forward.next)) {
        forward.next = next;
        forward.nextFrame = segment.frame;
        forward.nextTime = segment.time;
    }
    if (forward.contiguous == 0 || segment.sequence == forward.contiguous)
        forward.contiguous = forward.next;
}

void Stream::acknowledge(const Segment& segment, Direction flows, Details& details) {
    const std::uint32_t acked = segment.acknowledgment;
    std::erase_if(flows.reverse.unacked, [&](Unacked& each) {
        if (acked == each.next) {
            if (details.ackedFrame != 0)
                return true; // sent more than once: the first time counts
            details.ackedFrame = static_cast<std::uint32_t>(each.frame);
            const auto trip = static_cast<std::uint64_t>(elapsed(each.time, segment.time).count());
            details.roundTrip[0] = static_cast<std::uint32_t>(trip);
            details.roundTrip[1] = static_cast<std::uint32_t>(trip >> 32);
            return true;
        }
        if (isAfter(acked, each.sequence) && isNotAfter(acked, each.next)) {
            each.sequence = acked;
            return false;
        }
        return isNotAfter(each.next, acked);
    });
}

void Stream::countFlight(const Segment& segment, Direction flows, Details& details) const {
    const Flow& forward = flows.forward;
    if (segment.length == 0 || forward.unacked.empty() || !forward.canCountFlight)
        return;
    const auto relative = [&](std::uint32_t sequence) { return sequence - forward.base; };
    std::uint32_t first = relative(forward.unacked.back().sequence);
    std::uint32_t last = relative(forward.unacked.back().next);
    for (const Unacked& each : forward.unacked) {
        first = std::min(first, relative(each.sequence));
        last = std::max(last, relative(each.next));
    }
    const std::uint32_t inFlight = last - first - flows.reverse.selectivelyAcked;
    if (inFlight > 0 && inFlight < 2'000'000'000)
        details.bytesInFlightOrCount = inFlight - phantomLength(segment.flags);
}

} // namespace tapscope::tcp
