#pragma once

#include <decode/decoder.h>

namespace tapscope {

/// ARP (RFC 826) with its reverse and inverse forms (RFC 903, RFC 2390), probes and announcements (RFC 5227).
class ArpDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
};

/// The AppleTalk Address Resolution Protocol (Inside AppleTalk, chapter 2).
class AarpDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
};

} // namespace tapscope
