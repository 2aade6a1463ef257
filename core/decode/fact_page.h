#pragma once

#include <base/frame.h>
#include <base/published_array.h>
#include <decode/protocol.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

namespace tapscope {

/// Identifies a fact of a frame: its layer by protocol and position, and the slot that its decoder chose.
struct FactKey {
    ProtocolId protocol = noProtocol;
    std::uint8_t slot = 0;
    std::uint32_t offset = 0;
};

/// A fact about one layer of one frame. The facts of a frame form a chain; chains with equal ends share them.
struct LearnedFact {
    static constexpr std::size_t largest = 20;

    std::array<std::byte, largest> value{};
    std::uint32_t next = 0; ///< position in the page + 1; 0 ends the chain
    std::uint32_t offset = 0;
    ProtocolId protocol = noProtocol;
    std::uint8_t slot = 0;
    std::uint8_t size = 0;

    [[nodiscard]] bool has(const FactKey& key) const noexcept {
        return protocol == key.protocol && slot == key.slot && offset == key.offset;
    }
    [[nodiscard]] std::uint64_t hash() const noexcept;
};
static_assert(sizeof(LearnedFact) == 32);

/// The facts about a range of frames. Threads: one adds, any number read what was published.
class FactPage {
public:
    static constexpr std::size_t frames = std::size_t{1} << 16;
    static constexpr std::size_t maximumFacts = std::size_t{2} << 20;

    /// The number of the page that has a frame, from 0.
    [[nodiscard]] static std::uint64_t numberOf(FrameNumber frame) noexcept { return (frame - 1) / frames; }

    // ---- the thread that adds
    /// Returns the fact's position + 1; 0 if there is no room.
    [[nodiscard]] std::uint32_t add(const LearnedFact& fact);
    [[nodiscard]] std::size_t factCount() const noexcept { return static_cast<std::size_t>(facts_.appended()); }
    /// Adds and publishes the chain of a frame, which is behind all frames added before. Returns false if there is no
    /// room.
    bool addChain(FrameNumber frame, std::uint32_t chain);

    // ---- any thread
    [[nodiscard]] const LearnedFact& fact(std::uint32_t position) const noexcept { return facts_[position - 1]; }
    /// The number of frames, from the first, whose chains are published. Later ones have no facts.
    [[nodiscard]] std::uint64_t chainCount() const noexcept { return chains_.count(); }
    /// The frame's chain; 0 if it has none. `count` is an earlier result of chainCount().
    [[nodiscard]] std::uint32_t chainOf(FrameNumber frame, std::uint64_t count) const noexcept {
        const std::uint64_t place = (frame - 1) % frames;
        return place < count ? chains_[place] : 0;
    }

private:
    PublishedArray<LearnedFact, (std::size_t{1} << 10), (maximumFacts >> 10)> facts_;
    PublishedArray<std::uint32_t, (std::size_t{1} << 12), (frames >> 12)> chains_; ///< by frame: position + 1
};

/// The pages that exist, from the oldest. Null stands for a page whose frames have no facts.
struct FactPages {
    std::uint64_t first = 0; ///< the number of the oldest
    std::vector<std::shared_ptr<const FactPage>> pages;

    [[nodiscard]] const FactPage* find(std::uint64_t number) const noexcept {
        return number >= first && number - first < pages.size() ? pages[number - first].get() : nullptr;
    }
};

/// The facts of one frame. Valid as long as the HistoryView that it is from.
class FactChain {
public:
    FactChain() = default;
    FactChain(const FactPage& page, std::uint32_t start) noexcept : page_(&page), start_(start) {}

    /// Returns null if the frame has no such fact.
    [[nodiscard]] const LearnedFact* find(const FactKey& key) const noexcept {
        for (std::uint32_t at = start_; at != 0; at = page_->fact(at).next) {
            if (const LearnedFact& fact = page_->fact(at); fact.has(key))
                return &fact;
        }
        return nullptr;
    }

private:
    const FactPage* page_ = nullptr;
    std::uint32_t start_ = 0;
};

} // namespace tapscope
