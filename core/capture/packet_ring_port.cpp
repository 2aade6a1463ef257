#include <capture/live_filter.h>
#include <capture/packet_ring.h>
#include <capture/sources.h>
#include <capture/virtio_header.h>
#include <net/if_arp.h>

#include <arpa/inet.h>
#include <fmt/core.h>
#include <linux/if_ether.h>
#include <linux/if_packet.h>
#include <pcap/pcap.h>
#include <poll.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <map>
#include <vector>

namespace tapscope {
namespace {

constexpr std::size_t largestFrame = 262144;
constexpr std::size_t tagSize = 4;
constexpr std::size_t tagOffset = 12; // after the two MAC addresses

std::vector<FilterInstruction> instructions(const bpf_program& program) {
    std::vector<FilterInstruction> filter;
    for (const bpf_insn& each : std::span(program.bf_insns, program.bf_len))
        filter.push_back({each.code, each.jt, each.jf, each.k});
    return filter;
}

/// The offloads of a frame, from the virtio_net_hdr before its bytes.
Offload offloadOf(const std::byte* start, const tpacket3_hdr& header, bool hasTag) {
    if (header.tp_mac < sizeof(VirtioNetHeader))
        return {};
    Offload offload = readVirtioHeader({start + header.tp_mac - sizeof(VirtioNetHeader), sizeof(VirtioNetHeader)});
    if (offload.isDone())
        return {};
    if (hasTag && (offload.flags & Offload::needsChecksum) != 0)
        offload.checksumStart += tagSize; // the kernel counts without the tag, which it keeps beside the frame
    return offload;
}

LinkType linkTypeOfHardware(unsigned type) {
    return type == ARPHRD_ETHER || type == ARPHRD_LOOPBACK ? LinkType::Ethernet : LinkType::Raw;
}

/// Monitor mode: a TPACKET_V3 ring of AF_PACKET (packet(7), Documentation/networking/packet_mmap.rst), for one
/// interface or for all.
class PacketRingPort final : public Port {
public:
    static Result<std::unique_ptr<Port>> open(const InterfaceName& name, const MonitorOptions& options,
                                              std::shared_ptr<DeviceControl> control);

    [[nodiscard]] const PortFacts& facts() const noexcept override { return facts_; }
    void watches(std::vector<Watch>& watches) override;
    [[nodiscard]] Result<std::size_t> receive(PortSink& sink, std::size_t most) override;
    void drain(PortSink& sink, Clock::time_point until) override;
    [[nodiscard]] Sent send(std::span<const Frame> frames) override;
    [[nodiscard]] DropCounts losses() override;

private:
    std::size_t takeBlocks(PortSink& sink, std::size_t most);
    void takeAll(PortSink& sink);
    /// Passes the frames of the current block to the sink, and returns their number.
    std::size_t takeBlock(PortSink& sink);
    void take(PortSink& sink, const std::byte* header);
    [[nodiscard]] Bytes withTag(Bytes bytes, const tpacket3_hdr& header);
    /// The number of an interface: 0 if only one is captured. If all are captured, each interface is described when its
    /// first frame arrives.
    std::uint32_t interfaceOf(PortSink& sink, const sockaddr_ll& address, LinkType linkType);
    [[nodiscard]] bool passes(const Frame& frame, bool hasTag) const;
    [[nodiscard]] std::uint64_t deviceDropped() const;

    std::unique_ptr<PacketRing> ring_;
    std::shared_ptr<DeviceControl> control_;
    std::optional<InterfaceName> name_; ///< absent: all interfaces
    PortFacts facts_;
    CaptureInterface interface_;
    bool isDescribed_ = false;
    std::map<int, std::uint32_t> numbers_;                 ///< of interfaces, by index
    std::vector<std::pair<LinkType, LiveFilter>> filters_; ///< those that the kernel cannot run
    std::vector<Frame> batch_;
    std::vector<std::byte> tagged_; ///< the frames of a block, with their VLAN tags inserted
    std::size_t taggedUsed_ = 0;
    std::uint64_t droppedBefore_ = 0;
    bool hasOffloads_ = false; ///< a virtio_net_hdr directly precedes each frame's bytes
    std::uint64_t lost_ = 0;   ///< frames that the ring still had at the end
};

Result<std::unique_ptr<Port>> PacketRingPort::open(const InterfaceName& name, const MonitorOptions& options,
                                                   std::shared_ptr<DeviceControl> control) {
    const bool isAny = name.text() == PacketPort::anyInterface;
    auto port = std::make_unique<PacketRingPort>();
    CaptureInterface& interface = port->interface_;
    interface.name = name.text();
    interface.filter = options.filter;
    interface.snapLength = options.snapLength;
    auto linkType = isAny ? Result<LinkType>(LinkType::Ethernet) : control->linkType(name);
    if (!linkType)
        return std::unexpected(linkType.error());
    interface.linkType = *linkType;
    const bool filtersHere = !options.filter.empty() && (isAny || asksForTags(options.filter));
    auto inKernel = CaptureFilter::compile(filtersHere ? "" : options.filter, *linkType,
                                           filtersHere ? largestFrame : options.snapLength);
    if (!inKernel)
        return std::unexpected(inKernel.error());
    for (const LinkType type : {LinkType::Ethernet, LinkType::Raw}) {
        if (!filtersHere || (!isAny && type != *linkType))
            continue;
        auto filter = LiveFilter::compile(options.filter, type, options.snapLength);
        if (filter)
            port->filters_.emplace_back(type, std::move(*filter));
        else if (type == *linkType)
            return std::unexpected(filter.error());
    }
    constexpr FilterInstruction takeNothing{.code = BPF_RET | BPF_K, .operand = 0};
    auto program =
        options.receive == MonitorOptions::Receive::All ? instructions(inKernel->program()) : std::vector{takeNothing};
    auto packets = control->openPacketPort(
        name, {.filter = std::move(program), .bufferSize = options.bufferSize, .promiscuous = options.promiscuous});
    if (!packets)
        return std::unexpected(packets.error());
    auto ring = PacketRing::map(std::move(*packets), name.text());
    if (!ring)
        return std::unexpected(ring.error());
    port->ring_ = std::move(*ring);
    port->hasOffloads_ = port->ring_->hasOffloads();
    port->control_ = std::move(control);
    if (!isAny)
        port->name_ = name;
    port->facts_ = {.name = name.text(),
                    .linkType = *linkType,
                    .sends = !isAny,
                    .seesOwnFrames = options.receive == MonitorOptions::Receive::All};
    if (const auto info = isAny ? Result<DeviceInfo>(std::unexpected(Error{})) : port->control_->info(name))
        port->facts_.mtu = info->mtu;
    port->droppedBefore_ = port->deviceDropped();
    return port;
}

void PacketRingPort::watches(std::vector<Watch>& watches) {
    for (const int fd : ring_->waits()) {
        if (fd >= 0)
            watches.push_back({fd, POLLIN});
    }
}

Result<std::size_t> PacketRingPort::receive(PortSink& sink, std::size_t most) {
    if (name_ && !std::exchange(isDescribed_, true))
        sink.interface(0, interface_);
    const std::size_t frames = takeBlocks(sink, most);
    if (frames == 0) {
        if (auto there = ring_->look(); !there)
            return std::unexpected(there.error());
    }
    return frames;
}

void PacketRingPort::drain(PortSink& sink, Clock::time_point until) {
    constexpr int lookAgain = 2; // milliseconds: a ring whose interface is switched off is readable all the time
    ring_->startDrain();
    takeAll(sink);
    while (!ring_->isDrained() && Clock::now() < until) {
        poll(nullptr, 0, lookAgain);
        takeAll(sink);
    }
    takeAll(sink); // frames that arrived before the check that the ring is complete, or before the time was up
    if (!ring_->isDrained()) {
        const bool canBeRead = ring_->openBlock(until);
        takeAll(sink);
        if (canBeRead && ring_->current().isFilling())
            takeBlock(sink);
    }
    lost_ = ring_->waiting();
    if (!ring_->isDrained())
        sink.gap("the last frames were not handed over in time",
                 lost_ != 0 ? std::optional(lost_) : std::nullopt); // a relay that is silent may have more
}

void PacketRingPort::takeAll(PortSink& sink) {
    constexpr std::size_t atOnce = 4096;
    while (takeBlocks(sink, atOnce) > 0) {
    }
}

std::size_t PacketRingPort::takeBlocks(PortSink& sink, std::size_t most) {
    std::size_t frames = 0;
    while (frames < most && ring_->current().isReady())
        frames += takeBlock(sink);
    return frames;
}

std::size_t PacketRingPort::takeBlock(PortSink& sink) {
    const tpacket_block_desc& block = ring_->current().descriptor();
    const std::uint32_t count = block.hdr.bh1.num_pkts;
    const auto* start = reinterpret_cast<const std::byte*>(&block);
    std::size_t offset = block.hdr.bh1.offset_to_first_pkt;
    taggedUsed_ = 0;
    constexpr std::size_t smallest = TPACKET_ALIGN(sizeof(tpacket3_hdr)) + sizeof(sockaddr_ll);
    std::size_t taken = 0;
    for (std::uint32_t i = 0; i < count && offset + smallest <= PacketPort::blockSize; ++i) {
        const auto& header = *reinterpret_cast<const tpacket3_hdr*>(start + offset);
        // If the kernel drops a frame after making room for it, that room contains only the offset of the next frame.
        if ((header.tp_status & TP_STATUS_USER) != 0) {
            if (offset + header.tp_mac + header.tp_snaplen > PacketPort::blockSize)
                break;
            take(sink, start + offset);
            ++taken;
        }
        offset += header.tp_next_offset;
    }
    if (!batch_.empty())
        sink.frames(batch_);
    batch_.clear();
    ring_->next(taken);
    return taken;
}

void PacketRingPort::take(PortSink& sink, const std::byte* start) {
    const auto& header = *reinterpret_cast<const tpacket3_hdr*>(start);
    const auto& address = *reinterpret_cast<const sockaddr_ll*>(start + TPACKET_ALIGN(sizeof(tpacket3_hdr)));
    Bytes bytes(start + header.tp_mac, std::min<std::size_t>(header.tp_snaplen, largestFrame));
    const bool hasTag = (header.tp_status & TP_STATUS_VLAN_VALID) != 0 && bytes.size() >= tagOffset;
    if (hasTag)
        bytes = withTag(bytes, header);
    const std::chrono::nanoseconds time =
        std::chrono::seconds(header.tp_sec) + std::chrono::nanoseconds(header.tp_nsec);
    Frame frame{.time = Timestamp(time),
                .bytes = bytes,
                .originalLength = header.tp_len + (hasTag ? static_cast<std::uint32_t>(tagSize) : 0U),
                .linkType = name_ ? interface_.linkType : linkTypeOfHardware(address.sll_hatype),
                .direction = address.sll_pkttype == PACKET_OUTGOING ? Direction::Outbound : Direction::Inbound};
    if (hasOffloads_)
        frame.offload = offloadOf(start, header, hasTag);
    if (!passes(frame, hasTag))
        return;
    if (!filters_.empty())
        frame.bytes = bytes.first(std::min<std::size_t>(bytes.size(), interface_.snapLength));
    frame.interfaceId = interfaceOf(sink, address, frame.linkType);
    batch_.push_back(frame);
}

Bytes PacketRingPort::withTag(Bytes bytes, const tpacket3_hdr& header) {
    // Always large enough: in the block, each frame has a header, which is larger than a tag.
    tagged_.resize(PacketPort::blockSize * 2);
    const bool knowsType = (header.tp_status & TP_STATUS_VLAN_TPID_VALID) != 0;
    const std::array<std::uint16_t, 2> tag = {htons(knowsType ? header.hv1.tp_vlan_tpid : ETH_P_8021Q),
                                              htons(static_cast<std::uint16_t>(header.hv1.tp_vlan_tci))};
    std::byte* const to = tagged_.data() + taggedUsed_;
    std::memcpy(to, bytes.data(), tagOffset);
    std::memcpy(to + tagOffset, tag.data(), tagSize);
    std::memcpy(to + tagOffset + tagSize, bytes.data() + tagOffset, bytes.size() - tagOffset);
    taggedUsed_ += bytes.size() + tagSize;
    return {to, bytes.size() + tagSize};
}

std::uint32_t PacketRingPort::interfaceOf(PortSink& sink, const sockaddr_ll& address, LinkType linkType) {
    if (name_)
        return 0;
    const auto known = numbers_.find(address.sll_ifindex);
    if (known != numbers_.end())
        return known->second;
    const auto number = static_cast<std::uint32_t>(numbers_.size());
    numbers_.emplace(address.sll_ifindex, number);
    CaptureInterface description = interface_;
    const auto name = ring_->nameOf(address.sll_ifindex);
    description.name = name ? *name : fmt::format("interface {}", address.sll_ifindex); // it is gone
    description.linkType = linkType;
    sink.interface(number, description);
    return number;
}

bool PacketRingPort::passes(const Frame& frame, bool hasTag) const {
    const auto tag = hasTag ? LiveFilter::Tag::Restored : LiveFilter::Tag::InFrame;
    return filters_.empty() || std::ranges::any_of(filters_, [&](const auto& filter) {
               return filter.first == frame.linkType && filter.second.matches(frame, tag);
           });
}

Sent PacketRingPort::send(std::span<const Frame> frames) {
    if (!facts_.sends)
        return {.rest = Sent::Rest::Unsupported};
    return ring_->sender().send(frames);
}

std::uint64_t PacketRingPort::deviceDropped() const {
    if (!name_)
        return 0;
    const auto info = control_->info(*name_);
    return info ? info->counters.sendDropped + info->counters.receiveDropped : 0;
}

DropCounts PacketRingPort::losses() {
    const std::uint64_t device = deviceDropped();
    return {.system = ring_->counts().dropped + lost_, .device = device > droppedBefore_ ? device - droppedBefore_ : 0};
}

} // namespace

Result<std::unique_ptr<Port>> monitorInterface(const InterfaceName& name, const MonitorOptions& options,
                                               std::shared_ptr<DeviceControl> control) {
    return PacketRingPort::open(name, options, std::move(control));
}

} // namespace tapscope
