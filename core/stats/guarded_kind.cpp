#include <stats/guarded_kind.h>
#include <stats/statistic_guard.h>

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace tapscope {
namespace {

using Guard = std::shared_ptr<StatisticGuard>;

class GuardedTally final : public Tally {
public:
    /// A null tally counts nothing, because the statistic is left out.
    GuardedTally(Guard guard, std::string title, std::unique_ptr<Tally> tally)
        : guard_(std::move(guard)), calls_(guard_->makeCalls()), title_(std::move(title)), tally_(std::move(tally)) {}

    void take(const CountedFrame& frame) override {
        if (tally_ != nullptr && !guard_->hasFailed())
            guard_->call(*calls_, [&] { tally_->take(frame); });
    }
    void merge(const Tally& other) override {
        const auto& theirs = static_cast<const GuardedTally&>(other);
        if (tally_ != nullptr && theirs.tally_ != nullptr && !guard_->hasFailed())
            guard_->call(*calls_, [&] { tally_->merge(*theirs.tally_); });
    }
    [[nodiscard]] StatisticResult result() const override {
        StatisticResult result;
        const auto calls = guard_->makeCalls(); // not shared: several threads may ask at the same time
        if (tally_ != nullptr && !guard_->hasFailed())
            guard_->call(*calls, [&] { result = tally_->result(); });
        if (const std::string fault = faultOf(result); !fault.empty())
            guard_->fail(fault);
        if (guard_->hasFailed())
            return {.title = title_, .notes = {fmt::format("This statistic is left out: {}.", guard_->failure())}};
        return result;
    }

private:
    Guard guard_;
    std::shared_ptr<StatisticGuard::Calls> calls_; ///< of the counting thread
    std::string title_;
    std::unique_ptr<Tally> tally_;
};

class GuardedStatistic final : public Statistic {
public:
    GuardedStatistic(Guard guard, std::unique_ptr<const Statistic> statistic, const DecoderRegistry& registry)
        : guard_(std::move(guard)), statistic_(std::move(statistic)) {
        const auto calls = guard_->makeCalls();
        guard_->call(*calls, [&] {
            title_ = statistic_->title();
            fields_ = statistic_->fields();
            needsColumns_ = statistic_->needsColumns();
        });
        const auto isKnown = [&](FieldId field) { return field == noField || field < registry.fieldCount(); };
        if (!std::ranges::all_of(fields_, isKnown)) {
            guard_->fail("it names a field that does not exist");
            fields_.clear();
        }
    }
    [[nodiscard]] std::string title() const override { return title_; }
    [[nodiscard]] std::vector<FieldId> fields() const override { return fields_; }
    [[nodiscard]] bool needsColumns() const override { return needsColumns_; }
    [[nodiscard]] std::unique_ptr<Tally> begin() const override {
        std::unique_ptr<Tally> tally;
        const auto calls = guard_->makeCalls();
        if (!guard_->hasFailed() && guard_->call(*calls, [&] { tally = statistic_->begin(); }) && !tally)
            guard_->fail("it returned no counter");
        return std::make_unique<GuardedTally>(guard_, title_, std::move(tally));
    }

private:
    Guard guard_;
    std::unique_ptr<const Statistic> statistic_;
    std::string title_;
    std::vector<FieldId> fields_;
    bool needsColumns_ = false;
};

bool isFinite(const StatisticValue& value) {
    const auto* number = std::get_if<double>(&value);
    return number == nullptr || std::isfinite(*number);
}

std::string faultOf(const StatisticTable& table) {
    unsigned deepest = 0; // the depth that is allowed for the next row
    for (const StatisticRow& row : table.rows) {
        if (row.values.size() != table.columns.size())
            return fmt::format("a row of its table has {} values for {} columns", row.values.size(),
                               table.columns.size());
        if (row.depth > deepest)
            return "a row of its table has no parent";
        if (!std::ranges::all_of(row.values, isFinite))
            return "its table has a number that is not finite";
        deepest = row.depth + 1;
    }
    return {};
}

} // namespace

std::string faultOf(const StatisticResult& result) {
    for (const StatisticTable& table : result.tables) {
        if (std::string fault = faultOf(table); !fault.empty())
            return fault;
    }
    for (const StatisticSeries& series : result.series) {
        if (series.interval <= std::chrono::nanoseconds(0))
            return "a series has no interval";
        if (!std::ranges::all_of(series.values, [](double value) { return !std::isinf(value); }))
            return "a series has a number that is not finite";
    }
    for (const StatisticPlot& plot : result.plots) {
        for (const PlotLine& line : plot.lines) {
            const auto isFinitePoint = [](const PlotPoint& point) {
                return std::isfinite(point.x) && std::isfinite(point.y) && std::isfinite(point.top);
            };
            if (!std::ranges::all_of(line.points, isFinitePoint))
                return "a plot has a number that is not finite";
            if (!std::ranges::is_sorted(line.points, {}, &PlotPoint::x))
                return "the points of a plot are not in the order of x";
        }
    }
    for (const SequenceDiagram& diagram : result.diagrams) {
        const auto isOfHosts = [&](const SequenceDiagram::Arrow& arrow) {
            return arrow.from < diagram.hosts.size() && arrow.to < diagram.hosts.size();
        };
        if (!std::ranges::all_of(diagram.arrows, isOfHosts))
            return "an arrow of a diagram has no host";
    }
    return {};
}

GuardedKind::GuardedKind(const StatisticKind& kind)
    : kind_(kind), id_(kind.id()), title_(kind.title()), arguments_(kind.arguments()),
      guard_(std::make_shared<StatisticGuard>()) {}

GuardedKind::~GuardedKind() = default;

Result<std::unique_ptr<const Statistic>> GuardedKind::make(std::span<const std::string_view> words,
                                                           const DecoderRegistry& registry) const {
    Result<std::unique_ptr<const Statistic>> made;
    const auto calls = guard_->makeCalls();
    if (!guard_->hasFailed() && guard_->call(*calls, [&] { made = kind_.make(words, registry); })) {
        if (!made)
            return made;
        if (*made != nullptr)
            made = std::make_unique<const GuardedStatistic>(guard_, std::move(*made), registry);
        else
            guard_->fail("it returned no statistic");
    }
    if (guard_->hasFailed())
        return tapscope::failure(ErrorKind::Unsupported, "count", id_,
                                 fmt::format("the statistic is left out: {}", guard_->failure()));
    return made;
}

std::string GuardedKind::failure() const {
    return guard_->failure();
}

void GuardedKind::look(unsigned looks) const {
    guard_->look(looks);
}

} // namespace tapscope
