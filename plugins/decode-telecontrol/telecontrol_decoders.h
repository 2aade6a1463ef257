#pragma once

#include <decode/decoder.h>

namespace tapscope {

namespace dnp3 {

/// DNP3 (IEEE 1815) over TCP and UDP: link and transport headers, the application header and the requested objects.
class Dnp3Decoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
    [[nodiscard]] bool accepts(Bytes bytes, Claim claim) const override;
    [[nodiscard]] StreamMessage messageIn(Bytes bytes, Dissection& dissection) const override;
};

} // namespace dnp3

namespace iec104 {

/// IEC 60870-5-104: the control information in front of each message.
class Iec104Decoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
    [[nodiscard]] bool accepts(Bytes bytes, Claim claim) const override;
    [[nodiscard]] StreamMessage messageIn(Bytes bytes, Dissection& dissection) const override;
};

} // namespace iec104

namespace iec60870 {

/// The messages of IEC 60870-5-101 and -104: the header and the information objects.
class Iec60870Decoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
};

} // namespace iec60870

namespace synchrophasor {

/// Synchrophasors (IEEE C37.118): headers and commands; measurements, whose format is defined by a configuration frame,
/// are shown as bytes.
class SynchrophasorDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
    [[nodiscard]] bool accepts(Bytes bytes, Claim claim) const override;
    [[nodiscard]] StreamMessage messageIn(Bytes bytes, Dissection& dissection) const override;
};

} // namespace synchrophasor

} // namespace tapscope
