#pragma once

#include <decode/decoder.h>

namespace tapscope {

namespace ethernet {

class EthernetDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
};

} // namespace ethernet

namespace vlan {

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

} // namespace vlan

namespace llc {

/// IEEE 802.2 LLC with SNAP.
class LlcDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
};

} // namespace llc

namespace arista {

/// Arista's time stamps in front of the Ethertype.
class AristaDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
};

} // namespace arista

namespace configuration_test {

/// The Configuration Test Protocol of Ethernet II, section 8 ("Loopback").
class ConfigurationTestDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
};

} // namespace configuration_test

namespace macsec {

/// MACsec's tag (IEEE 802.1AE section 9); unencrypted payload is decoded further.
class MacsecDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
};

} // namespace macsec

namespace wake_on_lan {

/// Magic packets, in a frame of their own and in UDP.
class WakeOnLanDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
    [[nodiscard]] bool recognises(Bytes bytes, const Dissection& dissection) const override;
};

} // namespace wake_on_lan

/// IEEE 802.3 section 3.2.6: values from here on are types; values up to largestLength are lengths.
inline constexpr std::uint16_t smallestEthertype = 0x0600;
inline constexpr std::uint16_t largestLength = 1500;
/// Keys of the table "eth.802_3".
inline constexpr std::uint32_t logicalLink = 0, rawIpx = 1;

} // namespace tapscope
