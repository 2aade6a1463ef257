#pragma once

#include <QtGlobal>

#include <vector>

namespace tapscope {

/// Selected rows as intervals: a million selected frames cost as much as two.
class RowSelection {
public:
    struct Interval {
        quint64 first, last; ///< both within
    };

    void clear() { intervals_.clear(); }
    void set(quint64 first, quint64 last);
    /// Any rows, in any order.
    void set(std::vector<quint64> rows);
    void add(quint64 first, quint64 last);
    void toggle(quint64 row);
    /// This number of rows was removed at the top: the others move up.
    void removeTop(quint64 rows);
    [[nodiscard]] bool contains(quint64 row) const;
    [[nodiscard]] quint64 count() const;
    /// Ascending, not touching each other.
    [[nodiscard]] const std::vector<Interval>& intervals() const noexcept { return intervals_; }

private:
    void remove(quint64 row);
    std::vector<Interval> intervals_;
};

} // namespace tapscope
