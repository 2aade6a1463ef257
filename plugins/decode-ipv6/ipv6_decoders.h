#pragma once

#include <decode/decoder.h>
#include <decode/dissection.h>

namespace tapscope {

class Ipv6Decoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
};

/// One of the extension headers of RFC 8200 section 4, each as a layer with its own name.
class Ipv6ExtensionDecoder final : public Decoder {
public:
    enum class Header : std::uint8_t { HopByHop, Routing, Fragment, Destination };
    explicit Ipv6ExtensionDecoder(Header header) noexcept : header_(header) {}
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;

private:
    Header header_;
};

/// Names the protocol that follows a header; `table` is the caller's index of "ip.proto".
void nextIpv6Header(Dissection& dissection, Dissection::Table table, std::uint8_t next, const ByteReader& bytes);

} // namespace tapscope
