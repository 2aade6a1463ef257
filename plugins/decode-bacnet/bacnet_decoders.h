#pragma once

#include <decode/decoder.h>

namespace tapscope {

/// BACnet virtual link control (annex J).
class BvlcDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
};

/// The network layer (clause 6).
class BacnetDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
};

/// The application layer's services (clauses 20 and 21).
class BacnetApplicationDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
};

} // namespace tapscope
