#include "tcp_options.h"

#include "tcp_fields.h"

namespace tapscope::tcp {
namespace {

constexpr std::uint8_t endOfList = 0, noOperation = 1, maximumSegment = 2, windowScale = 3, sackPermitted = 4, sack = 5,
                       echo = 6, echoReply = 7, timestamps = 8, md5 = 19, userTimeout = 28, authentication = 29,
                       multipath = 30, fastOpen = 34, experiment1 = 253, experiment2 = 254;
constexpr std::uint16_t fastOpenExperiment = 0xf989; // RFC 7413 section 4.1.2 before it had a number of its own

/// One option: where it is, and the line above its fields.
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
    case fastOpen:
        decodeFastOpen(bytes, d);
        break;
    case experiment1:
    case experiment2:
        decodeExperiment(bytes, d);
        break;
    default:
        if (!bytes.atEnd())
            d.data(bytes, OptionData, bytes.remaining());
    }
}

void labelOption(ByteReader bytes, const Option& option, Dissection& d) {
    const std::string_view title = nameOf(optionTitles, option.kind, "Unknown");
    switch (option.kind) {
    case maximumSegment:
        d.label("TCP Option - {}: {} bytes", title, bytes.u16());
        break;
    case windowScale: {
        const unsigned shift = bytes.u8();
        d.label("TCP Option - {}: {} (multiply by {})", title, shift, 1U << std::min(shift, 14U));
        break;
    }
    case timestamps: {
        const std::uint32_t value = bytes.u32();
        d.label("TCP Option - {}: TSval {}, TSecr {}", title, value, bytes.u32());
        break;
    }
    default:
        d.label("TCP Option - {}", title);
    }
}

} // namespace

void decodeOptions(ByteReader& bytes, std::uint32_t base, Dissection& d) {
    bool isMultipath = false;
    while (!bytes.atEnd()) {
        const auto start = static_cast<std::uint32_t>(bytes.offset());
        const std::uint8_t kind = bytes.peek();
        const std::uint8_t length = kind <= noOperation ? 1 : bytes.peek(1);
        if (kind > noOperation && (length < 2 || !bytes.has(length))) {
            d.malformed("an option's length does not fit");
            break;
        }
        Option option{kind, {start, length}, base};
        d.addBytes(OptionLine, option.range);
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
