#pragma once

#include <decode/field.h>

#include <array>
#include <cstdint>

namespace tapscope::quic {

enum Field : std::uint16_t {
    PacketLength,
    ShortHeader,
    HeaderForm,
    FixedBit,
    SpinBit,
    LongPacketType,
    LongPacketTypeV2,
    Reserved,
    PacketNumberLength,
    Version,
    DestinationIdLength,
    DestinationId,
    SourceIdLength,
    SourceId,
    SupportedVersion,
    TokenLength,
    Token,
    Length,
    PacketNumber,
    RetryToken,
    RetryTag,
    EncryptedPayload,
    RemainingPayload,
    Frame,
    FrameType,
    PaddingLength,
    AckLargest,
    AckDelay,
    AckRangeCount,
    AckFirstRange,
    AckGap,
    AckRange,
    AckEct0,
    AckEct1,
    AckCe,
    CryptoOffset,
    CryptoLength,
    CryptoData,
    CloseErrorCode,
    CloseApplicationErrorCode,
    CloseFrameType,
    CloseReasonLength,
    CloseReason,
    Padding,
    Fragments,
    Fragment,
    FragmentOverlap,
    FragmentConflict,
    FragmentCount,
    ReassembledIn,
    ReassembledLength,
    ReassembledData,
    fieldCount,
};
extern const std::array<FieldInfo, fieldCount> fields;

} // namespace tapscope::quic
