#pragma once

#include <decode/decoder.h>

namespace tapscope {

namespace rx {

/// Rx, the remote procedure calls of AFS: headers of packets and acknowledgements.
class RxDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
    [[nodiscard]] bool accepts(Bytes bytes, Claim claim) const override;
};

} // namespace rx

namespace afs {

/// Calls of the Andrew File System by service and operation.
class AfsDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
};

} // namespace afs

} // namespace tapscope
