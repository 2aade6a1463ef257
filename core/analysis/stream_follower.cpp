#include <decode/dissector.h>
#include <store/frame_reader.h>

#include <analysis/stream_follower.h>
#include <analysis/tcp_assembly.h>

#include <algorithm>
#include <array>
#include <string_view>

namespace tapscope {
namespace {

constexpr const char* action = "follow the stream of";
constexpr FrameNumber reportEvery = 4096;

enum class Transport : std::uint8_t { Other, Tcp, Udp };

/// What following needs of one frame.
struct Segment {
    Transport transport = Transport::Other;
    Endpoint source, destination;
    std::uint64_t stream = ~std::uint64_t{0};
    std::uint32_t sequence = 0, acknowledgment = 0;
    bool isSyn = false;
    bool hasAcknowledgment = false;
    Bytes payload;
};

/// Reads segments through a plan of the few fields they need.
class SegmentReader {
public:
    SegmentReader(std::shared_ptr<const FrameStore> store, const DecoderRegistry& registry, const History* history)
        : registry_(registry), dissector_(registry), history_(history), reader_(std::move(store)),
          plan_(DissectionPlan::fields(registry, wantedFields())) {}

    Result<Segment> read(FrameNumber number) {
        const auto frame = reader_.read(number);
        if (!frame)
            return std::unexpected(frame.error());
        dissector_.dissect(*frame, plan_, dissection_, {.history = history_});
        Segment segment;
        if (dissection_.carrier().insideError)
            return segment;
        for (const FieldValue& value : dissection_.fields())
            take(value, segment);
        segment.source = dissection_.sourceEndpoint();
        segment.destination = dissection_.destinationEndpoint();
        return segment;
    }

private:
    enum Wanted { TcpLayer, UdpLayer, Stream, Sequence, Acknowledgment, Syn, Ack, Payload, UdpLength, WantedCount };
    static constexpr std::array<std::string_view, WantedCount> names = {"tcp",           "udp",         "tcp.stream",
                                                                        "tcp.seq_raw",   "tcp.ack_raw", "tcp.flags.syn",
                                                                        "tcp.flags.ack", "tcp.payload", "udp.length"};

    std::vector<FieldId> wantedFields() {
        std::vector<FieldId> fields;
        for (std::size_t i = 0; i < names.size(); ++i) {
            const auto found = registry_.find(names[i]);
            ids_[i] = found.empty() ? noField : found.front();
            fields.insert(fields.end(), found.begin(), found.end());
        }
        return fields;
    }
    void take(const FieldValue& value, Segment& segment) {
        const auto which = std::ranges::find(ids_, value.field) - ids_.begin();
        switch (which) {
        case TcpLayer:
            segment = {.transport = Transport::Tcp};
            break;
        case UdpLayer:
            segment = {.transport = Transport::Udp,
                       .payload = dissection_.frame().bytes.subspan(
                           std::min<std::size_t>(value.range.offset, dissection_.frame().bytes.size()))};
            break;
        case Stream:
            segment.stream = value.number;
            break;
        case Sequence:
            segment.sequence = static_cast<std::uint32_t>(value.number);
            break;
        case Acknowledgment:
            segment.acknowledgment = static_cast<std::uint32_t>(value.number);
            break;
        case Syn:
            segment.isSyn = value.number != 0;
            break;
        case Ack:
            segment.hasAcknowledgment = value.number != 0;
            break;
        case Payload:
            segment.payload = dissection_.bytesOf(value);
            break;
        case UdpLength: {
            constexpr std::size_t header = 8;
            const std::size_t whole = segment.payload.size();
            const std::size_t said = value.number == 0 ? whole : std::min<std::size_t>(value.number, whole);
            segment.payload = said < header ? Bytes{} : segment.payload.subspan(header, said - header);
            break;
        }
        default:
            break;
        }
    }

    const DecoderRegistry& registry_;
    std::array<FieldId, WantedCount> ids_{};
    Dissector dissector_;
    const History* history_;
    FrameReader reader_;
    DissectionPlan plan_;
    Dissection dissection_;
};

} // namespace

Result<FollowedStream> StreamFollower::follow(const std::shared_ptr<const FrameStore>& store, const History* history,
                                              FrameNumber frame, const std::stop_token& stop,
                                              const std::function<void(FrameNumber)>& progress) const {
    SegmentReader reader(store, registry_, history);
    const auto object = "frame " + std::to_string(frame);
    const auto chosen = reader.read(frame);
    if (!chosen)
        return std::unexpected(chosen.error());
    if (chosen->transport == Transport::Other)
        return failure(ErrorKind::NotFound, action, object, "it carries neither TCP nor UDP",
                       "Choose a frame whose protocol rides on one of them");
    const auto key = ConversationKey::of(chosen->source, chosen->destination);
    FollowedStream followed;
    TcpAssembly assembly(followed, maximumBytes);
    for (FrameNumber number = 1; number <= store->count(); ++number) {
        if (stop.stop_requested())
            return failure(ErrorKind::Cancelled, action, object, "it was cancelled");
        if (progress && number % reportEvery == 0)
            progress(number);
        const auto segment = reader.read(number);
        if (!segment || segment->transport != chosen->transport || segment->stream != chosen->stream ||
            !(ConversationKey::of(segment->source, segment->destination) == key))
            continue;
        if (followed.frames.empty()) {
            followed.first = segment->source;
            followed.second = segment->destination;
        }
        followed.frames.push_back(number);
        const auto sender =
            segment->source == followed.first ? StreamPiece::Sender::First : StreamPiece::Sender::Second;
        if (segment->transport == Transport::Udp) {
            assembly.appendDatagram(sender, number, segment->payload);
            continue;
        }
        if (segment->hasAcknowledgment)
            assembly.acknowledge(sender, segment->acknowledgment);
        assembly.add(sender, number, segment->sequence, segment->isSyn, segment->payload);
    }
    assembly.finish();
    return followed;
}

} // namespace tapscope
