#pragma once

#include <decode/decoder.h>

namespace tapscope {

class Icmpv6Decoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& d) const override;

private:
    static void body(ByteReader& bytes, Dissection& d, std::uint8_t type);
    static void neighbourAdvertised(ByteReader& bytes, Dissection& d);
    static void routerAdvertised(ByteReader& bytes, Dissection& d);
    static void quoted(ByteReader& bytes, Dissection& d, std::size_t words = 0);
};

} // namespace tapscope
