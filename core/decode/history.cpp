#include <base/hash.h>
#include <decode/history.h>

#include <algorithm>

namespace tapscope {
namespace {

constexpr std::size_t recentChains = 4096;

} // namespace

History::History() : recent_(recentChains) {}
History::History(const ReassemblyLimits& limits) : History() {
    assemblies_.emplace(limits);
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

const LearnedFact* History::findNew(const FactKey& key) const noexcept {
    const auto found = std::ranges::find_if(new_, [&](const LearnedFact& each) { return each.has(key); });
    return found == new_.end() ? nullptr : &*found;
}

void History::end() {
    if (!new_.empty()) {
        const std::uint32_t chain = store(new_);
        if ((chain == 0 || !newest_->addChain(current_, chain)) && incompleteFrom_.load(std::memory_order_relaxed) == 0)
            incompleteFrom_.store(current_, std::memory_order_relaxed);
    }
    learned_.store(current_, std::memory_order_release);
}

std::uint32_t History::store(std::vector<LearnedFact>& facts) {
    FactPage& page = pageOfCurrent();
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
            const std::uint32_t added = olderFacts_ + page.factCount() < maximumFacts ? page.add(fact) : 0;
            if (added == 0)
                return 0;
            recent = {added, upperHalf};
        }
        next = recent.position;
    }
    return next;
}

FactPage& History::pageOfCurrent() {
    const std::uint64_t number = FactPage::numberOf(current_);
    if (newest_ && newestNumber_ == number)
        return *newest_;
    auto grown = std::make_shared<FactPages>(*pages());
    if (grown->pages.empty())
        grown->first = number;
    if (newest_)
        olderFacts_ += newest_->factCount();
    newest_ = std::make_shared<FactPage>();
    newestNumber_ = number;
    grown->pages.resize(static_cast<std::size_t>(number - grown->first));
    grown->pages.push_back(newest_);
    std::ranges::fill(recent_, RecentChain{});
    const std::lock_guard lock(pagesMutex_);
    pages_ = std::move(grown);
    return *newest_;
}

void History::forgetBefore(FrameNumber frame) {
    const auto known = pages();
    const std::uint64_t first = FactPage::numberOf(std::max<FrameNumber>(frame, 1));
    if (known->pages.empty() || known->first >= std::min(first, newestNumber_))
        return;
    auto left = std::make_shared<FactPages>();
    left->first = std::min(first, newestNumber_); // the newest stays: it may still be filled
    const auto end = known->pages.begin() + static_cast<std::ptrdiff_t>(left->first - known->first);
    for (auto page = known->pages.begin(); page != end; ++page)
        olderFacts_ -= *page ? (*page)->factCount() : 0;
    left->pages.assign(end, known->pages.end());
    const std::lock_guard lock(pagesMutex_);
    pages_ = std::move(left);
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
