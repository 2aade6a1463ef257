#pragma once

#include <base/frame.h>
#include <base/published_array.h>
#include <decode/protocol.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>

namespace tapscope {

/// Identifies a fact of a frame: its layer by protocol and position, and the slot that its decoder chose.
struct FactKey {
    ProtocolId protocol = noProtocol;
    std::uint8_t slot = 0;
    std::uint32_t offset = 0;

    /// The key with the size of the fact's value, as one word.
    [[nodiscard]] std::uint64_t withSize(std::size_t size) const noexcept {
        static_assert(sizeof protocol == 2);
        return std::uint64_t{offset} << 32 | std::uint64_t{protocol} << 16 | std::uint64_t{slot} << 8 |
               static_cast<std::uint8_t>(size);
    }
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

    [[nodiscard]] FactKey key() const noexcept { return {protocol, slot, offset}; }
    [[nodiscard]] bool has(const FactKey& key) const noexcept {
        return protocol == key.protocol && slot == key.slot && offset == key.offset;
    }
    /// Copies the value if it has the size that is asked for.
    [[nodiscard]] bool copy(std::span<std::byte> into) const noexcept {
        if (size != into.size())
            return false;
        std::memcpy(into.data(), value.data(), into.size());
        return true;
    }
    [[nodiscard]] std::uint64_t hash() const noexcept;
};
static_assert(sizeof(LearnedFact) == 32);

/// The facts about a range of frames while they are learned; PackedFacts afterwards. Threads: one adds, any number read
/// what was published.
class FactPage {
public:
    static constexpr std::size_t frames = std::size_t{1} << 14;
    static constexpr std::size_t maximumFacts = std::size_t{1} << 17; ///< 4 MiB

    /// The number of the page that has a frame, from 0.
    [[nodiscard]] static std::uint64_t numberOf(FrameNumber frame) noexcept { return (frame - 1) / frames; }
    /// The frame's place in its page.
    [[nodiscard]] static std::size_t placeOf(FrameNumber frame) noexcept {
        return static_cast<std::size_t>((frame - 1) % frames);
    }

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
    /// The chain at a place below chainCount(); 0 if that frame has none.
    [[nodiscard]] std::uint32_t chainAt(std::uint64_t place) const noexcept { return chains_[place]; }

private:
    PublishedArray<LearnedFact, (std::size_t{1} << 10), (maximumFacts >> 10)> facts_;
    PublishedArray<std::uint32_t, (std::size_t{1} << 12), (frames >> 12)> chains_; ///< by frame: position + 1
};

} // namespace tapscope
