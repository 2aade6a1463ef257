#pragma once

#include <base/frame.h>
#include <base/published_array.h>
#include <decode/assembly.h>
#include <decode/column_address.h>
#include <decode/conversation.h>
#include <decode/protocol.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <memory>
#include <optional>
#include <type_traits>
#include <unordered_map>
#include <vector>

namespace tapscope {

class DecoderRegistry;

/// What the earlier frames of a capture tell of later ones: relative sequence numbers, the request that an answer
/// belongs to, the protocol that a conversation settled on.
///
/// A capture is *learned* once, in order: Dissector::dissect() with FrameFacts::learning set to it. Meanwhile decoders
/// keep states of conversations here and remember facts of single frames. From then on a frame's dissection is a pure
/// function of its bytes and of its facts, at random access and on any thread (FrameFacts::history).
///
/// Bounded, whatever the frames say: conversations, whose longest silent are forgotten, and facts. What was remembered
/// of a frame stays; when there is no room for more facts, nothing more is remembered of later frames, and
/// incompleteFrom() tells from which one on.
///
/// Threads: one learns; any number read the facts of frames up to learned(), without locks. Memory: nothing until the
/// first fact, then 4 bytes a frame and 32 bytes for each fact that differs from those around it, maximumFacts at most.
/// One that is made with limits also puts together what several frames
/// carry, within these limits; without it each frame is decoded for itself.
class History {
public:
    static constexpr std::size_t maximumConversations = std::size_t{1} << 16;
    static constexpr std::size_t maximumExpectations = std::size_t{1} << 15;
    static constexpr std::size_t maximumFacts = std::size_t{2} << 20; ///< 64 MiB

    /// Puts nothing together.
    History();
    explicit History(const ReassemblyLimits& limits);
    ~History();
    History(const History&) = delete;
    History& operator=(const History&) = delete;

    /// Frames 1 to this one are learned. Any thread.
    [[nodiscard]] FrameNumber learned() const noexcept { return learned_.load(std::memory_order_acquire); }
    /// The first frame of which facts were lost for want of room; 0 while there was none. Any thread.
    [[nodiscard]] FrameNumber incompleteFrom() const noexcept {
        return incompleteFrom_.load(std::memory_order_relaxed);
    }
    [[nodiscard]] bool reassembles() const noexcept { return assemblies_.has_value(); }

private:
    friend class Dissection;
    friend class Dissector;
    friend class HistoryView;

    static constexpr std::size_t factSize = 20;
    /// Which fact of a frame: its layer by protocol and place, and the slot that its decoder gave it.
    struct FactKey {
        ProtocolId protocol = noProtocol;
        std::uint8_t slot = 0;
        std::uint32_t offset = 0;
    };
    /// A fact of one layer of one frame. The facts of a frame are a chain; chains that end alike share their ends.
    struct Fact {
        std::array<std::byte, factSize> value{};
        std::uint32_t next = 0; ///< position in facts_ + 1; 0 ends the chain
        std::uint32_t offset = 0;
        ProtocolId protocol = noProtocol;
        std::uint8_t slot = 0;
        std::uint8_t size = 0;

        [[nodiscard]] bool has(const FactKey& key) const noexcept {
            return protocol == key.protocol && slot == key.slot && offset == key.offset;
        }
        [[nodiscard]] std::uint64_t hash() const noexcept;
    };
    static_assert(sizeof(Fact) == 32);

    // ---- reading, any thread
    /// In a chain of facts, by HistoryView::chainOf().
    [[nodiscard]] const Fact* find(std::uint32_t chain, const FactKey& key) const noexcept;

    // ---- learning, one thread
    void begin(FrameNumber frame);
    void remember(const FactKey& key, std::span<const std::byte> value);
    [[nodiscard]] const Fact* findNew(const FactKey& key) const noexcept;
    void end();
    /// Of a sighting in the frame being learned.
    [[nodiscard]] Conversation& conversation(const Sighting& seen);
    void forgetConversation(const Sighting& seen);
    [[nodiscard]] Conversation* knownConversation(const Sighting& seen);
    void expect(const Endpoint& endpoint, ProtocolId protocol);
    [[nodiscard]] bool hasAssignments() const noexcept { return hasAssignments_; }
    /// The conversation, if it was assigned to a protocol or if one is expected at one of its ends; else null.
    [[nodiscard]] Conversation* assigned(const Sighting& seen);
    [[nodiscard]] std::unique_ptr<ConversationState>& captureState(ProtocolId protocol);
    [[nodiscard]] std::uint32_t store(std::vector<Fact>& facts);
    void forgetSilent();

    PublishedArray<Fact, (std::size_t{1} << 14), (std::size_t{1} << 16)> facts_;
    PublishedArray<std::uint32_t, (std::size_t{1} << 16), (std::size_t{1} << 16)> chains_; ///< by frame: position + 1
    std::optional<AssemblyStore> assemblies_;

    alignas(64) std::atomic<FrameNumber> learned_ = 0; ///< from here on, what is written for each frame (a cache line)
    std::atomic<FrameNumber> incompleteFrom_ = 0;
    FrameNumber current_ = 0;
    std::vector<Fact> new_; ///< of the frame being learned
    struct RecentChain {
        std::uint32_t position = 0; ///< in facts_ + 1
        std::uint32_t hash = 0;     ///< its upper half, so that most facts are not looked at
    };
    std::vector<RecentChain> recent_; ///< by the hash of their first fact, so that equal ones are kept once
    /// What goes on between two ends, as the interface that saw it first tells it.
    struct Flow {
        FlowViews views;
        Conversation conversation;
    };
    using Flows = std::unordered_map<Ends, Flow, Ends::Hash>;
    /// The same as another interface tells it.
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
    Flows::value_type* latest_ = nullptr; ///< the one asked for last: a decoder asks several times
    std::unordered_map<OtherView, Conversation, OtherView::Hash> otherViews_;
    std::unordered_map<Endpoint, ProtocolId, Endpoint::Hash> expected_;
    std::unordered_map<ProtocolId, std::unique_ptr<ConversationState>> captureStates_;
    bool hasAssignments_ = false;
};

/// What of a History can be read: the frames that are learned when the view is made, which may be none. Cheap to copy.
/// One that is made for many frames reads them without a word to the thread that goes on learning.
class HistoryView {
public:
    HistoryView() = default;
    HistoryView(const History* history) noexcept // NOLINT(google-explicit-constructor): of all that is learned by now
        : history_(history), learned_(history != nullptr ? history->learned() : 0),
          chains_(history != nullptr ? history->chains_.count() : 0) {}

private:
    friend class Dissection;
    friend class Dissector;

    [[nodiscard]] bool has(FrameNumber frame) const noexcept { return history_ != nullptr && frame <= learned_; }
    /// The facts of a frame; 0 when there are none.
    [[nodiscard]] std::uint32_t chainOf(FrameNumber frame) const noexcept {
        return frame == 0 || frame > std::min(learned_, chains_) ? 0 : history_->chains_[frame - 1];
    }

    const History* history_ = nullptr;
    FrameNumber learned_ = 0;
    std::uint64_t chains_ = 0;
};

} // namespace tapscope
