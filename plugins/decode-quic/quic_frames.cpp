#include "quic_frames.h"

#include "quic_fields.h"

#include <algorithm>
#include <array>

namespace tapscope::quic {
namespace {

constexpr std::uint64_t padding = 0x00, ping = 0x01, acknowledgment = 0x02, acknowledgmentEcn = 0x03, crypto = 0x06,
                        googleCrypto = 0x08, closeTransport = 0x1c, closeApplication = 0x1d;

ByteRange rangeFrom(std::size_t start, const ByteReader& bytes) noexcept {
    return {static_cast<std::uint32_t>(start), static_cast<std::uint32_t>(bytes.offset() - start)};
}

void beginFrame(ByteReader& bytes, Dissection& d, std::string_view name, std::size_t length) {
    d.addBytes(Frame, {static_cast<std::uint32_t>(bytes.offset()), static_cast<std::uint32_t>(length)});
    d.label("{}", name);
}

void decodePadding(ByteReader& bytes, Dissection& d) {
    const std::size_t start = bytes.offset();
    while (!bytes.atEnd() && bytes.peek() == 0)
        bytes.skip(1);
    const ByteRange range = rangeFrom(start, bytes);
    d.addBytes(Frame, range);
    d.label("PADDING Length: {}", range.length);
    const auto nest = d.nest();
    d.add(FrameType, {range.offset, 1}, padding);
    d.add(PaddingLength, range, range.length);
    d.infoAppend(", PADDING");
}

void decodeAcknowledgment(ByteReader& bytes, Dissection& d, std::uint64_t type) {
    decodeVarint(bytes, d, AckLargest);
    decodeVarint(bytes, d, AckDelay);
    const std::uint64_t count = decodeVarint(bytes, d, AckRangeCount);
    decodeVarint(bytes, d, AckFirstRange);
    for (std::uint64_t i = 0; i < count && !bytes.overrun(); ++i) {
        decodeVarint(bytes, d, AckGap);
        decodeVarint(bytes, d, AckRange);
    }
    if (type != acknowledgmentEcn)
        return;
    for (const auto field : {AckEct0, AckEct1, AckCe})
        decodeVarint(bytes, d, field);
}

void decodeCrypto(ByteReader& bytes, Dissection& d, std::size_t start, CryptoPieces& pieces) {
    const std::uint64_t offset = decodeVarint(bytes, d, CryptoOffset);
    const std::uint64_t length = decodeVarint(bytes, d, CryptoLength);
    const Bytes data = d.data(bytes, CryptoData, static_cast<std::size_t>(std::min<std::uint64_t>(length, SIZE_MAX)));
    pieces.add(offset, data, start);
}

void decodeClose(ByteReader& bytes, Dissection& d, std::uint64_t type) {
    if (type == closeTransport) {
        decodeVarint(bytes, d, CloseErrorCode);
        decodeVarint(bytes, d, CloseFrameType);
    } else {
        decodeVarint(bytes, d, CloseApplicationErrorCode);
    }
    const std::uint64_t length = decodeVarint(bytes, d, CloseReasonLength);
    if (length > 0 && length <= bytes.remaining())
        d.text(bytes, CloseReason, static_cast<std::size_t>(length));
}

/// Reads one frame. False if Initial packets cannot contain this type of frame.
bool decodeFrame(ByteReader& bytes, Dissection& d, std::size_t start, CryptoPieces& pieces) {
    ByteReader head = bytes;
    const std::uint64_t type = readVarint(head);
    // The IETF's type of STREAM frames, which Initial packets cannot contain; Google's versions (T051) use it for
    // CRYPTO.
    const bool isCrypto = type == crypto || type == googleCrypto;
    if (type == padding) {
        decodePadding(bytes, d);
        return true;
    }
    const std::string_view name = type == ping                                         ? "PING"
                                  : type == acknowledgment                             ? "ACK"
                                  : type == acknowledgmentEcn                          ? "ACK_ECN"
                                  : isCrypto                                           ? "CRYPTO"
                                  : type == closeTransport || type == closeApplication ? "CC"
                                                                                       : "";
    if (name.empty())
        return false;
    beginFrame(bytes, d, name == "CC" ? "CONNECTION_CLOSE" : name, 0);
    const auto nest = d.nest();
    decodeVarint(bytes, d, FrameType);
    d.infoAppend(", {}", name);
    if (isCrypto)
        decodeCrypto(bytes, d, start, pieces);
    else if (type == acknowledgment || type == acknowledgmentEcn)
        decodeAcknowledgment(bytes, d, type);
    else if (type != ping)
        decodeClose(bytes, d, type);
    return true;
}

} // namespace

std::uint64_t readVarint(ByteReader& bytes) noexcept {
    const std::size_t size = std::size_t{1} << (bytes.peek() >> 6);
    const std::uint64_t value = bytes.big(size);
    return value & (~std::uint64_t{0} >> (64 - (8 * size - 2)));
}

std::uint64_t decodeVarint(ByteReader& bytes, Dissection& d, Dissection::Field field) {
    const std::size_t start = bytes.offset();
    const std::uint64_t value = readVarint(bytes);
    if (!bytes.overrun())
        d.add(field, rangeFrom(start, bytes), value);
    return value;
}

void decodeFrames(ByteReader bytes, Dissection& d, CryptoPieces& pieces) {
    const std::size_t start = bytes.offset();
    while (!bytes.atEnd() && decodeFrame(bytes, d, start, pieces)) {
    }
}

} // namespace tapscope::quic
