#include "tcp_messages.h"

#include <algorithm>

namespace tapscope::tcp {
namespace {

using End = StreamMessage::End;

} // namespace

std::vector<MessageFlow::Open>::iterator MessageFlow::find(std::uint32_t sequence, const AssemblyStore& store) {
    std::erase_if(open_, [&](const Open& each) { return !store.isOpen(each.id); });
    return std::ranges::find_if(open_, [&](const Open& each) {
        const auto ahead = sequence - each.sequence;
        const std::uint64_t end =
            each.message.end == End::Known ? each.message.length : std::uint64_t{store.contiguous(each.id)} + 1;
        return ahead < end;
    });
}

MessageParts MessageFlow::add(const Payload& payload, AssemblyStore& store, const Framing& framing) {
    MessageParts parts;
    const auto size = static_cast<std::uint32_t>(payload.bytes.size());
    std::uint32_t taken = 0;
    if (const auto open = find(payload.sequence, store); open != open_.end()) {
        const std::uint32_t offset = payload.sequence - open->sequence;
        const std::uint32_t before = store.contiguous(open->id);
        const std::uint32_t known = offset < before ? std::min(before - offset, size) : 0;
        taken = open->message.end == End::Known
                    ? static_cast<std::uint32_t>(std::min<std::uint64_t>(size, open->message.length - offset))
                    : size;
        if (known < taken &&
            !store.add(open->id, payload.frame, offset + known, payload.bytes.subspan(known, taken - known))) {
            open_.erase(open); // too long: the data is decoded segment by segment
            taken = 0;
        } else {
            if (open->message.end == End::Later) {
                const auto told = framing(store.inOrder(open->id));
                const bool isTooLong = told.end == End::Known && told.length > store.limits().one;
                if (told.end != End::Later) // data that turns out not to be a message, or to be too long, ends here
                    open->message = told.end == End::Here || isTooLong ? StreamMessage::of(offset + size) : told;
            }
            const std::uint32_t there = store.contiguous(open->id);
            const bool isWhole = (open->message.end == End::Known && open->message.length <= there) ||
                                 (open->message.end == End::OfTheFlow && payload.isLast);
            const std::uint32_t length =
                open->message.end == End::Known ? static_cast<std::uint32_t>(open->message.length) : there;
            parts.leading = taken;
            if (isWhole) {
                // Otherwise this segment only repeats known data.
                const bool isNew = length > before || open->message.end == End::OfTheFlow;
                parts.leading = std::min(taken, length - offset);
                taken = parts.leading;
                const AssemblyStore::Id id = open->id;
                open_.erase(open);
                parts.completes = isNew && store.complete(id, length, payload.frame) ? id : 0;
                if (parts.completes == 0) {
                    store.giveUp(id);
                    parts.leading = taken = 0;
                }
            } else {
                parts.begins = open->id;
            }
        }
    }
    if (size > 0 && taken == size && parts.completes == 0 &&
        parts.begins != 0) { // all of it is in the middle of a message
        parts.leading = 0;
        parts.trailing = size;
    } else if (!payload.isRepeated) {
        takeRest(payload, taken, store, framing, parts);
    }
    return parts;
}

void MessageFlow::takeRest(const Payload& payload, std::size_t from, AssemblyStore& store, const Framing& framing,
                           MessageParts& parts) {
    const std::size_t size = payload.bytes.size();
    StreamMessage message;
    while (from < size) {
        message = framing(payload.bytes.subspan(from));
        if (message.end != End::Known || message.length == 0 || message.length > size - from)
            break;
        from += static_cast<std::size_t>(message.length);
    }
    const bool endsLater = message.end == End::Later || (message.end == End::OfTheFlow && !payload.isLast) ||
                           (message.end == End::Known && message.length > size - from);
    if (from == size || !endsLater || (message.end == End::Known && message.length > store.limits().one))
        return;
    const AssemblyStore::Id id = store.open();
    const Bytes rest = payload.bytes.subspan(from);
    if (id == 0 || !store.add(id, payload.frame, 0, rest))
        return;
    if (open_.size() >= maximumOpen) {
        store.giveUp(open_.front().id);
        open_.erase(open_.begin());
    }
    open_.push_back({id, payload.sequence + static_cast<std::uint32_t>(from), message});
    parts.begins = id;
    parts.trailing = static_cast<std::uint32_t>(rest.size());
}

} // namespace tapscope::tcp
