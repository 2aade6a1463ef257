#pragma once

#include <decode/decoder.h>

namespace tapscope {

namespace vnc {

/// VNC's Remote Framebuffer protocol (RFC 6143): the handshake, the client's messages, and the headers of the server's
/// messages.
class VncDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
    [[nodiscard]] bool recognises(Bytes bytes, const Dissection& dissection) const override;
    [[nodiscard]] StreamMessage messageIn(Bytes bytes, Dissection& dissection) const override;
};

} // namespace vnc

namespace x11 {

/// The X Window System protocol, version 11: how connections are set up, and the headers of requests, replies and
/// events.
class X11Decoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
    [[nodiscard]] StreamMessage messageIn(Bytes bytes, Dissection& dissection) const override;
};

} // namespace x11

namespace rdp_udp {

/// RDP over UDP, versions 1 and 2 (MS-RDPEUDP, MS-RDPEUDP2).
class RdpUdpDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
    [[nodiscard]] bool accepts(Bytes bytes, Claim claim) const override;
};

} // namespace rdp_udp

namespace xdmcp {

/// The X Display Manager Control Protocol, version 1.
class XdmcpDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
    [[nodiscard]] bool accepts(Bytes bytes, Claim claim) const override;
};

} // namespace xdmcp

} // namespace tapscope
