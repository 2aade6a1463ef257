#pragma once

#include <decode/dissection.h>

#include <array>

namespace tapscope::netflow {

inline constexpr std::uint16_t ipfix = 10, version9 = 9;

enum Field : std::uint16_t {
    Version,
    Count,
    Length,
    Uptime,
    ExportTime,
    Seconds,
    Nanoseconds,
    Sequence,
    EngineType,
    EngineId,
    SamplingMode,
    SampleRate,
    SourceId,
    Domain,
    Reserved,
    Source,
    Destination,
    NextHop,
    Input,
    Output,
    Packets,
    Octets,
    First,
    Last,
    SourcePort,
    DestinationPort,
    Padding,
    TcpFlags,
    Protocol,
    TypeOfService,
    SourceSystem,
    DestinationSystem,
    SourceMask,
    DestinationMask,
    Flags,
    RouterShortcut,
    SetId,
    SetLength,
    TemplateId,
    FieldCount,
    TotalCount,
    ScopeCount,
    ScopeLength,
    OptionLength,
    FieldIsEnterprise,
    FieldKind,
    IpfixKind,
    EnterpriseKind,
    FieldLength,
    Enterprise,
    SetData,
};

/// Decodes the sets of a packet of version 9 or IPFIX, and describes them in the Info column.
void decodeSets(ByteReader& bytes, Dissection& dissection, std::uint16_t version);

} // namespace tapscope::netflow
