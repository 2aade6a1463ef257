#pragma once

#include <QtGlobal>

#include <analysis/frame_order.h>

#include <cstdint>
#include <vector>

namespace tapscope {

/// The order of a sorted list: maps its rows to rows in capture order and back. Rows that arrived after the order was
/// made come last, in capture order; so do rows without a value to sort by.
class RowOrder {
public:
    explicit RowOrder(FrameOrder order) : rows_(std::move(order.places)), valued_(order.valued) {
        places_.resize(rows_.size());
        for (std::size_t place = 0; place < rows_.size(); ++place)
            places_[rows_[place]] = static_cast<std::uint32_t>(place);
    }

    void setDescending(bool isDescending) noexcept { isDescending_ = isDescending; }
    [[nodiscard]] bool isDescending() const noexcept { return isDescending_; }
    /// The number of sorted rows.
    [[nodiscard]] quint64 size() const noexcept { return rows_.size(); }
    /// The row in capture order for a position in the list.
    [[nodiscard]] quint64 rowAt(quint64 place) const noexcept {
        return place < rows_.size() ? rows_[static_cast<std::size_t>(turned(place))] : place;
    }
    /// The position in the list of a row in capture order.
    [[nodiscard]] quint64 placeOf(quint64 row) const noexcept {
        return row < places_.size() ? turned(places_[static_cast<std::size_t>(row)]) : row;
    }

private:
    [[nodiscard]] quint64 turned(quint64 place) const noexcept {
        return isDescending_ && place < valued_ ? valued_ - 1 - place : place;
    }

    std::vector<std::uint32_t> rows_;
    std::vector<std::uint32_t> places_;
    quint64 valued_;
    bool isDescending_ = false;
};

} // namespace tapscope
