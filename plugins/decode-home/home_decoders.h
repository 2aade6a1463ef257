#pragma once

#include <decode/decoder.h>

namespace tapscope {

/// Announcements of Dropbox clients in a LAN: JSON.
class DropboxDiscoveryDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
};

/// Commands to TP-Link's smart plugs and lamps: JSON whose octets are each combined with the one before.
class SmartHomeDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
    [[nodiscard]] bool accepts(Bytes bytes, Claim claim) const override;
    [[nodiscard]] StreamMessage messageIn(Bytes bytes, Dissection& dissection) const override;
};

} // namespace tapscope
