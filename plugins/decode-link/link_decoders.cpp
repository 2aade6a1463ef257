// Link types that are a thin wrapper around a network protocol (https://www.tcpdump.org/linktypes.html).

#include <decode/dissection.h>
#include <plugin/plugin.h>

#include <QObject>

#include <array>

namespace tapscope {
namespace {

constexpr std::uint32_t ipv4Type = 0x0800;
constexpr std::uint32_t ipv6Type = 0x86dd;
constexpr std::array<std::string_view, 1> tables = {"ethertype"};
enum Table : std::uint8_t { Ethertype };

/// LINKTYPE_RAW, LINKTYPE_IPV4, LINKTYPE_IPV6: the version nibble tells.
class RawDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override {
        static constexpr std::array hooks = {Hook{"linktype", 12}, Hook{"linktype", 14}, Hook{"linktype", 101},
                                             Hook{"linktype", 228}, Hook{"linktype", 229}};
        static const ProtocolInfo info = {
            .abbreviation = "raw", .title = "Raw packet data", .column = "Raw", .hooks = hooks, .tables = tables};
        return info;
    }
    void decode(ByteReader& bytes, Dissection& d) const override {
        d.info("Raw packet data");
        d.next(Ethertype, bytes.peek() >> 4 == 6 ? ipv6Type : ipv4Type, bytes);
        bytes.skip(bytes.remaining());
    }
};

/// LINKTYPE_NULL and LINKTYPE_LOOP: an address family, in the byte order of whoever captured, or in network order.
class LoopbackDecoder final : public Decoder {
    enum Field : std::uint16_t { Family };

public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override {
        static constexpr std::array fields = {FieldInfo{.name = "null.family", .title = "Family"}};
        static constexpr std::array hooks = {Hook{"linktype", 0}, Hook{"linktype", 108}};
        static const ProtocolInfo info = {.abbreviation = "null",
                                          .title = "Null/Loopback",
                                          .column = "NULL",
                                          .fields = fields,
                                          .hooks = hooks,
                                          .tables = tables};
        return info;
    }
    void decode(ByteReader& bytes, Dissection& d) const override {
        const ByteRange range{static_cast<std::uint32_t>(bytes.offset()), 4};
        std::uint32_t family = bytes.u32();
        if (bytes.overrun())
            return;
        if (family > 0xffff)
            family = __builtin_bswap32(family);
        d.add(Family, range, family);
        // AF_INET6 is 24 on NetBSD and OpenBSD, 28 on FreeBSD, 30 on Darwin, 10 on Linux.
        const bool isIpv6 = family == 24 || family == 28 || family == 30 || family == 10;
        d.info("Family {}", family);
        d.next(Ethertype, isIpv6 ? ipv6Type : family == 2 ? ipv4Type : 0, bytes);
        bytes.skip(bytes.remaining());
    }
};

/// LINKTYPE_LINUX_SLL and LINKTYPE_LINUX_SLL2.
class CookedDecoder final : public Decoder {
    enum Field : std::uint16_t { Protocol, Interface, Hardware, PacketType, AddressLength, Address };

public:
    enum class Version { One, Two };
    explicit CookedDecoder(Version version) noexcept : version_(version) {}

    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override {
        static constexpr std::array packetTypes = {ValueName{0, "Unicast to us"}, ValueName{1, "Broadcast"},
                                                   ValueName{2, "Multicast"}, ValueName{3, "Unicast to another host"},
                                                   ValueName{4, "Sent by us"}};
        static constexpr std::array fields = {
            FieldInfo{.name = "sll.etype", .title = "Protocol", .base = Base::Hex},
            FieldInfo{.name = "sll.ifindex", .title = "Interface index"},
            FieldInfo{.name = "sll.hatype", .title = "Link-layer address type"},
            FieldInfo{.name = "sll.pkttype", .title = "Packet type", .values = packetTypes},
            FieldInfo{.name = "sll.halen", .title = "Link-layer address length"},
            FieldInfo{.name = "sll.src.other", .title = "Source", .type = FieldType::ByteString},
        };
        static constexpr std::array hooksOne = {Hook{"linktype", 113}};
        static constexpr std::array hooksTwo = {Hook{"linktype", 276}};
        static const ProtocolInfo one = {.abbreviation = "sll",
                                         .title = "Linux cooked capture v1",
                                         .column = "SLL",
                                         .fields = fields,
                                         .hooks = hooksOne,
                                         .tables = tables};
        static const ProtocolInfo two = {.abbreviation = "sll2",
                                         .title = "Linux cooked capture v2",
                                         .column = "SLL2",
                                         .fields = fields,
                                         .hooks = hooksTwo,
                                         .tables = tables};
        return version_ == Version::One ? one : two;
    }
    void decode(ByteReader& bytes, Dissection& d) const override {
        std::uint16_t type = 0;
        if (version_ == Version::One) {
            d.u16(bytes, PacketType);
            d.u16(bytes, Hardware);
            d.u16(bytes, AddressLength);
            d.data(bytes, Address, 8);
            type = d.u16(bytes, Protocol);
        } else {
            type = d.u16(bytes, Protocol);
            bytes.skip(2);
            d.u32(bytes, Interface);
            d.u16(bytes, Hardware);
            d.u8(bytes, PacketType);
            d.u8(bytes, AddressLength);
            d.data(bytes, Address, 8);
        }
        if (bytes.overrun())
            return;
        d.passThrough("ethertype");
        d.info("Protocol 0x{:04x}", type);
        d.next(Ethertype, type, ByteReader(bytes.rest(), bytes.offset()));
    }

private:
    Version version_;
};

class LinkPlugin final : public QObject, public Plugin {
    Q_OBJECT
    Q_PLUGIN_METADATA(IID TAPSCOPE_PLUGIN_IID FILE "decode-link.json")
    Q_INTERFACES(tapscope::Plugin)

public:
    [[nodiscard]] std::vector<const Decoder*> decoders() const override {
        return {&raw_, &loopback_, &cooked_, &cookedTwo_};
    }

private:
    RawDecoder raw_;
    LoopbackDecoder loopback_;
    CookedDecoder cooked_{CookedDecoder::Version::One};
    CookedDecoder cookedTwo_{CookedDecoder::Version::Two};
};

} // namespace
} // namespace tapscope

#include "link_decoders.moc"
