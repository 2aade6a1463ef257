#pragma once

#include <decode/decoder.h>

namespace tapscope {

namespace enip {

/// EtherNet/IP (ODVA, volume 2): its encapsulation over TCP and UDP port 44818, and the packets of I/O at UDP port
/// 2222.
class EnipDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
    [[nodiscard]] bool accepts(Bytes bytes, Claim claim) const override;
    [[nodiscard]] StreamMessage messageIn(Bytes bytes, Dissection& dissection) const override;
};

} // namespace enip

namespace cip {

/// The Common Industrial Protocol (ODVA, volume 1): service, path and status of each message.
class CipDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
};

/// The data of CIP's implicit connections.
class CipIoDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
};

} // namespace cip

namespace hart_ip {

/// HART over IP (HCF_SPEC-085): sessions, and the HART frames that they carry.
class HartIpDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
    [[nodiscard]] bool accepts(Bytes bytes, Claim claim) const override;
    [[nodiscard]] StreamMessage messageIn(Bytes bytes, Dissection& dissection) const override;
};

} // namespace hart_ip

namespace esio {

/// SAIA's Ether-S-I/O: data between controllers.
class EsioDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
    [[nodiscard]] bool accepts(Bytes bytes, Claim claim) const override;
};

} // namespace esio

namespace knx_net_ip {

/// KNXnet/IP (ISO 22510): its header, and the endpoints and connections that follow.
class KnxNetIpDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
    [[nodiscard]] bool accepts(Bytes bytes, Claim claim) const override;
    [[nodiscard]] StreamMessage messageIn(Bytes bytes, Dissection& dissection) const override;
};

} // namespace knx_net_ip

namespace cn_ip {

/// Component networks over IP (ISO/IEC 14908-4): the header, followed by a LonTalk packet.
class CnIpDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
    [[nodiscard]] bool accepts(Bytes bytes, Claim claim) const override;
};

/// LonTalk (ISO/IEC 14908-1): priority and kind of a packet, and its addresses.
class LonDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
};

} // namespace cn_ip

namespace do_ip {

/// Diagnostics over IP (ISO 13400-2).
class DoIpDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
    [[nodiscard]] bool accepts(Bytes bytes, Claim claim) const override;
    [[nodiscard]] StreamMessage messageIn(Bytes bytes, Dissection& dissection) const override;
};

} // namespace do_ip

namespace uds {

/// Unified Diagnostic Services (ISO 14229-1): the service and its subfunction.
class UdsDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
};

} // namespace uds

} // namespace tapscope
