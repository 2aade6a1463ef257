#include "tcp_decoder.h"

#include "tcp_fields.h"
#include "tcp_findings.h"
#include "tcp_options.h"
#include "tcp_payload.h"

#include <decode/transport_checksum.h>

#include <array>

namespace tapscope {
namespace {

using namespace tcp;

constexpr std::array<std::string_view, 1> tables = {"tcp.port"};
constexpr std::array hooks = {Hook{"ip.proto", 6}};
constexpr std::array<std::string_view, 1> steps = {"mptcp"};
const ProtocolInfo info = {.abbreviation = "tcp",
                           .title = "Transmission Control Protocol",
                           .column = "TCP",
                           .fields = fields,
                           .hooks = hooks,
                           .tables = tables,
                           .steps = steps,
                           .learns = true,
                           .carriesConversations = true};

constexpr std::size_t smallestHeader = 20;

struct FlagName {
    unsigned bit;
    std::string_view name;
    std::string_view letter;
};
constexpr std::array flagNames = {FlagName{0x01, "FIN", "F"}, FlagName{0x02, "SYN", "S"}, FlagName{0x04, "RST", "R"},
                                  FlagName{0x08, "PSH", "P"}, FlagName{0x10, "ACK", "A"}, FlagName{0x20, "URG", "U"},
                                  FlagName{0x40, "ECE", "E"}, FlagName{0x80, "CWR", "C"}, FlagName{0x100, "AE", "N"},
                                  FlagName{0x200, "", "R"},   FlagName{0x400, "", "R"},   FlagName{0x800, "", "R"}};

/// Text of limited length on the stack.
template <std::size_t Capacity>
struct ShortText {
    std::array<char, Capacity> characters{};
    std::size_t size = 0;

    void append(std::string_view text) noexcept {
        const std::size_t taken = text.copy(characters.data() + size, Capacity - size);
        size += taken;
    }
    [[nodiscard]] std::string_view view() const noexcept { return {characters.data(), size}; }
};

ShortText<64> namesOf(unsigned flags) {
    ShortText<64> text;
    for (const FlagName& flag : flagNames) {
        if ((flags & flag.bit) == 0 || flag.name.empty())
            continue;
        if (text.size != 0)
            text.append(", ");
        text.append(flag.name);
    }
    if ((flags & 0xe00U) != 0)
        text.append(text.size != 0 ? ", Reserved" : "Reserved");
    if (text.size == 0)
        text.append("<None>");
    return text;
}

/// "·······AP···"
ShortText<32> lettersOf(unsigned flags) {
    ShortText<32> text;
    for (std::size_t i = flagNames.size(); i-- > 0;)
        text.append((flags & flagNames[i].bit) != 0 ? flagNames[i].letter : std::string_view("·"));
    return text;
}

constexpr std::array completenessParts = {ValueName{1, "SYN_SENT"},    ValueName{2, "SYN_ACK"},
                                          ValueName{4, "ESTABLISHED"}, ValueName{8, "DATA"},
                                          ValueName{16, "FIN"},        ValueName{32, "RST"}};

/// The header as in the segment.
struct Header {
    std::uint16_t source = 0, destination = 0;
    std::uint32_t sequence = 0, acknowledgment = 0;
    std::size_t length = 0; ///< including options, in bytes
    unsigned flags = 0;
    std::uint16_t window = 0;
    std::size_t payload = 0; ///< bytes, captured or not
    bool isWhole = true;     ///< not a fragment of IP, not quoted, not shorter than its header: `payload` holds

    [[nodiscard]] bool has(unsigned flag) const noexcept { return (flags & flag) != 0; }
};

/// Reads what the analysis needs, without adding fields.
Header readHeader(const ByteReader& segment, const Dissection& d) {
    ByteReader bytes(segment.rest());
    Header header;
    const std::size_t size = d.carrier().isWhole ? bytes.remaining() : d.carrier().payloadLength;
    header.source = bytes.u16();
    header.destination = bytes.u16();
    header.sequence = bytes.u32();
    header.acknowledgment = bytes.u32();
    const std::uint16_t lengthAndFlags = bytes.u16();
    header.length = (lengthAndFlags >> 12) * 4U;
    header.flags = lengthAndFlags & 0xfffU;
    header.window = bytes.u16();
    header.isWhole = !bytes.overrun() && !d.carrier().isFragment && !d.carrier().insideError && size >= header.length;
    header.payload = size > header.length ? size - header.length : 0;
    return header;
}

struct Place {
    std::optional<Facts> facts;
    Details details;
};

/// Facts about the segment from its conversation: computed while the frame is learned, looked up otherwise.
Place placeOf(const Header& header, Bytes segmentBytes, Dissection& d) {
    if (!d.isLearning()) {
        Place place{.facts = d.recall<Facts>(), .details = {}};
        if (const auto details = d.recall<Details>(1))
            place.details = *details;
        return place;
    }
    if (d.carrier().insideError)
        return {};
    const std::size_t headerEnd = std::min(header.length, segmentBytes.size());
    const Bytes options = headerEnd > smallestHeader ? segmentBytes.first(headerEnd).subspan(smallestHeader) : Bytes();
    const Segment segment{.frame = d.frame().number,
                          .time = d.frame().time,
                          .sequence = header.sequence,
                          .acknowledgment = header.acknowledgment,
                          .length = static_cast<std::uint32_t>(header.payload),
                          .flags = header.flags,
                          .window = header.window,
                          .windowShift = windowShiftOf(options),
                          .selectivelyAcked = selectivelyAckedBy(options),
                          .sourcePort = header.source,
                          .destinationPort = header.destination};
    struct Streams final : ConversationState {
        std::uint32_t count = 0;
    };
    const Way way = d.way();
    Stream* const known = d.knownConversation<Stream>();
    const bool isReopened = known != nullptr && known->isReopenedBy(segment, way);
    if (isReopened)
        d.forgetConversation();
    auto& stream = known != nullptr && !isReopened ? *known : d.conversation<Stream>();
    if (known == nullptr || isReopened) {
        stream.number = d.captureWide<Streams>().count++;
        stream.succeedsAnother = isReopened;
    }
    const Stream::Verdict verdict =
        header.isWhole ? stream.add(segment, way) : Stream::Verdict{.facts = stream.facts(way), .details = {}};
    d.remember(verdict.facts);
    if (!verdict.details.isEmpty())
        d.remember(verdict.details, 1);
    return {.facts = verdict.facts, .details = verdict.details};
}

/// The payload for continuationOf(). A retransmission or a keep-alive continues nothing.
PayloadPlace payloadPlace(const Header& header, const Dissection& d, unsigned findings) {
    constexpr unsigned repeated = Retransmission | FastRetransmission | SpuriousRetransmission | OutOfOrder | KeepAlive;
    return {.sequence = header.sequence,
            .size = static_cast<std::uint32_t>(header.payload),
            .isCounted = header.isWhole && d.carrier().isWhole && header.payload != 0 && !header.has(rst) &&
                         header.length >= smallestHeader && (findings & repeated) == 0};
}

void addConversation(Dissection& d, const Facts& facts) {
    constexpr ByteRange derived{};
    d.add(StreamIndex, derived, facts.stream);
    d.label("[Stream index: {}]", facts.stream);
    d.add(Completeness, derived, facts.completeness);
    if (!d.wantsTree())
        return;
    ShortText<64> parts;
    for (const ValueName& part : completenessParts) {
        if ((facts.completeness & part.value) == 0)
            continue;
        parts.append(", ");
        parts.append(part.name);
    }
    d.label("[Conversation completeness so far: {}{}]", facts.completeness, parts.view());
}

/// Relative sequence numbers and the scaled window, or the raw values if the conversation is not known.
struct Numbers {
    std::uint32_t sequence = 0, acknowledgment = 0, window = 0;
};

Numbers numbersOf(const Header& header, const std::optional<Facts>& facts) {
    Numbers numbers{header.sequence, header.acknowledgment, header.window};
    if (!facts || !header.isWhole)
        return numbers;
    numbers.sequence -= facts->baseSequence;
    if (header.has(ack))
        numbers.acknowledgment -= facts->baseAcknowledgment;
    if (!header.has(syn) && facts->windowShift > 0)
        numbers.window <<= facts->windowShift;
    return numbers;
}

void addSequenceNumbers(Dissection& d, const Header& header, const Numbers& numbers, std::uint32_t at, bool relative) {
    const std::string_view remark = relative ? "    (relative sequence number)" : "";
    d.add(Sequence, {at + 4, 4}, numbers.sequence);
    d.label("Sequence Number: {}{}", numbers.sequence, remark);
    d.add(RawSequence, {at + 4, 4}, header.sequence);
    if (header.isWhole) {
        const std::uint32_t next =
            numbers.sequence + static_cast<std::uint32_t>(header.payload) + (header.has(syn | fin) ? 1 : 0);
        d.add(NextSequence, {}, next);
        d.label("[Next Sequence Number: {}{}]", next, remark);
    }
    d.add(Acknowledgment, {at + 8, 4}, numbers.acknowledgment);
    d.label("Acknowledgment Number: {}{}", numbers.acknowledgment,
            relative && header.has(ack) ? "    (relative ack number)" : "");
    d.add(RawAcknowledgment, {at + 8, 4}, header.acknowledgment);
}

/// The fields before the flags.
void addNumbers(Dissection& d, const Header& header, const Numbers& numbers, const std::optional<Facts>& facts,
                std::uint32_t at) {
    if (facts)
        addConversation(d, *facts);
    if (header.isWhole) {
        d.add(SegmentLength, {}, header.payload);
        d.label("[TCP Segment Len: {}]", header.payload);
    }
    addSequenceNumbers(d, header, numbers, at, facts.has_value() && header.isWhole);
}

void addFlags(Dissection& d, const Header& header, std::uint32_t at) {
    d.add(HeaderLength, {at + 12, 1}, header.length);
    d.label("{:04b} .... = Header Length: {} bytes ({})", header.length / 4, header.length, header.length / 4);
    if (header.length < smallestHeader) {
        d.mark(FieldValue::Mark::Error);
        return;
    }
    const ByteRange range{at + 12, 2};
    d.add(Flags, range, header.flags);
    if (d.wantsTree())
        d.label("Flags: 0x{:03x} ({})", header.flags, namesOf(header.flags).view());
    const auto nest = d.nest();
    d.addBits({FlagReserved, FlagAccurateEcn, FlagWindowReduced, FlagEcnEcho, FlagUrgent, FlagAck, FlagPush, FlagReset,
               FlagSyn, FlagFin},
              range, header.flags);
    if (d.wants(FlagText))
        d.addText(FlagText, range, lettersOf(header.flags).view());
}

void addWindow(Dissection& d, const Header& header, const Numbers& numbers, const std::optional<Facts>& facts,
               std::uint32_t at) {
    d.add(Window, {at + 14, 2}, header.window);
    d.add(WindowSize, {at + 14, 2}, numbers.window);
    d.label("[Calculated window size: {}]", numbers.window);
    if (!facts || header.has(syn))
        return;
    const int shift = facts->windowShift;
    d.add(WindowFactor, {at + 14, 2}, static_cast<std::uint64_t>(shift >= 0 ? std::int64_t{1} << shift : shift));
    if (shift >= 0)
        d.label("[Window size scaling factor: {}]", 1U << shift);
    else
        d.label("[Window size scaling factor: {} ({})]", shift,
                shift == Facts::noShift ? "no window scaling used" : "unknown");
}

void addChecksum(ByteReader& bytes, Dissection& d, Bytes segment) {
    const std::uint16_t checksum = d.u16(bytes, Checksum);
    if (!d.wants(ChecksumStatus) || bytes.overrun())
        return;
    constexpr std::uint8_t protocolNumber = 6;
    const auto verdict = verifyTransportChecksum(d, segment, protocolNumber, 16);
    labelChecksum(d, checksum, verdict);
    d.add(ChecksumStatus, {}, static_cast<std::uint64_t>(verdict.state));
}

} // namespace

const ProtocolInfo& TcpDecoder::protocol() const noexcept {
    return info;
}

void TcpDecoder::decode(ByteReader& bytes, Dissection& d) const {
    const Bytes segment = bytes.rest();
    const auto at = static_cast<std::uint32_t>(bytes.offset());
    const Header header = readHeader(bytes, d);
    d.u16(bytes, SourcePort);
    d.u16(bytes, DestinationPort);
    d.carrier().sourcePort = header.source;
    d.carrier().destinationPort = header.destination;
    if (bytes.overrun())
        return;
    if (!bytes.has(12)) { // quoted in an ICMP error, which promises eight bytes
        d.info("{} → {}", header.source, header.destination);
        d.layerLabel("Transmission Control Protocol, Src Port: {}, Dst Port: {}", header.source, header.destination);
        d.u32(bytes, RawSequence);
        bytes.skip(10);
        return;
    }
    const auto [facts, details] = placeOf(header, segment, d);
    const Continuation continuation =
        header.has(syn) ? Continuation{} : continuationOf(d, payloadPlace(header, d, facts ? facts->findings : 0U));
    const Numbers numbers = numbersOf(header, facts);
    if (d.wantsFields())
        addNumbers(d, header, numbers, facts, at);
    if (d.wantsColumns()) {
        if (continuation.frame != 0) {
            d.infoAppend("[Continuation to #{}] ", continuation.frame);
            d.infoFence();
        }
        if (facts)
            announce(d, *facts, details);
        if (header.has(ack))
            d.infoAppend("{} → {} [{}] Seq={} Ack={} Win={}", header.source, header.destination,
                         namesOf(header.flags).view(), numbers.sequence, numbers.acknowledgment, numbers.window);
        else
            d.infoAppend("{} → {} [{}] Seq={} Win={}", header.source, header.destination, namesOf(header.flags).view(),
                         numbers.sequence, numbers.window);
        if (header.length < smallestHeader)
            d.infoAppend(", bogus TCP header length ({}, must be at least {})", header.length, smallestHeader);
    }
    if (d.wantsFields())
        addFlags(d, header, at);
    if (header.length < smallestHeader) {
        bytes.skip(bytes.remaining());
        return;
    }
    bytes.skip(12);
    if (d.wantsFields())
        addWindow(d, header, numbers, facts, at);
    addChecksum(bytes, d, segment);
    const std::uint16_t urgent = d.u16(bytes, UrgentPointer);
    if (d.wantsColumns()) {
        if (header.has(urg) && !bytes.overrun())
            d.infoAppend(" Urg={}", urgent);
        if (header.isWhole)
            d.infoAppend(" Len={}", header.payload);
    }
    d.layerLabel("Transmission Control Protocol, Src Port: {}, Dst Port: {}, Seq: {}, Ack: {}, Len: {}", header.source,
                 header.destination, numbers.sequence, numbers.acknowledgment, header.payload);
    if (bytes.overrun())
        return;
    const std::size_t optionLength = header.length - smallestHeader;
    if (optionLength > 0) {
        d.addBytes(Options, {static_cast<std::uint32_t>(bytes.offset()), static_cast<std::uint32_t>(optionLength)});
        d.label("Options: ({} bytes)", optionLength);
        const auto nest = d.nest();
        const bool isComplete = bytes.has(optionLength);
        ByteReader options = bytes.part(optionLength);
        if (d.wantsColumns() || d.wantsAny(EndOfListOption, OptionPadding))
            decodeOptions(options, facts && header.isWhole ? facts->baseAcknowledgment : 0, d);
        if (!isComplete) {
            bytes.skip(1); // missing bytes are reported as missing from the header
            return;
        }
    }
    if (facts && d.wantsFields())
        addAnalysis(d, *facts, details);
    d.layerLength(header.length);
    const std::uint16_t lower = std::min(header.source, header.destination);
    decodePayload(bytes, d,
                  {.sequence = header.sequence + (header.has(syn) ? 1 : 0),
                   .flags = header.flags,
                   .findings = facts ? facts->findings : 0U,
                   .ports = {facts && facts->serverPort != 0 ? facts->serverPort : lower, lower,
                             std::max(header.source, header.destination)},
                   .isWhole = header.isWhole && d.carrier().isWhole,
                   .continuation = continuation});
}

} // namespace tapscope
