#include <stats/tcp_segments.h>

#include <algorithm>
#include <string_view>

namespace tapscope {
namespace {

constexpr std::array<std::string_view, 14> names = {"tcp",
                                                    "tcp.stream",
                                                    "tcp.seq",
                                                    "tcp.ack",
                                                    "tcp.len",
                                                    "tcp.window_size",
                                                    "tcp.flags.syn",
                                                    "tcp.flags.fin",
                                                    "tcp.flags.reset",
                                                    "tcp.flags.ack",
                                                    "tcp.analysis.ack_rtt",
                                                    "tcp.analysis.retransmission",
                                                    "tcp.options.sack_le",
                                                    "tcp.options.sack_re"};

} // namespace

TcpSegmentReader::TcpSegmentReader(const DecoderRegistry& registry, std::uint64_t stream)
    : kind_(TrafficKind::Layer::Tcp, registry), stream_(stream) {
    static_assert(names.size() == WantedCount);
    std::ranges::transform(names, ids_.begin(), [&](std::string_view name) { return fieldNamed(registry, name); });
}

std::vector<FieldId> TcpSegmentReader::fields() const {
    auto wanted = kind_.fields();
    wanted.insert(wanted.end(), ids_.begin(), ids_.end());
    return wanted;
}

std::optional<TcpSegmentReader::Read> TcpSegmentReader::read(const CountedFrame& frame) const {
    std::optional<Read> found;
    kind_.each(frame.dissection, [&](const EndPair& meeting) {
        if (meeting.stream != stream_ || found)
            return;
        found.emplace();
        found->segment.isByHigh = meeting.destination < meeting.source;
        found->low = found->segment.isByHigh ? meeting.destination : meeting.source;
        found->high = found->segment.isByHigh ? meeting.source : meeting.destination;
    });
    if (!found)
        return found;
    // A frame may have several TCP layers; the stream number tells which one this is.
    Read layer = *found;
    bool isInStream = false;
    for (const FieldValue& value : frame.dissection.fields()) {
        const auto* const which = std::ranges::find(ids_, value.field);
        if (value.field == noField || which == ids_.end())
            continue;
        const auto wanted = static_cast<Wanted>(which - ids_.begin());
        if (wanted == Layer && isInStream)
            break;
        if (wanted == Layer)
            layer = *found;
        isInStream = isInStream || (wanted == Stream && value.number == stream_);
        take(wanted, value.number, layer);
    }
    layer.segment.frame = frame.frame().number;
    layer.segment.time = frame.time;
    for (SelectiveAck& block : layer.blocks)
        block.frame = layer.segment.frame;
    return layer;
}

void TcpSegmentReader::take(Wanted which, std::uint64_t number, Read& read) const {
    constexpr std::size_t mostBlocks = 4; // the room for them in TCP options
    TcpSegment& segment = read.segment;
    const auto word = static_cast<std::uint32_t>(number);
    switch (which) {
    case Sequence:
        segment.sequence = word;
        break;
    case Acknowledgment:
        segment.acknowledgment = word;
        break;
    case Length:
        segment.length = word;
        break;
    case Window:
        segment.window = word;
        break;
    case Syn:
        segment.isSyn = number != 0;
        break;
    case Fin:
        segment.isFin = number != 0;
        break;
    case Reset:
        segment.isReset = number != 0;
        break;
    case Ack:
        segment.hasAcknowledgment = number != 0;
        break;
    case RoundTripTime:
        segment.roundTripTime = std::chrono::nanoseconds(static_cast<std::int64_t>(number));
        break;
    case Retransmission:
        segment.isRepeated = true;
        break;
    case LeftEdge:
        if (read.blocks.size() < mostBlocks)
            read.blocks.push_back({.left = word});
        break;
    case RightEdge:
        if (!read.blocks.empty())
            read.blocks.back().right = word;
        break;
    default:
        break;
    }
}

} // namespace tapscope
