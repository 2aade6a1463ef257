#pragma once

#include "dns_message.h"

#include <decode/decoder.h>

namespace tapscope {

/// DNS over UDP, and over TCP with a length in front of each message.
class DnsDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
    [[nodiscard]] StreamMessage messageIn(Bytes bytes, Dissection& dissection) const override;
    [[nodiscard]] bool recognises(Bytes bytes, const Dissection& dissection) const override;
};

/// Multicast DNS (RFC 6762) and Link-Local Multicast Name Resolution (RFC 4795).
class LocalDnsDecoder final : public Decoder {
public:
    explicit LocalDnsDecoder(dns::Variant variant) noexcept : variant_(variant) {}
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;

private:
    dns::Variant variant_;
};

} // namespace tapscope
