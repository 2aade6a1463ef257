#include "tcp_options.h"

#include <decode/transport_checksum.h>
#include <plugin/plugin.h>

#include <QObject>

#include <array>

namespace tapscope {
namespace {

using namespace tcp;

// In the order of tcp::Field.
constexpr std::array fields = {
    FieldInfo{.name = "tcp.srcport", .title = "Source Port", .alias = "tcp.port"},
    FieldInfo{.name = "tcp.dstport", .title = "Destination Port", .alias = "tcp.port"},
    FieldInfo{.name = "tcp.seq_raw", .title = "Sequence Number (raw)"},
    FieldInfo{.name = "tcp.ack_raw", .title = "Acknowledgment number (raw)"},
    FieldInfo{.name = "tcp.len", .title = "TCP Segment Len"},
    FieldInfo{.name = "tcp.hdr_len", .title = "Header Length", .unit = " bytes"},
    FieldInfo{.name = "tcp.flags", .title = "Flags", .base = Base::Hex, .hexDigits = 4, .mask = 0x0fff},
    FieldInfo{.name = "tcp.flags.res", .title = "Reserved", .mask = 0x0e00},
    FieldInfo{.name = "tcp.flags.ae", .title = "Accurate ECN", .type = FieldType::Boolean, .mask = 0x0100},
    FieldInfo{.name = "tcp.flags.cwr", .title = "Congestion Window Reduced", .type = FieldType::Boolean, .mask = 0x80},
    FieldInfo{.name = "tcp.flags.ece", .title = "ECN-Echo", .type = FieldType::Boolean, .mask = 0x40},
    FieldInfo{.name = "tcp.flags.urg", .title = "Urgent", .type = FieldType::Boolean, .mask = 0x20},
    FieldInfo{.name = "tcp.flags.ack", .title = "Acknowledgment", .type = FieldType::Boolean, .mask = 0x10},
    FieldInfo{.name = "tcp.flags.push", .title = "Push", .type = FieldType::Boolean, .mask = 0x08},
    FieldInfo{.name = "tcp.flags.reset", .title = "Reset", .type = FieldType::Boolean, .mask = 0x04},
    FieldInfo{.name = "tcp.flags.syn", .title = "Syn", .type = FieldType::Boolean, .mask = 0x02},
    FieldInfo{.name = "tcp.flags.fin", .title = "Fin", .type = FieldType::Boolean, .mask = 0x01},
    FieldInfo{.name = "tcp.window_size_value", .title = "Window"},
    FieldInfo{.name = "tcp.checksum", .title = "Checksum", .base = Base::Hex},
    FieldInfo{.name = "tcp.checksum.status", .title = "Checksum Status"},
    FieldInfo{.name = "tcp.urgent_pointer", .title = "Urgent Pointer"},
    FieldInfo{.name = "tcp.option_kind", .title = "Kind"},
    FieldInfo{.name = "tcp.option_len", .title = "Length"},
    FieldInfo{.name = "tcp.options.mss_val", .title = "MSS Value"},
    FieldInfo{.name = "tcp.options.wscale.shift", .title = "Shift count"},
    FieldInfo{.name = "tcp.options.sack_le", .title = "left edge"},
    FieldInfo{.name = "tcp.options.sack_re", .title = "right edge"},
    FieldInfo{.name = "tcp.options.timestamp.tsval", .title = "Timestamp value"},
    FieldInfo{.name = "tcp.options.timestamp.tsecr", .title = "Timestamp echo reply"},
    FieldInfo{.name = "tcp.options.data", .title = "Option data", .type = FieldType::ByteString},
    FieldInfo{.name = "tcp.payload", .title = "TCP payload", .type = FieldType::ByteString},
};
enum Table : std::uint8_t { ByPort };
constexpr std::array<std::string_view, 1> tables = {"tcp.port"};
constexpr std::array hooks = {Hook{"ip.proto", 6}};
const ProtocolInfo info = {.abbreviation = "tcp",
                           .title = "Transmission Control Protocol",
                           .column = "TCP",
                           .fields = fields,
                           .hooks = hooks,
                           .tables = tables};

struct FlagName {
    unsigned bit;
    std::string_view name;
};
constexpr std::array flagNames = {FlagName{0x01, "FIN"}, FlagName{0x02, "SYN"}, FlagName{0x04, "RST"},
                                  FlagName{0x08, "PSH"}, FlagName{0x10, "ACK"}, FlagName{0x20, "URG"},
                                  FlagName{0x40, "ECE"}, FlagName{0x80, "CWR"}, FlagName{0x100, "AE"}};

void appendFlags(Dissection& d, unsigned flags) {
    bool first = true;
    for (const auto& flag : flagNames) {
        if ((flags & flag.bit) == 0)
            continue;
        d.infoAppend("{}{}", first ? "" : ", ", flag.name);
        first = false;
    }
    if (first)
        d.infoAppend("<None>");
}

class TcpDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override { return info; }
    void decode(ByteReader& bytes, Dissection& d) const override;
};

void TcpDecoder::decode(ByteReader& bytes, Dissection& d) const {
    constexpr std::size_t smallestHeader = 20;
    const Bytes segment = bytes.rest();
    const std::uint16_t source = d.u16(bytes, SourcePort);
    const std::uint16_t destination = d.u16(bytes, DestinationPort);
    d.carrier().sourcePort = source;
    d.carrier().destinationPort = destination;
    if (!bytes.overrun()) {
        d.info("{} → {}", source, destination);
        d.layerLabel("Transmission Control Protocol, Src Port: {}, Dst Port: {}", source, destination);
    }
    const std::uint32_t sequence = d.u32(bytes, Sequence);
    const std::uint32_t acknowledgment = d.u32(bytes, Acknowledgment);
    const auto flagsAt = static_cast<std::uint32_t>(bytes.offset());
    const std::uint16_t lengthAndFlags = bytes.u16();
    if (bytes.overrun())
        return;
    const std::size_t headerLength = (lengthAndFlags >> 12) * 4U;
    const unsigned flags = lengthAndFlags & 0xfffU;
    d.add(HeaderLength, {flagsAt, 1}, headerLength);
    d.add(Flags, {flagsAt, 2}, lengthAndFlags);
    {
        const auto nest = d.nest();
        d.addBits({FlagReserved, FlagAccurateEcn, FlagWindowReduced, FlagEcnEcho, FlagUrgent, FlagAck, FlagPush,
                   FlagReset, FlagSyn, FlagFin},
                  {flagsAt, 2}, lengthAndFlags);
    }
    if (headerLength < smallestHeader) {
        d.malformed("its header is shorter than 20 bytes");
        return;
    }
    const std::uint16_t window = d.u16(bytes, Window);
    const std::uint16_t checksum = d.u16(bytes, Checksum);
    if (d.wants(ChecksumStatus) && !bytes.overrun()) {
        constexpr std::uint8_t protocolNumber = 6;
        const auto verdict = verifyTransportChecksum(d, segment, protocolNumber, 16);
        labelChecksum(d, checksum, verdict);
        d.add(ChecksumStatus, {}, static_cast<std::uint64_t>(verdict.state));
    }
    d.u16(bytes, UrgentPointer);
    const std::size_t length = segment.size() > headerLength ? segment.size() - headerLength : 0;
    d.add(SegmentLength, {}, length);
    if (d.wantsColumns()) {
        d.infoAppend(" [");
        appendFlags(d, flags);
        d.infoAppend("] Seq={}", sequence);
        if ((flags & 0x10U) != 0)
            d.infoAppend(" Ack={}", acknowledgment);
        d.infoAppend(" Win={} Len={}", window, length);
    }
    if (bytes.overrun())
        return;
    ByteReader options = bytes.part(headerLength - smallestHeader);
    if (options.remaining() < headerLength - smallestHeader) {
        bytes.skip(1); // what is missing is told as the header's
        return;
    }
    decodeOptions(options, d);
    d.layerLength(headerLength);
    if (length == 0)
        return;
    d.addBytes(Payload, {static_cast<std::uint32_t>(bytes.offset()), static_cast<std::uint32_t>(length)});
    d.hide();
    if (d.carrier().isFragment)
        d.nextAsData(bytes);
    else
        d.next(ByPort, {std::min(source, destination), std::max(source, destination)}, bytes);
}

class TcpPlugin final : public QObject, public Plugin {
    Q_OBJECT
    Q_PLUGIN_METADATA(IID TAPSCOPE_PLUGIN_IID FILE "decode-tcp.json")
    Q_INTERFACES(tapscope::Plugin)

public:
    [[nodiscard]] std::vector<const Decoder*> decoders() const override { return {&decoder_}; }

private:
    TcpDecoder decoder_;
};

} // namespace
} // namespace tapscope

#include "tcp_decoder.moc"
