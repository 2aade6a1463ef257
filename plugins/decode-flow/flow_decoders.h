#pragma once

#include <decode/decoder.h>

namespace tapscope {

namespace netflow {

/// Cisco's NetFlow, versions 1, 5, 7 and 9 (RFC 3954), and IPFIX (RFC 7011): records, and templates of
/// the later versions. Templates are learned from earlier frames; a data set whose template is not known is octets.
class NetFlowDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
    [[nodiscard]] bool accepts(Bytes bytes, Claim claim) const override;
    [[nodiscard]] StreamMessage messageIn(Bytes bytes, Dissection& dissection) const override;
};

} // namespace netflow

namespace open_flow {

/// OpenFlow 1.0 to 1.5 between a switch and its controller: headers, the switch's features, frames sent to the
/// controller.
class OpenFlowDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
    [[nodiscard]] bool accepts(Bytes bytes, Claim claim) const override;
    [[nodiscard]] StreamMessage messageIn(Bytes bytes, Dissection& dissection) const override;
};

} // namespace open_flow

} // namespace tapscope
