#include <stats/response_times.h>

#include <fmt/format.h>

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
    double unit; ///< of the field, in seconds
};
constexpr double nanosecond = 1e-9, millisecond = 1e-3;
constexpr std::array<TimedProtocol, 8> protocols = {{
    {"icmp", "ICMP echo", "icmp.resptime", millisecond},
    {"icmpv6", "ICMPv6 echo", "icmpv6.resptime", millisecond},
    {"dns", "DNS", "dns.time", nanosecond},
    {"http", "HTTP", "http.time", nanosecond},
    {"sip", "SIP", "sip.response-time", millisecond},
    {"rpc", "ONC-RPC", "rpc.time", nanosecond},
    {"snmp", "SNMP", "snmp.time", nanosecond},
    {"radius", "RADIUS", "radius.time", nanosecond},
}};

struct Timed {
    const TimedProtocol* protocol;
    std::vector<FieldId> fields;
    FieldType type;
};

/// The answers of one protocol. Times are kept for the median, up to a ceiling.
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
    /// Of all values, as Wireshark has it.
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
    explicit ResponsesTally(const std::vector<Timed>& timed) : timed_(timed), answers_(timed.size()) {}

    void take(const CountedFrame& frame) override {
        for (const FieldValue& value : frame.dissection.fields()) {
            for (std::size_t i = 0; i < timed_.size(); ++i) {
                if (std::ranges::find(timed_[i].fields, value.field) != timed_[i].fields.end())
                    answers_[i].add(secondsOf(timed_[i], value), frame.frame().number);
            }
        }
    }
    void merge(const Tally& tally) override {
        const auto& other = static_cast<const ResponsesTally&>(tally);
        for (std::size_t i = 0; i < answers_.size(); ++i)
            answers_[i].add(other.answers_[i]);
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
        for (std::size_t i = 0; i < timed_.size(); ++i) {
            const Answers& each = answers_[i];
            StatisticRow row{.values = {std::string(timed_[i].protocol->title), each.count},
                             .filter = std::string(timed_[i].protocol->field),
                             .frame = each.mostFrame};
            if (each.count == 0)
                row.values.resize(table.columns.size());
            else
                std::ranges::copy(std::initializer_list<StatisticValue>{each.least, each.most, each.mean(),
                                                                        each.median(), each.deviation(),
                                                                        each.leastFrame, each.mostFrame},
                                  std::back_inserter(row.values));
            table.rows.push_back(std::move(row));
            if (each.times.size() != each.count)
                result.notes.push_back(fmt::format("There are more than {} answers of {}: their median is not known.",
                                                   Answers::ceiling, timed_[i].protocol->title));
        }
        result.tables.push_back(std::move(table));
        return result;
    }

private:
    [[nodiscard]] static double secondsOf(const Timed& timed, const FieldValue& value) {
        if (timed.type == FieldType::RelativeTime)
            return static_cast<double>(static_cast<std::int64_t>(value.number)) * nanosecond;
        const double number =
            timed.type == FieldType::Double ? std::bit_cast<double>(value.number) : static_cast<double>(value.number);
        return number * timed.protocol->unit;
    }

    const std::vector<Timed>& timed_;
    std::vector<Answers> answers_;
};

class ResponseTimes final : public Statistic {
public:
    explicit ResponseTimes(std::vector<Timed> timed) : timed_(std::move(timed)) {}

    [[nodiscard]] std::string title() const override { return "Response times"; }
    [[nodiscard]] std::vector<FieldId> fields() const override {
        std::vector<FieldId> wanted;
        for (const Timed& each : timed_)
            wanted.insert(wanted.end(), each.fields.begin(), each.fields.end());
        return wanted;
    }
    [[nodiscard]] std::unique_ptr<Tally> begin() const override { return std::make_unique<ResponsesTally>(timed_); }

private:
    std::vector<Timed> timed_;
};

} // namespace

ResponseTimesKind::ResponseTimesKind(std::string_view protocol)
    : protocol_(protocol), id_(protocol.empty() ? "srt" : fmt::format("{},srt", protocol)), title_("Response times") {
    if (const auto* const found = std::ranges::find(protocols, protocol, &TimedProtocol::word);
        found != protocols.end())
        title_ = fmt::format("Response times of {}", found->title);
}

Result<std::unique_ptr<const Statistic>> ResponseTimesKind::make(std::span<const std::string_view>,
                                                                 const DecoderRegistry& registry) const {
    std::vector<Timed> timed;
    for (const TimedProtocol& each : protocols) {
        const auto fields = registry.find(each.field);
        if (!fields.empty() && (protocol_.empty() || protocol_ == each.word))
            timed.push_back({&each, {fields.begin(), fields.end()}, registry.field(fields.front()).type});
    }
    return std::make_unique<const ResponseTimes>(std::move(timed));
}

} // namespace tapscope
