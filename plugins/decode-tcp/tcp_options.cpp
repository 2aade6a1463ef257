#include "tcp_options.h"

#include "tcp_fields.h"
#include "tcp_multipath.h"

#include <algorithm>
#include <array>

namespace tapscope::tcp {
namespace {

constexpr std::uint8_t endOfList = 0, noOperation = 1, maximumSegment = 2, windowScale = 3, sackPermitted = 4, sack = 5,
                       echo = 6, echoReply = 7, timestamps = 8, md5 = 19, userTimeout = 28, authentication = 29,
                       multipath = 30, fastOpen = 34, accurateEcn0 = 172, accurateEcn1 = 174, experiment1 = 253,
                       experiment2 = 254;
constexpr std::uint16_t fastOpenExperiment = 0xf989; // RFC 7413 section 4.1.2, before it had its own number

/// One option: its position, and the tree line above its fields.
struct Option {
    std::uint8_t kind;
    ByteRange range;
    std::uint32_t base; ///< of the sequence numbers that it acknowledges
};

void decodeSack(ByteReader& bytes, const Option& option, Dissection& d) {
    std::uint64_t count = 0;
    while (bytes.has(8)) {
        const auto at = static_cast<std::uint32_t>(bytes.offset());
        const std::uint32_t left = bytes.u32() - option.base;
        const std::uint32_t right = bytes.u32() - option.base;
        d.add(SackLeft, {at, 4}, left);
        d.label("left edge = {} (relative)", left);
        d.add(SackRight, {at + 4, 4}, right);
        d.label("right edge = {} (relative)", right);
        d.infoAppend(" SLE={} SRE={}", left, right);
        ++count;
    }
    d.add(SackCount, {}, count);
    d.label("[TCP SACK Count: {}]", count);
}

void decodeFastOpen(ByteReader& bytes, Dissection& d) {
    if (bytes.atEnd()) {
        d.add(FastOpenRequest, {static_cast<std::uint32_t>(bytes.offset()), 0}, 0);
        d.infoAppend(" TFO=R");
        return;
    }
    d.data(bytes, FastOpenCookie, bytes.remaining());
    d.infoAppend(" TFO=C");
}

void decodeExperiment(ByteReader& bytes, Dissection& d) {
    if (!bytes.has(2))
        return;
    const std::uint16_t id = d.u16(bytes, ExperimentId);
    if (id == fastOpenExperiment)
        decodeFastOpen(bytes, d);
    else if (!bytes.atEnd())
        d.data(bytes, ExperimentData, bytes.remaining());
}

void decodeAuthentication(ByteReader& bytes, Dissection& d) {
    d.u8(bytes, AuthenticationKey);
    d.u8(bytes, AuthenticationNextKey);
    d.data(bytes, AuthenticationMac, bytes.remaining());
    d.infoAppend(" TCP AO");
}

/// As many counters as fit, beginning with the first (draft-ietf-tcpm-accurate-ecn section 3.2.3); the option kind
/// defines their order.
void decodeAccurateEcn(ByteReader& bytes, const Option& option, Dissection& d) {
    constexpr std::array inOrder0 = {EcnEct0Bytes, EcnCeBytes, EcnEct1Bytes};
    constexpr std::array inOrder1 = {EcnEct1Bytes, EcnCeBytes, EcnEct0Bytes};
    for (const Field counter : option.kind == accurateEcn0 ? inOrder0 : inOrder1) {
        if (bytes.has(3))
            d.u24(bytes, counter);
    }
}

void decodeValue(ByteReader& bytes, const Option& option, Dissection& d) {
    switch (option.kind) {
    case maximumSegment:
        d.infoAppend(" MSS={}", d.u16(bytes, MaximumSegment));
        break;
    case windowScale: {
        const unsigned factor = 1U << std::min<unsigned>(bytes.peek(), 14); // RFC 7323 section 2.3
        const auto at = static_cast<std::uint32_t>(bytes.offset());
        d.u8(bytes, WindowShift);
        d.add(WindowMultiplier, {at, 1}, factor);
        d.label("[Multiplier: {}]", factor);
        d.infoAppend(" WS={}", factor);
        break;
    }
    case sackPermitted:
        d.infoAppend(" SACK_PERM");
        break;
    case sack:
        decodeSack(bytes, option, d);
        break;
    case echo:
        d.infoAppend(" ECHO={}", d.u32(bytes, EchoValue));
        break;
    case echoReply:
        d.infoAppend(" ECHOREPLY={}", d.u32(bytes, EchoValue));
        break;
    case timestamps: {
        const std::uint32_t value = d.u32(bytes, TimestampValue);
        const std::uint32_t reply = d.u32(bytes, TimestampEcho);
        d.infoAppend(" TSval={} TSecr={}", value, reply);
        break;
    }
    case md5:
        d.data(bytes, Md5Digest, bytes.remaining());
        d.infoAppend(" MD5");
        break;
    case userTimeout: {
        const ByteRange range{static_cast<std::uint32_t>(bytes.offset()), 2};
        const std::uint16_t value = bytes.u16();
        d.addBits({UserTimeoutInMinutes, UserTimeout}, range, value);
        d.infoAppend(" USER_TO={}", value & 0x7fff);
        break;
    }
    case authentication:
        decodeAuthentication(bytes, d);
        break;
    case multipath:
        decodeMultipath(bytes, d);
        break;
    case fastOpen:
        decodeFastOpen(bytes, d);
        break;
    case accurateEcn0:
    case accurateEcn1:
        decodeAccurateEcn(bytes, option, d);
        break;
    case experiment1:
    case experiment2:
        decodeExperiment(bytes, d);
        break;
    default:
        break;
    }
}

Field fieldOf(std::uint8_t kind) {
    const auto found = std::ranges::lower_bound(optionInfos, kind, {}, &OptionInfo::kind);
    return found == optionInfos.end() || found->kind != kind ? UnknownOption : found->field;
}

void labelOption(ByteReader bytes, const Option& option, Dissection& d) {
    const std::string_view title = fields[fieldOf(option.kind)].title;
    switch (option.kind) {
    case maximumSegment:
        d.label("{}: {} bytes", title, bytes.u16());
        break;
    case windowScale: {
        const unsigned shift = bytes.u8();
        d.label("{}: {} (multiply by {})", title, shift, 1U << std::min(shift, 14U));
        break;
    }
    case timestamps: {
        const std::uint32_t value = bytes.u32();
        d.label("{}: TSval {}, TSecr {}", title, value, bytes.u32());
        break;
    }
    case multipath:
        d.label("{}: {}", title, multipathSubtype(bytes));
        break;
    default:
        break;
    }
}

} // namespace

void decodeOptions(ByteReader& bytes, std::uint32_t base, Dissection& d) {
    bool isMultipath = false, isEnded = false;
    while (!bytes.atEnd()) {
        const auto start = static_cast<std::uint32_t>(bytes.offset());
        const std::uint8_t kind = bytes.peek();
        const std::uint8_t length = kind <= noOperation ? 1 : bytes.peek(1);
        if (isEnded && kind != endOfList) { // RFC 9293 section 3.1: the bytes after the end are padding, with zeros
            d.data(bytes, OptionPadding, bytes.remaining());
            d.mark(FieldValue::Mark::Warning);
            break;
        }
        isEnded = kind == endOfList;
        if (kind > noOperation && (length < 2 || !bytes.has(length))) {
            d.data(bytes, OptionData, bytes.remaining());
            d.malformed("an option's length does not fit");
            break;
        }
        Option option{kind, {start, length}, base};
        d.addBytes(fieldOf(kind), option.range);
        if (d.wantsTree()) {
            ByteReader value = bytes;
            value.skip(2);
            labelOption(value, option, d);
        }
        const auto nest = d.nest();
        ByteReader part = bytes.part(length);
        d.u8(part, OptionKind);
        if (kind > noOperation)
            d.u8(part, OptionLength);
        decodeValue(part, option, d);
        if (!part.atEnd())
            d.data(part, OptionData, part.remaining());
        isMultipath = isMultipath || kind == multipath;
    }
    if (isMultipath) {
        d.columnProtocol("MPTCP");
        d.passThrough("mptcp");
    }
}

std::optional<int> windowShiftOf(Bytes bytes) noexcept {
    ByteReader options(bytes);
    while (options.remaining() >= 3) {
        const std::uint8_t kind = options.peek();
        if (kind == endOfList)
            break;
        if (kind == windowScale && options.peek(1) == 3)
            return options.peek(2);
        options.skip(kind == noOperation ? 1 : std::max<std::size_t>(options.peek(1), 1));
    }
    return std::nullopt;
}

std::uint32_t selectivelyAckedBy(Bytes bytes) noexcept {
    ByteReader options(bytes);
    std::uint32_t acked = 0;
    while (options.remaining() >= 2) {
        const std::uint8_t kind = options.peek();
        if (kind == endOfList)
            break;
        ByteReader option = options.part(kind == noOperation ? 1 : std::max<std::size_t>(options.peek(1), 2));
        option.skip(2);
        while (kind == sack && option.has(8)) {
            const std::uint32_t left = option.u32();
            acked += option.u32() - left;
        }
    }
    return acked;
}

} // namespace tapscope::tcp
