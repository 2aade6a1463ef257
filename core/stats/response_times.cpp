#include <stats/exchanges.h>
#include <stats/response_times.h>

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <iterator>

namespace tapscope {
namespace {

using Kind = StatisticColumn::Kind;

struct TimedProtocol {
    std::string_view word, title, field;
    double unit; ///< of the field's values, in seconds
};
constexpr double nanosecond = 1e-9, millisecond = 1e-3;
constexpr std::array<TimedProtocol, 4> timedProtocols = {{
    {"icmp", "ICMP echo", "icmp.resptime", millisecond},
    {"icmpv6", "ICMPv6 echo", "icmpv6.resptime", millisecond},
    {"dns", "DNS", "dns.time", nanosecond},
    {"http", "HTTP", "http.time", nanosecond},
}};

struct Timed {
    const TimedProtocol* protocol;
    std::vector<FieldId> fields;
    FieldType type;
};
/// What to measure: a field that contains the time, or the request found for each answer.
struct Measured {
    std::vector<Timed> timed;
    std::vector<Exchanges::Reader> exchanged;
};

/// The answers of one protocol. Times are kept for the median, up to a limit.
struct Answers {
    static constexpr std::size_t ceiling = std::size_t{1} << 20;

    std::uint64_t count = 0;
    double sum = 0, squares = 0;
    double least = 0, most = 0;
    FrameNumber leastFrame = 0, mostFrame = 0;
    std::vector<double> times = {};

    void add(double time, FrameNumber frame) {
        addExtremes(time, frame, time, frame);
        ++count;
        sum += time;
        squares += time * time;
        if (times.size() < ceiling)
            times.push_back(time);
    }
    void add(const Answers& other) {
        if (other.count == 0)
            return;
        addExtremes(other.least, other.leastFrame, other.most, other.mostFrame);
        count += other.count;
        sum += other.sum;
        squares += other.squares;
        const auto room = std::min(other.times.size(), ceiling - times.size());
        times.insert(times.end(), other.times.begin(), other.times.begin() + static_cast<std::ptrdiff_t>(room));
    }
    [[nodiscard]] double mean() const { return sum / static_cast<double>(count); }
    /// Standard deviation of the whole population, as in Wireshark.
    [[nodiscard]] double deviation() const {
        return std::sqrt(std::max(0.0, squares / static_cast<double>(count) - mean() * mean()));
    }
    [[nodiscard]] StatisticValue median() const {
        if (times.size() != count)
            return {};
        std::vector<double> sorted = times;
        std::ranges::sort(sorted);
        const std::size_t middle = sorted.size() / 2;
        return sorted.size() % 2 != 0 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

private:
    void addExtremes(double low, FrameNumber lowFrame, double high, FrameNumber highFrame) {
        if (count == 0 || low < least || (low == least && lowFrame < leastFrame)) {
            least = low;
            leastFrame = lowFrame;
        }
        if (count == 0 || high > most || (high == most && highFrame < mostFrame)) {
            most = high;
            mostFrame = highFrame;
        }
    }
};

class ResponsesTally final : public Tally {
public:
    explicit ResponsesTally(const Measured& measured)
        : measured_(measured), answers_(measured.timed.size()), exchanges_(measured.exchanged.size()) {}

    void take(const CountedFrame& frame) override {
        for (const FieldValue& value : frame.dissection.fields()) {
            for (std::size_t i = 0; i < answers_.size(); ++i) {
                const Timed& each = measured_.timed[i];
                if (std::ranges::find(each.fields, value.field) != each.fields.end())
                    answers_[i].add(secondsOf(each, value), frame.frame().number);
            }
        }
        for (std::size_t i = 0; i < exchanges_.size(); ++i)
            exchanges_[i].take(measured_.exchanged[i], frame);
    }
    void merge(const Tally& tally) override {
        const auto& other = static_cast<const ResponsesTally&>(tally);
        for (std::size_t i = 0; i < answers_.size(); ++i)
            answers_[i].add(other.answers_[i]);
        for (std::size_t i = 0; i < exchanges_.size(); ++i)
            exchanges_[i].merge(other.exchanges_[i]);
    }
    [[nodiscard]] StatisticResult result() const override {
        StatisticTable table{.title = "Response times",
                             .columns = {{"Protocol"},
                                         {"Answers", Kind::Count},
                                         {"Shortest", Kind::Seconds},
                                         {"Longest", Kind::Seconds},
                                         {"Mean", Kind::Seconds},
                                         {"Median", Kind::Seconds},
                                         {"Deviation", Kind::Seconds},
                                         {"Frame of shortest", Kind::Number},
                                         {"Frame of longest", Kind::Number}}};
        StatisticResult result{.title = table.title};
        for (std::size_t i = 0; i < answers_.size(); ++i)
            add(result, table, answers_[i], measured_.timed[i].protocol->title, measured_.timed[i].protocol->field);
        for (std::size_t i = 0; i < exchanges_.size(); ++i) {
            const ExchangedProtocol& protocol = measured_.exchanged[i].protocol();
            Answers answers;
            for (const auto& [time, frame] : exchanges_[i].answered())
                answers.add(std::chrono::duration<double>(time).count(), frame);
            add(result, table, answers, protocol.title, protocol.word);
            if (exchanges_[i].isCut())
                result.notes.push_back(
                    fmt::format("There are too many requests of {}: some are not counted.", protocol.title));
        }
        result.tables.push_back(std::move(table));
        return result;
    }

private:
    static void add(StatisticResult& result, StatisticTable& table, const Answers& answers, std::string_view title,
                    std::string_view filter) {
        StatisticRow row{
            .values = {std::string(title), answers.count}, .filter = std::string(filter), .frame = answers.mostFrame};
        if (answers.count == 0)
            row.values.resize(table.columns.size());
        else
            std::ranges::copy(std::initializer_list<StatisticValue>{answers.least, answers.most, answers.mean(),
                                                                    answers.median(), answers.deviation(),
                                                                    answers.leastFrame, answers.mostFrame},
                              std::back_inserter(row.values));
        table.rows.push_back(std::move(row));
        if (answers.times.size() != answers.count)
            result.notes.push_back(
                fmt::format("There are more than {} answers of {}: their median is unknown.", Answers::ceiling, title));
    }
    [[nodiscard]] static double secondsOf(const Timed& timed, const FieldValue& value) {
        if (timed.type == FieldType::RelativeTime)
            return static_cast<double>(static_cast<std::int64_t>(value.number)) * nanosecond;
        const double number =
            timed.type == FieldType::Double ? std::bit_cast<double>(value.number) : static_cast<double>(value.number);
        return number * timed.protocol->unit;
    }

    const Measured& measured_;
    std::vector<Answers> answers_;     ///< by measured_.timed
    std::vector<Exchanges> exchanges_; ///< by measured_.exchanged
};

class ResponseTimes final : public Statistic {
public:
    explicit ResponseTimes(Measured measured) : measured_(std::move(measured)) {}

    [[nodiscard]] std::string title() const override { return "Response times"; }
    [[nodiscard]] std::vector<FieldId> fields() const override {
        std::vector<FieldId> wanted;
        for (const Timed& each : measured_.timed)
            wanted.insert(wanted.end(), each.fields.begin(), each.fields.end());
        for (const Exchanges::Reader& each : measured_.exchanged)
            std::ranges::copy(each.fields(), std::back_inserter(wanted));
        return wanted;
    }
    [[nodiscard]] std::unique_ptr<Tally> begin() const override { return std::make_unique<ResponsesTally>(measured_); }

private:
    Measured measured_;
};

} // namespace

ResponseTimesKind::ResponseTimesKind(std::string_view protocol)
    : protocol_(protocol), id_(protocol.empty() ? "srt" : fmt::format("{},srt", protocol)), title_("Response times") {
    if (const auto* const found = std::ranges::find(timedProtocols, protocol, &TimedProtocol::word);
        found != timedProtocols.end())
        title_ = fmt::format("Response times of {}", found->title);
    for (const ExchangedProtocol& each : exchangedProtocols()) {
        if (each.word == protocol)
            title_ = fmt::format("Response times of {}", each.title);
    }
}

std::vector<std::string_view> ResponseTimesKind::words() {
    std::vector<std::string_view> words = {""};
    std::ranges::transform(timedProtocols, std::back_inserter(words), &TimedProtocol::word);
    std::ranges::transform(exchangedProtocols(), std::back_inserter(words), &ExchangedProtocol::word);
    return words;
}

Result<std::unique_ptr<const Statistic>> ResponseTimesKind::make(std::span<const std::string_view>,
                                                                 const DecoderRegistry& registry) const {
    Measured measured;
    for (const TimedProtocol& each : timedProtocols) {
        const auto fields = registry.find(each.field);
        if (!fields.empty() && (protocol_.empty() || protocol_ == each.word))
            measured.timed.push_back({&each, {fields.begin(), fields.end()}, registry.field(fields.front()).type});
    }
    for (const ExchangedProtocol& each : exchangedProtocols()) {
        Exchanges::Reader reader(each, registry);
        if (reader.isKnown() && (protocol_.empty() || protocol_ == each.word))
            measured.exchanged.push_back(reader);
    }
    return std::make_unique<const ResponseTimes>(std::move(measured));
}

} // namespace tapscope
