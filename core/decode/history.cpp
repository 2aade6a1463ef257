#include <base/hash.h>
#include <decode/history.h>

#include <algorithm>

namespace tapscope {
namespace {

constexpr std::size_t recentChains = 4096;

} // namespace

std::uint64_t History::Fact::hash() const noexcept {
    std::array<std::uint64_t, 2> words{};
    std::uint32_t last = 0;
    static_assert(sizeof words + sizeof last == factSize);
    std::memcpy(words.data(), value.data(), sizeof words);
    std::memcpy(&last, value.data() + sizeof words, sizeof last);
    // Each member by itself: a wider load would wait for the stores of what was remembered just now.
    const std::uint64_t key =
        std::uint64_t{offset} << 32 | std::uint64_t{protocol} << 16 | std::uint64_t{slot} << 8 | size;
    return mixHash(mixHash(mixHash(mixHash(0, words[0]), words[1]), std::uint64_t{last} << 32 | next), key);
}

History::History() : recent_(recentChains) {}
History::History(const ReassemblyLimits& limits) : History() {
    assemblies_.emplace(limits);
}
History::~History() = default;

const History::Fact* History::find(std::uint32_t chain, const FactKey& key) const noexcept {
    for (std::uint32_t at = chain; at != 0; at = facts_[at - 1].next) {
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
    if (facts.size() > 1)
        std::ranges::sort(facts, std::ranges::greater{}, &Fact::slot);
    std::uint32_t next = 0;
    for (std::size_t i = facts.size(); i-- > 0;) {
        Fact& fact = facts[i];
        fact.next = next;
        const std::uint64_t hash = fact.hash();
        const auto upperHalf = static_cast<std::uint32_t>(hash >> 32);
        RecentChain& recent = recent_[hash % recentChains];
        const bool isKept = recent.position != 0 && recent.hash == upperHalf &&
                            std::memcmp(&facts_[recent.position - 1], &fact, sizeof fact) == 0;
        if (!isKept) {
            if (facts_.appended() >= maximumFacts || !facts_.append(fact)) {
                if (incompleteFrom_.load(std::memory_order_relaxed) == 0)
                    incompleteFrom_.store(current_, std::memory_order_relaxed);
                return 0;
            }
            recent = {static_cast<std::uint32_t>(facts_.appended()), upperHalf};
        }
        next = recent.position;
    }
    return next;
}

Conversation* History::knownConversation(const ConversationKey& key) {
    if (latest_ != nullptr && latest_->first == key)
        return &latest_->second;
    const auto found = conversations_.find(key);
    if (found == conversations_.end())
        return nullptr;
    latest_ = &*found;
    return &latest_->second;
}

Conversation& History::conversation(const ConversationKey& key) {
    Conversation* conversation = knownConversation(key);
    if (conversation == nullptr) {
        if (conversations_.size() >= maximumConversations)
            forgetSilent();
        latest_ = &*conversations_.try_emplace(key).first;
        conversation = &latest_->second;
    }
    conversation->lastFrame = current_;
    return *conversation;
}

void History::forgetConversation(const ConversationKey& key) {
    latest_ = nullptr;
    conversations_.erase(key);
}

void History::forgetSilent() {
    std::vector<FrameNumber> last;
    last.reserve(conversations_.size());
    for (const auto& [key, conversation] : conversations_)
        last.push_back(conversation.lastFrame);
    const auto middle = last.begin() + static_cast<std::ptrdiff_t>(last.size() / 2);
    std::ranges::nth_element(last, middle);
    latest_ = nullptr;
    std::erase_if(conversations_, [limit = *middle](const auto& each) { return each.second.lastFrame <= limit; });
}

void History::expect(const Endpoint& endpoint, ProtocolId protocol) {
    if (expected_.size() >= maximumExpectations)
        expected_.clear();
    expected_[endpoint] = protocol;
    hasAssignments_ = true;
}

Conversation* History::assigned(const ConversationKey& key) {
    Conversation* const known = knownConversation(key);
    if (known != nullptr && known->assignment.protocol != noProtocol)
        return known;
    for (const Endpoint& end : {key.low, key.high}) {
        const auto found = expected_.find(end);
        if (found == expected_.end() || (known != nullptr && known->givenUp == found->second))
            continue;
        Conversation& made = conversation(key);
        made.assignment = {.protocol = found->second, .isAgreed = true};
        return &made;
    }
    return nullptr;
}

std::unique_ptr<ConversationState>& History::captureState(ProtocolId protocol) {
    return captureStates_[protocol];
}

} // namespace tapscope
