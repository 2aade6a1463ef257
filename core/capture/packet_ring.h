#pragma once

#include <base/error.h>
#include <base/frame.h>
#include <capture/batch_sender.h>
#include <net/linux/ring_block.h>
#include <net/linux/ring_socket.h>
#include <net/packet_port.h>

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace tapscope {

/// The mapped ring of a packet port, and the differences between this process's own port and one that a helper relays.
/// One thread.
class PacketRing {
public:
    using Clock = std::chrono::steady_clock;

    [[nodiscard]] static Result<std::unique_ptr<PacketRing>> map(PacketPort port, std::string interfaceName);
    virtual ~PacketRing();
    PacketRing(const PacketRing&) = delete;
    PacketRing& operator=(const PacketRing&) = delete;

    /// The oldest block that was not released yet.
    [[nodiscard]] RingBlock current() const noexcept { return RingBlock(block(current_ % port_.blocks)); }
    /// Releases the current block, from which this number of frames was taken, and moves to the next.
    void next(std::size_t frames) noexcept {
        current().release();
        ++current_;
        taken_ += frames;
    }

    /// Descriptors that are readable when there may be a block, or when the interface may be gone. The second is -1 if
    /// one descriptor reports both.
    [[nodiscard]] virtual std::array<int, 2> waits() const noexcept = 0;
    /// Must be called when one of them is readable. Error: Gone if the interface is gone; the port must then be
    /// drained.
    [[nodiscard]] virtual Result<void> look() = 0;
    /// Ends the reception. Frames that were received before are handed over, including the block that is still being
    /// filled.
    virtual void startDrain() = 0;
    /// Whether all of these were taken, or the process that hands them over is gone.
    [[nodiscard]] virtual bool isDrained() = 0;
    /// After startDrain(), when `until` has passed: forces the rest to be handed over. Returns whether the block that
    /// is still open can be read as it is. Takes about 10 ms. A relay has 30 ms more, and one that is late
    /// because the machine is busy has 400 ms, whatever the number of ports that end together.
    [[nodiscard]] virtual bool openBlock(Clock::time_point until) = 0;
    /// The number of frames that the kernel has received since the ring was opened. `accepted` includes those that were
    /// taken and those that can be taken.
    [[nodiscard]] virtual RingCounts counts() = 0;
    /// Accepted frames that were not taken yet.
    [[nodiscard]] std::uint64_t waiting() {
        const std::uint64_t accepted = counts().accepted;
        return accepted > taken_ ? accepted - taken_ : 0;
    }
    /// Whether a virtio_net_hdr stands directly before each frame's bytes.
    [[nodiscard]] virtual bool hasOffloads() = 0;
    /// The name of an interface by its index, for a port of all interfaces. Absent if the interface is gone. One system
    /// call.
    [[nodiscard]] std::optional<std::string> nameOf(int index) const;
    /// Sends to the interface.
    [[nodiscard]] virtual BatchSender& sender() = 0;

protected:
    [[nodiscard]] std::byte* block(std::size_t number) const noexcept {
        return start_ + number * PacketPort::blockSize;
    }

    PacketRing(PacketPort port, std::string interfaceName, std::byte* start, std::size_t size)
        : port_(std::move(port)), interfaceName_(std::move(interfaceName)), start_(start), size_(size) {}
    [[nodiscard]] std::unexpected<Error> gone() const;

    PacketPort port_;
    std::string interfaceName_;

private:
    std::byte* start_;
    std::size_t size_;
    std::uint64_t current_ = 0; ///< blocks released since the start
    std::uint64_t taken_ = 0;   ///< frames
};

} // namespace tapscope
