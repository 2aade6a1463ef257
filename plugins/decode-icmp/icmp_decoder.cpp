#include <base/internet_checksum.h>
#include <decode/dissection.h>
#include <decode/transport_checksum.h>
#include <plugin/plugin.h>

#include <QObject>

#include <array>

namespace tapscope {
namespace {

constexpr std::uint8_t echoReply = 0, unreachable = 3, quench = 4, redirect = 5, echoRequest = 8, timeExceeded = 11,
                       parameterProblem = 12, timestampRequest = 13, timestampReply = 14;

constexpr std::array types = {
    ValueName{0, "Echo (ping) reply"},
    ValueName{3, "Destination unreachable"},
    ValueName{4, "Source quench (flow control)"},
    ValueName{5, "Redirect"},
    ValueName{8, "Echo (ping) request"},
    ValueName{9, "Router advertisement"},
    ValueName{10, "Router solicitation"},
    ValueName{11, "Time-to-live exceeded"},
    ValueName{12, "Parameter problem"},
    ValueName{13, "Timestamp request"},
    ValueName{14, "Timestamp reply"},
    ValueName{17, "Address mask request"},
    ValueName{18, "Address mask reply"},
};
constexpr std::array unreachableCodes = {
    ValueName{0, "Network unreachable"},
    ValueName{1, "Host unreachable"},
    ValueName{2, "Protocol unreachable"},
    ValueName{3, "Port unreachable"},
    ValueName{4, "Fragmentation needed"},
    ValueName{5, "Source route failed"},
    ValueName{6, "Network unknown"},
    ValueName{7, "Host unknown"},
    ValueName{9, "Network administratively prohibited"},
    ValueName{10, "Host administratively prohibited"},
    ValueName{13, "Communication administratively filtered"},
};
constexpr std::array timeCodes = {ValueName{0, "Time to live exceeded in transit"},
                                  ValueName{1, "Fragment reassembly time exceeded"}};
constexpr std::array redirectCodes = {ValueName{0, "Redirect for network"}, ValueName{1, "Redirect for host"},
                                      ValueName{2, "Redirect for TOS and network"},
                                      ValueName{3, "Redirect for TOS and host"}};

enum Field : std::uint16_t {
    Type,
    Code,
    Checksum,
    ChecksumStatus,
    Identifier,
    IdentifierLittle,
    Sequence,
    SequenceLittle,
    Gateway,
    NextHopMtu,
    Originate,
    Receive,
    Transmit,
};
constexpr std::array fields = {
    FieldInfo{.name = "icmp.type", .title = "Type", .values = types},
    FieldInfo{.name = "icmp.code", .title = "Code"},
    FieldInfo{.name = "icmp.checksum", .title = "Checksum", .base = Base::Hex},
    FieldInfo{.name = "icmp.checksum.status", .title = "Checksum Status"},
    FieldInfo{.name = "icmp.ident", .title = "Identifier (BE)", .base = Base::DecimalHex},
    FieldInfo{.name = "icmp.ident_le", .title = "Identifier (LE)", .base = Base::DecimalHex},
    FieldInfo{.name = "icmp.seq", .title = "Sequence Number (BE)", .base = Base::DecimalHex},
    FieldInfo{.name = "icmp.seq_le", .title = "Sequence Number (LE)", .base = Base::DecimalHex},
    FieldInfo{.name = "icmp.redir_gw", .title = "Gateway Address", .type = FieldType::Ipv4},
    FieldInfo{.name = "icmp.mtu", .title = "MTU of next hop"},
    FieldInfo{.name = "icmp.originate_timestamp", .title = "Originate Timestamp"},
    FieldInfo{.name = "icmp.receive_timestamp", .title = "Receive Timestamp"},
    FieldInfo{.name = "icmp.transmit_timestamp", .title = "Transmit Timestamp"},
};
enum Table : std::uint8_t { Quoted };
constexpr std::array<std::string_view, 1> tables = {"ethertype"};
constexpr std::array hooks = {Hook{"ip.proto", 1}};
const ProtocolInfo info = {.abbreviation = "icmp",
                           .title = "Internet Control Message Protocol",
                           .column = "ICMP",
                           .fields = fields,
                           .hooks = hooks,
                           .tables = tables};

void decodeEcho(ByteReader& bytes, Dissection& d, std::uint8_t type) {
    const auto at = static_cast<std::uint32_t>(bytes.offset());
    const std::uint16_t identifier = d.u16(bytes, Identifier);
    const std::uint16_t sequence = d.u16(bytes, Sequence);
    if (bytes.overrun())
        return;
    d.add(IdentifierLittle, {at, 2}, __builtin_bswap16(identifier));
    d.add(SequenceLittle, {at + 2, 2}, __builtin_bswap16(sequence));
    d.info("Echo (ping) {} id=0x{:04x}, seq={}/{}, ttl={}", type == echoRequest ? "request " : "reply   ", identifier,
           sequence, __builtin_bswap16(sequence), d.carrier().timeToLive);
}

/// The header and first bytes of the packet that the error is about (RFC 792): layers, but not in the columns.
void decodeQuoted(ByteReader& bytes, Dissection& d) {
    d.carrier().insideError = true;
    d.layerLength(bytes.position());
    constexpr std::uint32_t ipv4 = 0x0800;
    d.next(Quoted, ipv4, ByteReader(bytes.rest(), bytes.offset()));
}

class IcmpDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override { return info; }

    void decode(ByteReader& bytes, Dissection& d) const override {
        const Bytes message = bytes.rest();
        const std::uint8_t type = d.u8(bytes, Type);
        const std::uint8_t code = d.u8(bytes, Code);
        const std::uint16_t checksum = d.u16(bytes, Checksum);
        if (bytes.overrun())
            return;
        if (d.wants(ChecksumStatus))
            verify(d, message, checksum);
        d.info("{}", nameOf(types, type, "Unknown ICMP type"));
        switch (type) {
        case echoRequest:
        case echoReply:
            decodeEcho(bytes, d, type);
            break;
        case unreachable:
            d.info("Destination unreachable ({})", nameOf(unreachableCodes, code, "Unknown code"));
            bytes.skip(2);
            d.u16(bytes, NextHopMtu);
            return decodeQuoted(bytes, d);
        case timeExceeded:
            d.info("Time-to-live exceeded ({})", nameOf(timeCodes, code, "Unknown code"));
            bytes.skip(4);
            return decodeQuoted(bytes, d);
        case redirect:
            d.info("Redirect             ({})", nameOf(redirectCodes, code, "Unknown code"));
            d.ipv4(bytes, Gateway);
            return decodeQuoted(bytes, d);
        case quench:
        case parameterProblem:
            bytes.skip(4);
            return decodeQuoted(bytes, d);
        case timestampRequest:
        case timestampReply:
            d.u16(bytes, Identifier);
            d.u16(bytes, Sequence);
            d.u32(bytes, Originate);
            d.u32(bytes, Receive);
            d.u32(bytes, Transmit);
            break;
        default:
            break;
        }
        d.layerLabel("Internet Control Message Protocol, {}", nameOf(types, type, "unknown type"));
        if (!bytes.atEnd())
            d.nextAsData(bytes);
    }

private:
    static void verify(Dissection& d, Bytes message, std::uint16_t found) {
        ChecksumVerdict verdict;
        const auto& carrier = d.carrier();
        if (!carrier.isFragment && !carrier.insideError && carrier.isWhole) {
            verdict.state = InternetChecksum().add(message).value() == 0 ? ChecksumState::Good : ChecksumState::Bad;
            verdict.expected = InternetChecksum().add(message.first(2)).add(message.subspan(4)).value();
        }
        labelChecksum(d, found, verdict);
        d.add(ChecksumStatus, {}, static_cast<std::uint64_t>(verdict.state));
    }
};

class IcmpPlugin final : public QObject, public Plugin {
    Q_OBJECT
    Q_PLUGIN_METADATA(IID TAPSCOPE_PLUGIN_IID FILE "decode-icmp.json")
    Q_INTERFACES(tapscope::Plugin)

public:
    [[nodiscard]] std::vector<const Decoder*> decoders() const override { return {&decoder_}; }

private:
    IcmpDecoder decoder_;
};

} // namespace
} // namespace tapscope

#include "icmp_decoder.moc"
