#include "ipv4_decoder.h"

#include "ipv4_options.h"

#include <base/internet_checksum.h>
#include <decode/dissection.h>
#include <decode/fragments.h>
#include <decode/ip_protocols.h>
#include <decode/promised_length.h>

#include <array>

namespace tapscope {
namespace {

using namespace ipv4;

constexpr std::array codePoints = {
    ValueName{0, "CS0"},   ValueName{8, "CS1"},   ValueName{10, "AF11"}, ValueName{12, "AF12"}, ValueName{14, "AF13"},
    ValueName{16, "CS2"},  ValueName{18, "AF21"}, ValueName{20, "AF22"}, ValueName{22, "AF23"}, ValueName{24, "CS3"},
    ValueName{26, "AF31"}, ValueName{28, "AF32"}, ValueName{30, "AF33"}, ValueName{32, "CS4"},  ValueName{34, "AF41"},
    ValueName{36, "AF42"}, ValueName{38, "AF43"}, ValueName{40, "CS5"},  ValueName{46, "EF"},   ValueName{48, "CS6"},
    ValueName{56, "CS7"},
};
constexpr std::array congestion = {ValueName{0, "Not-ECT"}, ValueName{1, "ECT(1)"}, ValueName{2, "ECT(0)"},
                                   ValueName{3, "CE"}};
constexpr std::array optionClasses = {ValueName{0, "Control"}, ValueName{1, "Reserved for future use"},
                                      ValueName{2, "Debugging and measurement"},
                                      ValueName{3, "Reserved for future use"}};
constexpr std::array routerAlerts = {ValueName{0, "Router shall examine packet"}};
constexpr std::array checksumStates = {ValueName{0, "Bad"}, ValueName{1, "Good"}, ValueName{2, "Unverified"}};

// In the order of ipv4::Field.
const std::array fields = {
    FieldInfo{.name = "ip.version", .title = "Version", .mask = 0xf0},
    FieldInfo{.name = "ip.hdr_len", .title = "Header Length", .unit = " bytes"},
    FieldInfo{.name = "ip.dsfield", .title = "Differentiated Services Field", .base = Base::Hex},
    FieldInfo{
        .name = "ip.dsfield.dscp", .title = "Differentiated Services Codepoint", .values = codePoints, .mask = 0xfc},
    FieldInfo{.name = "ip.dsfield.ecn", .title = "Explicit Congestion Notification", .values = congestion, .mask = 3},
    FieldInfo{.name = "ip.len", .title = "Total Length", .unit = " bytes"},
    FieldInfo{.name = "ip.id", .title = "Identification", .base = Base::HexDecimal},
    FieldInfo{.name = "ip.flags", .title = "Flags", .base = Base::Hex, .hexDigits = 2, .mask = 0xe0},
    FieldInfo{.name = "ip.flags.rb", .title = "Reserved bit", .type = FieldType::Boolean, .mask = 0x80},
    FieldInfo{.name = "ip.flags.df", .title = "Don't fragment", .type = FieldType::Boolean, .mask = 0x40},
    FieldInfo{.name = "ip.flags.mf", .title = "More fragments", .type = FieldType::Boolean, .mask = 0x20},
    FieldInfo{.name = "ip.frag_offset", .title = "Fragment Offset"},
    FieldInfo{.name = "ip.ttl", .title = "Time to Live"},
    FieldInfo{.name = "ip.proto", .title = "Protocol", .values = ipProtocolNames()},
    FieldInfo{.name = "ip.checksum", .title = "Header Checksum", .base = Base::Hex},
    FieldInfo{.name = "ip.checksum.status", .title = "Header checksum status", .values = checksumStates},
    FieldInfo{.name = "ip.src", .title = "Source Address", .type = FieldType::Ipv4, .alias = "ip.addr"},
    FieldInfo{.name = "ip.dst", .title = "Destination Address", .type = FieldType::Ipv4, .alias = "ip.addr"},
    FieldInfo{.name = "ip.opt.type", .title = "Type"},
    FieldInfo{.name = "ip.opt.type.copy", .title = "Copy on fragmentation", .type = FieldType::Boolean, .mask = 0x80},
    FieldInfo{.name = "ip.opt.type.class", .title = "Class", .values = optionClasses, .mask = 0x60},
    FieldInfo{.name = "ip.opt.type.number", .title = "Number", .mask = 0x1f},
    FieldInfo{.name = "ip.opt.len", .title = "Length"},
    FieldInfo{.name = "ip.opt.ptr", .title = "Pointer"},
    FieldInfo{.name = "ip.rec_rt", .title = "Recorded Route", .type = FieldType::Ipv4},
    FieldInfo{.name = "ip.src_rt", .title = "Source Route", .type = FieldType::Ipv4},
    FieldInfo{.name = "ip.opt.ra", .title = "Router Alert", .values = routerAlerts},
    FieldInfo{.name = "ip.opt.sid", .title = "Stream Identifier"},
    FieldInfo{.name = "ip.opt.mtu", .title = "MTU"},
    FieldInfo{.name = "ip.opt.overflow", .title = "Overflow", .mask = 0xf0},
    FieldInfo{.name = "ip.opt.flag", .title = "Flag", .base = Base::Hex, .hexDigits = 1, .mask = 0x0f},
    FieldInfo{.name = "ip.opt.time_stamp", .title = "Time stamp"},
    FieldInfo{.name = "ip.opt.time_stamp_addr", .title = "Address", .type = FieldType::Ipv4},
    FieldInfo{.name = "ip.cur_rt", .title = "Current Route", .type = FieldType::Ipv4},
    FieldInfo{.name = "ip.opt.data", .title = "Option data", .type = FieldType::ByteString},
    FieldInfo{.name = "ip.opt.padding", .title = "Padding", .type = FieldType::ByteString},
    FieldInfo{.name = "ip.fragments", .title = "IPv4 Fragments", .type = FieldType::ByteString, .fromHistory = true},
    FieldInfo{.name = "ip.fragment", .title = "IPv4 Fragment", .fromHistory = true},
    FieldInfo{
        .name = "ip.fragment.overlap", .title = "Fragment overlap", .type = FieldType::Boolean, .fromHistory = true},
    FieldInfo{.name = "ip.fragment.overlap.conflict",
              .title = "Conflicting data in fragment overlap",
              .type = FieldType::Boolean,
              .fromHistory = true},
    FieldInfo{.name = "ip.fragment.count", .title = "Fragment count", .fromHistory = true},
    FieldInfo{.name = "ip.reassembled_in", .title = "Reassembled IPv4 in frame", .fromHistory = true},
    FieldInfo{.name = "ip.reassembled.length", .title = "Reassembled IPv4 length", .fromHistory = true},
    FieldInfo{.name = "ip.reassembled.data",
              .title = "Reassembled IPv4 data",
              .type = FieldType::ByteString,
              .fromHistory = true},
    FieldInfo{.name = "ip.fragment.data",
              .title = "Data of this fragment",
              .type = FieldType::ByteString,
              .fromHistory = true},
};
enum Table : std::uint8_t { ByProtocol, Ethertype };
constexpr std::array<std::string_view, 2> tables = {"ip.proto", "ethertype"};
constexpr std::array hooks = {Hook{"ethertype", 0x0800}, Hook{"ip.proto", 4},        Hook{"gre.proto", 0x0800},
                              Hook{"gre.proto", 0x883e}, Hook{"ppp.protocol", 0x21}, Hook{"llc.dsap", 0x06},
                              Hook{"mpls.payload", 4},   Hook{"linktype", 228}};
const ProtocolInfo info = {.abbreviation = "ip",
                           .title = "Internet Protocol Version 4",
                           .column = "IPv4",
                           .fields = fields,
                           .hooks = hooks,
                           .tables = tables,
                           .learns = true};
constexpr AssemblyFields assemblyFields = {.list = Fragments,
                                           .part = FragmentFrame,
                                           .overlap = FragmentOverlap,
                                           .conflict = FragmentConflict,
                                           .count = FragmentCount,
                                           .completedIn = ReassembledIn,
                                           .length = ReassembledLength,
                                           .data = ReassembledData};

constexpr std::size_t smallestHeader = 20;

/// The parts of the header that other layers and columns need; 0 if they are missing.
struct Header {
    std::uint16_t totalLength = 0, identification = 0, fragment = 0;
    std::uint8_t timeToLive = 0, protocol = 0;
    std::uint32_t source = 0, destination = 0;
};

Header readHeader(Bytes packet) {
    ByteReader bytes(packet);
    Header header;
    bytes.skip(2);
    header.totalLength = bytes.u16();
    header.identification = bytes.u16();
    header.fragment = bytes.u16();
    header.timeToLive = bytes.u8();
    header.protocol = bytes.u8();
    bytes.skip(2);
    header.source = bytes.u32();
    header.destination = bytes.u32();
    return header;
}

} // namespace

const ProtocolInfo& Ipv4Decoder::protocol() const noexcept {
    return info;
}

void Ipv4Decoder::decode(ByteReader& bytes, Dissection& d) const {
    const auto start = static_cast<std::uint32_t>(bytes.offset());
    const Bytes whole = bytes.rest();
    const std::uint8_t first = bytes.u8();
    const std::size_t headerLength = (first & 15U) * 4U;
    if (bytes.overrun())
        return;
    d.add(Version, {start, 1}, first);
    if (first >> 4 == 6) { // the carrying protocol took IPv6 for IPv4
        constexpr std::uint32_t ipv6 = 0x86dd;
        d.mark(FieldValue::Mark::Error);
        d.layerLength(0);
        d.next(Ethertype, ipv6, ByteReader(whole, start));
        return;
    }
    if (first >> 4 != 4) {
        d.mark(FieldValue::Mark::Error);
        d.info("Bogus IPv4 version ({}, must be 4)", first >> 4);
        return;
    }
    d.add(HeaderLength, {start, 1}, headerLength);
    if (headerLength < smallestHeader) {
        d.mark(FieldValue::Mark::Error);
        d.info("Bogus IP header length ({}, must be at least {})", headerLength, smallestHeader);
        return;
    }
    const Header header = readHeader(whole);
    const bool isShown = d.wantsFields() || whole.size() < smallestHeader;
    if (isShown)
        addLength(bytes, d);
    // Segmentation offload leaves a total length of 0; then the rest of the frame is payload.
    if (header.totalLength != 0 && header.totalLength < headerLength) {
        d.mark(FieldValue::Mark::Error);
        d.info("Bogus IP length ({}, less than header length {})", header.totalLength, headerLength);
        return;
    }
    // An incomplete source route ends with the packet's final destination.
    const std::size_t end = std::min(headerLength, whole.size());
    const ByteReader route =
        end > smallestHeader
            ? lastOfSourceRoute(ByteReader(whole.first(end).subspan(smallestHeader), start + smallestHeader))
            : ByteReader();
    const auto source = ColumnAddress::ipv4(header.source);
    const auto destination = ColumnAddress::ipv4(route.atEnd() ? header.destination : ByteReader(route).u32());
    auto& carrier = d.carrier();
    carrier.source = source;
    carrier.destination = destination;
    if (isShown)
        addRest(bytes, d, whole.first(end), route);
    else
        bytes.skip(smallestHeader - bytes.position());
    carrier.timeToLive = header.timeToLive;
    carrier.ipProtocol = header.protocol;
    const unsigned fragmentOffset = (header.fragment & 0x1fffU) * 8U;
    carrier.isFragment = fragmentOffset != 0 || (header.fragment & 0x2000U) != 0;
    if (bytes.overrun())
        return;
    d.columnAddresses(source, destination);
    if (d.wantsTree())
        d.layerLabel("Internet Protocol Version 4, Src: {}, Dst: {}", ColumnText(source).view(),
                     ColumnText(destination).view());
    const bool isHeaderWhole = bytes.has(headerLength - smallestHeader);
    if (headerLength > smallestHeader)
        decodeOptions(bytes.part(headerLength - smallestHeader), d);
    if (!isHeaderWhole) {
        carrier.isFragment = false; // the header is incomplete, and no other fragment contains it
        bytes.skip(1);
        return;
    }
    d.layerLength(headerLength);
    const std::size_t size = header.totalLength == 0 ? bytes.remaining() : header.totalLength - headerLength;
    carrier.isWhole = bytes.has(size);
    carrier.payloadLength = promisedLength(d, bytes, size);
    const ByteReader content = bytes.part(size);
    if (!carrier.isFragment || !carrier.isWhole || !joins(content, d, header.fragment, header.identification))
        payload(content, d, header.protocol, fragmentOffset, header.identification);
}

void Ipv4Decoder::addLength(ByteReader& bytes, Dissection& d) {
    const auto at = static_cast<std::uint32_t>(bytes.offset());
    const std::uint8_t service = d.u8(bytes, DiffServ);
    {
        const auto nest = d.nest();
        d.addBits({CodePoint, Congestion}, {at, 1}, service);
    }
    d.u16(bytes, TotalLength);
}

void Ipv4Decoder::addRest(ByteReader& bytes, Dissection& d, Bytes header, ByteReader route) {
    d.u16(bytes, Identification);
    const auto at = static_cast<std::uint32_t>(bytes.offset());
    const std::uint16_t fragment = bytes.u16();
    if (!bytes.overrun()) {
        d.add(Flags, {at, 1}, fragment >> 8);
        const auto nest = d.nest();
        d.addBits({ReservedBit, DontFragment, MoreFragments}, {at, 1}, fragment >> 8);
    }
    if (!bytes.overrun())
        d.add(FragmentOffset, {at, 2}, (fragment & 0x1fffU) * 8U);
    d.u8(bytes, TimeToLive);
    d.u8(bytes, Protocol);
    checksum(bytes, d, header);
    d.ipv4(bytes, Source);
    const bool isRouted = !route.atEnd();
    if (isRouted)
        d.ipv4(route, Destination);
    d.ipv4(bytes, isRouted ? CurrentRoute : Destination);
}

void Ipv4Decoder::checksum(ByteReader& bytes, Dissection& d, Bytes header) {
    const auto offset = static_cast<std::uint32_t>(bytes.offset());
    const std::uint16_t found = d.u16(bytes, Checksum);
    if (bytes.overrun() || !d.wants(ChecksumStatus))
        return;
    const bool good = InternetChecksum().add(header).value() == 0;
    // Checksum offload leaves 0 in frames that are captured before they are sent.
    if (found == 0 && !good) {
        d.label("Header Checksum: 0x0000 [left to the network adapter]");
    } else if (good) {
        d.label("Header Checksum: 0x{:04x} [correct]", found);
        d.mark(FieldValue::Mark::Good);
    } else {
        const auto right =
            static_cast<std::uint16_t>(InternetChecksum().add(header.first(10)).add(header.subspan(12)).value());
        d.label("Header Checksum: 0x{:04x} [incorrect, should be 0x{:04x}]", found, right);
        d.mark(FieldValue::Mark::Warning);
    }
    d.add(ChecksumStatus, {offset, 0}, found == 0 && !good ? 2 : good ? 1 : 0);
}

bool Ipv4Decoder::joins(const ByteReader& bytes, Dissection& d, std::uint16_t place, std::uint16_t identification) {
    auto& carrier = d.carrier();
    const unsigned offset = (place & 0x1fffU) * 8U;
    const std::uint8_t protocol = carrier.ipProtocol;
    const auto joined = joinFragment(d, {.source = carrier.source,
                                         .destination = carrier.destination,
                                         .identification = identification,
                                         .protocol = protocol,
                                         .offset = offset,
                                         .isLast = (place & 0x2000U) == 0,
                                         .bytes = bytes.rest()});
    if (!joined)
        return false;
    if (joined->completesHere) {
        d.addRest(FragmentData, bytes);
        const ByteReader whole = addAssembly(d, assemblyFields, *joined->whole, "IPv4 Fragments", "Reassembled IPv4");
        carrier.isFragment = false;
        carrier.payloadLength = whole.remaining();
        payload(whole, d, protocol, 0, identification);
        return true;
    }
    d.info("Fragmented IP protocol (proto={} {}, off={}, ID={:04x})", nameOf(ipProtocolNames(), protocol, "Unknown"),
           protocol, offset, identification);
    if (joined->whole != nullptr) {
        addCompletion(d, assemblyFields, *joined->whole);
        d.infoAppend(" [Reassembled in #{}]", joined->whole->completedIn);
    }
    d.nextAsData(bytes);
    return true;
}

void Ipv4Decoder::payload(const ByteReader& bytes, Dissection& d, std::uint8_t protocol, unsigned fragmentOffset,
                          std::uint16_t identification) {
    if (fragmentOffset != 0) {
        d.info("Fragmented IP protocol (proto={} {}, off={}, ID={:04x})",
               nameOf(ipProtocolNames(), protocol, "Unknown"), protocol, fragmentOffset, identification);
        d.nextAsData(bytes);
        return;
    }
    if (!d.next(ByProtocol, protocol, bytes) && d.wantsColumns() && !bytes.atEnd())
        d.info("{} ({})", nameOf(ipProtocolNames(), protocol, "Unknown"), protocol);
}

} // namespace tapscope
