#pragma once

#include <decode/dissection.h>

#include <array>

namespace tapscope::wireless {

/// All fields of the protocol, in the order of the table in wireless_decoder.cpp.
enum Field : std::uint16_t {
    TypeSubtype,
    FrameControl,
    Version,
    Type,
    Subtype,
    Flags,
    ToSystem,
    FromSystem,
    MoreFragments,
    Retry,
    PowerManagement,
    MoreData,
    Protected,
    Order,
    Duration,
    AssociationId,
    Receiver,
    Destination,
    Transmitter,
    Source,
    Bssid,
    Fragment,
    Sequence,
    QualityOfService,
    TrafficId,
    AckPolicy,
    IsAggregate,
    HighThroughput,
    BlockAckControl,
    BlockAckStart,
    BlockAckBitmap,
    ControlRest,
    Initialization,
    CheckSequence,
    CheckStatus,
    Timestamp,
    BeaconInterval,
    Capabilities,
    AuthenticationAlgorithm,
    AuthenticationSequence,
    StatusCode,
    ReasonCode,
    ListenInterval,
    FixedAssociationId,
    CurrentAp,
    Category,
    ActionCode,
    ActionData,
    TagNumber,
    TagLength,
    TagData,
    NetworkName,
    SupportedRates,
    CurrentChannel,
    DtimCount,
    DtimPeriod,
    BitmapControl,
    Bitmap,
    SecurityVersion,
    ExtendedRates,
    MeshId,
    VendorOui,
    VendorType,
    VendorData,
};

/// The body of a management frame (section 9.3.3): its fixed parameters, then elements. Adds to the Info column.
void management(std::uint8_t subtype, ByteReader& bytes, Dissection& d);

} // namespace tapscope::wireless
