#include "action_message.h"
#include "media_decoders.h"

#include <decode/message_fields.h>

#include <array>

namespace tapscope::rtmp {
namespace {

enum Type : std::uint8_t {
    ChunkSize = 1,
    Abort = 2,
    Acknowledgement = 3,
    UserControl = 4,
    WindowSize = 5,
    PeerBandwidth = 6,
    Audio = 8,
    Video = 9,
    Data3 = 15,
    Command3 = 17,
    Data = 18,
    Command = 20,
    Aggregate = 22
};
constexpr std::array types = {ValueName{ChunkSize, "Set Chunk Size"},
                              ValueName{Abort, "Abort Message"},
                              ValueName{Acknowledgement, "Acknowledgement"},
                              ValueName{UserControl, "User Control Message"},
                              ValueName{WindowSize, "Window Acknowledgement Size"},
                              ValueName{PeerBandwidth, "Set Peer Bandwidth"},
                              ValueName{Audio, "Audio Data"},
                              ValueName{Video, "Video Data"},
                              ValueName{Data3, "AMF3 Data"},
                              ValueName{16, "AMF3 Shared Object"},
                              ValueName{Command3, "AMF3 Command"},
                              ValueName{Data, "AMF0 Data"},
                              ValueName{19, "AMF0 Shared Object"},
                              ValueName{Command, "AMF0 Command"},
                              ValueName{Aggregate, "Aggregate"}};
enum Event : std::uint16_t { BufferLength = 3 };
constexpr std::array events = {ValueName{0, "Stream Begin"},       ValueName{1, "Stream EOF"},
                               ValueName{2, "Stream Dry"},         ValueName{BufferLength, "Set Buffer Length"},
                               ValueName{4, "Stream Is Recorded"}, ValueName{6, "Ping Request"},
                               ValueName{7, "Ping Response"}};
constexpr std::array limits = {ValueName{0, "Hard"}, ValueName{1, "Soft"}, ValueName{2, "Dynamic"}};

enum Field : std::uint16_t {
    ClientVersion,
    ServerVersion,
    ClientRandom,
    ServerRandom,
    ClientEcho,
    ServerEcho,
    Format,
    ChunkStream,
    ChunkStreamExtension,
    Time,
    TimeDelta,
    BodySize,
    TypeId,
    StreamId,
    ExtendedTime,
    SetChunkSize,
    AbortedStream,
    SequenceNumber,
    WindowField,
    LimitType,
    EventType,
    EventData,
    AudioControl,
    AudioData,
    VideoControl,
    VideoData,
    AmfType,
    AmfNumber,
    AmfBoolean,
    AmfLength,
    AmfText,
    AmfName,
    AmfCount,
    AmfDate,
    ChunkData,
};
constexpr std::array fields = {
    FieldInfo{.name = "rtmpt.handshake.c0", .title = "Protocol version", .type = FieldType::ByteString},
    FieldInfo{.name = "rtmpt.handshake.s0", .title = "Protocol version", .type = FieldType::ByteString},
    FieldInfo{.name = "rtmpt.handshake.c1", .title = "Handshake data", .type = FieldType::ByteString},
    FieldInfo{.name = "rtmpt.handshake.s1", .title = "Handshake data", .type = FieldType::ByteString},
    FieldInfo{.name = "rtmpt.handshake.c2", .title = "Handshake data", .type = FieldType::ByteString},
    FieldInfo{.name = "rtmpt.handshake.s2", .title = "Handshake data", .type = FieldType::ByteString},
    FieldInfo{.name = "rtmpt.header.format", .title = "Format", .mask = 0xc0},
    FieldInfo{.name = "rtmpt.header.csid", .title = "Chunk Stream ID", .mask = 0x3f},
    FieldInfo{.name = "rtmpt.header.csid.extension", .title = "Chunk Stream ID, less 64"},
    FieldInfo{.name = "rtmpt.header.timestamp", .title = "Timestamp"},
    FieldInfo{.name = "rtmpt.header.timestampdelta", .title = "Timestamp delta"},
    FieldInfo{.name = "rtmpt.header.bodysize", .title = "Body size"},
    FieldInfo{.name = "rtmpt.header.typeid", .title = "Type ID", .base = Base::Hex, .values = types},
    FieldInfo{.name = "rtmpt.header.streamid", .title = "Stream ID"},
    FieldInfo{.name = "rtmpt.header.ets", .title = "Extended timestamp"},
    FieldInfo{.name = "rtmpt.scm.chunksize", .title = "Chunk size"},
    FieldInfo{.name = "rtmpt.scm.csid", .title = "Chunk stream ID"},
    FieldInfo{.name = "rtmpt.scm.seq", .title = "Sequence number"},
    FieldInfo{.name = "rtmpt.scm.was", .title = "Window acknowledgement size"},
    FieldInfo{.name = "rtmpt.scm.limittype", .title = "Limit type", .values = limits},
    FieldInfo{.name = "rtmpt.ucm.eventtype", .title = "Event type", .values = events},
    FieldInfo{.name = "rtmpt.ucm.data", .title = "Event data", .type = FieldType::ByteString},
    FieldInfo{.name = "rtmpt.audio.control", .title = "Audio control", .base = Base::Hex},
    FieldInfo{.name = "rtmpt.audio.data", .title = "Audio data", .type = FieldType::ByteString},
    FieldInfo{.name = "rtmpt.video.control", .title = "Video control", .base = Base::Hex},
    FieldInfo{.name = "rtmpt.video.data", .title = "Video data", .type = FieldType::ByteString},
    FieldInfo{.name = "amf.amf0_type", .title = "AMF0 type", .base = Base::Hex},
    FieldInfo{.name = "amf.number", .title = "Number", .type = FieldType::Double},
    FieldInfo{.name = "amf.boolean", .title = "Boolean", .type = FieldType::Boolean},
    FieldInfo{.name = "amf.stringlength", .title = "String length"},
    FieldInfo{.name = "amf.string", .title = "String", .type = FieldType::Text},
    FieldInfo{.name = "amf.membername", .title = "Member name", .type = FieldType::Text},
    FieldInfo{.name = "amf.arraylength", .title = "Array length"},
    FieldInfo{.name = "amf.date", .title = "Date", .type = FieldType::ByteString},
    FieldInfo{.name = "rtmpt.data", .title = "Chunk data", .type = FieldType::ByteString},
};
constexpr amf::Fields amfFields{.type = AmfType,
                                .number = AmfNumber,
                                .boolean = AmfBoolean,
                                .length = AmfLength,
                                .text = AmfText,
                                .name = AmfName,
                                .count = AmfCount,
                                .date = AmfDate};
constexpr std::uint32_t port = 1935;
constexpr std::array hooks = {Hook{"tcp.port", port}};
const ProtocolInfo info = {.abbreviation = "rtmpt",
                           .title = "Real Time Messaging Protocol",
                           .column = "RTMP",
                           .fields = fields,
                           .hooks = hooks,
                           .learns = true};

constexpr std::size_t versionSize = 1, randomSize = 1536;
constexpr std::uint32_t firstChunkSize = 128, largestChunk = 0xffffff;
constexpr std::uint32_t longestMessage = std::uint32_t{4} << 20;

/// The state of one direction of the connection.
struct Progress {
    enum Phase : std::uint32_t { Greeting, Echo, Messages } phase = Greeting;
    std::uint32_t chunkSize = firstChunkSize;
};
struct RtmpState final : ConversationState {
    std::array<Progress, 2> ways;
};

Progress progressOf(Dissection& d) {
    if (!d.isLearning())
        return d.recall<Progress>().value_or(Progress{.phase = Progress::Messages});
    const Progress progress = d.conversation<RtmpState>().ways[static_cast<std::size_t>(d.way())];
    d.remember(progress);
    return progress;
}

/// The header of a chunk (section 5.3.1). Formats 2 and 3 use values from an earlier chunk of the same stream.
struct Head {
    std::uint8_t format = 0;
    std::size_t size = 0;
    std::uint32_t length = 0; ///< of the message; formats 0 and 1
    std::uint8_t type = 0;
    bool isWhole = false;

    [[nodiscard]] bool saysLength() const noexcept { return format <= 1; }
};

Head readHead(const ByteReader& from) noexcept {
    constexpr std::uint32_t extended = 0xffffff;
    ByteReader bytes = from;
    Head head;
    const std::uint8_t first = bytes.u8();
    head.format = first >> 6;
    const unsigned stream = first & 0x3fU;
    bytes.skip(stream == 0 ? 1 : stream == 1 ? 2 : 0);
    const std::uint32_t time = head.format <= 2 ? bytes.u24() : 0;
    if (head.format <= 1) {
        head.length = bytes.u24();
        head.type = bytes.u8();
    }
    if (head.format == 0)
        bytes.skip(4);
    if (time == extended)
        bytes.skip(4);
    head.size = bytes.position() - from.position();
    head.isWhole = !bytes.overrun();
    return head;
}

/// The size of a message on the wire: there is a header of one octet (of format 3) between two chunks.
std::uint64_t sizeOf(const Head& head, std::uint32_t chunkSize) noexcept {
    const std::uint32_t chunks = head.length == 0 ? 1 : (head.length - 1) / chunkSize + 1;
    return head.size + std::uint64_t{head.length} + chunks - 1;
}

std::size_t greetingSize(Progress::Phase phase, bool isFromServer) noexcept {
    if (phase == Progress::Messages)
        return 0;
    const std::size_t first = versionSize + randomSize + (isFromServer ? randomSize : 0);
    return phase == Progress::Greeting ? first : randomSize;
}

void decodeHead(ByteReader& bytes, Dissection& d) {
    constexpr std::uint32_t extended = 0xffffff;
    const ByteRange range = rangeAhead(bytes, 1);
    const std::uint8_t first = bytes.u8();
    const unsigned format = first >> 6, stream = first & 0x3fU;
    d.addBits({Format, ChunkStream}, range, first);
    if (stream <= 1)
        d.uint(bytes, ChunkStreamExtension, stream + 1);
    const std::uint32_t time = format <= 2 ? d.u24(bytes, format == 0 ? Time : TimeDelta) : 0;
    if (format <= 1) {
        d.u24(bytes, BodySize);
        d.u8(bytes, TypeId);
    }
    if (format == 0)
        d.uintLe(bytes, StreamId, 4);
    if (time == extended)
        d.u32(bytes, ExtendedTime);
}

void decodeUserControl(ByteReader& bytes, Dissection& d) {
    const std::uint16_t event = d.u16(bytes, EventType);
    ByteReader ahead = bytes;
    const std::uint32_t stream = ahead.u32();
    if (const auto name = nameOf(events, event); name.empty())
        d.infoAppend("User Control Message 0x{:x}", event);
    else if (event == BufferLength)
        d.infoAppend("{} {},{}ms", name, stream, ahead.u32());
    else
        d.infoAppend("{} {}", name, stream);
    d.data(bytes, EventData, bytes.remaining());
}

void decodeMedia(ByteReader& bytes, Dissection& d, Field control, Field data) {
    d.u8(bytes, control);
    if (!bytes.atEnd())
        d.data(bytes, data, bytes.remaining());
}

void decodeValues(ByteReader& bytes, Dissection& d, std::uint8_t type) {
    if (type == Command3 || type == Data3) { // an octet in front of AMF0
        if (bytes.peek() != 0) {
            d.infoAppend("{}", nameOf(types, type));
            d.data(bytes, ChunkData, bytes.remaining());
            return;
        }
        d.data(bytes, ChunkData, 1);
    }
    const amf::Command command = amf::decodeCommand(bytes, d, amfFields);
    if (command.topic.empty())
        d.infoAppend("{}()", command.name);
    else
        d.infoAppend("{}('{}')", command.name, command.topic);
    if (!bytes.atEnd())
        d.data(bytes, ChunkData, bytes.remaining());
}

/// A message whose body is contiguous.
void decodeBody(ByteReader& bytes, Dissection& d, std::uint8_t type) {
    const auto name = nameOf(types, type, "Unknown");
    switch (type) {
    case ChunkSize:
        d.infoAppend("{} {}", name, d.u32(bytes, SetChunkSize));
        break;
    case Abort:
        d.infoAppend("{} {}", name, d.u32(bytes, AbortedStream));
        break;
    case Acknowledgement:
        d.infoAppend("{} {}", name, d.u32(bytes, SequenceNumber));
        break;
    case WindowSize:
        d.infoAppend("{} {}", name, d.u32(bytes, WindowField));
        break;
    case PeerBandwidth: {
        const std::uint32_t size = d.u32(bytes, WindowField);
        d.infoAppend("{} {},{}", name, size, nameOf(limits, d.u8(bytes, LimitType), "Unknown"));
        break;
    }
    case UserControl:
        decodeUserControl(bytes, d);
        break;
    case Command:
    case Command3:
    case Data:
    case Data3:
        decodeValues(bytes, d, type);
        break;
    case Audio:
        d.infoAppend("{}", name);
        decodeMedia(bytes, d, AudioControl, AudioData);
        break;
    case Video:
        d.infoAppend("{}", name);
        decodeMedia(bytes, d, VideoControl, VideoData);
        break;
    default:
        d.infoAppend("{}", name);
    }
    if (!bytes.atEnd())
        d.data(bytes, ChunkData, bytes.remaining());
}

/// The body without the headers between its chunks: in the frame if it is a single chunk, otherwise in a copy.
ByteReader joinedBody(ByteReader& message, Dissection& d, std::uint32_t length, std::uint32_t chunkSize) {
    if (length <= chunkSize)
        return message.part(length);
    const std::size_t start = message.offset();
    const std::span<std::byte> joined = d.derive(std::min<std::size_t>(length, message.remaining()));
    std::size_t size = 0;
    while (!message.atEnd() && size < joined.size()) {
        const Bytes chunk = message.take(std::min({std::size_t{chunkSize}, message.remaining(), joined.size() - size}));
        std::ranges::copy(chunk, joined.begin() + static_cast<std::ptrdiff_t>(size));
        size += chunk.size();
        if (!message.atEnd() && size < joined.size())
            message.skip(1);
    }
    return ByteReader(joined.first(size), start);
}

void decodeGreeting(ByteReader& bytes, Dissection& d, Progress::Phase phase, bool isFromServer) {
    const bool isFirst = phase == Progress::Greeting;
    d.infoAppend("Handshake {}", isFirst ? (isFromServer ? "S0+S1+S2" : "C0+C1") : "C2");
    if (isFirst) {
        d.data(bytes, isFromServer ? ServerVersion : ClientVersion, versionSize);
        d.data(bytes, isFromServer ? ServerRandom : ClientRandom, std::min(randomSize, bytes.remaining()));
    }
    if (isFirst != isFromServer || bytes.atEnd())
        return;
    d.data(bytes, isFromServer ? ServerEcho : ClientEcho, std::min(randomSize, bytes.remaining()));
}

void learnChunkSize(Dissection& d, const Head& head, ByteReader body, Progress& progress) {
    if (head.type != ChunkSize)
        return;
    const std::uint32_t size = body.u32();
    if (body.overrun() || size == 0)
        return;
    progress.chunkSize = std::min(size, largestChunk);
    if (d.isLearning())
        d.conversation<RtmpState>().ways[static_cast<std::size_t>(d.way())].chunkSize = progress.chunkSize;
}

/// False if it is not known what follows.
bool decodeMessage(ByteReader& bytes, Dissection& d, Progress& progress) {
    const Head head = readHead(bytes);
    if (!head.isWhole || !head.saysLength() || nameOf(types, head.type).empty()) {
        d.infoAppend("Unknown");
        d.data(bytes, ChunkData, bytes.remaining());
        return false;
    }
    decodeHead(bytes, d);
    const std::uint64_t size = sizeOf(head, progress.chunkSize) - head.size;
    ByteReader message = bytes.part(static_cast<std::size_t>(size));
    const bool isWhole = message.remaining() == size;
    if (isWhole)
        learnChunkSize(d, head, message, progress);
    ByteReader body = joinedBody(message, d, head.length, progress.chunkSize);
    if (isWhole) {
        decodeBody(body, d, head.type);
    } else { // the rest is in other frames
        d.infoAppend("{}", nameOf(types, head.type));
        d.data(body, ChunkData, body.remaining());
        bytes.setOverrun();
    }
    return true;
}

} // namespace

const ProtocolInfo& RtmpDecoder::protocol() const noexcept {
    return info;
}

bool RtmpDecoder::accepts(Bytes bytes, Claim) const {
    return !bytes.empty();
}

StreamMessage RtmpDecoder::messageIn(Bytes bytes, Dissection& d) const {
    const Progress progress = d.conversation<RtmpState>().ways[static_cast<std::size_t>(d.way())];
    if (const std::size_t greeting = greetingSize(progress.phase, !isToServer(d, port)); greeting != 0)
        return StreamMessage::of(greeting);
    const Head head = readHead(ByteReader(bytes));
    if (!head.isWhole)
        return StreamMessage::later();
    if (!head.saysLength() || nameOf(types, head.type).empty() || head.length > longestMessage)
        return {};
    return StreamMessage::of(sizeOf(head, progress.chunkSize));
}

void RtmpDecoder::decode(ByteReader& bytes, Dissection& d) const {
    const bool isFromServer = !isToServer(d, port);
    Progress progress = progressOf(d);
    d.info("");
    for (bool isFirst = true; !bytes.atEnd() && !bytes.overrun(); isFirst = false) {
        if (!isFirst)
            d.infoAppend("|");
        if (const std::size_t size = greetingSize(progress.phase, isFromServer); size != 0) {
            ByteReader greeting = bytes.part(size);
            const bool isWhole = greeting.remaining() == size;
            decodeGreeting(greeting, d, progress.phase, isFromServer);
            progress.phase =
                progress.phase == Progress::Greeting && !isFromServer ? Progress::Echo : Progress::Messages;
            if (d.isLearning())
                d.conversation<RtmpState>().ways[static_cast<std::size_t>(d.way())].phase = progress.phase;
            if (!isWhole)
                bytes.setOverrun();
        } else if (!decodeMessage(bytes, d, progress)) {
            return;
        }
    }
}

} // namespace tapscope::rtmp
