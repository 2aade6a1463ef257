#include "tcp_payload.h"

#include "tcp_fields.h"

#include <decode/fragments.h>

#include <algorithm>

namespace tapscope::tcp {
namespace {

constexpr Dissection::Table byPort = 0;
constexpr std::uint8_t partsSlot = 2;
constexpr AssemblyFields assemblyFields = {.list = Segments,
                                           .part = SegmentFrame,
                                           .overlap = SegmentOverlap,
                                           .conflict = SegmentConflict,
                                           .count = SegmentCount,
                                           .completedIn = ReassembledIn,
                                           .length = ReassembledLength,
                                           .data = ReassembledData};

bool isRepeated(const PayloadFacts& facts) noexcept {
    return (facts.findings & (Retransmission | OutOfOrder)) != 0;
}

MessageParts partsOf(const ByteReader& bytes, Dissection& d, const PayloadFacts& facts) {
    if (!d.reassembles())
        return d.recall<MessageParts>(partsSlot).value_or(MessageParts{});
    if (!facts.isWhole)
        return {};
    const auto framing = [&](Bytes message) {
        return d.messageIn(byPort, {facts.ports[0], facts.ports[1], facts.ports[2]},
                           ByteReader(message, bytes.offset()));
    };
    const MessageParts parts = d.conversation<Stream>().messages(d.way()).add({.frame = d.frame().number,
                                                                               .sequence = facts.sequence,
                                                                               .bytes = bytes.rest(),
                                                                               .isRepeated = isRepeated(facts),
                                                                               .isLast = (facts.flags & fin) != 0},
                                                                              d.assemblies(), framing);
    if (!parts.isEmpty())
        d.remember(parts, partsSlot);
    return parts;
}

void addSegmentData(Dissection& d, std::size_t from, std::size_t size) {
    d.addBytes(SegmentData, {static_cast<std::uint32_t>(from), static_cast<std::uint32_t>(size)});
    d.label("TCP segment data ({} byte{})", size, size == 1 ? "" : "s");
}

/// Whether a protocol is selected by a port or by the conversation, not by recognising the bytes.
bool handOn(const ByteReader& bytes, Dissection& d, const PayloadFacts& facts) {
    return d.nextInConversation(byPort, {facts.ports[0], facts.ports[1], facts.ports[2]}, bytes);
}

void handOnAndNote(const ByteReader& bytes, Dissection& d, const PayloadFacts& facts, std::uint32_t sequence) {
    if (handOn(bytes, d, facts) && d.isLearning() && !d.reassembles() && facts.isWhole)
        noteOpenMessage(bytes, d, sequence, facts.ports);
}

/// Bytes that continue a message are left to TCP; the next message begins after them.
void decodeContinuation(const ByteReader& bytes, Dissection& d, const PayloadFacts& facts) {
    const std::size_t size = std::min<std::size_t>(facts.continuation.leading, bytes.remaining());
    addSegmentData(d, bytes.offset(), size);
    ByteReader behind = bytes;
    behind.skip(size);
    if (!behind.atEnd())
        handOnAndNote(behind, d, facts, facts.sequence + static_cast<std::uint32_t>(size));
}

} // namespace

void decodePayload(const ByteReader& bytes, Dissection& d, const PayloadFacts& facts) {
    const ByteRange range{static_cast<std::uint32_t>(bytes.offset()), static_cast<std::uint32_t>(bytes.remaining())};
    if (bytes.atEnd() && (facts.flags & fin) == 0)
        return;
    if ((facts.flags & rst) != 0) { // RFC 9293 section 3.5.3: text that gives the reason
        if (!bytes.atEnd())
            d.addBytes(ResetCause, range);
        return;
    }
    if (!bytes.atEnd()) {
        d.addBytes(Payload, range);
        d.label("TCP payload ({} byte{})", range.length, range.length == 1 ? "" : "s");
        if ((facts.findings & KeepAlive) != 0) {
            d.nextAsData(bytes);
            return;
        }
    }
    d.carrier().isStream = true;
    if (facts.continuation.frame != 0) {
        decodeContinuation(bytes, d, facts);
        return;
    }
    const MessageParts parts = partsOf(bytes, d, facts);
    const Assembly* const whole = parts.completes != 0 ? d.assembly(parts.completes) : nullptr;
    if (parts.leading != 0)
        addSegmentData(d, bytes.offset(), parts.leading);
    if (whole != nullptr)
        handOn(addAssembly(d, assemblyFields, *whole, "Reassembled TCP Segments", "Reassembled TCP"), d, facts);
    ByteReader middle = bytes;
    middle.skip(parts.leading);
    middle = middle.part(middle.remaining() - std::min<std::size_t>(middle.remaining(), parts.trailing));
    // Data that was seen before would confuse decoders that keep track of what they have read.
    if (!middle.atEnd() && !isRepeated(facts))
        handOnAndNote(middle, d, facts, facts.sequence + parts.leading);
    else if (whole == nullptr && !parts.isEmpty())
        d.infoAppend(" [TCP segment of a reassembled PDU]");
    if (parts.trailing != 0)
        addSegmentData(d, bytes.offset() + bytes.remaining() - parts.trailing, parts.trailing);
    if (const Assembly* const later = d.assembly(parts.begins))
        addCompletion(d, assemblyFields, *later);
}

} // namespace tapscope::tcp
