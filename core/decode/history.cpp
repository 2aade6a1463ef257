#include <decode/history.h>

#include <algorithm>

namespace tapscope {
namespace {

constexpr std::size_t recentChains = 4096;

} // namespace

History::History() : recent_(recentChains, 0) {}
History::~History() = default;

const History::Fact* History::find(FrameNumber frame, ProtocolId protocol, std::uint32_t offset) const noexcept {
    if (frame == 0 || frame > chains_.count())
        return nullptr;
    for (std::uint32_t at = chains_[frame - 1]; at != 0; at = facts_[at - 1].next) {
        const Fact& fact = facts_[at - 1];
        if (fact.protocol == protocol && fact.offset == offset)
            return &fact;
    }
    return nullptr;
}

void History::begin(FrameNumber frame) {
    current_ = frame;
    new_.clear();
}

void History::remember(ProtocolId protocol, std::uint32_t offset, std::span<const std::byte> value) {
    const auto known = std::ranges::find_if(
        new_, [&](const Fact& each) { return each.protocol == protocol && each.offset == offset; });
    Fact& fact = known != new_.end() ? *known : new_.emplace_back();
    fact = {.offset = offset, .protocol = protocol, .size = static_cast<std::uint16_t>(value.size())};
    std::memcpy(fact.value.data(), value.data(), value.size());
}

const History::Fact* History::findNew(ProtocolId protocol, std::uint32_t offset) const noexcept {
    const auto found = std::ranges::find_if(
        new_, [&](const Fact& each) { return each.protocol == protocol && each.offset == offset; });
    return found == new_.end() ? nullptr : &*found;
}

void History::end() {
    if (!new_.empty()) {
        if (const std::uint32_t chain = store(new_); chain != 0) {
            facts_.publish();
            while (chains_.appended() + 1 < current_ && chains_.append(0)) {
            }
            if (chains_.append(chain))
                chains_.publish();
        }
    }
    learned_.store(current_, std::memory_order_release);
}

std::uint32_t History::store(const std::vector<Fact>& facts) {
    std::uint64_t hash = facts.size();
    for (const Fact& fact : facts) {
        for (const std::byte octet : fact.value)
            hash = hash * 31 + std::to_integer<std::uint64_t>(octet);
        hash = hash * 31 + (std::uint64_t{fact.offset} << 16 | fact.protocol);
    }
    std::uint32_t& remembered = recent_[(hash ^ hash >> 24) % recentChains];
    const auto isSame = [&] {
        std::uint32_t at = remembered;
        for (const Fact& fact : facts) {
            if (at == 0)
                return false;
            const Fact& old = facts_[at - 1];
            if (old.protocol != fact.protocol || old.offset != fact.offset || old.size != fact.size ||
                old.value != fact.value)
                return false;
            at = old.next;
        }
        return at == 0;
    };
    if (remembered != 0 && isSame())
        return remembered;
    const auto first = static_cast<std::uint32_t>(facts_.appended() + 1);
    for (std::size_t i = 0; i < facts.size(); ++i) {
        Fact fact = facts[i];
        fact.next = i + 1 < facts.size() ? static_cast<std::uint32_t>(first + i + 1) : 0;
        if (!facts_.append(fact))
            return 0; // a thousand million facts: what comes now is told without them
    }
    return remembered = first;
}

Conversation& History::conversation(const ConversationKey& key) {
    if (conversations_.size() >= maximumConversations && !conversations_.contains(key))
        forgetSilent();
    Conversation& conversation = conversations_[key];
    conversation.lastFrame = current_;
    return conversation;
}

void History::forgetSilent() {
    std::vector<FrameNumber> last;
    last.reserve(conversations_.size());
    for (const auto& [key, conversation] : conversations_)
        last.push_back(conversation.lastFrame);
    const auto middle = last.begin() + static_cast<std::ptrdiff_t>(last.size() / 2);
    std::ranges::nth_element(last, middle);
    std::erase_if(conversations_, [limit = *middle](const auto& each) { return each.second.lastFrame <= limit; });
}

void History::expect(const Endpoint& endpoint, ProtocolId protocol) {
    if (expected_.size() >= maximumExpectations)
        expected_.clear();
    expected_[endpoint] = protocol;
    hasAssignments_ = true;
}

ProtocolId History::assigned(const ConversationKey& key) {
    if (const auto known = conversations_.find(key);
        known != conversations_.end() && known->second.assigned != noProtocol)
        return known->second.assigned;
    for (const Endpoint& end : {key.low, key.high}) {
        if (const auto found = expected_.find(end); found != expected_.end())
            return conversation(key).assigned = found->second;
    }
    return noProtocol;
}

std::unique_ptr<ConversationState>& History::captureState(ProtocolId protocol) {
    return captureStates_[protocol];
}

} // namespace tapscope
