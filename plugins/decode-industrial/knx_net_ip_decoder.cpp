#include "industrial_decoders.h"

#include <decode/message_fields.h>

#include <array>

namespace tapscope::knx_net_ip {
namespace {

constexpr std::array families = {
    ValueName{0x02, "Core"},           ValueName{0x03, "Device Management"},
    ValueName{0x04, "Tunneling"},      ValueName{0x05, "Routing"},
    ValueName{0x06, "Remote Logging"}, ValueName{0x07, "Remote Configuration and Diagnosis"},
    ValueName{0x08, "Object Server"},  ValueName{0x09, "Secure"}};
constexpr std::array services = {ValueName{0x0201, "Search Request"},
                                 ValueName{0x0202, "Search Response"},
                                 ValueName{0x0203, "Description Request"},
                                 ValueName{0x0204, "Description Response"},
                                 ValueName{0x0205, "Connect Request"},
                                 ValueName{0x0206, "Connect Response"},
                                 ValueName{0x0207, "Connection State Request"},
                                 ValueName{0x0208, "Connection State Response"},
                                 ValueName{0x0209, "Disconnect Request"},
                                 ValueName{0x020a, "Disconnect Response"},
                                 ValueName{0x020b, "Search Request Extended"},
                                 ValueName{0x020c, "Search Response Extended"},
                                 ValueName{0x0310, "Configuration Request"},
                                 ValueName{0x0311, "Configuration Acknowledgement"},
                                 ValueName{0x0420, "Tunneling Request"},
                                 ValueName{0x0421, "Tunneling Acknowledgement"},
                                 ValueName{0x0422, "Tunneling Feature Get"},
                                 ValueName{0x0423, "Tunneling Feature Response"},
                                 ValueName{0x0424, "Tunneling Feature Set"},
                                 ValueName{0x0425, "Tunneling Feature Info"},
                                 ValueName{0x0530, "Routing Indication"},
                                 ValueName{0x0531, "Routing Lost Message"},
                                 ValueName{0x0532, "Routing Busy"},
                                 ValueName{0x0950, "Secure Wrapper"},
                                 ValueName{0x0951, "Session Request"},
                                 ValueName{0x0952, "Session Response"},
                                 ValueName{0x0953, "Session Authenticate"},
                                 ValueName{0x0954, "Session Status"},
                                 ValueName{0x0955, "Timer Notify"}};
constexpr std::array hosts = {ValueName{1, "IPv4 UDP"}, ValueName{2, "IPv4 TCP"}};
enum Field : std::uint16_t {
    HeaderLength,
    Version,
    Service,
    Family,
    TotalLength,
    StructureLength,
    HostProtocol,
    Address,
    Port,
    Channel,
    SequenceCounter,
    Status,
    Data,
};
constexpr std::array fields = {
    FieldInfo{.name = "knxip.headerlength", .title = "Header Length", .unit = " bytes"},
    FieldInfo{.name = "knxip.version", .title = "Protocol Version", .base = Base::Hex},
    FieldInfo{.name = "knxip.service", .title = "Service Identifier", .base = Base::Hex, .values = services},
    FieldInfo{.name = "knxip.service.family",
              .title = "Service Family",
              .base = Base::Hex,
              .hexDigits = 2,
              .values = families,
              .mask = 0xff00},
    FieldInfo{.name = "knxip.totallength", .title = "Total Length", .unit = " bytes"},
    FieldInfo{.name = "knxip.struct.length", .title = "Structure Length", .unit = " bytes"},
    FieldInfo{.name = "knxip.hostprotocol", .title = "Host Protocol", .base = Base::Hex, .values = hosts},
    FieldInfo{.name = "knxip.ipaddr", .title = "IP Address", .type = FieldType::Ipv4},
    FieldInfo{.name = "knxip.port", .title = "Port Number"},
    FieldInfo{.name = "knxip.channel", .title = "Channel", .base = Base::Hex},
    FieldInfo{.name = "knxip.seqctr", .title = "Sequence Counter"},
    FieldInfo{.name = "knxip.status", .title = "Status", .base = Base::Hex},
    FieldInfo{.name = "knxip.data", .title = "Data", .type = FieldType::ByteString},
};
constexpr std::array hooks = {Hook{"udp.port", 3671}, Hook{"tcp.port", 3671}};
const ProtocolInfo info = {
    .abbreviation = "kip", .title = "KNX/IP", .column = "KNXnet/IP", .fields = fields, .hooks = hooks};
constexpr std::uint8_t headerSize = 6;

/// If a service has endpoints (HPAI), they come first.
void decodeEndpoints(ByteReader& bytes, Dissection& d) {
    constexpr std::uint8_t size = 8;
    while (bytes.has(size) && bytes.peek() == size && !nameOf(hosts, bytes.peek(1)).empty()) {
        d.u8(bytes, StructureLength);
        d.u8(bytes, HostProtocol);
        d.ipv4(bytes, Address);
        d.u16(bytes, Port);
    }
}

void decodeConnection(ByteReader& bytes, Dissection& d) {
    constexpr std::uint8_t size = 4;
    if (bytes.peek() != size)
        return;
    d.u8(bytes, StructureLength);
    const std::uint8_t channel = d.u8(bytes, Channel);
    const std::uint8_t number = d.u8(bytes, SequenceCounter);
    d.u8(bytes, Status);
    d.infoAppend(", #{:02x}:{}", channel, number);
}

} // namespace

const ProtocolInfo& KnxNetIpDecoder::protocol() const noexcept {
    return info;
}

bool KnxNetIpDecoder::accepts(Bytes bytes, Claim) const {
    constexpr std::uint8_t version1 = 0x10;
    ByteReader reader(bytes);
    return reader.u8() == headerSize && (reader.atEnd() || reader.u8() == version1);
}

StreamMessage KnxNetIpDecoder::messageIn(Bytes bytes, Dissection&) const {
    return accepts(bytes, Claim::ByKey) ? StreamMessage::counted(bytes, 4, 2, 0) : StreamMessage{};
}

void KnxNetIpDecoder::decode(ByteReader& bytes, Dissection& d) const {
    constexpr std::uint16_t management = 3, tunneling = 4;
    d.info("");
    while (!bytes.atEnd()) {
        if (!accepts(bytes.rest(), Claim::ByKey)) {
            d.nextAsData(bytes);
            return;
        }
        d.u8(bytes, HeaderLength);
        d.u8(bytes, Version);
        const ByteRange range = rangeAhead(bytes, 2);
        const std::uint16_t service = d.u16(bytes, Service);
        if (bytes.overrun())
            return;
        d.add(Family, range, service);
        const std::size_t length = d.u16(bytes, TotalLength);
        if (bytes.overrun())
            return;
        if (length < headerSize) {
            d.malformed("its length is shorter than its header");
            return;
        }
        d.infoItem("{}", nameOf(services, service, "Unknown service"));
        ByteReader body = bytes.part(length - headerSize);
        const bool isWhole = body.remaining() + headerSize == length;
        if (service >> 8 == management || service >> 8 == tunneling)
            decodeConnection(body, d);
        else
            decodeEndpoints(body, d);
        if (!body.atEnd())
            d.data(body, Data, body.remaining());
        if (!isWhole || body.overrun())
            bytes.setOverrun();
    }
}

} // namespace tapscope::knx_net_ip
