#include "http2_decoders.h"
#include "http2_fields.h"

#include <decode/message_fields.h>

#include <algorithm>
#include <array>

namespace tapscope::http2 {
namespace {

using namespace http2;

enum Table : std::uint8_t { Messages };
constexpr std::array<std::string_view, 1> tables = {"http2.grpc"};
constexpr std::array<std::string_view, 1> heuristics = {"tcp.port"};
const ProtocolInfo info = {.abbreviation = "http2",
                           .title = "HyperText Transfer Protocol 2",
                           .column = "HTTP2",
                           .fields = fieldTable(),
                           .tables = tables,
                           .heuristics = heuristics,
                           .learns = true};
constexpr std::string_view preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
constexpr std::size_t headSize = 9;

enum FrameType : std::uint8_t {
    DataFrame,
    Headers,
    Priority,
    Reset,
    Settings,
    PushPromise,
    PingFrame,
    GoAway,
    WindowUpdate,
    Continuation
};
enum FrameFlag : std::uint8_t { Ack = 0x1, Padded = 0x8, HasPriority = 0x20 };

struct Http2State final : ConversationState {
    bool isGrpc = false;
};

bool beginsWithPreface(Bytes bytes) noexcept {
    const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    return text.starts_with(preface);
}

void addFlags(std::uint8_t type, std::uint8_t flags, ByteRange range, Dissection& d) {
    d.add(Flags, range, flags);
    const auto nest = d.nest();
    switch (type) {
    case DataFrame:
        d.addBits({FlagPadded, FlagEndStream}, range, flags);
        break;
    case Headers:
        d.addBits({FlagPriority, FlagPadded, FlagEndHeaders, FlagEndStream}, range, flags);
        break;
    case PushPromise:
        d.addBits({FlagPadded, FlagEndHeaders}, range, flags);
        break;
    case Continuation:
        d.add(FlagEndHeaders, range, flags);
        break;
    case Settings:
        d.add(FlagAckSettings, range, flags);
        break;
    case PingFrame:
        d.add(FlagAckPing, range, flags);
        break;
    default:
        break;
    }
}

/// The bytes between the pad length and the padding. Damaged if the padding is longer than the payload.
ByteReader withoutPadding(ByteReader& payload, Dissection& d, std::uint8_t flags, Dissection::Field padding) {
    if ((flags & Padded) == 0)
        return payload.part(payload.remaining());
    const std::uint8_t length = d.u8(payload, PaddingLength);
    if (length > payload.remaining()) {
        d.malformed("its padding is longer than its payload");
        return {};
    }
    const ByteReader content = payload.part(payload.remaining() - length);
    if (length != 0)
        d.data(payload, padding, length);
    return content;
}

void addDependency(ByteReader& payload, Dissection& d) {
    const ByteRange range = rangeAhead(payload, 4);
    const std::uint32_t word = payload.u32();
    if (!payload.overrun())
        d.addBits({Exclusive, StreamDependency}, range, word);
    d.u8(payload, Weight);
}

void addSettings(ByteReader& payload, Dissection& d) {
    constexpr std::array values = {SettingUnknown, SettingTableSize, SettingPush,   SettingStreams,
                                   SettingWindow,  SettingFrame,     SettingHeaders};
    while (!payload.atEnd()) {
        const std::uint16_t id = d.u16(payload, SettingId);
        d.u32(payload, id < values.size() ? values[id] : SettingUnknown);
    }
}

class FrameDecoder {
public:
    FrameDecoder(Dissection& d, bool isGrpc) : d_(d), isGrpc_(isGrpc) {}

    [[nodiscard]] bool isGrpc() const noexcept { return isGrpc_; }

    void decode(std::uint8_t type, std::uint8_t flags, ByteReader& payload) {
        switch (type) {
        case DataFrame:
            decodeData(withoutPadding(payload, d_, flags, DataPadding));
            break;
        case Headers: {
            ByteReader content = withoutPadding(payload, d_, flags, HeadersPadding);
            if ((flags & HasPriority) != 0)
                addDependency(content, d_);
            decodeBlock(content);
            break;
        }
        case Priority:
            addDependency(payload, d_);
            break;
        case Reset:
            d_.u32(payload, ResetError);
            break;
        case Settings:
            addSettings(payload, d_);
            break;
        case PushPromise: {
            ByteReader content = withoutPadding(payload, d_, flags, HeadersPadding);
            d_.u32(content, PromisedStream);
            decodeBlock(content);
            break;
        }
        case PingFrame:
            d_.data(payload, (flags & Ack) != 0 ? Pong : Ping, 8);
            break;
        case GoAway:
            d_.u32(payload, LastStream);
            d_.u32(payload, GoAwayError);
            if (!payload.atEnd())
                d_.data(payload, DebugData, payload.remaining());
            break;
        case WindowUpdate:
            d_.u32(payload, WindowIncrement);
            break;
        case Continuation: // whose first header may have begun in the frame before
            d_.data(payload, HeaderBlock, payload.remaining());
            break;
        default:
            if (!payload.atEnd())
                d_.data(payload, Unknown, payload.remaining());
        }
    }

private:
    void decodeBlock(const ByteReader& block) {
        const InfoFacts told = decodeHeaders(block, d_);
        isGrpc_ = isGrpc_ || told.isGrpc;
    }
    void decodeData(ByteReader content) {
        if (content.atEnd())
            return;
        d_.addRest(Data, content);
        if (isGrpc_)
            d_.next(Messages, 0, content);
    }

    Dissection& d_;
    bool isGrpc_;
};

} // namespace

const ProtocolInfo& Http2Decoder::protocol() const noexcept {
    return info;
}

bool Http2Decoder::recognises(Bytes bytes, const Dissection&) const {
    return beginsWithPreface(bytes);
}

bool Http2Decoder::accepts(Bytes bytes, Claim) const {
    constexpr std::uint8_t mostTypes = 0x20, streamReserved = 0x80; // an octet of the stream identifier
    const ByteReader reader(bytes);
    return beginsWithPreface(bytes) || bytes.size() < headSize ||
           (reader.peek(3) < mostTypes && (reader.peek(5) & streamReserved) == 0);
}

StreamMessage Http2Decoder::messageIn(Bytes bytes, Dissection&) const {
    if (beginsWithPreface(bytes))
        return StreamMessage::of(preface.size());
    return accepts(bytes, Claim::ByKey) ? StreamMessage::counted(bytes, 0, 3, headSize) : StreamMessage{};
}

void Http2Decoder::decode(ByteReader& bytes, Dissection& d) const {
    const bool wasGrpc =
        d.isLearning() ? d.conversation<Http2State>().isGrpc : d.recall<std::uint8_t>().value_or(0) != 0;
    if (d.isLearning() && wasGrpc)
        d.remember(std::uint8_t{1});
    FrameDecoder decoder(d, wasGrpc);
    d.info("");
    while (!bytes.atEnd()) {
        if (beginsWithPreface(bytes.rest())) {
            d.text(bytes, Magic, preface.size());
            d.infoItem("Magic");
            if (d.isLearning())
                d.assignConversation("http2");
            continue;
        }
        const std::uint32_t length = d.u24(bytes, Length);
        const std::uint8_t type = d.u8(bytes, Type);
        const ByteRange flagsRange = rangeAhead(bytes, 1);
        const std::uint8_t flags = bytes.u8();
        if (bytes.overrun())
            return;
        addFlags(type, flags, flagsRange, d);
        const ByteRange range = rangeAhead(bytes, 4);
        const std::uint32_t word = bytes.u32();
        if (bytes.overrun())
            return;
        d.addBits({Reserved, StreamId}, range, word);
        d.infoItem("{}[{}]", nameOf(fieldTable()[Type].values, type, "Unknown type"), word & 0x7fffffffU);
        ByteReader payload = bytes.part(length);
        const bool isWhole = payload.remaining() == length;
        const auto nest = d.nest();
        decoder.decode(type, flags, payload);
        if (payload.overrun() || !isWhole)
            bytes.setOverrun();
    }
    d.infoFence(); // gRPC's text about its messages follows
    if (d.isLearning())
        d.conversation<Http2State>().isGrpc = decoder.isGrpc();
}

} // namespace tapscope::http2
