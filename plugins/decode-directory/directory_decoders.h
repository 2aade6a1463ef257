#pragma once

#include <decode/decoder.h>

namespace tapscope {

namespace ldap {

/// LDAP version 3 (RFC 4511) over TCP, and over UDP as used in Windows domains.
class LdapDecoder final : public Decoder {
public:
    enum class Transport : std::uint8_t { Stream, Datagrams };
    explicit LdapDecoder(Transport transport = Transport::Stream) noexcept : transport_(transport) {}

    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
    [[nodiscard]] bool accepts(Bytes bytes, Claim claim) const override;
    [[nodiscard]] StreamMessage messageIn(Bytes bytes, Dissection& dissection) const override;

private:
    Transport transport_;
};

} // namespace ldap

namespace kerberos {

/// Kerberos version 5 (RFC 4120): the unencrypted parts of its messages.
class KerberosDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
    [[nodiscard]] StreamMessage messageIn(Bytes bytes, Dissection& dissection) const override;
};

} // namespace kerberos

namespace z3950 {

/// Z39.50 (ISO 23950): the types of requests to library catalogues, and of their answers.
class Z3950Decoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
    [[nodiscard]] bool accepts(Bytes bytes, Claim claim) const override;
    [[nodiscard]] StreamMessage messageIn(Bytes bytes, Dissection& dissection) const override;
};

} // namespace z3950

} // namespace tapscope
