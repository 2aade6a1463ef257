#include "row_selection.h"

#include <algorithm>
#include <iterator>

namespace tapscope {

void RowSelection::set(quint64 first, quint64 last) {
    intervals_ = {{std::min(first, last), std::max(first, last)}};
}

void RowSelection::set(std::vector<quint64> rows) {
    std::ranges::sort(rows);
    intervals_.clear();
    for (const quint64 row : rows) {
        if (!intervals_.empty() && row <= intervals_.back().last + 1)
            intervals_.back().last = row;
        else
            intervals_.push_back({row, row});
    }
}

void RowSelection::add(quint64 first, quint64 last) {
    Interval joined{std::min(first, last), std::max(first, last)};
    std::vector<Interval> kept;
    for (const Interval& each : intervals_) {
        if (each.last + 1 < joined.first || joined.last + 1 < each.first) {
            kept.push_back(each);
        } else {
            joined.first = std::min(joined.first, each.first);
            joined.last = std::max(joined.last, each.last);
        }
    }
    kept.insert(std::ranges::lower_bound(kept, joined.first, {}, &Interval::first), joined);
    intervals_ = std::move(kept);
}

void RowSelection::remove(quint64 row) {
    std::vector<Interval> kept;
    for (const Interval& each : intervals_) {
        if (row < each.first || row > each.last) {
            kept.push_back(each);
            continue;
        }
        if (each.first < row)
            kept.push_back({each.first, row - 1});
        if (row < each.last)
            kept.push_back({row + 1, each.last});
    }
    intervals_ = std::move(kept);
}

void RowSelection::removeTop(quint64 rows) {
    std::erase_if(intervals_, [&](const Interval& each) { return each.last < rows; });
    for (Interval& each : intervals_)
        each = {std::max(each.first, rows) - rows, each.last - rows};
}

void RowSelection::toggle(quint64 row) {
    contains(row) ? remove(row) : add(row, row);
}

bool RowSelection::contains(quint64 row) const {
    const auto behind = std::ranges::upper_bound(intervals_, row, {}, &Interval::first);
    return behind != intervals_.begin() && row <= std::prev(behind)->last;
}

quint64 RowSelection::count() const {
    quint64 total = 0;
    for (const Interval& each : intervals_)
        total += each.last - each.first + 1;
    return total;
}

} // namespace tapscope
