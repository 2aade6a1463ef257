#pragma once

#include <base/frame.h>
#include <decode/assembly.h>
#include <decode/column_address.h>
#include <decode/conversation.h>
#include <decode/fact_pages.h>
#include <decode/protocol.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <memory>
#include <mutex>
#include <optional>
#include <type_traits>
#include <unordered_map>
#include <vector>

namespace tapscope {

class DecoderRegistry;

/// The facts from earlier frames of a capture that later ones depend on: relative sequence numbers, the request that a
/// response belongs to, the protocol of a conversation.
///
/// A capture is *learned* once, in order, by Dissector::dissect() with FrameFacts::learning. During that, decoders keep
/// states of conversations here and remember facts about single frames. Afterwards, a frame's dissection is a pure
/// function of its bytes and its facts, at random access and on any thread (FrameFacts::history).
///
/// Memory is bounded, whatever the frames contain: conversations are limited, and those that were silent longest are
/// forgotten; facts are limited, too. Facts that were remembered for a frame stay until forgetBefore(). When there is
/// no room for more, nothing is remembered for later frames, and incompleteFrom() returns the first of these.
///
/// Threads: one learns; any number read the facts of frames up to learned() through a HistoryView, without locks except
/// when they make one. Memory for facts: at most maximumFactMemory, and a page that grows (FactPage). What it takes for
/// a frame is described at PackedFacts.
///
/// A History that is made with limits also reassembles data that spans several frames, within these limits. Without
/// limits, each frame is decoded by itself. Most facts are the same in both, so that the second history of a capture
/// shares those of the first.
class History {
public:
    static constexpr std::size_t maximumConversations = std::size_t{1} << 16;
    /// Bytes that the states of all conversations own (ConversationState::owned()). Found from time to time.
    static constexpr std::size_t maximumOwned = std::size_t{16} << 20;
    static constexpr std::size_t maximumExpectations = std::size_t{1} << 15;
    static constexpr std::size_t maximumFactMemory = std::size_t{48} << 20;     ///< of packed facts, in bytes
    static constexpr std::size_t maximumUnsharedMemory = std::size_t{16} << 20; ///< the same with a base
    static constexpr std::size_t maximumUnpackedPages = 32;                     ///< with Facts::Unpacked

    /// How facts are kept. Packed for as long as the capture is open; or as they are, which is faster, if each frame is
    /// looked at soon after it was learned, and forgetBefore() is called in between.
    enum class Facts : std::uint8_t { Packed, Unpacked };

    /// Does not reassemble.
    explicit History(Facts facts = Facts::Packed);
    /// `base` is a history of the same capture, with which facts that are the same are shared; it may be null.
    explicit History(const ReassemblyLimits& limits, std::shared_ptr<const History> base = {});
    ~History();
    History(const History&) = delete;
    History& operator=(const History&) = delete;

    /// Frames 1 to this one are learned. Any thread.
    [[nodiscard]] FrameNumber learned() const noexcept { return learned_.load(std::memory_order_acquire); }
    /// The first frame whose facts were lost for lack of room; 0 if there is none. Frames before the argument of
    /// forgetBefore() do not count. Any thread.
    [[nodiscard]] FrameNumber incompleteFrom() const noexcept {
        return incompleteFrom_.load(std::memory_order_relaxed);
    }
    [[nodiscard]] bool reassembles() const noexcept { return assemblies_.has_value(); }
    /// The learning thread: what the packed facts take, in bytes, without those that are shared with the base.
    [[nodiscard]] std::size_t factMemory() const noexcept { return packedMemory_; }

    /// The learning thread: forgets the facts about frames before this one, and what was reassembled from them, because
    /// the frames no longer exist. A page of facts is forgotten as a whole, so those of up to FactPage::frames - 1
    /// frames may stay. Views that were made earlier still have them.
    void forgetBefore(FrameNumber frame);
    /// The learning thread: no frame follows. Forgets what only learning needs.
    void finish();

private:
    friend class Dissection;
    friend class Dissector;
    friend class HistoryView;

    // ---- learning, one thread
    void begin(FrameNumber frame);
    void remember(const FactKey& key, std::span<const std::byte> value);
    /// Copies the value of a fact about the frame being learned.
    [[nodiscard]] bool copyNew(const FactKey& key, std::span<std::byte> value) const noexcept;
    void end();
    /// Returns the conversation of a sighting in the frame being learned.
    [[nodiscard]] Conversation& conversation(const Sighting& seen);
    void forgetConversation(const Sighting& seen);
    [[nodiscard]] Conversation* knownConversation(const Sighting& seen);
    void expect(const Endpoint& endpoint, ProtocolId protocol);
    [[nodiscard]] bool hasAssignments() const noexcept { return hasAssignments_; }
    /// Returns the conversation if it is assigned to a protocol or if one is expected at one of its ends; otherwise
    /// null.
    [[nodiscard]] Conversation* assigned(const Sighting& seen);
    [[nodiscard]] std::unique_ptr<ConversationState>& captureState(ProtocolId protocol);
    /// Returns the position of the first fact in its page + 1; 0 if there is no room.
    [[nodiscard]] std::uint32_t store(std::vector<LearnedFact>& facts);
    /// Makes the page of the frame being learned the newest. Returns false if there is no room for facts.
    [[nodiscard]] bool beginPage();
    /// Packs the newest page.
    void endPage();
    [[nodiscard]] bool remembersCurrent();
    void publish(FactPages pages);
    void forgetSilent();
    /// From time to time: forgets conversations if their states own too much.
    void weighConversations();

    // ---- any thread
    [[nodiscard]] std::shared_ptr<const FactPages> pages() const {
        const std::lock_guard lock(pagesMutex_);
        return pages_;
    }

    mutable std::mutex pagesMutex_; ///< guards the pointer; what it points to never changes
    std::shared_ptr<const FactPages> pages_ = std::make_shared<const FactPages>();
    std::shared_ptr<FactPage> newest_; ///< that of pages_, which the learning thread fills
    std::uint64_t newestNumber_ = 0;
    std::size_t packedMemory_ = 0; ///< of pages_, in bytes
    Facts kept_ = Facts::Packed;
    std::shared_ptr<const History> base_;
    std::optional<AssemblyStore> assemblies_;

    alignas(64) std::atomic<FrameNumber> learned_ =
        0; ///< data that is written for each frame begins here (a cache line)
    std::atomic<FrameNumber> incompleteFrom_ = 0;
    FrameNumber current_ = 0;
    FrameNumber lastIncomplete_ = 0; ///< the last frame whose facts were lost
    std::vector<LearnedFact> new_;   ///< for the frame being learned
    struct RecentChain {
        std::uint32_t position = 0; ///< in the newest page + 1
        std::uint32_t hash = 0;     ///< its upper half, so that most facts need not be read
    };
    std::vector<RecentChain> recent_; ///< by the hash of their first fact, so that equal chains are kept once
    /// The conversation between two ends as seen by the first interface that saw it.
    struct Flow {
        FlowViews views;
        Conversation conversation;
    };
    using Flows = std::unordered_map<Ends, Flow, Ends::Hash>;
    /// The same as seen by another interface.
    struct OtherView {
        Ends ends;
        std::uint32_t interface = 0;
        [[nodiscard]] bool operator==(const OtherView& other) const noexcept = default;
        struct Hash {
            [[nodiscard]] std::size_t operator()(const OtherView& view) const noexcept;
        };
    };
    [[nodiscard]] Flow* knownFlow(const Ends& ends);
    Flows flows_;
    Flows::value_type* latest_ = nullptr; ///< the latest result, because a decoder asks several times
    std::unordered_map<OtherView, Conversation, OtherView::Hash> otherViews_;
    std::unordered_map<Endpoint, ProtocolId, Endpoint::Hash> expected_;
    std::unordered_map<ProtocolId, std::unique_ptr<ConversationState>> captureStates_;
    bool hasAssignments_ = false;
    std::size_t framesSinceWeighed_ = 0;
};

/// The readable part of a History: the frames that are learned when the view is made, possibly none. Cheap to copy. A
/// view that is made once for many frames shares no cache line with the thread that continues to learn.
class HistoryView {
public:
    HistoryView() = default;
    HistoryView(const History* history) // NOLINT(google-explicit-constructor): of all frames learned so far
        : history_(history), learned_(history != nullptr ? history->learned() : 0),
          pages_(learned_ != 0 ? history->pages() : nullptr) {
        if (pages_ && pages_->newest)
            newestChains_ = pages_->newest->chainCount();
    }

private:
    friend class Dissection;
    friend class Dissector;

    [[nodiscard]] bool has(FrameNumber frame) const noexcept { return history_ != nullptr && frame <= learned_; }
    /// The facts of a frame; none if it is not learned or was forgotten.
    [[nodiscard]] FactsOfFrame factsOf(FrameNumber frame) const noexcept {
        if (frame == 0 || frame > learned_ || !pages_)
            return {};
        const std::uint64_t number = FactPage::numberOf(frame);
        const std::size_t place = FactPage::placeOf(frame);
        if (pages_->isNewest(number))
            return {*pages_->newest, place < newestChains_ ? pages_->newest->chainAt(place) : 0};
        const FullPage* const page = pages_->find(number);
        return page != nullptr ? page->at(place) : FactsOfFrame();
    }

    const History* history_ = nullptr;
    FrameNumber learned_ = 0;
    std::shared_ptr<const FactPages> pages_;
    std::uint64_t newestChains_ = 0;
};

} // namespace tapscope
