#pragma once

#include <base/frame.h>

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <unordered_map>
#include <vector>

namespace tapscope {

/// A part of an assembly: the frame that carried it, and its offset.
struct AssemblyPart {
    FrameNumber frame = 0;
    std::uint32_t offset = 0, size = 0;
};

/// Bytes reassembled from several frames: a datagram from its fragments, or a message from the segments of a stream.
struct Assembly {
    FrameNumber completedIn = 0;
    std::vector<std::byte> bytes;
    std::vector<AssemblyPart> parts; ///< by offset
    bool overlaps = false;  ///< several parts have the same bytes; those of the part that begins first are used
    bool conflicts = false; ///< overlapping parts differ
};

/// How much a History may reassemble, in bytes. The limits apply to all frames that exist, whatever they contain.
struct ReassemblyLimits {
    std::size_t whole = std::size_t{64} << 20;   ///< of all complete assemblies; beyond it, nothing more is reassembled
    std::size_t waiting = std::size_t{16} << 20; ///< of all incomplete assemblies; beyond it, the oldest are given up
    std::size_t one = std::size_t{4} << 20;      ///< of one assembly
};

/// Collects parts until assemblies are complete, and keeps the complete ones until their frames are forgotten.
///
/// Bytes are copied, so that complete assemblies stay available at random access. What fits into the limits depends on
/// the order of frames alone: the same capture gives the same assemblies. Threads: one adds and forgets, any number
/// find.
class AssemblyStore {
public:
    /// 0 = none.
    using Id = std::uint32_t;
    static constexpr std::size_t maximumWaiting = 4096; ///< assemblies
    static constexpr std::size_t maximumParts = 4096;   ///< of one assembly

    explicit AssemblyStore(const ReassemblyLimits& limits) noexcept : limits_(limits) {}

    /// Begins an assembly without parts. Returns 0 if the limit of complete assemblies is reached.
    [[nodiscard]] Id open();
    /// Whether the assembly is waiting for parts: neither given up nor complete.
    [[nodiscard]] bool isOpen(Id id) const { return open_.contains(id); }
    /// Adds a part to an open assembly. Returns false if that exceeds a limit and the assembly was given up.
    bool add(Id id, FrameNumber frame, std::uint32_t offset, Bytes bytes);
    /// The number of bytes without a gap, from the first on.
    [[nodiscard]] std::uint32_t contiguous(Id id) const;
    /// These bytes, for an assembly whose parts arrived in order; empty for others.
    [[nodiscard]] Bytes inOrder(Id id) const;
    /// Completes an open assembly, whose first `size` bytes must be present. Returns false if there is no room to keep
    /// it.
    bool complete(Id id, std::uint32_t size, FrameNumber in);
    void giveUp(Id id);
    /// Gives up all open assemblies.
    void giveUpAll();

    /// Forgets the complete assemblies whose last frame is before this one. Those that were found stay with who has
    /// them, and there is room for others.
    void forgetBefore(FrameNumber frame);

    /// Any thread: returns the assembly if it is complete and not forgotten, otherwise null.
    [[nodiscard]] std::shared_ptr<const Assembly> find(Id id) const;
    [[nodiscard]] const ReassemblyLimits& limits() const noexcept { return limits_; }

private:
    /// Parts in the order of their arrival, with their bytes one after another.
    struct Open {
        std::vector<AssemblyPart> parts;
        std::vector<std::byte> bytes;
        std::uint32_t contiguous = 0;
        bool isInOrder = true; ///< whether `bytes` are the assembly's first `contiguous` bytes

        [[nodiscard]] std::size_t cost() const noexcept;
        void findContiguous();
        [[nodiscard]] Assembly joined(std::uint32_t size, FrameNumber in) const;
    };

    ReassemblyLimits limits_;
    Id latest_ = 0;            ///< of all that were opened
    std::map<Id, Open> open_;  ///< the oldest first
    std::deque<Id> completed_; ///< what whole_ has, in the order of the last frames
    bool isFull_ = false;      ///< a complete assembly had no room
    std::size_t wholeBytes_ = 0, waitingBytes_ = 0;
    mutable std::mutex mutex_; ///< guards whole_
    std::unordered_map<Id, std::shared_ptr<const Assembly>> whole_;
};

} // namespace tapscope
