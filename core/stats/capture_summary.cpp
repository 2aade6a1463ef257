#include <base/elapsed.h>
#include <stats/capture_summary.h>

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <ctime>
#include <map>

namespace tapscope {
namespace {

/// "2026-11-30 04:00:05.123456789 CET"
std::string localTime(Timestamp time) {
    const auto seconds = std::chrono::floor<std::chrono::seconds>(time);
    const std::time_t whole = seconds.time_since_epoch().count();
    std::tm local{};
    localtime_r(&whole, &local);
    std::array<char, 64> text{};
    std::strftime(text.data(), text.size(), "%Y-%m-%d %H:%M:%S", &local);
    return fmt::format("{}.{:09} {}", text.data(), (time - seconds).count(), local.tm_zone);
}

class SummaryTally final : public Tally {
public:
    void take(const CountedFrame& counted) override {
        const Frame& frame = counted.frame();
        ++frames_;
        bytes_ += counted.length();
        captured_ += frame.bytes.size();
        cut_ += frame.bytes.size() < frame.originalLength ? 1 : 0;
        comments_ += frame.comment.empty() ? 0 : 1;
        shortest_ = std::min(shortest_, counted.length());
        longest_ = std::max(longest_, counted.length());
        ++linkTypes_[frame.linkType];
        ++directions_[frame.direction];
        if (frame.time != noTime) {
            first_ = std::min(first_, frame.time);
            last_ = std::max(last_, frame.time);
        }
    }
    void merge(const Tally& tally) override {
        const auto& other = static_cast<const SummaryTally&>(tally);
        frames_ += other.frames_;
        bytes_ += other.bytes_;
        captured_ += other.captured_;
        cut_ += other.cut_;
        comments_ += other.comments_;
        shortest_ = std::min(shortest_, other.shortest_);
        longest_ = std::max(longest_, other.longest_);
        for (const auto& [type, count] : other.linkTypes_)
            linkTypes_[type] += count;
        for (const auto& [direction, count] : other.directions_)
            directions_[direction] += count;
        first_ = std::min(first_, other.first_);
        last_ = std::max(last_, other.last_);
    }
    [[nodiscard]] StatisticResult result() const override {
        StatisticTable table{.title = "Summary", .columns = {{"Property"}, {"Value"}}};
        const auto row = [&](std::string_view name, StatisticValue value) {
            table.rows.push_back({.values = {std::string(name), std::move(value)}});
        };
        row("Frames", frames_);
        row("Bytes on the wire", bytes_);
        row("Bytes captured", captured_);
        row("Frames cut by the snap length", cut_);
        row("Frames with a comment", comments_);
        if (frames_ != 0) {
            row("Shortest frame, bytes", shortest_);
            row("Longest frame, bytes", longest_);
            row("Average frame, bytes", static_cast<double>(bytes_) / static_cast<double>(frames_));
        }
        if (first_ <= last_) {
            const double duration = secondsOf(elapsed(first_, last_));
            row("First frame", localTime(first_));
            row("Last frame", localTime(last_));
            row("Duration, seconds", duration);
            if (duration > 0) {
                row("Frames a second", static_cast<double>(frames_) / duration);
                row("Bits a second", 8 * static_cast<double>(bytes_) / duration);
            }
        }
        for (const auto& [direction, count] : directions_)
            row(direction == Direction::Inbound    ? "Inbound frames"
                : direction == Direction::Outbound ? "Outbound frames"
                                                   : "Frames of unknown direction",
                count);
        for (const auto& [type, count] : linkTypes_)
            row("Frames of link type " + std::string(linkTypeName(type)), count);
        return {.title = "Summary", .tables = {std::move(table)}};
    }

private:
    std::uint64_t frames_ = 0, bytes_ = 0, captured_ = 0, cut_ = 0, comments_ = 0;
    std::uint64_t shortest_ = ~std::uint64_t{0}, longest_ = 0;
    Timestamp first_ = Timestamp::max(), last_ = Timestamp::min();
    std::map<LinkType, std::uint64_t> linkTypes_; // bounded, because a link type has 16 bits in a file
    std::map<Direction, std::uint64_t> directions_;
};

class CaptureSummary final : public Statistic {
public:
    [[nodiscard]] std::string title() const override { return "Summary"; }
    [[nodiscard]] std::vector<FieldId> fields() const override { return {}; }
    [[nodiscard]] std::unique_ptr<Tally> begin() const override { return std::make_unique<SummaryTally>(); }
};

} // namespace

Result<std::unique_ptr<const Statistic>> CaptureSummaryKind::make(std::span<const std::string_view>,
                                                                  const DecoderRegistry&) const {
    return std::make_unique<const CaptureSummary>();
}

} // namespace tapscope
