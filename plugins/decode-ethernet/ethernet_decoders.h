#pragma once

#include <decode/decoder.h>

namespace tapscope {

class EthernetDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
};

/// An 802.1Q tag, and the outer 802.1ad tag of QinQ under its own name.
class VlanDecoder final : public Decoder {
public:
    enum class Tag { Customer, Service };
    explicit VlanDecoder(Tag tag) noexcept : tag_(tag) {}
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;

private:
    Tag tag_;
};

/// IEEE 802.2 LLC with SNAP.
class LlcDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
};

/// Smaller numbers in the type field are lengths (IEEE 802.3 section 3.2.6).
inline constexpr std::uint16_t smallestEthertype = 0x0600;

/// Names of Ethertypes, sorted.
extern const std::span<const ValueName> ethertypes;

} // namespace tapscope
