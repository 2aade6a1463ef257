#include <stats/tcp_graph.h>
#include <stats/tcp_plots.h>

#include <fmt/core.h>
#include <statistic/earliest_items.h>

#include <algorithm>
#include <charconv>

namespace tapscope {
namespace {

using Kind = StatisticColumn::Kind;
constexpr std::size_t mostSegments = std::size_t{1} << 20;

class TcpGraphTally final : public Tally {
public:
    TcpGraphTally(const TcpSegmentReader& reader, std::span<const TcpGraph> graphs)
        : reader_(reader), graphs_(graphs) {}

    void take(const CountedFrame& frame) override {
        auto read = reader_.read(frame);
        if (!read)
            return;
        low_ = read->low;
        high_ = read->high;
        segments_.add(read->segment);
        for (const SelectiveAck& block : read->blocks)
            blocks_.add(block);
    }
    void merge(const Tally& tally) override {
        const auto& other = static_cast<const TcpGraphTally&>(tally);
        if (low_.address.kind == ColumnAddress::Kind::None) {
            low_ = other.low_;
            high_ = other.high_;
        }
        segments_.merge(other.segments_);
        blocks_.merge(other.blocks_);
    }
    [[nodiscard]] StatisticResult result() const override {
        StatisticResult result{.title = "TCP stream graphs"};
        const auto segments = segments_.sorted();
        const auto ways = tcpWays(segments, blocks_.sorted(), low_, high_);
        StatisticTable table{.title = "TCP stream",
                             .columns = {{"From and to"},
                                         {"Segments", Kind::Count},
                                         {"Bytes", Kind::ByteCount},
                                         {"Retransmissions", Kind::Count},
                                         {"Shortest round trip", Kind::Seconds},
                                         {"Mean round trip", Kind::Seconds},
                                         {"Longest round trip", Kind::Seconds}}};
        for (const TcpWay& way : ways) {
            if (!segments.empty())
                table.rows.push_back(rowOf(way));
            for (const TcpGraph graph : graphs_)
                result.plots.push_back(tcpPlot(graph, way));
        }
        result.tables.push_back(std::move(table));
        if (segments_.isCut())
            result.notes.push_back(
                fmt::format("The stream has more than {} segments: later ones are left out.", mostSegments));
        return result;
    }

private:
    [[nodiscard]] static StatisticRow rowOf(const TcpWay& way) {
        std::uint64_t bytes = 0, repeated = 0, samples = 0;
        for (const auto& each : way.sent) {
            bytes += each.length;
            repeated += each.isRepeated ? 1 : 0;
        }
        double least = 0, most = 0, sum = 0;
        for (const auto& each : way.heard) {
            if (each.roundTripTime <= 0)
                continue;
            least = samples == 0 ? each.roundTripTime : std::min(least, each.roundTripTime);
            most = std::max(most, each.roundTripTime);
            sum += each.roundTripTime;
            ++samples;
        }
        StatisticRow row{.values = {way.subject, std::uint64_t{way.sent.size()}, bytes, repeated}};
        if (samples == 0)
            row.values.resize(row.values.size() + 3);
        else
            row.values.insert(row.values.end(), {least, sum / static_cast<double>(samples), most});
        row.frame = way.sent.empty() ? 0 : way.sent.front().frame;
        return row;
    }

    const TcpSegmentReader& reader_;
    std::span<const TcpGraph> graphs_;
    TrafficEnd low_, high_;
    EarliestItems<TcpSegment, mostSegments> segments_;
    EarliestItems<SelectiveAck, mostSegments> blocks_;
};

class TcpGraphStatistic final : public Statistic {
public:
    TcpGraphStatistic(const DecoderRegistry& registry, std::uint64_t stream, std::vector<TcpGraph> graphs)
        : reader_(registry, stream), graphs_(std::move(graphs)) {}

    [[nodiscard]] std::string title() const override { return "TCP stream graphs"; }
    [[nodiscard]] std::vector<FieldId> fields() const override { return reader_.fields(); }
    [[nodiscard]] std::unique_ptr<Tally> begin() const override {
        return std::make_unique<TcpGraphTally>(reader_, graphs_);
    }

private:
    TcpSegmentReader reader_;
    std::vector<TcpGraph> graphs_;
};

} // namespace

Result<std::unique_ptr<const Statistic>> TcpGraphKind::make(std::span<const std::string_view> words,
                                                            const DecoderRegistry& registry) const {
    constexpr const char* action = "draw";
    const std::string_view word = words.empty() ? std::string_view() : words.front();
    std::uint64_t stream = 0;
    const auto [end, problem] = std::from_chars(word.data(), word.data() + word.size(), stream);
    if (problem != std::errc() || end != word.data() + word.size())
        return failure(ErrorKind::Invalid, action, word.empty() ? "a TCP stream" : std::string(word),
                       word.empty() ? "its number is missing" : "it is not the number of a TCP stream",
                       "Write tcp-graph,0 for the stream with tcp.stream == 0");
    std::vector<TcpGraph> graphs;
    for (const std::string_view each : words.subspan(1)) {
        const auto graph = tcpGraphNamed(each);
        if (!graph)
            return failure(ErrorKind::NotFound, action, std::string(each), "there is no such graph",
                           "There are: stevens tcptrace rtt throughput window");
        graphs.push_back(*graph);
    }
    for (std::size_t i = 0; graphs.size() < tcpGraphs && words.size() < 2; ++i)
        graphs.push_back(static_cast<TcpGraph>(i));
    return std::make_unique<const TcpGraphStatistic>(registry, stream, std::move(graphs));
}

} // namespace tapscope
