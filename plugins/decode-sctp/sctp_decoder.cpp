#include "sctp_decoders.h"
#include "sctp_fields.h"

#include <decode/dissection.h>

#include <algorithm>
#include <array>

namespace tapscope {
namespace {

using namespace sctp;

enum Table : std::uint8_t { ByPort };
constexpr std::array<std::string_view, 1> tables = {"sctp.port"};
constexpr std::array hooks = {Hook{"ip.proto", 132}, Hook{"udp.port", 9899}};
const ProtocolInfo info = {.abbreviation = "sctp",
                           .title = "Stream Control Transmission Protocol",
                           .column = "SCTP",
                           .fields = fields,
                           .hooks = hooks,
                           .tables = tables,
                           .learns = true};

/// The origin of relative transmission sequence numbers: the first number of each direction. A fact of a frame.
struct FirstTsns {
    std::uint32_t here = 0, there = 0;
    bool hereIsKnown = false, thereIsKnown = false;
};

struct Association final : ConversationState {
    struct First {
        std::uint32_t tsn = 0;
        bool isKnown = false;
    };
    std::array<First, 2> first{}; ///< by Way
};

/// A packet while it is decoded.
class Packet {
public:
    explicit Packet(Dissection& dissection) : d(dissection) {
        if (!d.isLearning()) {
            first_ = d.recall<FirstTsns>().value_or(FirstTsns{});
            return;
        }
        association_ = &d.conversation<Association>();
        recall();
    }
    ~Packet() {
        if (d.isLearning())
            d.remember(first_);
    }
    Packet(const Packet&) = delete;
    Packet& operator=(const Packet&) = delete;

    /// INIT gives the first number of this direction; if the association began before the capture, the first DATA does.
    void begins(std::uint32_t tsn, bool again) {
        if (association_ == nullptr)
            return;
        auto& first = association_->first[here()];
        if (!first.isKnown || again)
            first = {tsn, true};
        recall();
    }
    [[nodiscard]] std::uint32_t relative(std::uint32_t tsn) const {
        return first_.hereIsKnown ? tsn - first_.here : tsn;
    }
    [[nodiscard]] std::uint32_t relativeAck(std::uint32_t tsn) const {
        return first_.thereIsKnown ? tsn - first_.there : tsn;
    }

    Dissection& d;

private:
    [[nodiscard]] std::size_t here() const { return d.way() == Way::Up ? 0 : 1; }
    void recall() {
        const auto& mine = association_->first[here()];
        const auto& theirs = association_->first[1 - here()];
        first_ = {mine.tsn, theirs.tsn, mine.isKnown, theirs.isKnown};
    }
    Association* association_ = nullptr; ///< only while learning
    FirstTsns first_;
};

/// Chunks and parameters: two bytes, a length that includes the header, and the value.
ByteRange groupRange(const ByteReader& bytes) {
    const std::size_t size = bytes.peek(2) << 8 | bytes.peek(3);
    return {static_cast<std::uint32_t>(bytes.offset()), static_cast<std::uint32_t>(std::min(size, bytes.remaining()))};
}

void decodeParameters(ByteReader& bytes, Dissection& d) {
    constexpr std::uint16_t headerSize = 4;
    while (bytes.has(headerSize)) {
        d.add(Parameter, groupRange(bytes), 0);
        d.label("{} parameter", nameOf(parameterTypes, bytes.peek() << 8 | bytes.peek(1), "Unknown"));
        const auto nest = d.nest();
        const std::uint16_t type = d.u16(bytes, ParameterType);
        const std::uint16_t length = d.u16(bytes, ParameterLength);
        if (length < headerSize) {
            d.malformed("a parameter is shorter than its header");
            return;
        }
        ByteReader value = bytes.part(length - std::size_t{headerSize});
        switch (type) {
        case 1:
            d.data(value, HeartbeatInformation, value.remaining());
            break;
        case 5:
            d.ipv4(value, ParameterIpv4);
            break;
        case 6:
            d.ipv6(value, ParameterIpv6);
            break;
        case 7:
            d.data(value, StateCookie, value.remaining());
            break;
        default:
            if (!value.atEnd())
                d.data(value, ParameterValue, value.remaining());
        }
        bytes.skip(std::min<std::size_t>((4 - length % 4) % 4, bytes.remaining()));
    }
}

void decodeInit(Packet& packet, ByteReader& bytes, bool isAck) {
    Dissection& d = packet.d;
    d.u32(bytes, isAck ? InitAckTag : InitTag);
    d.u32(bytes, isAck ? InitAckWindow : InitWindow);
    d.u16(bytes, isAck ? InitAckOutStreams : InitOutStreams);
    d.u16(bytes, isAck ? InitAckInStreams : InitInStreams);
    const std::uint32_t tsn = d.u32(bytes, isAck ? InitAckTsn : InitTsn);
    if (bytes.overrun())
        return;
    packet.begins(tsn, true);
    decodeParameters(bytes, d);
}

void decodeData(Packet& packet, ByteReader& bytes, std::uint8_t flags) {
    constexpr unsigned wholeMessage = 3; // first and last fragment
    Dissection& d = packet.d;
    const ByteRange tsnRange{static_cast<std::uint32_t>(bytes.offset()), 4};
    const std::uint32_t tsn = bytes.u32();
    if (bytes.overrun())
        return;
    packet.begins(tsn, false);
    d.add(RelativeTsn, tsnRange, packet.relative(tsn));
    d.add(RawTsn, tsnRange, tsn);
    d.u16(bytes, StreamId);
    d.u16(bytes, StreamSequence);
    d.u32(bytes, PayloadProtocol);
    d.infoAppend("(TSN={}) ", packet.relative(tsn));
    if (bytes.overrun())
        return;
    if ((flags & wholeMessage) == wholeMessage) {
        const std::uint32_t source = d.carrier().sourcePort;
        const std::uint32_t destination = d.carrier().destinationPort;
        d.next(ByPort, {std::min(source, destination), std::max(source, destination)}, bytes);
    } else {
        d.infoAppend("(Message Fragment) ");
        d.nextAsData(bytes);
    }
}

void decodeSack(Packet& packet, ByteReader& bytes) {
    Dissection& d = packet.d;
    const ByteRange range{static_cast<std::uint32_t>(bytes.offset()), 4};
    const std::uint32_t ack = bytes.u32();
    if (bytes.overrun())
        return;
    d.add(RelativeAck, range, packet.relativeAck(ack));
    d.add(RawAck, range, ack);
    const std::uint32_t window = d.u32(bytes, SackWindow);
    d.infoAppend("(Ack={}, Arwnd={}) ", packet.relativeAck(ack), window);
    const std::uint16_t gaps = d.u16(bytes, GapCount);
    const std::uint16_t duplicates = d.u16(bytes, DuplicateCount);
    for (unsigned i = 0; i < gaps && !bytes.overrun(); ++i) {
        d.u16(bytes, GapStart);
        d.u16(bytes, GapEnd);
    }
    for (unsigned i = 0; i < duplicates && !bytes.overrun(); ++i)
        d.u32(bytes, DuplicateTsn);
}

void decodeForwardTsn(ByteReader& bytes, Dissection& d) {
    d.u32(bytes, ForwardedTsn);
    while (bytes.has(4)) {
        d.u16(bytes, ForwardedStream);
        d.u16(bytes, ForwardedSequence);
    }
}

void decodeValue(Packet& packet, std::uint8_t type, std::uint8_t flags, ByteReader& value) {
    Dissection& d = packet.d;
    switch (type) {
    case DataChunk:
        decodeData(packet, value, flags);
        break;
    case Init:
    case InitAck:
        decodeInit(packet, value, type == InitAck);
        break;
    case Sack:
        decodeSack(packet, value);
        break;
    case Heartbeat:
    case HeartbeatAck:
        decodeParameters(value, d);
        break;
    case Shutdown:
        d.u32(value, ShutdownAck);
        break;
    case CookieEcho:
        d.data(value, Cookie, value.remaining());
        break;
    case ForwardTsn:
        decodeForwardTsn(value, d);
        break;
    default:
        if (!value.atEnd())
            d.data(value, ChunkValue, value.remaining());
    }
}

void decodeFlags(Dissection& d, ByteRange range, std::uint8_t type, std::uint8_t flags) {
    const auto nest = d.nest();
    if (type == DataChunk)
        d.addBits({ImmediateBit, UnorderedBit, BeginBit, EndBit}, range, flags);
    else if (type == Abort)
        d.add(AbortT, range, flags);
    else if (type == ShutdownComplete)
        d.add(ShutdownT, range, flags);
}

bool decodeChunk(Packet& packet, ByteReader& bytes) {
    constexpr std::uint16_t headerSize = 4;
    Dissection& d = packet.d;
    const auto name = nameOf(chunkTypes, bytes.peek(), "RESERVED");
    d.add(Chunk, groupRange(bytes), 0);
    d.label("{} chunk", name);
    const auto nest = d.nest();
    const std::uint8_t type = d.u8(bytes, ChunkTypeField);
    d.infoAppend("{} ", name);
    const ByteRange flagsRange{static_cast<std::uint32_t>(bytes.offset()), 1};
    const std::uint8_t flags = d.u8(bytes, ChunkFlags);
    decodeFlags(d, flagsRange, type, flags);
    const std::uint16_t length = d.u16(bytes, ChunkLength);
    if (bytes.overrun())
        return false;
    if (length < headerSize) {
        d.malformed("a chunk is shorter than its header");
        return false;
    }
    ByteReader value = bytes.part(length - std::size_t{headerSize});
    const bool isWhole = value.remaining() + headerSize == length;
    decodeValue(packet, type, flags, value);
    if (value.overrun() || !isWhole)
        bytes.setOverrun();
    bytes.skip(std::min<std::size_t>((4 - length % 4) % 4, bytes.remaining()));
    return !bytes.overrun();
}

} // namespace

const ProtocolInfo& SctpDecoder::protocol() const noexcept {
    return info;
}

void SctpDecoder::decode(ByteReader& bytes, Dissection& d) const {
    const std::uint16_t source = d.u16(bytes, SourcePort);
    const std::uint16_t destination = d.u16(bytes, DestinationPort);
    d.carrier().sourcePort = source;
    d.carrier().destinationPort = destination;
    d.u32(bytes, VerificationTag);
    d.u32(bytes, Checksum);
    if (bytes.overrun())
        return;
    d.layerLabel("Stream Control Transmission Protocol, Src Port: {} ({}), Dst Port: {} ({})", source, source,
                 destination, destination);
    d.info("");
    Packet packet(d);
    while (!bytes.atEnd() && decodeChunk(packet, bytes)) {
    }
}

} // namespace tapscope
