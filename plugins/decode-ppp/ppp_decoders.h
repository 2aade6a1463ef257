#pragma once

#include <decode/decoder.h>

namespace tapscope {

namespace pppoe {

/// PPP over Ethernet (RFC 2516): the discovery stage and the session stage.
class PppoeDecoder final : public Decoder {
public:
    enum class Stage : std::uint8_t { Discovery, Session };
    explicit PppoeDecoder(Stage stage) noexcept : stage_(stage) {}
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;

private:
    Stage stage_;
};

} // namespace pppoe

namespace ppp {

/// The Point-to-Point Protocol (RFC 1661, 1662), with or without its HDLC address and control.
class PppDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
};

} // namespace ppp

namespace ppp_control {

/// The protocols that negotiate a link and its network protocols. They share one format (RFC 1661 section 5).
class PppControlDecoder final : public Decoder {
public:
    enum class Negotiated : std::uint8_t { Link, Ip, Ipv6, Compression };
    explicit PppControlDecoder(Negotiated negotiated) noexcept : negotiated_(negotiated) {}
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;

private:
    Negotiated negotiated_;
};

} // namespace ppp_control

namespace ppp_authentication {

/// Password Authentication Protocol (RFC 1334).
class PapDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
};

/// Challenge Handshake Authentication Protocol (RFC 1994).
class ChapDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
};

} // namespace ppp_authentication

} // namespace tapscope
