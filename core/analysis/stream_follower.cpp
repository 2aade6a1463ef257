#include <analysis/frame_dissector.h>
#include <analysis/stream_follower.h>
#include <analysis/tcp_assembly.h>
#include <scan/store_scan.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <utility>

namespace tapscope {
namespace {

constexpr const char* action = "follow the stream of";
constexpr std::uint64_t noStream = ~std::uint64_t{0};

enum class Transport : std::uint8_t { Other, Tcp, Udp };

/// The part of a frame that following needs.
struct Segment {
    Transport transport = Transport::Other;
    Endpoint source, destination;
    std::uint32_t interface = 0;
    std::uint64_t stream = noStream;
    std::uint32_t sequence = 0, acknowledgment = 0;
    bool isSyn = false;
    bool hasAcknowledgment = false;
    Bytes payload;
};

/// Reads segments through a plan with the few fields that they need. For one thread.
class SegmentReader {
public:
    explicit SegmentReader(const ShownCapture& capture)
        : registry_(*capture.registry),
          plan_(DissectionPlan::fields(registry_, wantedFields(), DissectionPlan::Columns::Unwanted, capture.decodeAs)),
          dissector_(capture, plan_) {}

    void refresh() noexcept { dissector_.refresh(); }
    Result<Segment> read(FrameNumber number, FrameReader& reader) {
        const auto frame = reader.read(number);
        if (!frame)
            return std::unexpected(frame.error());
        const Dissection& dissection = dissector_.dissect(*frame);
        Segment segment;
        if (dissection.carrier().insideError)
            return segment;
        for (const FieldValue& value : dissection.fields())
            take(dissection, value, segment);
        segment.source = dissection.sourceEndpoint();
        segment.destination = dissection.destinationEndpoint();
        segment.interface = dissection.carrier().interface;
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
    void take(const Dissection& dissection, const FieldValue& value, Segment& segment) const {
        const auto which = std::ranges::find(ids_, value.field) - ids_.begin();
        switch (which) {
        case TcpLayer:
            segment = {.transport = Transport::Tcp};
            break;
        case UdpLayer:
            segment = {.transport = Transport::Udp,
                       .payload = dissection.frame().bytes.subspan(
                           std::min<std::size_t>(value.range.offset, dissection.frame().bytes.size()))};
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
            segment.payload = dissection.bytesOf(value);
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
    DissectionPlan plan_;
    FrameDissector dissector_;
};

/// The segments of the conversation in one part of a scan, with copies of their bytes.
class FoundSegments {
public:
    void add(FrameNumber number, const Segment& segment) {
        segments_.push_back({number, segment, bytes_.size()});
        bytes_.insert(bytes_.end(), segment.payload.begin(), segment.payload.end());
    }
    /// Calls `visit(frame, segment)` for each, in order.
    template <typename Visit>
    void each(Visit visit) const {
        for (const Found& found : segments_) {
            Segment segment = found.segment;
            segment.payload = Bytes(bytes_).subspan(found.offset, segment.payload.size());
            visit(found.frame, segment);
        }
    }

private:
    struct Found {
        FrameNumber frame;
        Segment segment;
        std::size_t offset;
    };
    std::vector<Found> segments_;
    std::vector<std::byte> bytes_;
};

/// Whether two segments belong to one flow, on whichever interface.
bool areOfOneFlow(const Segment& one, const Segment& other) {
    return one.transport == other.transport && one.stream == other.stream &&
           Ends::of(one.source, one.destination) == Ends::of(other.source, other.destination);
}

/// Builds a stream from segments, which arrive in the order of their frames.
class StreamBuilder {
public:
    void add(FrameNumber number, const Segment& segment) {
        if (stream_.frames.empty()) {
            stream_.first = segment.source;
            stream_.second = segment.destination;
        }
        stream_.frames.push_back(number);
        const auto sender = segment.source == stream_.first ? StreamPiece::Sender::First : StreamPiece::Sender::Second;
        if (segment.transport == Transport::Udp) {
            assembly_.appendDatagram(sender, number, segment.payload);
            return;
        }
        if (segment.hasAcknowledgment)
            assembly_.acknowledge(sender, segment.acknowledgment);
        assembly_.add(sender, number, segment.sequence, segment.isSyn, segment.payload);
    }
    [[nodiscard]] FollowedStream finish() {
        assembly_.finish();
        return std::move(stream_);
    }

private:
    FollowedStream stream_;
    TcpAssembly assembly_{stream_, StreamFollower::maximumBytes};
};

/// Selects the segments of the chosen frame's view of a flow from those of all interfaces, in order.
class ViewPicker {
public:
    explicit ViewPicker(FrameNumber chosen) noexcept : chosen_(chosen) {}
    void add(FrameNumber number, const Segment& segment) {
        if (segment.stream != noStream) { // the stream's number distinguishes views
            stream_.add(number, segment);
            return;
        }
        const Way way = Ends::wayOf(segment.source, segment.destination);
        const std::uint32_t view = views_.viewOf(way, segment.interface);
        if (chosenView_) {
            if (view == *chosenView_)
                stream_.add(number, segment);
            return;
        }
        earlier_.add(number, segment);
        earlierViews_.push_back(view);
        if (number == chosen_)
            choose(view);
    }
    [[nodiscard]] FollowedStream finish() { return stream_.finish(); }

private:
    void choose(std::uint32_t view) {
        chosenView_ = view;
        std::size_t i = 0;
        std::exchange(earlier_, {}).each([&](FrameNumber number, const Segment& segment) {
            if (earlierViews_[i++] == view)
                stream_.add(number, segment);
        });
    }

    FrameNumber chosen_;
    FlowViews views_;
    std::optional<std::uint32_t> chosenView_;
    FoundSegments earlier_; ///< segments before the chosen frame, while its view is not known
    std::vector<std::uint32_t> earlierViews_;
    StreamBuilder stream_;
};

} // namespace

Result<FollowedStream> StreamFollower::follow(const ShownCapture& capture, FrameNumber frame,
                                              const std::stop_token& stop,
                                              const std::function<void(FrameNumber)>& progress) {
    const auto object = "frame " + std::to_string(frame);
    const auto cancelled = [&] { return failure(ErrorKind::Cancelled, action, object, "it was cancelled"); };
    if (!capture.waitUntilLearned(frame, stop))
        return cancelled();
    FrameReader chosenReader(capture.store);
    const auto chosen = SegmentReader(capture).read(frame, chosenReader);
    if (!chosen)
        return std::unexpected(chosen.error());
    if (chosen->transport == Transport::Other)
        return failure(ErrorKind::NotFound, action, object, "it carries neither TCP nor UDP",
                       "Choose a frame of a TCP or UDP conversation");
    StoreScan scan{.store = capture.store, .stop = stop};
    scan.ready = [&](FrameNumber wanted, const std::stop_token& asked) {
        return capture.waitUntilLearned(wanted, asked);
    };
    if (progress)
        scan.progress = [&](FrameNumber done, FrameNumber) { progress(done); };
    ViewPicker stream(frame);
    const auto examinePart = [&](SegmentReader& segments, const ScanPart& part, FrameReader& reader) {
        FoundSegments found;
        segments.refresh();
        for (std::size_t i = 0; i < part.size() && !stop.stop_requested(); ++i) {
            const auto segment = segments.read(part[i], reader);
            if (segment && areOfOneFlow(*segment, *chosen))
                found.add(part[i], *segment);
        }
        return StoreScan::Delivery([&stream, found = std::move(found)]() -> Result<StoreScan::Next> {
            found.each([&](FrameNumber number, const Segment& segment) { stream.add(number, segment); });
            return StoreScan::Next::GoOn;
        });
    };
    const auto done = scan.run([&] {
        return [&, segments = std::make_unique<SegmentReader>(capture)](const ScanPart& part, FrameReader& reader) {
            return examinePart(*segments, part, reader);
        };
    });
    return done ? Result<FollowedStream>(stream.finish()) : cancelled();
}

} // namespace tapscope
