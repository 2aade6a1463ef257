#include <capture/packet_ring.h>
#include <capture/sources.h>
#include <capture/wake_event.h>
#include <filter/capture_filter.h>

#include <arpa/inet.h>
#include <linux/if_ether.h>
#include <linux/if_packet.h>
#include <pcap/pcap.h>
#include <poll.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <vector>

namespace tapscope {
namespace {

constexpr std::size_t largestFrame = 262144;

std::vector<FilterInstruction> instructions(const bpf_program& program) {
    std::vector<FilterInstruction> filter;
    for (const bpf_insn& each : std::span(program.bf_insns, program.bf_len))
        filter.push_back({each.code, each.jt, each.jf, each.k});
    return filter;
}

/// Monitor mode: a TPACKET_V3 ring of AF_PACKET (packet(7), Documentation/networking/packet_mmap.rst).
class PacketRingSource final : public FrameSource {
public:
    static Result<std::unique_ptr<FrameSource>> open(const InterfaceName& name, const MonitorOptions& options,
                                                     DeviceControl& control);

    [[nodiscard]] const CaptureInterface& interface() const noexcept override { return interface_; }
    [[nodiscard]] Result<std::size_t> receive(FrameSink& sink, std::chrono::milliseconds patience) override;
    void drain(FrameSink& sink, Clock::time_point until) override;
    void wake() noexcept override { wake_.signal(); }
    [[nodiscard]] Result<void> send(Bytes frame) override { return ring_->send(frame); }
    [[nodiscard]] bool seesOwnFrames() const noexcept override { return true; }
    [[nodiscard]] DropCounts drops() override { return {.system = ring_->dropped()}; }

private:
    std::size_t takeBlocks(FrameSink& sink);
    std::size_t takeBlock(FrameSink& sink, const tpacket_block_desc& block);
    void take(FrameSink& sink, const std::byte* header);

    std::unique_ptr<PacketRing> ring_;
    WakeEvent wake_;
    CaptureInterface interface_;
    std::vector<std::byte> tagged_; ///< a frame with its VLAN tag put back
};

Result<std::unique_ptr<FrameSource>> PacketRingSource::open(const InterfaceName& name, const MonitorOptions& options,
                                                            DeviceControl& control) {
    auto source = std::make_unique<PacketRingSource>();
    CaptureInterface& interface = source->interface_;
    interface.name = name.text();
    interface.filter = options.filter;
    interface.snapLength = options.snapLength;
    auto linkType = control.linkType(name);
    if (!linkType)
        return std::unexpected(linkType.error());
    interface.linkType = *linkType;
    auto filter = CaptureFilter::compile(options.filter, *linkType, options.snapLength);
    if (!filter)
        return std::unexpected(filter.error());
    auto port = control.openPacketPort(name, {.filter = instructions(filter->program()),
                                              .bufferSize = options.bufferSize,
                                              .promiscuous = options.promiscuous});
    if (!port)
        return std::unexpected(port.error());
    auto ring = PacketRing::map(std::move(*port), name.text());
    if (!ring)
        return std::unexpected(ring.error());
    source->ring_ = std::move(*ring);
    return source;
}

Result<std::size_t> PacketRingSource::receive(FrameSink& sink, std::chrono::milliseconds patience) {
    if (!ring_->current().isReady()) {
        const auto waits = ring_->waits();
        std::array<pollfd, 3> descriptors = {pollfd{waits[0], POLLIN, 0}, pollfd{waits[1], POLLIN, 0},
                                             pollfd{wake_.fd(), POLLIN, 0}};
        if (poll(descriptors.data(), descriptors.size(), static_cast<int>(patience.count())) < 0 && errno != EINTR)
            return systemError(errno, "wait for", interface_.name);
        if (descriptors[2].revents != 0)
            wake_.clear();
        if ((descriptors[0].revents | descriptors[1].revents) != 0) {
            if (auto there = ring_->look(); !there)
                return std::unexpected(there.error());
        }
    }
    return takeBlocks(sink);
}

void PacketRingSource::drain(FrameSink& sink, Clock::time_point until) {
    constexpr int lookAgain = 2; // milliseconds: a ring whose interface is switched off is readable all the time
    ring_->startDrain();
    while (true) {
        const bool isLast = ring_->isDrained();
        while (takeBlocks(sink) > 0 && Clock::now() < until) {
        }
        if (isLast || ring_->isDrained() || Clock::now() >= until)
            return;
        poll(nullptr, 0, lookAgain);
    }
}

std::size_t PacketRingSource::takeBlocks(FrameSink& sink) {
    constexpr std::size_t batch = 4096;
    std::size_t frames = 0;
    while (frames < batch && ring_->current().isReady()) {
        frames += takeBlock(sink, ring_->current().descriptor());
        ring_->next();
    }
    return frames;
}

std::size_t PacketRingSource::takeBlock(FrameSink& sink, const tpacket_block_desc& block) {
    const std::uint32_t count = block.hdr.bh1.num_pkts;
    const auto* header = reinterpret_cast<const std::byte*>(&block) + block.hdr.bh1.offset_to_first_pkt;
    for (std::uint32_t i = 0; i < count; ++i) {
        take(sink, header);
        header += reinterpret_cast<const tpacket3_hdr*>(header)->tp_next_offset;
    }
    return count;
}

void PacketRingSource::take(FrameSink& sink, const std::byte* start) {
    const auto& header = *reinterpret_cast<const tpacket3_hdr*>(start);
    const auto& address = *reinterpret_cast<const sockaddr_ll*>(start + TPACKET_ALIGN(sizeof(tpacket3_hdr)));
    Bytes bytes(start + header.tp_mac, std::min<std::size_t>(header.tp_snaplen, largestFrame));
    std::uint32_t length = header.tp_len;
    constexpr std::size_t tagSize = 4;
    constexpr std::size_t tagOffset = 12; // behind the two MAC addresses
    if ((header.tp_status & TP_STATUS_VLAN_VALID) != 0 && bytes.size() >= tagOffset) {
        const bool knowsType = (header.tp_status & TP_STATUS_VLAN_TPID_VALID) != 0;
        const std::array<std::uint16_t, 2> tag = {htons(knowsType ? header.hv1.tp_vlan_tpid : ETH_P_8021Q),
                                                  htons(static_cast<std::uint16_t>(header.hv1.tp_vlan_tci))};
        const auto tagBytes = std::as_bytes(std::span(tag));
        tagged_.assign(bytes.begin(), bytes.begin() + tagOffset);
        tagged_.insert(tagged_.end(), tagBytes.begin(), tagBytes.end());
        tagged_.insert(tagged_.end(), bytes.begin() + tagOffset, bytes.end());
        bytes = tagged_;
        length += tagSize;
    }
    const std::chrono::nanoseconds time =
        std::chrono::seconds(header.tp_sec) + std::chrono::nanoseconds(header.tp_nsec);
    sink.frame({.time = Timestamp(time),
                .bytes = bytes,
                .originalLength = length,
                .linkType = interface_.linkType,
                .direction = address.sll_pkttype == PACKET_OUTGOING ? Direction::Outbound : Direction::Inbound});
}

} // namespace

Result<std::unique_ptr<FrameSource>> monitorInterface(const InterfaceName& name, const MonitorOptions& options,
                                                      DeviceControl& control) {
    return PacketRingSource::open(name, options, control);
}

} // namespace tapscope
