#include "rpc_call.h"

#include <algorithm>

namespace tapscope::rpc {

Head readHead(ByteReader bytes) noexcept {
    Head head;
    head.transaction = bytes.u32();
    head.isReply = bytes.u32() == 1;
    if (head.isReply)
        return head;
    bytes.skip(4);
    head.program = bytes.u32();
    head.version = bytes.u32();
    head.procedure = bytes.u32();
    return head;
}

void Calls::add(std::uint32_t transaction, const Call& call) noexcept {
    entries_[next_] = {transaction, call};
    next_ = (next_ + 1) % entries_.size();
}

const Call* Calls::find(std::uint32_t transaction) const noexcept {
    const auto found = std::ranges::find_if(
        entries_, [&](const Entry& entry) { return entry.call.frame != 0 && entry.transaction == transaction; });
    return found == entries_.end() ? nullptr : &found->call;
}

Call callOf(Dissection& d, const Head& head) {
    if (!head.isReply) {
        const Call call{head.program, static_cast<std::uint16_t>(head.version),
                        static_cast<std::uint16_t>(head.procedure), static_cast<std::uint32_t>(d.frame().number)};
        if (d.isLearning() && d.conversation<Calls>().find(head.transaction) == nullptr)
            d.conversation<Calls>().add(head.transaction, call);
        return call;
    }
    if (!d.isLearning())
        return d.recall<Call>().value_or(Call{});
    const Call* call = d.conversation<Calls>().find(head.transaction);
    if (call == nullptr)
        return {};
    d.remember(*call);
    return *call;
}

Head headBelow(const Dissection& d) {
    const auto layers = d.layers();
    for (std::size_t i = layers.size(); i-- > 0;) {
        if (layers[i].name != "rpc")
            continue;
        const Bytes bytes = d.buffers()[layers[i].buffer].bytes;
        return readHead(ByteReader(bytes.subspan(std::min<std::size_t>(layers[i].range.offset, bytes.size()))));
    }
    return {};
}

} // namespace tapscope::rpc
