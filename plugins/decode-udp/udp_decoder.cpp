#include <decode/transport_checksum.h>
#include <plugin/plugin.h>

#include <QObject>

#include <array>

namespace tapscope {
namespace {

enum Field : std::uint16_t { SourcePort, DestinationPort, Length, Checksum, ChecksumStatus };
constexpr std::array fields = {
    FieldInfo{.name = "udp.srcport", .title = "Source Port", .alias = "udp.port"},
    FieldInfo{.name = "udp.dstport", .title = "Destination Port", .alias = "udp.port"},
    FieldInfo{.name = "udp.length", .title = "Length"},
    FieldInfo{.name = "udp.checksum", .title = "Checksum", .base = Base::Hex},
    FieldInfo{.name = "udp.checksum.status", .title = "Checksum Status"},
};
enum Table : std::uint8_t { ByPort };
constexpr std::array<std::string_view, 1> tables = {"udp.port"};
constexpr std::array hooks = {Hook{"ip.proto", 17}};
const ProtocolInfo info = {.abbreviation = "udp",
                           .title = "User Datagram Protocol",
                           .column = "UDP",
                           .fields = fields,
                           .hooks = hooks,
                           .tables = tables};

class UdpDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override { return info; }

    void decode(ByteReader& bytes, Dissection& d) const override {
        constexpr std::uint16_t headerLength = 8;
        const Bytes datagram = bytes.rest();
        const std::uint16_t source = d.u16(bytes, SourcePort);
        const std::uint16_t destination = d.u16(bytes, DestinationPort);
        const std::uint16_t length = d.u16(bytes, Length);
        const std::uint16_t checksum = d.u16(bytes, Checksum);
        d.carrier().sourcePort = source;
        d.carrier().destinationPort = destination;
        if (bytes.overrun())
            return;
        d.layerLabel("User Datagram Protocol, Src Port: {}, Dst Port: {}", source, destination);
        // 0 stands for a length that does not fit: a jumbogram or segmentation offload.
        const std::size_t size = length == 0 ? bytes.remaining() : length - std::size_t{headerLength};
        if (length != 0 && length < headerLength) {
            d.malformed("its length is shorter than its header");
            return;
        }
        if (d.wants(ChecksumStatus))
            verify(d, datagram.first(std::min(size + headerLength, datagram.size())), checksum);
        d.info("{} → {} Len={}", source, destination, size);
        d.next(ByPort, {std::min(source, destination), std::max(source, destination)}, bytes.part(size));
    }

private:
    static void verify(Dissection& d, Bytes datagram, std::uint16_t checksum) {
        constexpr std::uint8_t protocolNumber = 17;
        if (checksum == 0) {
            d.label("Checksum: 0x0000 [none]");
            d.add(ChecksumStatus, {}, static_cast<std::uint64_t>(ChecksumState::Unverified));
            return;
        }
        const auto verdict = verifyTransportChecksum(d, datagram, protocolNumber, 6);
        labelChecksum(d, checksum, verdict);
        d.add(ChecksumStatus, {}, static_cast<std::uint64_t>(verdict.state));
    }
};

class UdpPlugin final : public QObject, public Plugin {
    Q_OBJECT
    Q_PLUGIN_METADATA(IID TAPSCOPE_PLUGIN_IID FILE "decode-udp.json")
    Q_INTERFACES(tapscope::Plugin)

public:
    [[nodiscard]] std::vector<const Decoder*> decoders() const override { return {&decoder_}; }

private:
    UdpDecoder decoder_;
};

} // namespace
} // namespace tapscope

#include "udp_decoder.moc"
