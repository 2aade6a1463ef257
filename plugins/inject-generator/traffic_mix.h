#pragma once

#include <base/frame.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <vector>

namespace tapscope {

/// Generates frames that look like a small network at work: hosts in 10.9.0.0/24 that talk to the host at 10.9.0.1. The
/// sequence is the same each time.
///
/// The frames are built once. When a frame is used again, only the parts that differ are overwritten, and its checksums
/// are updated.
class TrafficMix {
public:
    enum class Kind : std::uint8_t { Udp, Tcp, Arp, Icmp };

    /// `frameSize`: bytes of the UDP and TCP frames. `linkType`: Ethernet, or Raw, where there is no Arp.
    TrafficMix(std::span<const Kind> kinds, std::size_t frameSize, LinkType linkType);

    /// The number of frames that next() can return, at least one.
    [[nodiscard]] std::size_t ready() const noexcept { return slots_.size() - turn_ % slots_.size(); }
    /// Returns the next frames, at most ready(). Their bytes are valid until the next call.
    [[nodiscard]] std::span<const Frame> next(std::size_t count);

private:
    struct Slot {
        Kind kind = Kind::Udp;
        std::vector<std::byte> bytes;
    };

    [[nodiscard]] std::vector<std::byte> templateOf(Kind kind, std::size_t frameSize) const;
    void advance(Slot& slot);
    void advanceUdp(Slot& slot);
    void advanceTcp(Slot& slot);
    void advanceArp(Slot& slot);
    void advanceIcmp(Slot& slot);
    /// Sets the last octet of the sender's MAC and IPv4 addresses.
    void setSender(Slot& slot, std::uint8_t octet, std::initializer_list<std::size_t> checksums) const;

    LinkType linkType_;
    std::size_t network_ = 0; ///< where the IP or ARP header begins
    std::size_t tcpPayload_ = 0;
    std::vector<Slot> slots_;
    std::vector<Frame> frames_; ///< views of the slots
    std::uint64_t turn_ = 0;
    std::uint64_t tcpFrames_ = 0;
    std::array<std::uint32_t, 16> sequences_{}; ///< next sequence number of each TCP connection
    std::uint16_t echo_ = 0;
};

} // namespace tapscope
