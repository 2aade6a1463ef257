#pragma once

#include <decode/dissection.h>

#include <span>

namespace tapscope::dnp3 {

enum Field : std::uint16_t {
    Start,
    Length,
    Control,
    ControlDirection,
    ControlPrimary,
    ControlCount,
    ControlCountValid,
    ControlFlow,
    PrimaryFunction,
    SecondaryFunction,
    Destination,
    Source,
    HeaderChecksum,
    HeaderChecksumStatus,
    TransportControl,
    TransportFinal,
    TransportFirst,
    TransportSequence,
    Chunk,
    ChunkChecksum,
    ChunkChecksumStatus,
    ApplicationControl,
    ApplicationFirst,
    ApplicationFinal,
    ApplicationConfirm,
    ApplicationUnsolicited,
    ApplicationSequence,
    Function,
    Indications,
    Restart,
    Trouble,
    Local,
    TimeSync,
    Class3,
    Class2,
    Class1,
    Broadcast,
    Corrupt,
    Executing,
    Overflow,
    OutOfRange,
    UnknownObject,
    UnknownFunction,
    Object,
    Prefix,
    RangeCode,
    RangeStart,
    RangeStop,
    RangeQuantity,
    RangeAddress,
    FragmentData,
};

[[nodiscard]] std::span<const FieldInfo> fieldTable() noexcept;

/// Decodes the application layer of one fragment, and adds its function to the Info column.
void decodeApplication(ByteReader& bytes, Dissection& d);

} // namespace tapscope::dnp3
