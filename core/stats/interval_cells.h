#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>

namespace tapscope {

/// The counts of an interval: how many values, and their sum, minimum or maximum.
struct IntervalCell {
    /// How the amounts of two cells are combined.
    enum class Joining : std::uint8_t { Sum, Least, Most };

    std::uint64_t count = 0;
    double amount = 0; ///< has no meaning if `count` is 0

    void add(const IntervalCell& other, Joining joining) noexcept {
        if (other.count == 0)
            return;
        if (count == 0)
            amount = other.amount;
        else
            amount = joining == Joining::Sum     ? amount + other.amount
                     : joining == Joining::Least ? std::min(amount, other.amount)
                                                 : std::max(amount, other.amount);
        count += other.count;
    }
};

/// The cells of intervals, by their numbers, which may be negative. Takes 1 KiB for each group of 64 intervals of which
/// one has values, and never more than 16 bytes for each of `ceiling` intervals. If there are more, the intervals with
/// the lowest numbers are kept, regardless of the order in which they were added.
class IntervalCells {
public:
    IntervalCells(std::size_t ceiling, IntervalCell::Joining joining)
        : mostPages_(std::max<std::size_t>(ceiling / perPage, 1)), joining_(joining) {}
    IntervalCells(IntervalCells&&) = default;
    IntervalCells& operator=(IntervalCells&&) = default;
    IntervalCells(const IntervalCells&) = delete;
    IntervalCells& operator=(const IntervalCells&) = delete;
    ~IntervalCells() = default;

    void add(std::int64_t interval, const IntervalCell& cell) {
        const std::int64_t number = pageOf(interval);
        if (number != latest_ || page_ == nullptr) {
            page_ = find(number);
            latest_ = number;
        }
        if (page_ != nullptr)
            (*page_)[placeOf(interval)].add(cell, joining_);
    }
    void merge(const IntervalCells& other) {
        if (other.cutFrom_)
            cut(*other.cutFrom_);
        for (const auto& [number, theirs] : other.pages_) {
            Page* const mine = find(number);
            for (std::size_t i = 0; mine != nullptr && i < perPage; ++i)
                (*mine)[i].add((*theirs)[i], joining_);
        }
        page_ = nullptr;
    }
    /// Zero for an interval in which nothing was counted.
    [[nodiscard]] IntervalCell at(std::int64_t interval) const {
        const auto found = pages_.find(pageOf(interval));
        return found == pages_.end() ? IntervalCell{} : (*found->second)[placeOf(interval)];
    }
    /// The first interval that was left out because there were too many; nothing if none was.
    [[nodiscard]] std::optional<std::int64_t> leftOutFrom() const noexcept {
        return cutFrom_ ? std::optional(*cutFrom_ * std::int64_t{perPage}) : std::nullopt;
    }

private:
    static constexpr std::size_t perPage = 64;
    using Page = std::array<IntervalCell, perPage>;

    static std::int64_t pageOf(std::int64_t interval) noexcept { return interval >> 6; }
    static std::size_t placeOf(std::int64_t interval) noexcept { return static_cast<std::size_t>(interval & 63); }
    /// The page of an interval, which is created if there is room; null if it is left out.
    Page* find(std::int64_t number) {
        if (cutFrom_ && number >= *cutFrom_)
            return nullptr;
        auto& page = pages_[number];
        if (!page)
            page = std::make_unique<Page>();
        if (pages_.size() > mostPages_)
            cut(pages_.rbegin()->first);
        return cutFrom_ && number >= *cutFrom_ ? nullptr : page.get();
    }
    void cut(std::int64_t from) {
        cutFrom_ = std::min(cutFrom_.value_or(from), from);
        pages_.erase(pages_.lower_bound(*cutFrom_), pages_.end());
        page_ = nullptr;
    }

    std::size_t mostPages_;
    IntervalCell::Joining joining_;
    std::map<std::int64_t, std::unique_ptr<Page>> pages_;
    std::optional<std::int64_t> cutFrom_; ///< pages from this number on are left out
    std::int64_t latest_ = 0;
    Page* page_ = nullptr; ///< the page of `latest_`: frames of one interval come in runs
};

} // namespace tapscope
