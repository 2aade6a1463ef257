#pragma once

#include <base/frame.h>
#include <base/ip_address.h>
#include <base/mac_address.h>

#include <cstdint>
#include <vector>

namespace tapscope {

/// Builds frames from the outside in. Headers are appended; finish() fills in lengths and checksums.
///
///     FrameBuilder().ethernet(to, from, 0x0800).ip(source, target, 17).udp(40000, 53).payload(bytes).finish();
class FrameBuilder {
public:
    FrameBuilder& ethernet(const MacAddress& destination, const MacAddress& source, std::uint16_t type);
    FrameBuilder& arp(std::uint16_t operation, const MacAddress& senderMac, const IpAddress& sender,
                      const MacAddress& targetMac, const IpAddress& target);
    /// Appends an IPv4 or IPv6 header; both addresses must be of the same family.
    FrameBuilder& ip(const IpAddress& source, const IpAddress& destination, std::uint8_t protocol,
                     std::uint8_t timeToLive = 64);
    FrameBuilder& udp(std::uint16_t sourcePort, std::uint16_t destinationPort);
    FrameBuilder& tcp(std::uint16_t sourcePort, std::uint16_t destinationPort, std::uint32_t sequence,
                      std::uint32_t acknowledgment, std::uint8_t flags);
    /// Appends an ICMP or ICMPv6 header: type, code, checksum. The rest of the message is payload.
    FrameBuilder& icmp(std::uint8_t type, std::uint8_t code);
    FrameBuilder& payload(Bytes bytes);
    FrameBuilder& u16(std::uint16_t value);
    FrameBuilder& u32(std::uint32_t value);
    /// Returns the complete frame. The builder is empty afterwards.
    [[nodiscard]] std::vector<std::byte> finish();

private:
    void u8(std::uint8_t value) { frame_.push_back(static_cast<std::byte>(value)); }
    void address(const IpAddress& address);
    void setU16(std::size_t offset, std::uint16_t value);

    std::vector<std::byte> frame_;
    std::size_t ipOffset_ = 0, transportOffset_ = 0, checksumOffset_ = 0;
    IpAddress source_, destination_;
    std::uint8_t protocol_ = 0;
};

} // namespace tapscope
