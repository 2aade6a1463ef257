#pragma once

#include <base/error.h>
#include <base/frame.h>
#include <capture/batch_sender.h>
#include <net/linux/ring_block.h>
#include <net/linux/ring_socket.h>
#include <net/packet_port.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

namespace tapscope {

/// The mapped ring of a packet port, and what differs between a port of our own and one that a helper relays.
/// One thread.
class PacketRing {
public:
    [[nodiscard]] static Result<std::unique_ptr<PacketRing>> map(PacketPort port, std::string interfaceName);
    virtual ~PacketRing();
    PacketRing(const PacketRing&) = delete;
    PacketRing& operator=(const PacketRing&) = delete;

    /// The oldest block that was not released yet.
    [[nodiscard]] RingBlock current() const noexcept { return RingBlock(block(current_ % port_.blocks)); }
    /// Gives the current block back, of which so many frames were taken, and goes on to the next.
    void next(std::size_t frames) noexcept {
        current().release();
        ++current_;
        taken_ += frames;
    }

    /// Readable when there may be a block, or when the interface may be gone. -1 where one descriptor tells both.
    [[nodiscard]] virtual std::array<int, 2> waits() const noexcept = 0;
    /// To be called when one of them woke us. Error Gone: the interface is; drain it.
    [[nodiscard]] virtual Result<void> look() = 0;
    /// Ends the reception. What came before is handed over, the block included that is still filling.
    virtual void startDrain() = 0;
    /// Whether all of it was taken, or nobody is left to hand it over.
    [[nodiscard]] virtual bool isDrained() = 0;
    /// After startDrain(), when there is no time left: insists on the rest. Whether the block that is still open can be
    /// read as it is. Takes some 10 ms.
    [[nodiscard]] virtual bool openBlock() = 0;
    /// What the kernel received since the ring was opened. `accepted` is what was and what can be taken.
    [[nodiscard]] virtual RingCounts counts() = 0;
    /// Accepted frames that were not taken yet.
    [[nodiscard]] std::uint64_t waiting() {
        const std::uint64_t accepted = counts().accepted;
        return accepted > taken_ ? accepted - taken_ : 0;
    }
    /// Whether a virtio_net_hdr stands directly before each frame's bytes.
    [[nodiscard]] virtual bool hasOffloads() = 0;
    /// Of an interface by its index, where the ring is; "interface 7" when that is gone.
    [[nodiscard]] std::string nameOf(int index) const;
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
