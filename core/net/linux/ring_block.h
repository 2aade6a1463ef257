#pragma once

#include <linux/if_packet.h>

#include <atomic>
#include <cstddef>
#include <cstdint>

namespace tapscope {

/// A block of a TPACKET_V3 ring (packet(7)), or of a copy of one: a view of shared memory whose other side is the
/// kernel or another process.
class RingBlock {
public:
    explicit RingBlock(std::byte* start) noexcept : start_(start) {}

    [[nodiscard]] tpacket_block_desc& descriptor() const noexcept {
        return *reinterpret_cast<tpacket_block_desc*>(start_);
    }
    [[nodiscard]] std::uint32_t status() const noexcept {
        return std::atomic_ref(descriptor().hdr.bh1.block_status).load(std::memory_order_acquire);
    }
    void setStatus(std::uint32_t status) const noexcept {
        std::atomic_ref(descriptor().hdr.bh1.block_status).store(status, std::memory_order_release);
    }
    /// Whether it was handed over to this process.
    [[nodiscard]] bool isReady() const noexcept { return (status() & TP_STATUS_USER) != 0; }
    /// Whether the kernel has put frames into it but not handed it over yet. It does so when the block is full or its
    /// time is up, even if the interface is gone by then.
    [[nodiscard]] bool isFilling() const noexcept {
        return !isReady() && std::atomic_ref(descriptor().hdr.bh1.num_pkts).load(std::memory_order_relaxed) != 0;
    }
    /// Returns the block to the other side.
    void release() const noexcept {
        descriptor().hdr.bh1.num_pkts = 0; // so that isFilling() sees only the next use
        setStatus(TP_STATUS_KERNEL);
    }

private:
    std::byte* start_;
};

} // namespace tapscope
