#pragma once

#include <base/frame.h>
#include <stats/traffic_ends.h>

#include <statistic/statistic.h>

#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <vector>

namespace tapscope {

/// The part of a segment that a graph of a TCP connection needs.
struct TcpSegment {
    FrameNumber frame = 0;
    std::chrono::nanoseconds time{};                ///< since the capture's first frame
    std::chrono::nanoseconds roundTripTime{};       ///< for the acknowledged data; 0 if the analysis has none
    std::uint32_t sequence = 0, acknowledgment = 0; ///< relative, modulo 2^32
    std::uint32_t length = 0, window = 0;           ///< bytes; the window is scaled
    bool isByHigh = false;                          ///< sent by the higher of both ends
    bool hasAcknowledgment = false, isSyn = false, isFin = false, isReset = false, isRepeated = false;

    /// The range of sequence numbers that it occupies.
    [[nodiscard]] std::uint32_t span() const noexcept { return length + (isSyn ? 1U : 0U) + (isFin ? 1U : 0U); }
};

/// A block that a receiver has in addition to the acknowledged data (RFC 2018).
struct SelectiveAck {
    FrameNumber frame = 0;
    std::uint32_t left = 0, right = 0; ///< relative, modulo 2^32
};

/// Reads the segments of one connection from frames. Immutable.
class TcpSegmentReader {
public:
    TcpSegmentReader(const DecoderRegistry& registry, std::uint64_t stream);

    [[nodiscard]] std::vector<FieldId> fields() const;
    struct Read {
        TcpSegment segment;
        TrafficEnd low, high;
        std::vector<SelectiveAck> blocks = {};
    };
    /// Returns nothing for a frame of another connection, or for a segment that an ICMP error quotes.
    [[nodiscard]] std::optional<Read> read(const CountedFrame& frame) const;

private:
    enum Wanted : std::uint8_t {
        Layer,
        Stream,
        Sequence,
        Acknowledgment,
        Length,
        Window,
        Syn,
        Fin,
        Reset,
        Ack,
        RoundTripTime,
        Retransmission,
        LeftEdge,
        RightEdge,
        WantedCount
    };
    void take(Wanted which, std::uint64_t number, Read& read) const;

    TrafficKind kind_;
    std::uint64_t stream_;
    std::array<FieldId, WantedCount> ids_{};
};

} // namespace tapscope
