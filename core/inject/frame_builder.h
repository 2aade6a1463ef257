#pragma once

#include <base/frame.h>
#include <base/ip_address.h>
#include <base/mac_address.h>

#include <cstdint>
#include <vector>

namespace tapscope {

/// Builds frames from the outside in: headers are appended, lengths and checksums filled in at the end by finish().
///
///     FrameBuilder().ethernet(to, from, 0x0800).ip(source, target, 17).udp(40000, 53).payload(bytes).finish();
class FrameBuilder {
public:
    FrameBuilder& ethernet(const MacAddress& destination, const MacAddress& source, std::uint16_t type);
    FrameBuilder& arp(std::uint16_t operation, const MacAddress& senderMac, const IpAddress& sender,
                      const MacAddress& targetMac, const IpAddress& target);
    /// IPv4 or IPv6, as the addresses are; both of one family.
    FrameBuilder& ip(const IpAddress& source, const IpAddress& destination, std::uint8_t protocol,
                     std::uint8_t timeToLive = 64);
    FrameBuilder& udp(std::uint16_t sourcePort, std::uint16_t destinationPort);
    FrameBuilder& tcp(std::uint16_t sourcePort, std::uint16_t destinationPort, std::uint32_t sequence,
                      std::uint32_t acknowledgment, std::uint8_t flags);
    /// ICMP or ICMPv6: type, code, checksum, and what follows as payload.
    FrameBuilder& icmp(std::uint8_t type, std::uint8_t code);
    FrameBuilder& payload(Bytes bytes);
    FrameBuilder& u16(std::uint16_t value);
    FrameBuilder& u32(std::uint32_t value);
    /// The frame, whole. The builder is empty then.
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
