#pragma once

#include <base/frame.h>
#include <base/published_array.h>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <vector>

namespace tapscope {

/// A piece of an assembly: which frame brought it and where it belongs.
struct AssemblyPart {
    FrameNumber frame = 0;
    std::uint32_t offset = 0, size = 0;
};

/// Bytes that several frames carried, put together: a datagram of its fragments, a message of segments of a stream.
struct Assembly {
    FrameNumber completedIn = 0;
    std::vector<std::byte> bytes;
    std::vector<AssemblyPart> parts; ///< by offset
    bool overlaps = false;           ///< parts brought the same bytes more than once: the part that begins first counts
    bool conflicts = false;          ///< and they differed
};

/// How much a History may put together, in bytes. All of it is a capture's, whatever its frames say.
struct ReassemblyLimits {
    std::size_t whole = std::size_t{64} << 20;   ///< of all that was completed; behind it nothing more is put together
    std::size_t waiting = std::size_t{16} << 20; ///< of all that waits for more; beyond it the oldest are given up
    std::size_t one = std::size_t{4} << 20;      ///< of one assembly
};

/// Collects parts until they are whole, and keeps the whole ones as long as the capture is looked at.
///
/// Bytes are copied, so that what was put together stays at hand at random access. What fits is decided by the frames
/// in their order alone: the same capture gives the same assemblies. Threads: one adds, any number find.
class AssemblyStore {
public:
    /// 0 = none.
    using Id = std::uint32_t;
    static constexpr std::size_t maximumWaiting = 4096; ///< assemblies
    static constexpr std::size_t maximumParts = 4096;   ///< of one assembly

    explicit AssemblyStore(const ReassemblyLimits& limits) noexcept : limits_(limits) {}

    /// A new assembly without parts; 0 when the limit of what is kept is reached.
    [[nodiscard]] Id open();
    /// Whether it waits for parts: not given up, not closed.
    [[nodiscard]] bool isOpen(Id id) const { return open_.contains(id); }
    /// Adds a part of an open one. False when that is too much and the assembly was given up.
    bool add(Id id, FrameNumber frame, std::uint32_t offset, Bytes bytes);
    /// How many bytes there are without a hole, from the first on.
    [[nodiscard]] std::uint32_t contiguous(Id id) const;
    /// Those bytes, of an assembly whose parts came in order; empty for others.
    [[nodiscard]] Bytes inOrder(Id id) const;
    /// Completes an open one, whose first `size` bytes are there. False when there is no room to keep it.
    bool complete(Id id, std::uint32_t size, FrameNumber in);
    void giveUp(Id id);

    /// Any thread: the assembly if it is whole by now.
    [[nodiscard]] const Assembly* find(Id id) const noexcept;
    [[nodiscard]] const ReassemblyLimits& limits() const noexcept { return limits_; }

private:
    struct Slot {
        mutable std::atomic<const Assembly*> whole = nullptr; ///< set once, when it is complete
        Slot() = default;
        Slot& operator=(Slot&& other) noexcept {
            whole.store(other.whole.load(std::memory_order_relaxed), std::memory_order_relaxed);
            return *this;
        }
        Slot(Slot&& other) noexcept { *this = std::move(other); }
        ~Slot() = default;
    };
    /// Parts in the order in which they came, their bytes one after the other.
    struct Open {
        std::vector<AssemblyPart> parts;
        std::vector<std::byte> bytes;
        std::uint32_t contiguous = 0;
        bool isInOrder = true; ///< `bytes` are the assembly's first `contiguous`

        [[nodiscard]] std::size_t cost() const noexcept;
        void findContiguous();
        [[nodiscard]] Assembly joined(std::uint32_t size, FrameNumber in) const;
    };

    ReassemblyLimits limits_;
    PublishedArray<Slot, (std::size_t{1} << 12), (std::size_t{1} << 16)> slots_; ///< by Id - 1
    std::deque<Assembly> whole_;                                                 ///< do not move
    std::map<Id, Open> open_;                                                    ///< the oldest first
    std::size_t wholeBytes_ = 0, waitingBytes_ = 0;
};

} // namespace tapscope
