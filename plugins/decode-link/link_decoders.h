#pragma once

#include <decode/column_address.h>
#include <decode/decoder.h>

namespace tapscope {

// Link types that are a thin wrapper around a network protocol (https://www.tcpdump.org/linktypes.html).

namespace raw {

/// LINKTYPE_RAW: the version nibble selects the protocol, unless the PPP header that some systems leave comes first.
class RawDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
};

} // namespace raw

namespace loopback {

/// LINKTYPE_NULL and LINKTYPE_LOOP: an address family in the capturing machine's byte order (NULL) or in network byte
/// order (LOOP).
class LoopbackDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
};

} // namespace loopback

namespace cooked {

/// LINKTYPE_LINUX_SLL and LINKTYPE_LINUX_SLL2.
class CookedDecoder final : public Decoder {
public:
    enum class Version { One, Two };
    explicit CookedDecoder(Version version) noexcept : version_(version) {}
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;

private:
    Version version_;
};

} // namespace cooked

namespace cisco_hdlc {

/// LINKTYPE_C_HDLC: an address, a control octet and an Ethertype.
class CiscoHdlcDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
};

/// Cisco's Serial Line Address Resolution Protocol, which also keeps the line alive.
class SerialLineDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
};

} // namespace cisco_hdlc

namespace frame_relay {

/// LINKTYPE_FRELAY (ITU-T Q.922), with the encapsulations of RFC 2427 and of Cisco.
class FrameRelayDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
};

} // namespace frame_relay

namespace erf {

/// LINKTYPE_ERF (Endace's Extensible Record Format): a header, and extension headers, in front of a frame of Ethernet,
/// HDLC or IP. The contents of extension headers are shown as octets.
class ErfDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
};

} // namespace erf

namespace netfilter_log {

/// LINKTYPE_NFLOG: a packet that a rule of netfilter logged, as the last of the attributes that describe it.
class NetfilterLogDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
};

} // namespace netfilter_log

namespace packet_metadata {

/// LINKTYPE_PKTAP: macOS' header that names the interface and the process of a frame of any link type.
class PktapDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
};

/// LINKTYPE_PPI (Per-Packet Information): fields by type and length in front of a frame of any link type.
class PacketInformationDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
};

} // namespace packet_metadata

/// The text of the address columns for links without addresses, as in other tools.
[[nodiscard]] inline ColumnAddress noLinkAddress() noexcept {
    return ColumnAddress::text("N/A");
}

} // namespace tapscope
