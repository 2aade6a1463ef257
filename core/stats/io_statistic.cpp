#include <base/elapsed.h>
#include <filter/field_filter.h>
#include <stats/interval_cells.h>
#include <stats/io_statistic.h>

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <limits>
#include <optional>

namespace tapscope {
namespace {

using std::chrono::nanoseconds;
using ColumnKind = StatisticColumn::Kind;

enum class Calculation : std::uint8_t { FramesAndBytes, Frames, ByteCount, Count, Sum, Min, Max, Average };
constexpr std::array<std::pair<std::string_view, Calculation>, 7> calculations = {{
    {"FRAMES", Calculation::Frames},
    {"BYTES", Calculation::ByteCount},
    {"COUNT", Calculation::Count},
    {"SUM", Calculation::Sum},
    {"MIN", Calculation::Min},
    {"MAX", Calculation::Max},
    {"AVG", Calculation::Average},
}};

/// What one column counts.
struct Measure {
    std::string text; ///< as written by the user
    Calculation calculation = Calculation::FramesAndBytes;
    FieldFilter filter;
    std::vector<FieldId> fields = {}; ///< needed for the calculation
    FieldType type = FieldType::Unsigned;
};

double numberOf(const FieldValue& value, FieldType type) noexcept {
    constexpr double perSecond = 1e9;
    switch (type) {
    case FieldType::Signed:
        return static_cast<double>(static_cast<std::int64_t>(value.number));
    case FieldType::RelativeTime:
    case FieldType::AbsoluteTime:
        return static_cast<double>(static_cast<std::int64_t>(value.number)) / perSecond;
    case FieldType::Double:
        return std::bit_cast<double>(value.number);
    default:
        return static_cast<double>(value.number);
    }
}

bool isNumber(FieldType type) noexcept {
    return type == FieldType::Unsigned || type == FieldType::Signed || type == FieldType::RelativeTime ||
           type == FieldType::Double || type == FieldType::Boolean;
}

/// How many intervals a result has: a row takes a hundred times as much memory as a value of a series.
constexpr std::int64_t mostRows = std::int64_t{1} << 16, mostValues = std::int64_t{1} << 20;

IntervalCell::Joining joiningOf(Calculation calculation) noexcept {
    return calculation == Calculation::Min   ? IntervalCell::Joining::Least
           : calculation == Calculation::Max ? IntervalCell::Joining::Most
                                             : IntervalCell::Joining::Sum;
}

/// Intervals are numbered from the first frame, which is in interval 0; earlier frames have negative numbers.
class IoTally final : public Tally {
public:
    IoTally(const std::vector<Measure>& measures, nanoseconds interval, IoStatisticKind::Form form)
        : measures_(measures), interval_(interval), form_(form) {
        for (const Measure& measure : measures_)
            cells_.emplace_back(static_cast<std::size_t>(longest()), joiningOf(measure.calculation));
    }

    void take(const CountedFrame& frame) override {
        first_ = std::min(first_, frame.time);
        last_ = std::max(last_, frame.time);
        const std::int64_t interval = intervalOf(frame.time);
        for (std::size_t i = 0; i < measures_.size(); ++i) {
            const Measure& measure = measures_[i];
            if (!measure.filter.matches(frame.dissection, scratch_))
                continue;
            if (measure.fields.empty()) {
                cells_[i].add(interval, {.count = 1, .amount = static_cast<double>(frame.length())});
                continue;
            }
            for (const FieldValue& value : frame.dissection.fields()) {
                if (std::ranges::find(measure.fields, value.field) != measure.fields.end())
                    cells_[i].add(interval, {.count = 1, .amount = numberOf(value, measure.type)});
            }
        }
    }
    void merge(const Tally& tally) override {
        const auto& other = static_cast<const IoTally&>(tally);
        first_ = std::min(first_, other.first_);
        last_ = std::max(last_, other.last_);
        for (std::size_t i = 0; i < cells_.size(); ++i)
            cells_[i].merge(other.cells_[i]);
    }

    [[nodiscard]] StatisticResult result() const override {
        StatisticTable table{.title = "Traffic over time",
                             .columns = {{"From", ColumnKind::Seconds}, {"To", ColumnKind::Seconds}}};
        for (const Measure& measure : measures_)
            addColumns(measure, table.columns);
        StatisticResult result{.title = table.title};
        const std::int64_t first = intervalOf(first_); // negative if a frame is older than frame 1
        std::int64_t end = intervalOf(last_) + 1;
        for (const IntervalCells& each : cells_)
            end = std::min(end, each.leftOutFrom().value_or(end));
        end = std::min(end, first + longest());
        if (end <= intervalOf(last_))
            result.notes.push_back(fmt::format("There are more than {} intervals: later ones are left out. A longer "
                                               "interval shows them{}.",
                                               longest(),
                                               hasTable() ? ", or io,series, which has 16 times as many" : ""));
        for (std::int64_t number = first; hasTable() && number < end; ++number)
            table.rows.push_back(row(number));
        for (std::size_t i = 0; i < measures_.size(); ++i)
            result.series.push_back(series(i, first, end));
        if (hasTable())
            result.tables.push_back(std::move(table));
        return result;
    }

private:
    [[nodiscard]] bool hasTable() const noexcept { return form_ == IoStatisticKind::Form::TableAndSeries; }
    [[nodiscard]] std::int64_t longest() const noexcept { return hasTable() ? mostRows : mostValues; }
    [[nodiscard]] std::int64_t intervalOf(nanoseconds time) const noexcept {
        if (interval_ == nanoseconds(0))
            return 0;
        const auto whole = time.count() / interval_.count();
        return time.count() < 0 && time.count() % interval_.count() != 0 ? whole - 1 : whole;
    }
    static void addColumns(const Measure& measure, std::vector<StatisticColumn>& columns) {
        const std::string name = measure.text.empty() ? "all frames" : measure.text;
        switch (measure.calculation) {
        case Calculation::FramesAndBytes:
            columns.push_back({fmt::format("Frames: {}", name), ColumnKind::Count});
            columns.push_back({fmt::format("Bytes: {}", name), ColumnKind::ByteCount});
            break;
        case Calculation::ByteCount:
            columns.push_back({name, ColumnKind::ByteCount});
            break;
        case Calculation::Frames:
        case Calculation::Count:
            columns.push_back({name, ColumnKind::Count});
            break;
        default:
            columns.push_back({name, ColumnKind::Number});
            break;
        }
    }
    [[nodiscard]] static StatisticValue valueOf(const Measure& measure, const IntervalCell& cell) {
        // Integers of up to 53 bits are exact in a double; values of a field are shown in the field's own format.
        const auto shown = [&](double number) {
            const bool isWhole = measure.type == FieldType::Unsigned || measure.type == FieldType::Boolean;
            return isWhole && number >= 0 && number < 9e15 ? StatisticValue(static_cast<std::uint64_t>(number))
                                                           : StatisticValue(number);
        };
        switch (measure.calculation) {
        case Calculation::ByteCount:
            return static_cast<std::uint64_t>(cell.amount);
        case Calculation::Sum:
            return shown(cell.amount);
        case Calculation::Min:
        case Calculation::Max:
            return cell.count == 0 ? StatisticValue() : shown(cell.amount);
        case Calculation::Average:
            return cell.count == 0 ? StatisticValue() : StatisticValue(cell.amount / static_cast<double>(cell.count));
        default:
            return cell.count;
        }
    }
    [[nodiscard]] StatisticRow row(std::int64_t interval) const {
        const double width = secondsOf(interval_);
        const double last = secondsOf(last_);
        const double from = static_cast<double>(interval) * width;
        const bool isLast = interval_ == nanoseconds(0) || intervalOf(last_) == interval;
        StatisticRow row{.values = {from, isLast ? last : from + width}};
        // The last interval ends with the capture and includes its last frame.
        row.filter = fmt::format("frame.time_relative >= {:.9f} && frame.time_relative {} {:.9f}", from,
                                 isLast ? "<=" : "<", isLast ? last : from + width);
        for (std::size_t i = 0; i < measures_.size(); ++i) {
            const IntervalCell cell = cells_[i].at(interval);
            row.values.push_back(valueOf(measures_[i], cell));
            if (measures_[i].calculation == Calculation::FramesAndBytes)
                row.values.emplace_back(static_cast<std::uint64_t>(cell.amount));
        }
        return row;
    }
    [[nodiscard]] StatisticSeries series(std::size_t measure, std::int64_t first, std::int64_t end) const {
        StatisticSeries series{.title = measures_[measure].text,
                               .unit = measures_[measure].calculation == Calculation::ByteCount ? "bytes"
                                       : measures_[measure].fields.empty()                      ? "frames"
                                                                                                : "",
                               .interval = interval_};
        for (std::int64_t number = first; number < end; ++number) {
            const auto value = valueOf(measures_[measure], cells_[measure].at(number));
            const auto* whole = std::get_if<std::uint64_t>(&value);
            const auto* real = std::get_if<double>(&value);
            series.values.push_back(whole != nullptr  ? static_cast<double>(*whole)
                                    : real != nullptr ? *real
                                                      : std::numeric_limits<double>::quiet_NaN());
        }
        return series;
    }

    const std::vector<Measure>& measures_;
    nanoseconds interval_;
    IoStatisticKind::Form form_;
    std::vector<IntervalCells> cells_; ///< by measure
    nanoseconds first_{0}, last_{0};
    FilterScratch scratch_;
};

class IoStatistic final : public Statistic {
public:
    IoStatistic(std::vector<Measure> measures, nanoseconds interval, IoStatisticKind::Form form)
        : measures_(std::move(measures)), interval_(interval), form_(form) {}

    [[nodiscard]] std::string title() const override { return "Traffic over time"; }
    [[nodiscard]] std::vector<FieldId> fields() const override {
        std::vector<FieldId> wanted;
        for (const Measure& measure : measures_) {
            wanted.insert(wanted.end(), measure.filter.fields().begin(), measure.filter.fields().end());
            wanted.insert(wanted.end(), measure.fields.begin(), measure.fields.end());
        }
        return wanted;
    }
    [[nodiscard]] std::unique_ptr<Tally> begin() const override {
        return std::make_unique<IoTally>(measures_, interval_, form_);
    }

private:
    std::vector<Measure> measures_;
    nanoseconds interval_;
    IoStatisticKind::Form form_;
};

constexpr const char* action = "count by";

Result<nanoseconds> intervalFrom(std::string_view word) {
    double seconds = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), seconds);
    constexpr double shortest = 1e-6, longest = 86'400.0 * 366;
    if (error != std::errc{} || end != word.data() + word.size() || (seconds != 0 && seconds < shortest) ||
        !(seconds <= longest))
        return failure(ErrorKind::Invalid, action, std::string(word), "it is not an interval in seconds",
                       "Write 0.000001 to 31622400, such as 0.1, or 0 for the whole capture");
    return nanoseconds(static_cast<std::int64_t>(seconds * 1e9 + 0.5));
}

/// Parses "SUM(tcp.len)tcp" or "tcp.port == 80".
Result<Measure> measureFrom(std::string_view word, const DecoderRegistry& registry) {
    Calculation calculation = Calculation::FramesAndBytes;
    std::string_view field, filter = word;
    for (const auto& [name, each] : calculations) {
        if (!word.starts_with(name) || !word.substr(name.size()).starts_with('('))
            continue;
        const auto close = word.find(')');
        if (close == std::string_view::npos)
            return failure(ErrorKind::Invalid, action, std::string(word), "the ) is missing");
        calculation = each;
        field = word.substr(name.size() + 1, close - name.size() - 1);
        filter = word.substr(close + 1);
    }
    auto compiled = FieldFilter::compile(filter, registry);
    if (!compiled)
        return std::unexpected(compiled.error().asError(filter));
    Measure measure{.text = std::string(word), .calculation = calculation, .filter = std::move(*compiled)};
    if (calculation == Calculation::FramesAndBytes || calculation == Calculation::Frames ||
        calculation == Calculation::ByteCount)
        return measure;
    const auto found = registry.find(field);
    if (found.empty())
        return failure(ErrorKind::NotFound, action, std::string(field), "there is no field with that name");
    measure.fields.assign(found.begin(), found.end());
    measure.type = registry.field(found.front()).type;
    if (calculation != Calculation::Count && !isNumber(measure.type))
        return failure(ErrorKind::Invalid, action, std::string(field), "it is not a number",
                       "COUNT takes any field; SUM, MIN, MAX and AVG take numbers and times");
    return measure;
}

} // namespace

Result<std::unique_ptr<const Statistic>> IoStatisticKind::make(std::span<const std::string_view> words,
                                                               const DecoderRegistry& registry) const {
    if (words.empty())
        return failure(ErrorKind::Invalid, action, "time", "the interval is missing",
                       "Write 1 after the comma for one second");
    const auto interval = intervalFrom(words.front());
    if (!interval)
        return std::unexpected(interval.error());
    std::vector<Measure> measures;
    const std::array<std::string_view, 1> everything = {""};
    for (const std::string_view word : words.size() > 1 ? words.subspan(1) : std::span(everything)) {
        auto measure = measureFrom(word, registry);
        if (!measure)
            return std::unexpected(measure.error());
        measures.push_back(std::move(*measure));
    }
    return std::make_unique<const IoStatistic>(std::move(measures), *interval, form_);
}

} // namespace tapscope
