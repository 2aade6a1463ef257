#pragma once

#include <base/frame.h>

#include <algorithm>
#include <cstddef>
#include <vector>

namespace tapscope {

/// Items that frames contribute, up to a limit. If there are more, those of the earliest frames are kept, whichever
/// tally took them.
///
/// `Item::frame` is the number of its frame.
template <typename Item, std::size_t Ceiling>
class EarliestItems {
public:
    static constexpr std::size_t ceiling = Ceiling;

    void add(Item item) {
        items_.push_back(std::move(item));
        if (items_.size() >= 2 * Ceiling)
            drop();
    }
    void merge(const EarliestItems& other) {
        items_.insert(items_.end(), other.items_.begin(), other.items_.end());
        isCut_ = isCut_ || other.isCut_;
        if (items_.size() > Ceiling)
            drop();
    }
    /// In the order of their frames.
    [[nodiscard]] std::vector<Item> sorted() const {
        std::vector<Item> all = items_;
        std::ranges::stable_sort(all, {}, &Item::frame);
        all.resize(std::min(all.size(), Ceiling));
        return all;
    }
    /// Whether there were more than the ceiling.
    [[nodiscard]] bool isCut() const noexcept { return isCut_ || items_.size() > Ceiling; }

private:
    void drop() {
        const auto end = items_.begin() + static_cast<std::ptrdiff_t>(Ceiling);
        std::ranges::nth_element(items_, end, {}, &Item::frame);
        items_.resize(Ceiling);
        isCut_ = true;
    }

    std::vector<Item> items_;
    bool isCut_ = false;
};

} // namespace tapscope
