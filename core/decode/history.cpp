#include <decode/history.h>

#include <algorithm>

namespace tapscope {
namespace {

constexpr std::size_t recentChains = 4096;

} // namespace

History::History() : recent_(recentChains, 0) {}
History::History(const ReassemblyLimits& limits) : History() {
    assemblies_.emplace(limits);
}
History::~History() = default;

const History::Fact* History::find(FrameNumber frame, const FactKey& key) const noexcept {
    if (frame == 0 || frame > chains_.count())
        return nullptr;
    for (std::uint32_t at = chains_[frame - 1]; at != 0; at = facts_[at - 1].next) {
        const Fact& fact = facts_[at - 1];
        if (fact.has(key))
            return &fact;
    }
    return nullptr;
}

void History::begin(FrameNumber frame) {
    current_ = frame;
    new_.clear();
}

void History::remember(const FactKey& key, std::span<const std::byte> value) {
    const auto known = std::ranges::find_if(new_, [&](const Fact& each) { return each.has(key); });
    Fact& fact = known != new_.end() ? *known : new_.emplace_back();
    fact = {.offset = key.offset,
            .protocol = key.protocol,
            .slot = key.slot,
            .size = static_cast<std::uint8_t>(value.size())};
    std::memcpy(fact.value.data(), value.data(), value.size());
}

const History::Fact* History::findNew(const FactKey& key) const noexcept {
    const auto found = std::ranges::find_if(new_, [&](const Fact& each) { return each.has(key); });
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

std::uint32_t History::store(std::vector<Fact>& facts) {
    // Slot 0 has what is the same for many frames. At the end of the chain it is kept once.
    std::ranges::stable_sort(facts, std::ranges::greater{}, &Fact::slot);
    std::uint32_t next = 0;
    for (std::size_t i = facts.size(); i-- > 0;) {
        Fact& fact = facts[i];
        fact.next = next;
        std::uint64_t hash = std::uint64_t{fact.next} << 32 | fact.offset;
        for (const std::byte octet : fact.value)
            hash = hash * 31 + std::to_integer<std::uint64_t>(octet);
        std::uint32_t& recent = recent_[(hash ^ hash >> 24 ^ fact.protocol) % recentChains];
        if (recent == 0 || facts_[recent - 1] != fact) {
            if (!facts_.append(fact))
                return 0; // a thousand million facts: what comes now is told without them
            recent = static_cast<std::uint32_t>(facts_.appended());
        }
        next = recent;
    }
    return next;
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
