#pragma once

#include <decode/decoder.h>

namespace tapscope {

class IcmpDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;

    void decode(ByteReader& bytes, Dissection& d) const override;

private:
    static void verify(Dissection& d, Bytes message, std::uint16_t found);
};

} // namespace tapscope
