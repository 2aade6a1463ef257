#include <base/hash.h>
#include <decode/history.h>

#include <algorithm>
#include <utility>

namespace tapscope {
namespace {

constexpr std::size_t recentChains = 4096;
constexpr std::size_t leastFramesBetweenWeighings = 16'384;

} // namespace

History::History(Facts facts) : kept_(facts), recent_(recentChains) {}
History::History(const ReassemblyLimits& limits, std::shared_ptr<const History> base) : History() {
    assemblies_.emplace(limits);
    base_ = std::move(base);
}
History::~History() = default;

void History::begin(FrameNumber frame) {
    current_ = frame;
    new_.clear();
}

void History::remember(const FactKey& key, std::span<const std::byte> value) {
    const auto known = std::ranges::find_if(new_, [&](const LearnedFact& each) { return each.has(key); });
    LearnedFact& fact = known != new_.end() ? *known : new_.emplace_back();
    fact = {.offset = key.offset,
            .protocol = key.protocol,
            .slot = key.slot,
            .size = static_cast<std::uint8_t>(value.size())};
    std::memcpy(fact.value.data(), value.data(), value.size());
}

bool History::copyNew(const FactKey& key, std::span<std::byte> value) const noexcept {
    const auto found = std::ranges::find_if(new_, [&](const LearnedFact& each) { return each.has(key); });
    return found != new_.end() && found->copy(value);
}

void History::end() {
    weighConversations();
    if (!new_.empty() && !remembersCurrent()) {
        lastIncomplete_ = current_;
        if (incompleteFrom_.load(std::memory_order_relaxed) == 0)
            incompleteFrom_.store(current_, std::memory_order_relaxed);
    }
    learned_.store(current_, std::memory_order_release);
}

bool History::remembersCurrent() {
    if ((!newest_ || newestNumber_ != FactPage::numberOf(current_)) && !beginPage())
        return false;
    const std::uint32_t chain = store(new_);
    return chain != 0 && newest_->addChain(current_, chain);
}

std::uint32_t History::store(std::vector<LearnedFact>& facts) {
    FactPage& page = *newest_;
    // Slot 0 has the facts that are the same for many frames. At the end of the chain they are kept once.
    if (facts.size() > 1)
        std::ranges::sort(facts, std::ranges::greater{}, &LearnedFact::slot);
    std::uint32_t next = 0;
    for (std::size_t i = facts.size(); i-- > 0;) {
        LearnedFact& fact = facts[i];
        fact.next = next;
        const std::uint64_t hash = fact.hash();
        const auto upperHalf = static_cast<std::uint32_t>(hash >> 32);
        RecentChain& recent = recent_[hash % recentChains];
        const bool isKept = recent.position != 0 && recent.hash == upperHalf &&
                            std::memcmp(&page.fact(recent.position), &fact, sizeof fact) == 0;
        if (!isKept) {
            const std::uint32_t added = page.add(fact);
            if (added == 0)
                return 0;
            recent = {added, upperHalf};
        }
        next = recent.position;
    }
    return next;
}

bool History::beginPage() {
    endPage();
    FactPages grown = *pages();
    newestNumber_ = FactPage::numberOf(current_);
    if (packedMemory_ >= (base_ ? maximumUnsharedMemory : maximumFactMemory))
        return false;
    if (grown.full.empty())
        grown.first = newestNumber_;
    if (kept_ == Facts::Unpacked && newestNumber_ - grown.first >= maximumUnpackedPages)
        return false;
    grown.full.resize(static_cast<std::size_t>(newestNumber_ - grown.first));
    grown.newest = newest_ = std::make_shared<FactPage>();
    std::ranges::fill(recent_, RecentChain{});
    publish(std::move(grown));
    return true;
}

void History::endPage() {
    if (!newest_)
        return;
    FactPages grown = *pages();
    grown.newest = nullptr;
    if (kept_ == Facts::Unpacked) {
        grown.full.push_back({.packed = nullptr, .unpacked = std::exchange(newest_, nullptr)});
    } else {
        std::shared_ptr<const PackedFacts> same; // what the base knows of the same frames
        if (base_) {
            if (const auto others = base_->pages(); const auto* page = others->find(newestNumber_))
                same = page->packed;
        }
        grown.full.push_back({.packed = PackedFacts::of(*newest_, std::move(same)), .unpacked = nullptr});
        newest_ = nullptr;
        packedMemory_ += grown.full.back().packed->memory();
    }
    publish(std::move(grown));
}

void History::publish(FactPages pages) {
    auto shared = std::make_shared<const FactPages>(std::move(pages));
    const std::lock_guard lock(pagesMutex_);
    pages_.swap(shared); // (the earlier ones are freed after the lock is released)
}

void History::forgetBefore(FrameNumber frame) {
    if (assemblies_)
        assemblies_->forgetBefore(frame);
    if (const FrameNumber from = incompleteFrom(); from != 0 && from < frame)
        incompleteFrom_.store(frame <= lastIncomplete_ ? frame : 0, std::memory_order_relaxed);
    const auto known = pages();
    const std::uint64_t first = FactPage::numberOf(std::max<FrameNumber>(frame, 1));
    if (known->full.empty() || known->first >= first)
        return;
    FactPages left = *known;
    const auto gone = static_cast<std::ptrdiff_t>(std::min<std::uint64_t>(first - left.first, left.full.size()));
    for (const auto& page : std::span(left.full).first(static_cast<std::size_t>(gone)))
        packedMemory_ -= page.packed ? page.packed->memory() : 0;
    left.full.erase(left.full.begin(), left.full.begin() + gone);
    left.first += static_cast<std::uint64_t>(gone);
    publish(std::move(left));
}

void History::finish() {
    endPage();
    base_.reset();
    if (assemblies_)
        assemblies_->giveUpAll();
    latest_ = nullptr;
    decltype(flows_)().swap(flows_); // (clear() keeps the tables)
    decltype(otherViews_)().swap(otherViews_);
    decltype(expected_)().swap(expected_);
    captureStates_.clear();
    hasAssignments_ = false;
}

std::size_t History::OtherView::Hash::operator()(const OtherView& view) const noexcept {
    return mixHash(Ends::Hash{}(view.ends), view.interface);
}

History::Flow* History::knownFlow(const Ends& ends) {
    if (latest_ == nullptr || latest_->first != ends) {
        const auto found = flows_.find(ends);
        if (found == flows_.end())
            return nullptr;
        latest_ = &*found;
    }
    latest_->second.conversation.lastFrame = current_; // of any view, because it shows which views belong to it
    return &latest_->second;
}

Conversation* History::knownConversation(const Sighting& seen) {
    Flow* const flow = knownFlow(seen.ends);
    if (flow == nullptr)
        return nullptr;
    const std::uint32_t view = flow->views.viewOf(seen.way, seen.interface);
    if (view == flow->views.first())
        return &flow->conversation;
    const auto found = otherViews_.find({seen.ends, view});
    if (found == otherViews_.end())
        return nullptr;
    found->second.lastFrame = current_;
    return &found->second;
}

Conversation& History::conversation(const Sighting& seen) {
    if (Conversation* const known = knownConversation(seen); known != nullptr)
        return *known;
    if (flows_.size() + otherViews_.size() >= maximumConversations)
        forgetSilent();
    const auto [place, isNew] = flows_.try_emplace(seen.ends);
    latest_ = &*place;
    Flow& flow = place->second;
    const std::uint32_t view = flow.views.viewOf(seen.way, seen.interface);
    Conversation& made = isNew ? flow.conversation : otherViews_[{seen.ends, view}];
    flow.conversation.lastFrame = made.lastFrame = current_;
    return made;
}

void History::forgetConversation(const Sighting& seen) {
    Flow* const flow = knownFlow(seen.ends);
    if (flow == nullptr)
        return;
    const std::uint32_t view = flow->views.viewOf(seen.way, seen.interface);
    if (view != flow->views.first()) {
        otherViews_.erase({seen.ends, view});
        return;
    }
    latest_ = nullptr;
    flows_.erase(seen.ends);
}

void History::forgetSilent() {
    std::vector<FrameNumber> last;
    last.reserve(flows_.size() + otherViews_.size());
    for (const auto& [ends, flow] : flows_)
        last.push_back(flow.conversation.lastFrame);
    for (const auto& [view, conversation] : otherViews_)
        last.push_back(conversation.lastFrame);
    const auto middle = last.begin() + static_cast<std::ptrdiff_t>(last.size() / 2);
    std::ranges::nth_element(last, middle);
    latest_ = nullptr;
    const FrameNumber limit = *middle;
    std::erase_if(flows_, [limit](const auto& each) { return each.second.conversation.lastFrame <= limit; });
    std::erase_if(otherViews_, [limit](const auto& each) { return each.second.lastFrame <= limit; });
}

void History::weighConversations() {
    const std::size_t conversations = flows_.size() + otherViews_.size();
    if (++framesSinceWeighed_ < std::max(leastFramesBetweenWeighings, 2 * conversations))
        return;
    framesSinceWeighed_ = 0;
    const auto sum = [](const auto& all, const auto& conversationOf) {
        std::size_t owned = 0;
        for (const auto& each : all) {
            for (const auto& [protocol, state] : conversationOf(each).states)
                owned += state ? state->owned() : 0;
        }
        return owned;
    };
    while (flows_.size() + otherViews_.size() > 1 && sum(flows_, [](const auto& each) -> auto& {
                                                         return each.second.conversation;
                                                     }) + sum(otherViews_, [](const auto& each) -> auto& {
                                                         return each.second;
                                                     }) > maximumOwned)
        forgetSilent();
}

void History::expect(const Endpoint& endpoint, ProtocolId protocol) {
    if (expected_.size() >= maximumExpectations)
        expected_.clear();
    expected_[endpoint] = protocol;
    hasAssignments_ = true;
}

Conversation* History::assigned(const Sighting& seen) {
    Conversation* const known = knownConversation(seen);
    if (known != nullptr && known->assignment.protocol != noProtocol)
        return known;
    for (const Endpoint& end : {seen.ends.low, seen.ends.high}) {
        const auto found = expected_.find(end);
        if (found == expected_.end() || (known != nullptr && known->givenUp == found->second))
            continue;
        Conversation& made = conversation(seen);
        made.assignment = {.protocol = found->second, .isAgreed = true};
        return &made;
    }
    return nullptr;
}

std::unique_ptr<ConversationState>& History::captureState(ProtocolId protocol) {
    return captureStates_[protocol];
}

} // namespace tapscope
