#pragma once

#include <base/error.h>
#include <base/frame.h>
#include <capture/batch_sender.h>
#include <net/linux/ring_block.h>
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
    /// Gives the current block back and goes on to the next.
    void next() noexcept {
        current().release();
        ++current_;
    }

    /// Readable when there may be a block, or when the interface may be gone. -1 where one descriptor tells both.
    [[nodiscard]] virtual std::array<int, 2> waits() const noexcept = 0;
    /// To be called when one of them woke us. Error Gone: the interface is; drain it.
    [[nodiscard]] virtual Result<void> look() = 0;
    /// Asks for all that has come up to now, the block included that is still filling.
    virtual void startDrain() = 0;
    /// Whether nothing of that is to come any more once all ready blocks are taken.
    [[nodiscard]] virtual bool isDrained() = 0;
    /// Of an interface by its index, where the ring is; "interface 7" when that is gone.
    [[nodiscard]] std::string nameOf(int index) const;
    /// Sends to the interface.
    [[nodiscard]] virtual BatchSender& sender() = 0;
    /// Frames that found no room in the ring since it was opened.
    [[nodiscard]] virtual std::uint64_t dropped() = 0;

protected:
    [[nodiscard]] std::byte* block(std::size_t number) const noexcept {
        return start_ + number * PacketPort::blockSize;
    }

    PacketRing(PacketPort port, std::string interfaceName, std::byte* start, std::size_t size)
        : port_(std::move(port)), interfaceName_(std::move(interfaceName)), start_(start), size_(size) {}
    [[nodiscard]] std::unexpected<Error> gone() const;

    PacketPort port_;
    std::string interfaceName_;
    std::uint64_t current_ = 0; ///< blocks released since the start

private:
    std::byte* start_;
    std::size_t size_;
};

} // namespace tapscope
