#include "tunnel_decoders.h"

#include <decode/dissection.h>
#include <decode/ethertype.h>

#include <array>

namespace tapscope::nhrp {
namespace {

enum Type : std::uint8_t {
    ResolutionRequest = 1,
    ResolutionReply,
    RegistrationRequest,
    RegistrationReply,
    PurgeRequest,
    PurgeReply,
    ErrorIndication,
    TrafficIndication,
};
constexpr std::array types = {ValueName{ResolutionRequest, "NHRP Resolution Request"},
                              ValueName{ResolutionReply, "NHRP Resolution Reply"},
                              ValueName{RegistrationRequest, "NHRP Registration Request"},
                              ValueName{RegistrationReply, "NHRP Registration Reply"},
                              ValueName{PurgeRequest, "NHRP Purge Request"},
                              ValueName{PurgeReply, "NHRP Purge Reply"},
                              ValueName{ErrorIndication, "NHRP Error Indication"},
                              ValueName{TrafficIndication, "NHRP Traffic Indication"}};
constexpr std::array codes = {ValueName{0, "Success"},
                              ValueName{4, "Administratively Prohibited"},
                              ValueName{5, "Insufficient Resources"},
                              ValueName{12, "No Internetworking Layer Address to NBMA Address Binding Exists"},
                              ValueName{13, "Binding Exists But Is Not Unique"},
                              ValueName{14, "Unique Internetworking Layer Address Already Registered"}};
constexpr std::array errors = {ValueName{1, "Unrecognized Extension"},
                               ValueName{3, "NHRP Loop Detected"},
                               ValueName{6, "Protocol Address Unreachable"},
                               ValueName{7, "Protocol Error"},
                               ValueName{8, "NHRP SDU Size Exceeded"},
                               ValueName{9, "Invalid Extension"},
                               ValueName{10, "Invalid NHRP Resolution Reply Received"},
                               ValueName{11, "Authentication Failure"},
                               ValueName{15, "Hop Count Exceeded"}};
constexpr std::array families = {ValueName{1, "IPv4"}, ValueName{2, "IPv6"}};
constexpr std::array extensions = {ValueName{0, "End of Extension"},
                                   ValueName{3, "Responder Address Extension"},
                                   ValueName{4, "Forward Transit NHS Record Extension"},
                                   ValueName{5, "Reverse Transit NHS Record Extension"},
                                   ValueName{7, "NHRP Authentication Extension"},
                                   ValueName{8, "NHRP Vendor Private Extension"},
                                   ValueName{9, "Cisco NAT Address Extension"}};

enum Field : std::uint16_t {
    Family,
    ProtocolType,
    LongOui,
    LongPid,
    HopCount,
    PacketSize,
    Checksum,
    ExtensionOffset,
    Version,
    Operation,
    NbmaLength,
    SubaddressLength,
    SourceLength,
    DestinationLength,
    Flags,
    RequestId,
    ErrorCode,
    ErrorOffset,
    SourceNbma,
    SourceNbmaBytes,
    SourceSubaddress,
    SourceAddress,
    SourceAddressBytes,
    DestinationAddress,
    DestinationAddressBytes,
    Code,
    PrefixLength,
    Mtu,
    HoldingTime,
    ClientNbmaLength,
    ClientSubaddressLength,
    ClientProtocolLength,
    Preference,
    ClientNbma,
    ClientNbmaBytes,
    ClientSubaddress,
    ClientAddress,
    ClientAddressBytes,
    IsCompulsory,
    ExtensionType,
    ExtensionLength,
    ExtensionValue,
};
const std::array fields = {
    FieldInfo{.name = "nhrp.hdr.afn", .title = "Address Family Number", .base = Base::HexDecimal, .values = families},
    FieldInfo{.name = "nhrp.hdr.pro.type",
              .title = "Protocol Type (short form)",
              .base = Base::HexDecimal,
              .values = ethertypeNames()},
    FieldInfo{.name = "nhrp.hdr.pro.snap.oui", .title = "Protocol Type (long form) - OUI"},
    FieldInfo{.name = "nhrp.hdr.pro.snap.pid", .title = "Protocol Type (long form) - PID", .base = Base::Hex},
    FieldInfo{.name = "nhrp.hdr.hopcnt", .title = "Hop Count"},
    FieldInfo{.name = "nhrp.hdr.pktsz", .title = "Packet Length"},
    FieldInfo{.name = "nhrp.hdr.chksum", .title = "NHRP Packet Checksum", .base = Base::Hex},
    FieldInfo{.name = "nhrp.hdr.extoff", .title = "Extension Offset"},
    FieldInfo{.name = "nhrp.hdr.version", .title = "Version"},
    FieldInfo{.name = "nhrp.hdr.op.type", .title = "NHRP Packet Type", .values = types},
    FieldInfo{.name = "nhrp.hdr.shtl", .title = "Source Address Type/Len"},
    FieldInfo{.name = "nhrp.hdr.sstl", .title = "Source SubAddress Type/Len"},
    FieldInfo{.name = "nhrp.src.prot.len", .title = "Source Protocol Len"},
    FieldInfo{.name = "nhrp.dst.prot.len", .title = "Destination Protocol Len"},
    FieldInfo{.name = "nhrp.flags", .title = "Flags", .base = Base::Hex},
    FieldInfo{.name = "nhrp.reqid", .title = "Request ID", .base = Base::HexDecimal},
    FieldInfo{.name = "nhrp.err.code", .title = "Error Code", .values = errors},
    FieldInfo{.name = "nhrp.err.offset", .title = "Error Offset"},
    FieldInfo{.name = "nhrp.src.nbma.addr", .title = "Source NBMA Address", .type = FieldType::Ipv4},
    FieldInfo{.name = "nhrp.src.nbma.addr_bytes", .title = "Source NBMA Address", .type = FieldType::ByteString},
    FieldInfo{.name = "nhrp.src.nbma.saddr", .title = "Source NBMA Sub Address", .type = FieldType::ByteString},
    FieldInfo{.name = "nhrp.src.prot.addr", .title = "Source Protocol Address", .type = FieldType::Ipv4},
    FieldInfo{.name = "nhrp.src.prot.addr_bytes", .title = "Source Protocol Address", .type = FieldType::ByteString},
    FieldInfo{.name = "nhrp.dst.prot.addr", .title = "Destination Protocol Address", .type = FieldType::Ipv4},
    FieldInfo{
        .name = "nhrp.dst.prot.addr_bytes", .title = "Destination Protocol Address", .type = FieldType::ByteString},
    FieldInfo{.name = "nhrp.code", .title = "Code", .values = codes},
    FieldInfo{.name = "nhrp.prefix", .title = "Prefix Length"},
    FieldInfo{.name = "nhrp.mtu", .title = "Max Transmission Unit"},
    FieldInfo{.name = "nhrp.htime", .title = "Holding Time (s)"},
    FieldInfo{.name = "nhrp.cli.addr_tl", .title = "Client Address Type/Len"},
    FieldInfo{.name = "nhrp.cli.saddr_tl", .title = "Client Sub Address Type/Len"},
    FieldInfo{.name = "nhrp.prot.len", .title = "Client Protocol Length"},
    FieldInfo{.name = "nhrp.pref", .title = "CIE Preference Value"},
    FieldInfo{.name = "nhrp.client.nbma.addr", .title = "Client NBMA Address", .type = FieldType::Ipv4},
    FieldInfo{.name = "nhrp.client.nbma.addr_bytes", .title = "Client NBMA Address", .type = FieldType::ByteString},
    FieldInfo{.name = "nhrp.client.nbma.saddr", .title = "Client NBMA Sub Address", .type = FieldType::ByteString},
    FieldInfo{.name = "nhrp.client.prot.addr", .title = "Client Protocol Address", .type = FieldType::Ipv4},
    FieldInfo{.name = "nhrp.client.prot.addr_bytes", .title = "Client Protocol Address", .type = FieldType::ByteString},
    FieldInfo{.name = "nhrp.ext.c", .title = "Compulsory Flag", .type = FieldType::Boolean, .mask = 0x8000},
    FieldInfo{
        .name = "nhrp.ext.type", .title = "Extension Type", .base = Base::Hex, .values = extensions, .mask = 0x3fff},
    FieldInfo{.name = "nhrp.ext.len", .title = "Extension length"},
    FieldInfo{.name = "nhrp.unknown_ext.value", .title = "Extension Value", .type = FieldType::ByteString},
};
enum Table : std::uint8_t { Ethertype };
constexpr std::array<std::string_view, 1> tables = {"ethertype"};
constexpr std::array hooks = {Hook{"gre.proto", 0x2001}, Hook{"ip.proto", 54}};
const ProtocolInfo info = {.abbreviation = "nhrp",
                           .title = "Next Hop Resolution Protocol",
                           .column = "NHRP",
                           .fields = fields,
                           .hooks = hooks,
                           .tables = tables};

/// The length of an address is in the lower six bits; the seventh bit distinguishes NSAP and E.164.
constexpr std::size_t lengthIn(std::uint8_t typeAndLength) {
    return typeAndLength & 0x3fU;
}

void address(ByteReader& bytes, Dissection& d, Field ipv4, Field other, std::size_t size) {
    if (size == 4)
        d.ipv4(bytes, ipv4);
    else if (size != 0)
        d.data(bytes, other, size);
}

void clientEntry(ByteReader& bytes, Dissection& d, bool isReply, bool isFirst) {
    const std::uint8_t code = d.u8(bytes, Code);
    if (isReply && isFirst)
        d.infoAppend(", Code={}", nameOf(codes, code, "Unknown"));
    d.u8(bytes, PrefixLength);
    bytes.skip(2);
    d.u16(bytes, Mtu);
    d.u16(bytes, HoldingTime);
    const std::size_t nbma = lengthIn(d.u8(bytes, ClientNbmaLength));
    const std::size_t subaddress = lengthIn(d.u8(bytes, ClientSubaddressLength));
    const std::size_t protocol = d.u8(bytes, ClientProtocolLength);
    d.u8(bytes, Preference);
    address(bytes, d, ClientNbma, ClientNbmaBytes, nbma);
    if (subaddress != 0)
        d.data(bytes, ClientSubaddress, subaddress);
    address(bytes, d, ClientAddress, ClientAddressBytes, protocol);
}

void extensionList(ByteReader bytes, Dissection& d) {
    while (!bytes.atEnd()) {
        const ByteRange range{static_cast<std::uint32_t>(bytes.offset()), 2};
        const std::uint16_t type = bytes.u16();
        if (bytes.overrun())
            return;
        d.addBits({IsCompulsory, ExtensionType}, range, type);
        const std::uint16_t length = d.u16(bytes, ExtensionLength);
        if (length != 0)
            d.data(bytes, ExtensionValue, length);
        if ((type & 0x3fffU) == 0)
            return;
    }
}

} // namespace

const ProtocolInfo& NextHopResolutionDecoder::protocol() const noexcept {
    return info;
}

void NextHopResolutionDecoder::decode(ByteReader& bytes, Dissection& d) const {
    const Bytes packet = bytes.rest();
    const std::size_t start = bytes.offset();
    d.u16(bytes, Family);
    const std::uint16_t carried = d.u16(bytes, ProtocolType);
    d.u24(bytes, LongOui);
    d.u16(bytes, LongPid);
    d.u8(bytes, HopCount);
    const std::size_t size = d.u16(bytes, PacketSize);
    d.u16(bytes, Checksum);
    const std::size_t extensionsAt = d.u16(bytes, ExtensionOffset);
    d.u8(bytes, Version);
    const std::uint8_t type = d.u8(bytes, Operation);
    const std::size_t nbma = lengthIn(d.u8(bytes, NbmaLength));
    const std::size_t subaddress = lengthIn(d.u8(bytes, SubaddressLength));
    d.info("{}", nameOf(types, type, "Unknown"));
    const std::size_t end = std::min(packet.size(), size);
    const std::size_t mandatoryEnd = extensionsAt >= bytes.position() && extensionsAt < end ? extensionsAt : end;
    if (bytes.overrun() || mandatoryEnd < bytes.position()) {
        d.malformed("its lengths contradict each other");
        return;
    }
    ByteReader part = bytes.part(mandatoryEnd - bytes.position());
    const std::size_t source = d.u8(part, SourceLength);
    const std::size_t destination = d.u8(part, DestinationLength);
    const bool isIndication = type == ErrorIndication || type == TrafficIndication;
    if (isIndication) {
        part.skip(2);
        if (type == ErrorIndication) {
            d.u16(part, ErrorCode);
            d.u16(part, ErrorOffset);
        } else {
            part.skip(4);
        }
    } else {
        d.u16(part, Flags);
        const std::uint32_t request = d.u32(part, RequestId);
        d.infoAppend(", ID={}", request);
    }
    address(part, d, SourceNbma, SourceNbmaBytes, nbma);
    if (subaddress != 0)
        d.data(part, SourceSubaddress, subaddress);
    address(part, d, SourceAddress, SourceAddressBytes, source);
    address(part, d, DestinationAddress, DestinationAddressBytes, destination);
    const bool isReply = type == ResolutionReply || type == RegistrationReply;
    for (bool isFirst = true; !isIndication && !part.atEnd(); isFirst = false)
        clientEntry(part, d, isReply, isFirst);
    if (part.overrun()) {
        d.malformed("its mandatory part ends before its fields do");
        return;
    }
    if (mandatoryEnd < end)
        extensionList(ByteReader(packet.subspan(mandatoryEnd, end - mandatoryEnd), start + mandatoryEnd), d);
    d.layerLength(end);
    if (part.atEnd())
        return;
    if (type == TrafficIndication) { // the packet that caused the error, as layers that do not appear in the columns
        d.carrier().insideError = true;
        d.next(Ethertype, carried, part);
    } else {
        d.nextAsData(part);
    }
}

} // namespace tapscope::nhrp
