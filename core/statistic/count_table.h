#pragma once

#include <base/hash.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <random>
#include <unordered_map>
#include <vector>

namespace tapscope {

/// Counts by key. The number of keys is limited, which bounds the memory: further keys are counted together in
/// others().
///
/// `Key` has `hashed(seed)`. `Count` has `add(const Count&)`, whose result must not depend on the order.
template <typename Key, typename Count>
class CountTable {
public:
    static constexpr std::size_t ceiling = std::size_t{1} << 20;

    /// The count of a key, which is added if there is room; otherwise the count of all others.
    [[nodiscard]] Count& operator[](const Key& key) {
        if (latest_ != nullptr && latest_->first == key)
            return latest_->second;
        auto found = counts_.find(key);
        if (found == counts_.end()) {
            if (counts_.size() >= ceiling) {
                hasOthers_ = true;
                return others_;
            }
            found = counts_.try_emplace(key).first;
        }
        latest_ = &*found;
        return found->second;
    }
    /// Null if the key was not counted.
    [[nodiscard]] const Count* find(const Key& key) const {
        const auto found = counts_.find(key);
        return found == counts_.end() ? nullptr : &found->second;
    }
    void merge(const CountTable& other) {
        for (const auto& [key, count] : other.counts_)
            (*this)[key].add(count);
        if (other.hasOthers_) {
            hasOthers_ = true;
            others_.add(other.others_);
        }
    }
    [[nodiscard]] std::size_t size() const noexcept { return counts_.size(); }
    /// The count of the keys that had no room; null if there are none.
    [[nodiscard]] const Count* others() const noexcept { return hasOthers_ ? &others_ : nullptr; }
    /// Returns all keys and counts, in the order of `less(one, other)` for two pairs.
    template <typename Less>
    [[nodiscard]] auto sorted(Less less) const {
        std::vector<const std::pair<const Key, Count>*> all;
        all.reserve(counts_.size());
        for (const auto& each : counts_)
            all.push_back(&each);
        std::ranges::sort(all, [&](const auto* one, const auto* other) { return less(*one, *other); });
        return all;
    }

private:
    /// Seeded, so that no sender can make all keys collide.
    struct Hash {
        std::uint64_t seed = std::uint64_t{std::random_device{}()} << 32 | std::random_device{}();
        [[nodiscard]] std::size_t operator()(const Key& key) const noexcept { return key.hashed(seed); }
    };
    std::unordered_map<Key, Count, Hash> counts_;
    std::pair<const Key, Count>* latest_ = nullptr; ///< frames of one key often come in runs
    Count others_{};
    bool hasOthers_ = false;
};

} // namespace tapscope
