#pragma once

#include <stats/tcp_segments.h>

#include <statistic/statistic_result.h>

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tapscope {

enum class TcpGraph : std::uint8_t { Stevens, Tcptrace, RoundTripTime, Throughput, Window };
inline constexpr std::size_t tcpGraphs = 5;

/// A graph's name on the command line: stevens, tcptrace, rtt, throughput, window.
[[nodiscard]] std::string_view wordOf(TcpGraph graph) noexcept;
[[nodiscard]] std::optional<TcpGraph> tcpGraphNamed(std::string_view word) noexcept;

/// One direction of a connection. Sequence numbers continue beyond 32 bits.
struct TcpWay {
    struct Sent {
        FrameNumber frame;
        double time; ///< seconds
        std::int64_t sequence;
        std::uint32_t length, span;
        bool isRepeated;
    };
    /// A segment of the other end.
    struct Heard {
        FrameNumber frame;
        double time;
        std::int64_t acknowledgment;
        std::uint32_t window;
        double roundTripTime; ///< seconds; 0: none
    };
    struct Block {
        FrameNumber frame;
        double time;
        std::int64_t left, right;
    };
    std::string subject; ///< "10.9.0.1:51834 → 10.9.0.2:443"
    std::vector<Sent> sent = {};
    std::vector<Heard> heard = {};
    std::vector<Block> blocks = {};
};

/// Computes both directions of a connection from its segments and blocks, which must be in the order of their frames.
/// The first is that of the end that sent the first segment.
[[nodiscard]] std::array<TcpWay, 2> tcpWays(std::span<const TcpSegment> segments, std::span<const SelectiveAck> blocks,
                                            const TrafficEnd& low, const TrafficEnd& high);

[[nodiscard]] StatisticPlot tcpPlot(TcpGraph graph, const TcpWay& way);

} // namespace tapscope
