#include <base/internet_checksum.h>
#include <inject/big_endian.h>
#include <inject/finished_frames.h>
#include <inject/packet_checksums.h>

#include <algorithm>

namespace tapscope {
namespace {

using Octets = std::span<std::byte>;
using big_endian::setU16;
using big_endian::u16;

constexpr std::size_t udpHeader = 8, shortestTcpHeader = 20;

std::uint32_t u32(Bytes bytes, std::size_t at) {
    return std::uint32_t{u16(bytes, at)} << 16 | u16(bytes, at + 2);
}

void setU32(Octets bytes, std::size_t at, std::uint32_t value) {
    setU16(bytes, at, value >> 16);
    setU16(bytes, at + 2, value & 0xffff);
}

/// How to cut a frame, with the offsets of its parts.
struct Cut {
    std::size_t network = 0, transport = 0, payload = 0; ///< where each begins
    std::size_t payloadSize = 0;                         ///< of one segment, at most
    bool isTcp = false, isIpv4 = false;
};

/// Parses the headers, and checks that the frame is of the kind that the offload states.
std::string_view plan(const Frame& frame, Cut& cut) {
    using Segmentation = Offload::Segmentation;
    const auto kind = static_cast<Segmentation>(frame.offload.segmentation & ~Offload::congestion);
    if (kind == Segmentation::Udp)
        return "its UDP datagram is left to IP fragmentation, which is not done here";
    const bool isKnown = kind == Segmentation::Tcp4 || kind == Segmentation::Tcp6 || kind == Segmentation::UdpSegments;
    if (!isKnown)
        return "its kind of segmentation is not known";
    // The bytes are only read. PacketParts has writable spans for its other users.
    const Octets bytes(const_cast<std::byte*>(frame.bytes.data()), frame.bytes.size());
    const auto packet = PacketParts::of(bytes, frame.linkType);
    cut.isIpv4 = packet.type == PacketParts::ipv4;
    cut.isTcp = kind != Segmentation::UdpSegments;
    const bool isIp = cut.isIpv4 || packet.type == PacketParts::ipv6;
    const bool isFamilyRight = kind == Segmentation::Tcp4 ? cut.isIpv4 : kind != Segmentation::Tcp6 || !cut.isIpv4;
    if (!isIp || !isFamilyRight || packet.transport == 0 || packet.isFragment ||
        packet.protocol != (cut.isTcp ? PacketParts::tcp : PacketParts::udp))
        return "its headers are not those of its segmentation";
    cut.network = frame.bytes.size() - packet.network.size();
    cut.transport = cut.network + packet.transport;
    const std::size_t left = frame.bytes.size() - cut.transport;
    if (left < (cut.isTcp ? shortestTcpHeader : udpHeader))
        return "its headers are truncated";
    const std::size_t header =
        cut.isTcp ? (std::to_integer<std::size_t>(frame.bytes[cut.transport + 12]) >> 4) * 4 : udpHeader;
    if (header < (cut.isTcp ? shortestTcpHeader : udpHeader) || header > left)
        return "its headers are truncated";
    cut.payload = cut.transport + header;
    cut.payloadSize = frame.offload.segmentSize;
    const std::size_t payload = frame.bytes.size() - cut.payload;
    if (cut.payloadSize == 0 || payload / cut.payloadSize >= FinishedFrames::mostSegments)
        return "it would have too many segments";
    if (cut.payload + cut.payloadSize - cut.network > 0xffff)
        return "its segments would be larger than a packet can be";
    return {};
}

/// Sets the lengths, numbers and checksums of segment `number`, which already has all headers of the frame.
void putRight(Octets segment, const Cut& cut, std::size_t number, bool isLast) {
    const Octets network = segment.subspan(cut.network);
    constexpr std::size_t ipv6Header = 40;
    if (cut.isIpv4) {
        setU16(network, 2, network.size());
        setU16(network, 4, (u16(network, 4) + number) & 0xffff);
    } else {
        setU16(network, 4, network.size() - ipv6Header);
    }
    const Octets transport = segment.subspan(cut.transport);
    if (cut.isTcp) {
        constexpr auto finAndPush = std::byte{0x09}, congestionReduced = std::byte{0x80};
        setU32(transport, 4, u32(transport, 4) + static_cast<std::uint32_t>(number * cut.payloadSize));
        if (!isLast)
            transport[13] &= ~finAndPush;
        if (number > 0)
            transport[13] &= ~congestionReduced;
    } else {
        constexpr std::size_t checksum = 6;
        setU16(transport, 4, transport.size());
        setU16(transport, checksum, 0xffff); // 0 would mean that there is no checksum, and none would be computed
    }
}

} // namespace

bool finishChecksum(Octets frame, const Offload& offload) {
    const std::size_t start = offload.checksumStart;
    const std::size_t at = start + offload.checksumOffset;
    if (at + 2 > frame.size())
        return false;
    const std::uint16_t value = InternetChecksum().add(frame.subspan(start)).value();
    setU16(frame, at, value == 0 ? 0xffff : value); // required for UDP (RFC 768), and equivalent for others
    return true;
}

std::span<std::byte> FinishedFrames::append(const Frame& frame, Bytes start, Bytes rest) {
    const std::size_t offset = bytes_.size(), size = start.size() + rest.size();
    bytes_.insert(bytes_.end(), start.begin(), start.end());
    bytes_.insert(bytes_.end(), rest.begin(), rest.end());
    places_.push_back({frame, offset, size});
    Frame& described = places_.back().frame;
    described.bytes = {};
    described.originalLength = static_cast<std::uint32_t>(size);
    described.offload = {};
    return std::span(bytes_).subspan(offset, size);
}

std::string_view FinishedFrames::add(const Frame& frame) {
    if (frame.offload.segmentation != 0)
        return cut(frame);
    const bool needsChecksum = (frame.offload.flags & Offload::needsChecksum) != 0;
    if (needsChecksum &&
        std::size_t{frame.offload.checksumStart} + frame.offload.checksumOffset + 2 > frame.bytes.size())
        return "its checksum is outside the frame";
    const Octets added = append(frame, frame.bytes, {});
    if (needsChecksum)
        static_cast<void>(finishChecksum(added, frame.offload));
    return {};
}

std::string_view FinishedFrames::cut(const Frame& frame) {
    Cut how;
    if (const auto why = plan(frame, how); !why.empty())
        return why;
    const Bytes headers = frame.bytes.first(how.payload);
    Bytes payload = frame.bytes.subspan(how.payload);
    for (std::size_t number = 0; number == 0 || !payload.empty(); ++number) {
        const std::size_t size = std::min(how.payloadSize, payload.size());
        const Octets segment = append(frame, headers, payload.first(size));
        payload = payload.subspan(size);
        putRight(segment, how, number, payload.empty());
        correctChecksums(segment, frame.linkType);
    }
    return {};
}

std::span<const Frame> FinishedFrames::frames() {
    frames_.clear();
    for (const Place& place : places_) {
        frames_.push_back(place.frame);
        frames_.back().bytes = Bytes(bytes_).subspan(place.offset, place.size);
    }
    return frames_;
}

void FinishedFrames::clear() noexcept {
    bytes_.clear();
    places_.clear();
    frames_.clear();
}

} // namespace tapscope
