#pragma once

#include <base/frame.h>
#include <base/ip_address.h>
#include <inject/frame_builder.h>

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tapscope {

/// Makes frames that look like a small network at work: hosts of 10.9.0.0/24 that talk to the host at 10.9.0.1.
/// The same sequence each time.
class TrafficMix {
public:
    enum class Kind : std::uint8_t { Udp, Tcp, Arp, Icmp };

    /// `frameSize`: bytes of the UDP and TCP frames. `linkType`: Ethernet, or Raw, where there is no Arp.
    TrafficMix(std::vector<Kind> kinds, std::size_t frameSize, LinkType linkType);

    [[nodiscard]] std::vector<std::byte> next();

private:
    [[nodiscard]] std::vector<std::byte> udp();
    [[nodiscard]] std::vector<std::byte> tcp();
    [[nodiscard]] std::vector<std::byte> arp();
    [[nodiscard]] std::vector<std::byte> icmp();
    /// A frame's beginning: the Ethernet header where there is one.
    [[nodiscard]] FrameBuilder frameFrom(const IpAddress& source, std::uint16_t type) const;
    /// What fills a frame up behind its IP and transport headers.
    [[nodiscard]] Bytes payload(std::size_t headers) const;

    std::vector<Kind> kinds_;
    std::vector<std::byte> text_;
    std::size_t frameSize_;
    LinkType linkType_;
    std::uint32_t turn_ = 0;
    std::uint32_t tcpFrames_ = 0;
    std::array<std::uint32_t, 16> sequences_{}; ///< next sequence number of each TCP connection
    std::uint16_t echo_ = 0;
};

} // namespace tapscope
