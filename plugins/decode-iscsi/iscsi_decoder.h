#pragma once

#include <decode/decoder.h>

namespace tapscope {

/// iSCSI (RFC 7143): the basic header segments, the keys of logins, the names of SCSI commands. Digests are not
/// distinguished from data, because only the login says whether there are any.
class IscsiDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
    [[nodiscard]] bool accepts(Bytes bytes, Claim claim) const override;
};

} // namespace tapscope
