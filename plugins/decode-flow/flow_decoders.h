#pragma once

#include <decode/decoder.h>

namespace tapscope {

/// Cisco's NetFlow, versions 1, 5, 7 and 9 (RFC 3954), and IPFIX (RFC 7011): records of versions up to 7, and templates
/// of later versions. Data sets are shown as octets, because their templates are in other frames.
class NetFlowDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
    [[nodiscard]] bool accepts(Bytes bytes, Claim claim) const override;
    [[nodiscard]] StreamMessage messageIn(Bytes bytes, Dissection& dissection) const override;
};

/// OpenFlow 1.0 to 1.5 between a switch and its controller: headers, the switch's features, frames sent to the
/// controller.
class OpenFlowDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
    [[nodiscard]] bool accepts(Bytes bytes, Claim claim) const override;
    [[nodiscard]] StreamMessage messageIn(Bytes bytes, Dissection& dissection) const override;
};

} // namespace tapscope
