#include "tcp_continuation.h"

#include "tcp_stream.h"

namespace tapscope::tcp {
namespace {

constexpr std::uint8_t continuationSlot = 3;
constexpr Dissection::Table byPortTable = 0;
/// A length from the wire can have any value. Longer messages are not accepted, as in reassembly.
constexpr std::uint64_t longestMessage = ReassemblyLimits{}.one;
/// The most messages examined in one segment.
constexpr unsigned mostMessages = 1024;

} // namespace

Continuation continuationOf(Dissection& d, const PayloadPlace& payload) {
    if (!d.isLearning())
        return d.recall<Continuation>(continuationSlot).value_or(Continuation{});
    if (d.reassembles() || !payload.isCounted)
        return {};
    OpenMessage& open = d.conversation<Stream>().openMessage(d.way());
    if (open.frame == 0)
        return {};
    const std::uint32_t left = open.end - payload.sequence;
    if (left == 0 || left > open.end - open.begin) { // after a gap or a jump it is not known where a message begins
        open = {};
        return {};
    }
    const Continuation found{.frame = open.frame, .leading = left >= payload.size ? Continuation::all : left};
    if (left <= payload.size)
        open = {};
    d.remember(found, continuationSlot);
    return found;
}

void noteOpenMessage(const ByteReader& bytes, Dissection& d, std::uint32_t sequence,
                     const std::array<std::uint32_t, 3>& ports) {
    ByteReader rest = bytes;
    for (unsigned i = 0; i < mostMessages && !rest.atEnd(); ++i) {
        const StreamMessage message = d.messageIn(byPortTable, {ports[0], ports[1], ports[2]}, rest);
        if (message.end != StreamMessage::End::Known || message.length == 0 || message.length > longestMessage)
            return;
        if (message.length > rest.remaining()) {
            const std::uint32_t begin = sequence + static_cast<std::uint32_t>(rest.offset() - bytes.offset());
            d.conversation<Stream>().openMessage(d.way()) = {
                .frame = d.frame().number, .begin = begin, .end = begin + static_cast<std::uint32_t>(message.length)};
            return;
        }
        rest.skip(static_cast<std::size_t>(message.length));
    }
}

} // namespace tapscope::tcp
