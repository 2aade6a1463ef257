#pragma once

#include <decode/decoder.h>

namespace tapscope {

namespace osi {

/// Finds ISO's network layer protocol by its first octet (ISO/IEC TR 9577); it has no fields.
class OsiDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
};

} // namespace osi

namespace isis {

/// The common header of Intermediate System to Intermediate System (ISO/IEC 10589 section 9.5).
class IsisDecoder final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;
};

} // namespace isis

namespace isis_pdu {

/// The PDUs after the common header (ISO/IEC 10589 sections 9.5 to 9.13, RFC 1195, 5303, 5305, 5308).
class IsisPduDecoder final : public Decoder {
public:
    enum class Pdu { Hello, LinkState, CompleteSequence, PartialSequence };
    explicit IsisPduDecoder(Pdu pdu) noexcept : pdu_(pdu) {}
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override;
    void decode(ByteReader& bytes, Dissection& dissection) const override;

private:
    Pdu pdu_;
};

} // namespace isis_pdu

} // namespace tapscope
