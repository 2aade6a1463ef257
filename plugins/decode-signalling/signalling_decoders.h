#pragma once

#include <decode/decoder.h>

namespace tapscope {

namespace rsvp {

/// RSVP (RFC 2205); RSVP-TE objects are shown by class and type only.
class RsvpDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
};

} // namespace rsvp

namespace olsr {

/// OLSR, version 1 (RFC 3626).
class OlsrDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
};

} // namespace olsr

namespace lmp {

/// The Link Management Protocol (RFC 4204).
class LmpDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
};

} // namespace lmp

namespace mpls_echo {

/// MPLS echo (RFC 8029): LSP ping.
class MplsEchoDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
};

} // namespace mpls_echo

namespace dlep {

/// The Dynamic Link Exchange Protocol (RFC 8175): signals and messages, and their data items.
class DlepDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
    [[nodiscard]] bool accepts(Bytes bytes, Claim claim) const override;
    [[nodiscard]] StreamMessage messageIn(Bytes bytes, Dissection& dissection) const override;
};

} // namespace dlep

} // namespace tapscope
