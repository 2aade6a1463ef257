#include <base/elapsed.h>
#include <stats/tcp_plots.h>

#include <fmt/core.h>

#include <algorithm>

namespace tapscope {
namespace {

using Style = PlotLine::Style;

struct GraphWords {
    std::string_view word, title, yTitle;
};
constexpr std::array<GraphWords, tcpGraphs> graphs = {{
    {"stevens", "Time/sequence (Stevens)", "Sequence number, bytes"},
    {"tcptrace", "Time/sequence (tcptrace)", "Sequence number, bytes"},
    {"rtt", "Round-trip time", "Round-trip time, ms"},
    {"throughput", "Throughput", "Bits/s"},
    {"window", "Window", "Bytes"},
}};

/// Extends 32-bit numbers that wrap around to 64 bits.
class Unwrapped {
public:
    [[nodiscard]] std::int64_t next(std::uint32_t number) noexcept {
        if (!isKnown_) {
            isKnown_ = true;
            latest_ = number;
            return latest_;
        }
        // The number nearest to the latest one; an older one does not move it.
        const auto distance = static_cast<std::int32_t>(number - static_cast<std::uint32_t>(latest_));
        const std::int64_t value = latest_ + distance;
        latest_ = std::max(latest_, value);
        return value;
    }

private:
    std::int64_t latest_ = 0;
    bool isKnown_ = false;
};

std::string textOf(const TrafficEnd& end) {
    const ColumnText address(end.address);
    return end.address.kind == ColumnAddress::Kind::Ipv6 ? fmt::format("[{}]:{}", address.view(), end.port)
                                                         : fmt::format("{}:{}", address.view(), end.port);
}

std::vector<PlotPoint> sequences(const TcpWay& way) {
    std::vector<PlotPoint> points;
    for (const auto& each : way.sent)
        points.push_back({.x = each.time, .y = static_cast<double>(each.sequence), .frame = each.frame});
    return points;
}

std::vector<PlotLine> tcptraceLines(const TcpWay& way) {
    PlotLine segments{.title = "Segments", .style = Style::Spans},
        repeated{.title = "Retransmissions", .style = Style::Spans};
    for (const auto& each : way.sent) {
        if (each.length != 0)
            (each.isRepeated ? repeated : segments)
                .points.push_back({.x = each.time,
                                   .y = static_cast<double>(each.sequence),
                                   .top = static_cast<double>(each.sequence + each.length),
                                   .frame = each.frame});
    }
    PlotLine acknowledged{.title = "Acknowledged", .style = Style::Steps};
    PlotLine window{.title = "Acknowledged and window", .style = Style::Steps};
    for (const auto& each : way.heard) {
        const auto at = static_cast<double>(each.acknowledgment);
        acknowledged.points.push_back({.x = each.time, .y = at, .frame = each.frame});
        window.points.push_back({.x = each.time, .y = at + each.window, .frame = each.frame});
    }
    PlotLine blocks{.title = "Selectively acknowledged", .style = Style::Spans};
    for (const auto& each : way.blocks)
        blocks.points.push_back({.x = each.time,
                                 .y = static_cast<double>(each.left),
                                 .top = static_cast<double>(each.right),
                                 .frame = each.frame});
    return {segments, repeated, acknowledged, window, blocks};
}

std::vector<PlotPoint> roundTripTimes(const TcpWay& way) {
    std::vector<PlotPoint> points;
    for (const auto& each : way.heard) {
        if (each.roundTripTime > 0)
            points.push_back({.x = each.time, .y = each.roundTripTime * 1000, .frame = each.frame});
    }
    return points;
}

/// Bits per second in the time before each point, from the bytes added at the points.
class MovingRate {
public:
    explicit MovingRate(double width) noexcept : width_(width) {}

    void add(double time, double bytes, FrameNumber frame, PlotLine& line) {
        come_.push_back({time, bytes});
        sum_ += bytes;
        while (come_[first_].first <= time - width_)
            sum_ -= come_[first_++].second;
        line.points.push_back({.x = time, .y = 8 * sum_ / width_, .frame = frame});
    }

private:
    double width_, sum_ = 0;
    std::vector<std::pair<double, double>> come_;
    std::size_t first_ = 0;
};

std::vector<PlotLine> throughputLines(const TcpWay& way) {
    constexpr double longest = 1, shortest = 0.001; // seconds
    constexpr double parts = 20;
    const double duration = way.sent.empty() ? 0 : way.sent.back().time - way.sent.front().time;
    const double width = std::clamp(duration / parts, shortest, longest);
    PlotLine sent{.title = fmt::format("Sent (mean of {:.3g} s)", width), .style = Style::Line};
    PlotLine received{.title = fmt::format("Acknowledged (mean of {:.3g} s)", width), .style = Style::Line};
    MovingRate sentRate(width), receivedRate(width);
    for (const auto& each : way.sent) {
        if (each.length != 0)
            sentRate.add(each.time, each.length, each.frame, sent);
    }
    std::int64_t highest = 1; // just after the SYN
    for (const auto& each : way.heard) {
        if (each.acknowledgment > highest) {
            receivedRate.add(each.time, static_cast<double>(each.acknowledgment - highest), each.frame, received);
            highest = each.acknowledgment;
        }
    }
    return {sent, received};
}

std::vector<PlotLine> windowLines(const TcpWay& way) {
    PlotLine window{.title = "Receiver's window", .style = Style::Steps};
    PlotLine flight{.title = "Bytes in flight", .style = Style::Steps};
    std::int64_t end = 0, acknowledged = 0;
    std::size_t sent = 0, heard = 0;
    // Merges both directions in the order of their frames.
    while (sent < way.sent.size() || heard < way.heard.size()) {
        const bool isSent =
            heard == way.heard.size() || (sent < way.sent.size() && way.sent[sent].frame < way.heard[heard].frame);
        FrameNumber frame = 0;
        double time = 0;
        if (isSent) {
            const auto& each = way.sent[sent++];
            end = std::max(end, each.sequence + each.span);
            frame = each.frame;
            time = each.time;
        } else {
            const auto& each = way.heard[heard++];
            acknowledged = std::max(acknowledged, each.acknowledgment);
            frame = each.frame;
            time = each.time;
            window.points.push_back({.x = time, .y = static_cast<double>(each.window), .frame = frame});
        }
        const std::int64_t open = std::max<std::int64_t>(0, end - acknowledged);
        flight.points.push_back({.x = time, .y = static_cast<double>(open), .frame = frame});
    }
    return {window, flight};
}

} // namespace

std::string_view wordOf(TcpGraph graph) noexcept {
    return graphs[static_cast<std::size_t>(graph)].word;
}

std::optional<TcpGraph> tcpGraphNamed(std::string_view word) noexcept {
    const auto* const found = std::ranges::find(graphs, word, &GraphWords::word);
    return found == graphs.end() ? std::nullopt : std::optional(static_cast<TcpGraph>(found - graphs.begin()));
}

std::array<TcpWay, 2> tcpWays(std::span<const TcpSegment> segments, std::span<const SelectiveAck> blocks,
                              const TrafficEnd& low, const TrafficEnd& high) {
    std::array<TcpWay, 2> ways;
    const bool isFirstByHigh = !segments.empty() && segments.front().isByHigh;
    const TrafficEnd &one = isFirstByHigh ? high : low, &other = isFirstByHigh ? low : high;
    ways[0].subject = fmt::format("{} → {}", textOf(one), textOf(other));
    ways[1].subject = fmt::format("{} → {}", textOf(other), textOf(one));
    std::array<Unwrapped, 2> numbers; // of the bytes each end sends, also as acknowledged by the other
    std::size_t block = 0;
    for (const TcpSegment& each : segments) {
        const std::size_t sender = each.isByHigh == isFirstByHigh ? 0 : 1;
        TcpWay &own = ways[sender], &others = ways[1 - sender];
        const double time = secondsOf(each.time);
        own.sent.push_back(
            {each.frame, time, numbers[sender].next(each.sequence), each.length, each.span(), each.isRepeated});
        if (each.hasAcknowledgment)
            others.heard.push_back({each.frame, time, numbers[1 - sender].next(each.acknowledgment), each.window,
                                    secondsOf(each.roundTripTime)});
        while (block < blocks.size() && blocks[block].frame < each.frame)
            ++block;
        for (; block < blocks.size() && blocks[block].frame == each.frame; ++block) {
            const std::int64_t left = numbers[1 - sender].next(blocks[block].left);
            others.blocks.push_back({each.frame, time, left, left + (blocks[block].right - blocks[block].left)});
        }
    }
    return ways;
}

StatisticPlot tcpPlot(TcpGraph graph, const TcpWay& way) {
    const GraphWords& words = graphs[static_cast<std::size_t>(graph)];
    StatisticPlot plot{.title = std::string(words.title),
                       .subject = way.subject,
                       .xTitle = "Time, s",
                       .yTitle = std::string(words.yTitle)};
    switch (graph) {
    case TcpGraph::Stevens:
        plot.lines.push_back({.title = "Segments", .style = Style::Dots, .points = sequences(way)});
        break;
    case TcpGraph::Tcptrace:
        plot.lines = tcptraceLines(way);
        break;
    case TcpGraph::RoundTripTime:
        plot.lines.push_back({.title = "Acknowledgments", .style = Style::Dots, .points = roundTripTimes(way)});
        break;
    case TcpGraph::Throughput:
        plot.lines = throughputLines(way);
        break;
    case TcpGraph::Window:
        plot.lines = windowLines(way);
        break;
    }
    return plot;
}

} // namespace tapscope
