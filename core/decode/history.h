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

/// The facts from earlier frames of a capture that later ones depend on: relative sequence numbers, the request that a
/// response belongs to, the protocol of a conversation.
///
/// A capture is *learned* once, in order, by Dissector::dissect() with FrameFacts::learning. During that, decoders keep
/// states of conversations here and remember facts about single frames. Afterwards, a frame's dissection is a pure
/// function of its bytes and its facts, at random access and on any thread (FrameFacts::history).
///
/// Memory is bounded, whatever the frames contain: conversations are limited, and those that were silent longest are
/// forgotten; facts are limited, too. Facts that were remembered for a frame stay. When there is no room for more,
/// nothing is remembered for later frames, and incompleteFrom() returns the first of these.
///
/// Threads: one learns; any number read the facts of frames up to learned(), without locks. Memory: nothing until the
/// first fact, then 4 bytes per frame and 32 bytes for each fact that differs from those around it, for at most
/// maximumFacts facts.
///
/// A History that is made with limits also reassembles data that spans several frames, within these limits. Without
/// limits, each frame is decoded by itself.
class History {
public:
    static constexpr std::size_t maximumConversations = std::size_t{1} << 16;
    static constexpr std::size_t maximumExpectations = std::size_t{1} << 15;
    static constexpr std::size_t maximumFacts = std::size_t{2} << 20; ///< 64 MiB

    /// Does not reassemble.
    History();
    explicit History(const ReassemblyLimits& limits);
    ~History();
    History(const History&) = delete;
    History& operator=(const History&) = delete;

    /// Frames 1 to this one are learned. Any thread.
    [[nodiscard]] FrameNumber learned() const noexcept { return learned_.load(std::memory_order_acquire); }
    /// The first frame whose facts were lost for lack of room; 0 if there is none. Any thread.
    [[nodiscard]] FrameNumber incompleteFrom() const noexcept {
        return incompleteFrom_.load(std::memory_order_relaxed);
    }
    [[nodiscard]] bool reassembles() const noexcept { return assemblies_.has_value(); }

private:
    friend class Dissection;
    friend class Dissector;
    friend class HistoryView;

    static constexpr std::size_t factSize = 20;
    /// Identifies a fact of a frame: its layer by protocol and position, and the slot that its decoder chose.
    struct FactKey {
        ProtocolId protocol = noProtocol;
        std::uint8_t slot = 0;
        std::uint32_t offset = 0;
    };
    /// A fact about one layer of one frame. The facts of a frame form a chain; chains with equal ends share them.
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
    /// Finds a fact in a chain from HistoryView::chainOf().
    [[nodiscard]] const Fact* find(std::uint32_t chain, const FactKey& key) const noexcept;

    // ---- learning, one thread
    void begin(FrameNumber frame);
    void remember(const FactKey& key, std::span<const std::byte> value);
    [[nodiscard]] const Fact* findNew(const FactKey& key) const noexcept;
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
    [[nodiscard]] std::uint32_t store(std::vector<Fact>& facts);
    void forgetSilent();

    PublishedArray<Fact, (std::size_t{1} << 14), (std::size_t{1} << 16)> facts_;
    PublishedArray<std::uint32_t, (std::size_t{1} << 16), (std::size_t{1} << 16)> chains_; ///< by frame: position + 1
    std::optional<AssemblyStore> assemblies_;

    alignas(64) std::atomic<FrameNumber> learned_ =
        0; ///< data that is written for each frame begins here (a cache line)
    std::atomic<FrameNumber> incompleteFrom_ = 0;
    FrameNumber current_ = 0;
    std::vector<Fact> new_; ///< for the frame being learned
    struct RecentChain {
        std::uint32_t position = 0; ///< in facts_ + 1
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
};

/// The readable part of a History: the frames that are learned when the view is made, possibly none. Cheap to copy. A
/// view that is made once for many frames shares no cache line with the thread that continues to learn.
class HistoryView {
public:
    HistoryView() = default;
    HistoryView(const History* history) noexcept // NOLINT(google-explicit-constructor): of all frames learned so far
        : history_(history), learned_(history != nullptr ? history->learned() : 0),
          chains_(history != nullptr ? history->chains_.count() : 0) {}

private:
    friend class Dissection;
    friend class Dissector;

    [[nodiscard]] bool has(FrameNumber frame) const noexcept { return history_ != nullptr && frame <= learned_; }
    /// Returns the chain of a frame's facts; 0 if there are none.
    [[nodiscard]] std::uint32_t chainOf(FrameNumber frame) const noexcept {
        return frame == 0 || frame > std::min(learned_, chains_) ? 0 : history_->chains_[frame - 1];
    }

    const History* history_ = nullptr;
    FrameNumber learned_ = 0;
    std::uint64_t chains_ = 0;
};

} // namespace tapscope
