#pragma once

#include <decode/decoder.h>

namespace tapscope {

/// NTP (RFC 5905): time packets, control messages (RFC 9327), and the header of ntpdc's private ones.
class NtpDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
};

} // namespace tapscope
