#pragma once

#include <decode/field.h>

#include <array>
#include <cstdint>
#include <span>

namespace tapscope::sctp {

enum ChunkType : std::uint8_t {
    DataChunk = 0,
    Init = 1,
    InitAck = 2,
    Sack = 3,
    Heartbeat = 4,
    HeartbeatAck = 5,
    Abort = 6,
    Shutdown = 7,
    Error = 9,
    CookieEcho = 10,
    ShutdownComplete = 14,
    ForwardTsn = 192,
};

enum Field : std::uint16_t {
    SourcePort,
    DestinationPort,
    VerificationTag,
    Checksum,
    Chunk,
    ChunkTypeField,
    ChunkFlags,
    ImmediateBit,
    UnorderedBit,
    BeginBit,
    EndBit,
    ChunkLength,
    ChunkValue,
    RelativeTsn,
    RawTsn,
    StreamId,
    StreamSequence,
    PayloadProtocol,
    InitTag,
    InitWindow,
    InitOutStreams,
    InitInStreams,
    InitTsn,
    InitAckTag,
    InitAckWindow,
    InitAckOutStreams,
    InitAckInStreams,
    InitAckTsn,
    RelativeAck,
    RawAck,
    SackWindow,
    GapCount,
    DuplicateCount,
    GapStart,
    GapEnd,
    DuplicateTsn,
    Cookie,
    ShutdownAck,
    AbortT,
    ShutdownT,
    ForwardedTsn,
    ForwardedStream,
    ForwardedSequence,
    Parameter,
    ParameterType,
    ParameterLength,
    ParameterValue,
    ParameterIpv4,
    ParameterIpv6,
    HeartbeatInformation,
    StateCookie,
    fieldCount,
};

/// In the order of Field.
extern const std::array<FieldInfo, fieldCount> fields;
/// Names of chunks and of their parameters (IANA, SCTP parameters).
extern const std::span<const ValueName> chunkTypes;
extern const std::span<const ValueName> parameterTypes;

} // namespace tapscope::sctp
