#include <base/internet_checksum.h>
#include <inject/frame_builder.h>

#include <utility>

namespace tapscope {
namespace {

constexpr std::size_t ipv4Header = 20, ipv6Header = 40;
constexpr std::uint8_t icmpProtocol = 1;

Bytes bytesOf(const IpAddress& address) {
    return std::as_bytes(std::span(address.octets)).first(address.size());
}

} // namespace

FrameBuilder& FrameBuilder::u16(std::uint16_t value) {
    u8(static_cast<std::uint8_t>(value >> 8));
    u8(static_cast<std::uint8_t>(value));
    return *this;
}

FrameBuilder& FrameBuilder::u32(std::uint32_t value) {
    u16(static_cast<std::uint16_t>(value >> 16));
    return u16(static_cast<std::uint16_t>(value));
}

FrameBuilder& FrameBuilder::payload(Bytes bytes) {
    frame_.insert(frame_.end(), bytes.begin(), bytes.end());
    return *this;
}

void FrameBuilder::address(const IpAddress& address) {
    payload(bytesOf(address));
}

void FrameBuilder::setU16(std::size_t offset, std::uint16_t value) {
    frame_[offset] = static_cast<std::byte>(value >> 8);
    frame_[offset + 1] = static_cast<std::byte>(value);
}

FrameBuilder& FrameBuilder::ethernet(const MacAddress& destination, const MacAddress& source, std::uint16_t type) {
    payload(std::as_bytes(std::span(destination.octets)));
    payload(std::as_bytes(std::span(source.octets)));
    return u16(type);
}

FrameBuilder& FrameBuilder::arp(std::uint16_t operation, const MacAddress& senderMac, const IpAddress& sender,
                                const MacAddress& targetMac, const IpAddress& target) {
    u16(1).u16(0x0800);
    u8(6);
    u8(4);
    u16(operation);
    payload(std::as_bytes(std::span(senderMac.octets)));
    address(sender);
    payload(std::as_bytes(std::span(targetMac.octets)));
    address(target);
    return *this;
}

FrameBuilder& FrameBuilder::ip(const IpAddress& source, const IpAddress& destination, std::uint8_t protocol,
                               std::uint8_t timeToLive) {
    ipOffset_ = frame_.size();
    source_ = source;
    destination_ = destination;
    protocol_ = protocol;
    if (source.family == IpAddress::Family::V4) {
        u16(0x4500).u16(0).u16(0).u16(0x4000); // don't fragment
        u8(timeToLive);
        u8(protocol);
        u16(0);
    } else {
        u32(0x60000000).u16(0);
        u8(protocol);
        u8(timeToLive);
    }
    address(source);
    address(destination);
    transportOffset_ = frame_.size();
    return *this;
}

FrameBuilder& FrameBuilder::udp(std::uint16_t sourcePort, std::uint16_t destinationPort) {
    checksumOffset_ = frame_.size() + 6;
    return u16(sourcePort).u16(destinationPort).u16(0).u16(0);
}

FrameBuilder& FrameBuilder::tcp(std::uint16_t sourcePort, std::uint16_t destinationPort, std::uint32_t sequence,
                                std::uint32_t acknowledgment, std::uint8_t flags) {
    checksumOffset_ = frame_.size() + 16;
    u16(sourcePort).u16(destinationPort).u32(sequence).u32(acknowledgment);
    u8(0x50); // header of 20 bytes
    u8(flags);
    return u16(64240).u16(0).u16(0);
}

FrameBuilder& FrameBuilder::icmp(std::uint8_t type, std::uint8_t code) {
    checksumOffset_ = frame_.size() + 2;
    u8(type);
    u8(code);
    return u16(0);
}

std::vector<std::byte> FrameBuilder::finish() {
    constexpr std::uint8_t udpProtocol = 17;
    const Bytes whole(frame_);
    if (transportOffset_ != 0) {
        const Bytes transport = whole.subspan(transportOffset_);
        const auto length = static_cast<std::uint16_t>(transport.size());
        if (protocol_ == udpProtocol && transport.size() >= 8)
            setU16(transportOffset_ + 4, length);
        if (checksumOffset_ != 0) {
            InternetChecksum sum;
            if (protocol_ != icmpProtocol)
                sum.addPseudoHeader(bytesOf(source_), bytesOf(destination_), protocol_, transport.size());
            const std::uint16_t value = sum.add(transport).value();
            // UDP's 0 means "no checksum" (RFC 768).
            setU16(checksumOffset_, protocol_ == udpProtocol && value == 0 ? std::uint16_t{0xffff} : value);
        }
        if (source_.family == IpAddress::Family::V4) {
            setU16(ipOffset_ + 2, static_cast<std::uint16_t>(length + ipv4Header));
            setU16(ipOffset_ + 10, InternetChecksum().add(whole.subspan(ipOffset_, ipv4Header)).value());
        } else {
            static_assert(ipv6Header == 40);
            setU16(ipOffset_ + 4, length);
        }
    }
    ipOffset_ = transportOffset_ = checksumOffset_ = 0;
    return std::exchange(frame_, {});
}

} // namespace tapscope
