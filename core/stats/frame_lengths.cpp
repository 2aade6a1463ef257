#include <stats/frame_lengths.h>

#include <fmt/core.h>

#include <algorithm>
#include <array>

namespace tapscope {
namespace {

using Kind = StatisticColumn::Kind;

/// The lower bound of each range of lengths; the last range has no upper bound.
constexpr std::array<std::uint64_t, 10> starts = {0, 20, 40, 80, 160, 320, 640, 1280, 2560, 5120};

struct Lengths {
    std::uint64_t frames = 0, bytes = 0, least = ~std::uint64_t{0}, most = 0;

    void add(const Lengths& other) noexcept {
        frames += other.frames;
        bytes += other.bytes;
        least = std::min(least, other.least);
        most = std::max(most, other.most);
    }
};

class LengthsTally final : public Tally {
public:
    void take(const CountedFrame& frame) override {
        const std::uint64_t length = frame.length();
        const auto* const behind = std::ranges::upper_bound(starts, length);
        ranges_[static_cast<std::size_t>(behind - starts.begin()) - 1].add({1, length, length, length});
        first_ = std::min(first_, frame.time);
        last_ = std::max(last_, frame.time);
    }
    void merge(const Tally& tally) override {
        const auto& other = static_cast<const LengthsTally&>(tally);
        for (std::size_t i = 0; i < ranges_.size(); ++i)
            ranges_[i].add(other.ranges_[i]);
        first_ = std::min(first_, other.first_);
        last_ = std::max(last_, other.last_);
    }
    [[nodiscard]] StatisticResult result() const override {
        StatisticTable table{.title = "Frame lengths",
                             .columns = {{"Bytes"},
                                         {"Frames", Kind::Count},
                                         {"Average", Kind::Number},
                                         {"Shortest", Kind::ByteCount},
                                         {"Longest", Kind::ByteCount},
                                         {"Frames/ms", Kind::Number},
                                         {"Frames %", Kind::Percent}}};
        Lengths all;
        for (const Lengths& each : ranges_)
            all.add(each);
        addRow(table, "All", all, all, 0);
        for (std::size_t i = 0; i < starts.size(); ++i) {
            const bool isLast = i + 1 == starts.size();
            addRow(table,
                   isLast ? fmt::format("{} and more", starts[i]) : fmt::format("{}-{}", starts[i], starts[i + 1] - 1),
                   ranges_[i], all, 1);
            table.rows.back().filter = isLast
                                           ? fmt::format("frame.len >= {}", starts[i])
                                           : fmt::format("frame.len >= {} && frame.len < {}", starts[i], starts[i + 1]);
        }
        return {.title = table.title, .tables = {table}};
    }

private:
    void addRow(StatisticTable& table, std::string title, const Lengths& lengths, const Lengths& all,
                unsigned depth) const {
        const auto ratio = [](double part, double whole) { return whole > 0 ? part / whole : 0; };
        const auto frames = static_cast<double>(lengths.frames);
        StatisticRow row{.values = {std::move(title), lengths.frames}, .depth = depth};
        if (lengths.frames == 0)
            row.values.insert(row.values.end(), 3, StatisticValue());
        else
            row.values.insert(row.values.end(),
                              {static_cast<double>(lengths.bytes) / frames, lengths.least, lengths.most});
        const double milliseconds =
            first_ > last_ ? 0 : std::chrono::duration<double, std::milli>(last_ - first_).count();
        row.values.emplace_back(ratio(frames, milliseconds));
        row.values.emplace_back(100 * ratio(frames, static_cast<double>(all.frames)));
        table.rows.push_back(std::move(row));
    }

    std::array<Lengths, starts.size()> ranges_{};
    std::chrono::nanoseconds first_ = std::chrono::nanoseconds::max(), last_ = std::chrono::nanoseconds::min();
};

class FrameLengths final : public Statistic {
public:
    [[nodiscard]] std::string title() const override { return "Frame lengths"; }
    [[nodiscard]] std::vector<FieldId> fields() const override { return {}; }
    [[nodiscard]] std::unique_ptr<Tally> begin() const override { return std::make_unique<LengthsTally>(); }
};

} // namespace

Result<std::unique_ptr<const Statistic>> FrameLengthsKind::make(std::span<const std::string_view>,
                                                                const DecoderRegistry&) const {
    return std::make_unique<const FrameLengths>();
}

} // namespace tapscope
