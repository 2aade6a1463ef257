#pragma once

#include <decode/decoder.h>

namespace tapscope {

/// Syslog over UDP (RFC 5426): priority, and the header in its old and new form.
class SyslogDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
};

} // namespace tapscope
