#include "ethernet_decoders.h"

#include <decode/ethertype.h>

#include <zlib.h>

#include <algorithm>
#include <array>
#include <bit>

namespace tapscope::ethernet {
namespace {

enum Field : std::uint16_t {
    Destination,
    Source,
    Type,
    Length,
    InvalidLength,
    Padding,
    Trailer,
    CheckSequence,
    CheckStatus,
    SwitchDestination,
    SwitchType,
    SwitchUser,
    SwitchSource,
    SwitchLength,
    SwitchVlan,
    SwitchBpdu,
    SwitchIndex,
};
constexpr std::array checkStates = {ValueName{0, "Bad"}, ValueName{1, "Good"}, ValueName{2, "Unverified"}};
const std::array fields = {
    FieldInfo{.name = "eth.dst", .title = "Destination", .type = FieldType::Mac, .alias = "eth.addr"},
    FieldInfo{.name = "eth.src", .title = "Source", .type = FieldType::Mac, .alias = "eth.addr"},
    FieldInfo{.name = "eth.type", .title = "Type", .base = Base::Hex, .values = ethertypeNames()},
    FieldInfo{.name = "eth.len", .title = "Length"},
    FieldInfo{.name = "eth.invalid_lentype", .title = "Invalid length/type", .base = Base::HexDecimal},
    FieldInfo{.name = "eth.padding", .title = "Padding", .type = FieldType::ByteString},
    FieldInfo{.name = "eth.trailer", .title = "Trailer", .type = FieldType::ByteString},
    FieldInfo{.name = "eth.fcs", .title = "Frame check sequence", .base = Base::Hex},
    FieldInfo{.name = "eth.fcs.status", .title = "FCS Status", .values = checkStates},
    FieldInfo{.name = "isl.dst", .title = "Destination", .type = FieldType::ByteString},
    FieldInfo{.name = "isl.type", .title = "Type", .mask = 0xf0},
    FieldInfo{.name = "isl.user", .title = "User", .base = Base::Hex, .hexDigits = 1, .mask = 0x0f},
    FieldInfo{.name = "isl.src", .title = "Source", .type = FieldType::Mac},
    FieldInfo{.name = "isl.len", .title = "Length"},
    FieldInfo{.name = "isl.vlan_id", .title = "VLAN ID", .mask = 0xfffe},
    FieldInfo{.name = "isl.bpdu", .title = "BPDU", .type = FieldType::Boolean, .mask = 0x0001},
    FieldInfo{.name = "isl.index", .title = "Index"},
};
enum Table : std::uint8_t { Ethertype, Payload802, EthernetFrame };
constexpr std::array<std::string_view, 3> tables = {"ethertype", "eth.802_3", "eth.frame"};
constexpr std::array hooks = {Hook{"linktype", 1}, Hook{"ethertype", 0x6558}, Hook{"gre.proto", 0x6558},
                              Hook{"eth.frame", 0}};
const ProtocolInfo info = {.abbreviation = "eth",
                           .title = "Ethernet",
                           .column = "Ethernet",
                           .fields = fields,
                           .hooks = hooks,
                           .tables = tables};

constexpr std::size_t crcSize = 4;

std::uint32_t checkSequenceOver(Bytes covered) {
    const uLong crc = crc32_z(0, reinterpret_cast<const unsigned char*>(covered.data()), covered.size());
    return std::byteswap(static_cast<std::uint32_t>(crc)); // its first octet is the lowest
}

/// Whether the remaining bytes are the frame check sequence (IEEE 802.3 section 3.2.9), left there by the adapter.
bool isCheckSequence(const ByteReader& bytes, const Dissection& d) {
    if (bytes.remaining() != crcSize || d.frame().bytes.size() < d.frame().originalLength)
        return false;
    const Bytes covered = bytes.all().first(bytes.position());
    return ByteReader(bytes).u32() == checkSequenceOver(covered);
}

/// How many of a frame's captured octets are the check sequence that its file announces.
std::size_t announcedCheckSequence(const Dissection& d, const ByteReader& bytes) {
    const Frame& frame = d.frame();
    constexpr std::size_t outermost = 2; // layers: the frame itself and this one
    if (frame.frameCheckLength != crcSize || d.layers().size() != outermost || frame.originalLength < crcSize)
        return 0;
    const std::size_t end = frame.originalLength - crcSize;
    return bytes.remaining() - std::min(bytes.remaining(), end);
}

/// Adds the announced frame check sequence, which is not part of the payload.
void announced(ByteReader& bytes, Dissection& d) {
    const Bytes covered = bytes.all().first(bytes.position());
    const std::uint32_t found = d.u32(bytes, CheckSequence);
    if (bytes.overrun() || (!d.wants(CheckSequence) && !d.wants(CheckStatus)))
        return;
    const std::uint32_t expected = checkSequenceOver(covered);
    const bool isGood = found == expected;
    if (isGood)
        d.label("Frame check sequence: 0x{:08x} [correct]", found);
    else
        d.label("Frame check sequence: 0x{:08x} incorrect, should be 0x{:08x}", found, expected);
    d.mark(isGood ? FieldValue::Mark::Good : FieldValue::Mark::Error);
    d.add(CheckStatus, {}, isGood ? 1 : 0);
}

/// Adds the bytes after the payload: padding up to the smallest frame, then a trailer or the frame check sequence.
void rest(ByteReader& bytes, Dissection& d) {
    constexpr std::size_t smallestFrame = 60;
    const std::size_t before = bytes.position();
    if (before < smallestFrame && !bytes.atEnd())
        d.data(bytes, Padding, std::min(smallestFrame - before, bytes.remaining()));
    if (bytes.atEnd())
        return;
    const bool isShown = d.wants(Trailer) || d.wants(CheckSequence) || d.wants(CheckStatus);
    if (!isShown || !isCheckSequence(bytes, d)) {
        d.data(bytes, Trailer, bytes.remaining());
        return;
    }
    const std::uint32_t found = d.u32(bytes, CheckSequence);
    d.label("Frame check sequence: 0x{:08x} [correct]", found);
    d.mark(FieldValue::Mark::Good);
    d.add(CheckStatus, {}, 1);
}

/// Cisco's Inter-Switch Link has its own header in front of the frame; its destination begins with 01:00:0c:00:00 or
/// 03:00:0c:00:00.
bool isInterSwitchLink(Bytes destination) {
    const auto octet = [&](std::size_t at) { return std::to_integer<unsigned>(destination[at]); };
    return destination.size() == 6 && (octet(0) == 1 || octet(0) == 3) && octet(1) == 0 && octet(2) == 0x0c &&
           octet(3) == 0 && octet(4) == 0;
}

void interSwitchLink(ByteReader& bytes, Dissection& d) {
    d.data(bytes, SwitchDestination, 5);
    const auto at = static_cast<std::uint32_t>(bytes.offset());
    d.addBits({SwitchType, SwitchUser}, {at, 1}, bytes.u8());
    d.mac(bytes, SwitchSource);
    const std::uint16_t length = d.u16(bytes, SwitchLength);
    bytes.skip(6); // LLC SNAP and the vendor's number
    d.addBits({SwitchVlan, SwitchBpdu}, {at + 15, 2}, bytes.u16());
    d.u16(bytes, SwitchIndex);
    bytes.skip(2);
    d.layerLabel("Cisco Inter-Switch Link");
    d.columnProtocol("ISL");
    constexpr std::size_t counted = 12; // bytes of the header that the length field includes
    if (!bytes.overrun())
        d.next(EthernetFrame, 0, bytes.part(length < counted ? 0U : length - counted));
}

/// Decodes everything except an announced check sequence.
void decodeFrame(ByteReader& bytes, Dissection& d) {
    if (isInterSwitchLink(bytes.rest().first(std::min<std::size_t>(6, bytes.remaining())))) {
        interSwitchLink(bytes, d);
        return;
    }
    const auto destination = ColumnAddress::mac(d.mac(bytes, Destination));
    const auto source = ColumnAddress::mac(d.mac(bytes, Source));
    d.columnAddresses(source, destination);
    const auto number = static_cast<std::uint16_t>(bytes.peek() << 8 | bytes.peek(1));
    const bool isType = number >= smallestEthertype;
    const bool isLength = number <= largestLength;
    d.u16(bytes, isType ? Type : isLength ? Length : InvalidLength);
    if (bytes.overrun())
        return;
    d.layerLength(bytes.position());
    if (d.wantsTree())
        d.layerLabel("{}, Src: {}, Dst: {}", isType ? "Ethernet II" : "IEEE 802.3 Ethernet", ColumnText(source).view(),
                     ColumnText(destination).view());
    if (isType) {
        d.info("Ethernet II");
        const ByteReader payload = bytes.part(lengthByEthertype(number, bytes.rest()));
        nextByEthertype(d, Ethertype, number, payload);
        rest(bytes, d);
        return;
    }
    if (!isLength) {
        d.info("Ethernet Unknown: Invalid length/type: 0x{:04x} ({})", number, number);
        d.nextAsData(bytes);
        return;
    }
    d.info("IEEE 802.3 Ethernet");
    d.next(Payload802, bytes.peek() == 0xff && bytes.peek(1) == 0xff ? rawIpx : logicalLink, bytes.part(number));
    rest(bytes, d);
}

} // namespace

const ProtocolInfo& EthernetDecoder::protocol() const noexcept {
    return info;
}

void EthernetDecoder::decode(ByteReader& bytes, Dissection& d) const {
    const std::size_t checkSequence = announcedCheckSequence(d, bytes);
    if (checkSequence == 0) {
        decodeFrame(bytes, d);
        return;
    }
    ByteReader frame = bytes.part(bytes.remaining() - checkSequence);
    decodeFrame(frame, d);
    if (frame.overrun())
        bytes.setOverrun();
    else
        announced(bytes, d);
}

} // namespace tapscope::ethernet
