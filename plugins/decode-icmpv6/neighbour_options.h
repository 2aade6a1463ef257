#pragma once

#include <decode/dissection.h>

namespace tapscope::icmpv6 {

enum Field : std::uint16_t {
    Type,
    Code,
    Checksum,
    ChecksumStatus,
    Identifier,
    Sequence,
    Mtu,
    SolicitedTarget,
    AdvertisedTarget,
    AdvertisementFlags,
    RouterFlag,
    SolicitedFlag,
    OverrideFlag,
    HopLimit,
    RouterFlags,
    ManagedFlag,
    OtherFlag,
    RouterLifetime,
    ReachableTime,
    RetransmitTimer,
    MulticastAddress,
    RecordCount,
    OptionType,
    OptionLength,
    OptionMac,
    OptionMtu,
    OptionPrefixLength,
    OptionPrefix,
    OptionData,
    ResponseTo,
    ResponseTime,
    RecordType,
    RecordAuxiliary,
    RecordSources,
    RecordGroup,
    RecordSource,
    Pointer,
    RedirectTarget,
    RedirectDestination,
    ExtendedSequence,
    ExtendedLocal,
    ExtendedState,
    OriginalLength,
    Reserved,
    MaximumDelay,
    RecordAuxiliaryData,
    OptionReserved,
    PrefixFlags,
    PrefixOnLink,
    PrefixAutonomous,
    PrefixRouter,
    PrefixValid,
    PrefixPreferred,
    DnsLifetime,
    DnsServer,
};

/// Decodes options of neighbour discovery (RFC 4861 section 4.6). Returns the link-layer address option, if there is
/// one.
Bytes decodeNeighbourOptions(ByteReader& bytes, Dissection& dissection);

} // namespace tapscope::icmpv6
