#include "dnp3_fields.h"
#include "telecontrol_decoders.h"

#include <decode/message_fields.h>

#include <algorithm>
#include <array>

namespace tapscope::dnp3 {
namespace {

using namespace dnp3;

constexpr std::array hooks = {Hook{"tcp.port", 20000}, Hook{"udp.port", 20000}};
const ProtocolInfo info = {.abbreviation = "dnp3",
                           .title = "Distributed Network Protocol 3.0",
                           .column = "DNP 3.0",
                           .fields = fieldTable(),
                           .hooks = hooks};
constexpr std::size_t headerSize = 10, checksumSize = 2, chunkSize = 16;
constexpr std::uint8_t uncountedHead = 5; ///< octets of the header that the length includes

/// Data of at most 250 octets, without the checksums between its chunks.
std::size_t sizeOnWire(std::size_t data) noexcept {
    return data + (data + chunkSize - 1) / chunkSize * checksumSize;
}

/// CRC-16/DNP: reflected, polynomial 0x3d65, complemented.
std::uint16_t checksumOf(Bytes bytes) noexcept {
    constexpr unsigned polynomial = 0xa6bc;
    unsigned sum = 0;
    for (const std::byte octet : bytes) {
        sum ^= std::to_integer<unsigned>(octet);
        for (int bit = 0; bit < 8; ++bit)
            sum = (sum & 1U) != 0 ? sum >> 1 ^ polynomial : sum >> 1;
    }
    return static_cast<std::uint16_t>(~sum);
}

void addChecksum(ByteReader& bytes, Dissection& d, Dissection::Field field, Dissection::Field status, Bytes over) {
    const ByteRange range = rangeAhead(bytes, checksumSize);
    const auto said = static_cast<std::uint16_t>(d.uintLe(bytes, field, checksumSize));
    if (bytes.overrun())
        return;
    const bool isRight = said == checksumOf(over);
    d.label("{}: 0x{:04x} [{}]", fieldTable()[field].title, said, isRight ? "correct" : "incorrect");
    d.mark(isRight ? FieldValue::Mark::Good : FieldValue::Mark::Error);
    d.add(status, range, isRight ? 1 : 0);
    d.hide();
}

/// The data of a frame, joined from its chunks. If data is missing, `bytes` is overrun.
ByteReader withoutChecksums(ByteReader& bytes, Dissection& d, std::size_t size) {
    const std::size_t start = bytes.offset();
    const std::span<std::byte> data = d.derive(size);
    std::size_t filled = 0;
    while (filled < size) {
        const std::size_t part = std::min(chunkSize, size - filled);
        const Bytes chunk = d.data(bytes, Chunk, part);
        if (bytes.overrun())
            break;
        std::ranges::copy(chunk, data.begin() + static_cast<std::ptrdiff_t>(filled));
        filled += part;
        const auto nest = d.nest();
        addChecksum(bytes, d, ChunkChecksum, ChunkChecksumStatus, chunk);
    }
    return ByteReader(data.first(filled), start);
}

void decodeTransport(ByteReader data, Dissection& d) {
    constexpr std::uint8_t finalBit = 0x80, firstBit = 0x40;
    const ByteRange range = rangeAhead(data, 1);
    const std::uint8_t control = d.u8(data, TransportControl);
    if (data.overrun())
        return;
    {
        const auto nest = d.nest();
        d.addBits({TransportFinal, TransportFirst, TransportSequence}, range, control);
    }
    if ((control & firstBit) == 0) {
        d.infoItem("Application layer fragment");
        return;
    }
    decodeApplication(data, d);
    if (data.overrun() && (control & finalBit) != 0)
        d.malformed("the application layer is shorter than its header");
}

/// Decodes the control octet of the link layer: the direction, the sender's role and the function.
std::uint8_t decodeControl(ByteReader& bytes, Dissection& d) {
    constexpr std::uint8_t primary = 0x40;
    const ByteRange range = rangeAhead(bytes, 1);
    const std::uint8_t control = d.u8(bytes, Control);
    const auto nest = d.nest();
    if ((control & primary) != 0)
        d.addBits({ControlDirection, ControlPrimary, ControlCount, ControlCountValid, PrimaryFunction}, range, control);
    else
        d.addBits({ControlDirection, ControlPrimary, ControlFlow, SecondaryFunction}, range, control);
    return control;
}

std::string_view controlName(std::uint8_t control) noexcept {
    const bool isPrimary = (control & 0x40U) != 0;
    return nameOf(fieldTable()[isPrimary ? PrimaryFunction : SecondaryFunction].values, control & 0xfU,
                  "Unknown function");
}

} // namespace

const ProtocolInfo& Dnp3Decoder::protocol() const noexcept {
    return info;
}

bool Dnp3Decoder::accepts(Bytes bytes, Claim) const {
    ByteReader reader(bytes);
    if (bytes.size() < 2)
        return reader.peek() == 0x05;
    return reader.u16() == 0x0564 && (bytes.size() < 3 || reader.u8() >= uncountedHead);
}

StreamMessage Dnp3Decoder::messageIn(Bytes bytes, Dissection&) const {
    if (bytes.size() < 3)
        return StreamMessage::later();
    if (!accepts(bytes, Claim::ByKey))
        return {};
    return StreamMessage::of(headerSize + sizeOnWire(ByteReader(bytes).peek(2) - std::size_t{uncountedHead}));
}

void Dnp3Decoder::decode(ByteReader& bytes, Dissection& d) const {
    d.info("");
    while (!bytes.atEnd()) {
        if (!accepts(bytes.rest(), Claim::ByKey)) {
            d.nextAsData(bytes);
            return;
        }
        const Bytes head = bytes.rest().first(std::min(bytes.remaining(), headerSize - checksumSize));
        d.u16(bytes, Start);
        const std::uint8_t length = d.u8(bytes, Length);
        const std::uint8_t control = decodeControl(bytes, d);
        const auto destination = d.uintLe(bytes, Destination, 2);
        const auto source = d.uintLe(bytes, Source, 2);
        addChecksum(bytes, d, HeaderChecksum, HeaderChecksumStatus, head);
        if (bytes.overrun())
            return;
        if (length <= uncountedHead) {
            d.infoItem("from {} to {}, len={}, {}", source, destination, length, controlName(control));
            continue;
        }
        const ByteReader data = withoutChecksums(bytes, d, length - std::size_t{uncountedHead});
        decodeTransport(data, d);
    }
}

} // namespace tapscope::dnp3
