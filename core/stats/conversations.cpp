#include <base/elapsed.h>
#include <stats/conversations.h>

#include <fmt/core.h>
#include <statistic/count_table.h>

#include <algorithm>
#include <array>

namespace tapscope {
namespace {

using Kind = StatisticColumn::Kind;
using std::chrono::nanoseconds;

struct FramesAndBytes {
    std::uint64_t frames = 0, bytes = 0;

    void add(const FramesAndBytes& other) noexcept {
        frames += other.frames;
        bytes += other.bytes;
    }
};

/// Both ends, in an order that does not depend on the direction.
struct PairOfEnds {
    TrafficEnd low, high;
    std::uint64_t stream = 0;

    [[nodiscard]] bool operator==(const PairOfEnds&) const noexcept = default;
    /// An arbitrary order, the same on every run.
    [[nodiscard]] bool operator<(const PairOfEnds& other) const noexcept {
        if (low != other.low)
            return low < other.low;
        return high != other.high ? high < other.high : stream < other.stream;
    }
    [[nodiscard]] std::uint64_t hashed(std::uint64_t seed) const noexcept {
        return mixHash(high.hashed(low.hashed(seed)), stream);
    }
};

struct Talk {
    std::array<FramesAndBytes, 2> sent{}; ///< by the low end, by the high end
    FrameNumber firstFrame = ~FrameNumber{0};
    bool isFirstByHigh = false; ///< the high end sent the first frame
    nanoseconds begin = nanoseconds::max(), end = nanoseconds::min();

    void add(const Talk& other) noexcept {
        for (std::size_t i = 0; i < sent.size(); ++i)
            sent[i].add(other.sent[i]);
        if (other.firstFrame < firstFrame) {
            firstFrame = other.firstFrame;
            isFirstByHigh = other.isFirstByHigh;
        }
        begin = std::min(begin, other.begin);
        end = std::max(end, other.end);
    }
    [[nodiscard]] std::uint64_t frames() const noexcept { return sent[0].frames + sent[1].frames; }
    [[nodiscard]] std::uint64_t bytes() const noexcept { return sent[0].bytes + sent[1].bytes; }
};

std::string addressText(const TrafficEnd& end) {
    return std::string(ColumnText(end.address).view());
}

std::string ceilingNote(std::string_view what, std::size_t ceiling) {
    return fmt::format(
        "There are more than {} different {}: frames of the remaining ones are counted together in the last "
        "row, and which ones these are may differ between runs.",
        ceiling, what);
}

class ConversationsTally final : public Tally {
public:
    explicit ConversationsTally(const TrafficKind& kind) : kind_(kind) {}

    void take(const CountedFrame& frame) override {
        kind_.each(frame.dissection, [&](const EndPair& meeting) {
            const bool isByHigh = meeting.destination < meeting.source;
            Talk& talk = talks_[isByHigh ? PairOfEnds{meeting.destination, meeting.source, meeting.stream}
                                         : PairOfEnds{meeting.source, meeting.destination, meeting.stream}];
            Talk one;
            one.sent[isByHigh ? 1 : 0] = {1, frame.length()};
            one.firstFrame = frame.frame().number;
            one.isFirstByHigh = isByHigh;
            one.begin = one.end = frame.time;
            talk.add(one);
        });
    }
    void merge(const Tally& tally) override { talks_.merge(static_cast<const ConversationsTally&>(tally).talks_); }

    [[nodiscard]] StatisticResult result() const override {
        StatisticTable table{.title = fmt::format("{} conversations", kind_.title()), .columns = columns()};
        const auto most = talks_.sorted([](const auto& one, const auto& other) {
            if (one.second.frames() != other.second.frames())
                return one.second.frames() > other.second.frames();
            if (one.second.firstFrame != other.second.firstFrame)
                return one.second.firstFrame < other.second.firstFrame;
            return one.first < other.first; // both are in one frame, one inside the other
        });
        for (const auto* each : most)
            table.rows.push_back(row(each->first, each->second));
        StatisticResult result{.title = table.title};
        if (const Talk* others = talks_.others(); others != nullptr) {
            table.rows.push_back(row({}, *others));
            table.rows.back().values.front() = std::string("(others)");
            table.rows.back().filter.clear();
            result.notes.push_back(ceilingNote("conversations", decltype(talks_)::ceiling));
        }
        result.tables.push_back(std::move(table));
        return result;
    }

private:
    [[nodiscard]] std::vector<StatisticColumn> columns() const {
        std::vector<StatisticColumn> all = {{"Address A"}};
        if (kind_.hasPorts())
            all.push_back({"Port A", Kind::Number});
        all.push_back({"Address B"});
        if (kind_.hasPorts())
            all.push_back({"Port B", Kind::Number});
        for (const auto* title : {"Frames", "Frames A → B", "Frames B → A"})
            all.push_back({title, Kind::Count});
        for (const auto* title : {"Bytes", "Bytes A → B", "Bytes B → A"})
            all.push_back({title, Kind::ByteCount});
        all.push_back({"Start", Kind::Seconds});
        all.push_back({"Duration", Kind::Seconds});
        all.push_back({"Bits/s A → B", Kind::Number});
        all.push_back({"Bits/s B → A", Kind::Number});
        if (kind_.hasStreams())
            all.push_back({"Stream", Kind::Number});
        return all;
    }
    /// A is the sender of the first frame.
    [[nodiscard]] StatisticRow row(const PairOfEnds& ends, const Talk& talk) const {
        const EndPair meeting{talk.isFirstByHigh ? ends.high : ends.low, talk.isFirstByHigh ? ends.low : ends.high,
                              ends.stream};
        const FramesAndBytes& there = talk.sent[talk.isFirstByHigh ? 1 : 0];
        const FramesAndBytes& back = talk.sent[talk.isFirstByHigh ? 0 : 1];
        StatisticRow row{.values = {}, .filter = kind_.filterFor(meeting), .frame = talk.firstFrame};
        for (const TrafficEnd* end : {&meeting.source, &meeting.destination}) {
            row.values.emplace_back(addressText(*end));
            if (kind_.hasPorts())
                row.values.emplace_back(std::uint64_t{end->port});
        }
        for (const std::uint64_t count :
             {talk.frames(), there.frames, back.frames, talk.bytes(), there.bytes, back.bytes})
            row.values.emplace_back(count);
        const double duration = secondsOf(talk.end - talk.begin);
        row.values.emplace_back(secondsOf(talk.begin));
        row.values.emplace_back(duration);
        for (const FramesAndBytes* way : {&there, &back})
            row.values.push_back(duration > 0 ? StatisticValue(8 * static_cast<double>(way->bytes) / duration)
                                              : StatisticValue());
        if (kind_.hasStreams())
            row.values.emplace_back(meeting.stream);
        return row;
    }

    const TrafficKind& kind_;
    CountTable<PairOfEnds, Talk> talks_;
};

struct SentAndReceived {
    FramesAndBytes sent{}, received{};
    FrameNumber firstFrame = ~FrameNumber{0};
    bool isReceiver = false; ///< it received the first frame

    void add(const SentAndReceived& other) noexcept {
        sent.add(other.sent);
        received.add(other.received);
        if (other.firstFrame < firstFrame) {
            firstFrame = other.firstFrame;
            isReceiver = other.isReceiver;
        }
    }
    [[nodiscard]] std::uint64_t frames() const noexcept { return sent.frames + received.frames; }
};

class EndpointsTally final : public Tally {
public:
    explicit EndpointsTally(const TrafficKind& kind) : kind_(kind) {}

    void take(const CountedFrame& frame) override {
        const FrameNumber number = frame.frame().number;
        kind_.each(frame.dissection, [&](const EndPair& meeting) {
            const FramesAndBytes one{1, frame.length()};
            ends_[meeting.source].add({.sent = one, .firstFrame = number});
            ends_[meeting.destination].add({.received = one, .firstFrame = number, .isReceiver = true});
        });
    }
    void merge(const Tally& tally) override { ends_.merge(static_cast<const EndpointsTally&>(tally).ends_); }

    [[nodiscard]] StatisticResult result() const override {
        StatisticTable table{.title = fmt::format("{} endpoints", kind_.title()), .columns = {{"Address"}}};
        if (kind_.hasPorts())
            table.columns.push_back({"Port", Kind::Number});
        for (const auto* way : {"", " sent", " received"}) {
            table.columns.push_back({fmt::format("Frames{}", way), Kind::Count});
            table.columns.push_back({fmt::format("Bytes{}", way), Kind::ByteCount});
        }
        const auto most = ends_.sorted([](const auto& one, const auto& other) {
            const auto key = [](const auto& each) {
                return std::tuple(~each.second.frames(), each.second.firstFrame, each.second.isReceiver, each.first);
            };
            return key(one) < key(other);
        });
        for (const auto* each : most)
            table.rows.push_back(row(each->first, each->second));
        StatisticResult result{.title = table.title};
        if (const SentAndReceived* others = ends_.others(); others != nullptr) {
            table.rows.push_back(row({}, *others));
            table.rows.back().values.front() = std::string("(others)");
            table.rows.back().filter.clear();
            result.notes.push_back(ceilingNote("endpoints", decltype(ends_)::ceiling));
        }
        result.tables.push_back(std::move(table));
        return result;
    }

private:
    [[nodiscard]] StatisticRow row(const TrafficEnd& end, const SentAndReceived& count) const {
        StatisticRow row{.values = {addressText(end)}, .filter = kind_.filterFor(end), .frame = count.firstFrame};
        if (kind_.hasPorts())
            row.values.emplace_back(std::uint64_t{end.port});
        FramesAndBytes both = count.sent;
        both.add(count.received);
        for (const FramesAndBytes& way : {both, count.sent, count.received}) {
            row.values.emplace_back(way.frames);
            row.values.emplace_back(way.bytes);
        }
        return row;
    }

    const TrafficKind& kind_;
    CountTable<TrafficEnd, SentAndReceived> ends_;
};

template <typename TallyOfEnds>
class TrafficStatistic final : public Statistic {
public:
    TrafficStatistic(std::string title, TrafficKind::Layer layer, const DecoderRegistry& registry)
        : title_(std::move(title)), kind_(layer, registry) {}

    [[nodiscard]] std::string title() const override { return title_; }
    [[nodiscard]] std::vector<FieldId> fields() const override { return kind_.fields(); }
    [[nodiscard]] std::unique_ptr<Tally> begin() const override { return std::make_unique<TallyOfEnds>(kind_); }

private:
    std::string title_;
    TrafficKind kind_;
};

} // namespace

ConversationsKind::ConversationsKind(std::string_view word)
    : layer_(*TrafficKind::named(word)), id_(fmt::format("conv,{}", word)),
      title_(fmt::format("{} conversations", TrafficKind::title(layer_))) {}

Result<std::unique_ptr<const Statistic>> ConversationsKind::make(std::span<const std::string_view>,
                                                                 const DecoderRegistry& registry) const {
    return std::make_unique<const TrafficStatistic<ConversationsTally>>(title_, layer_, registry);
}

EndpointsKind::EndpointsKind(std::string_view word)
    : layer_(*TrafficKind::named(word)), id_(fmt::format("endpoints,{}", word)),
      title_(fmt::format("{} endpoints", TrafficKind::title(layer_))) {}

Result<std::unique_ptr<const Statistic>> EndpointsKind::make(std::span<const std::string_view>,
                                                             const DecoderRegistry& registry) const {
    return std::make_unique<const TrafficStatistic<EndpointsTally>>(title_, layer_, registry);
}

} // namespace tapscope
