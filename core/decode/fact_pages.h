#pragma once

#include <decode/packed_facts.h>

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace tapscope {

/// The facts of one frame. Valid as long as the HistoryView that it is from.
class FactsOfFrame {
public:
    FactsOfFrame() = default;
    FactsOfFrame(const PackedFacts::Record& record) noexcept // NOLINT(google-explicit-constructor): packed
        : record_(record) {}
    FactsOfFrame(const FactPage& page, std::uint32_t chain) noexcept : page_(&page), chain_(chain) {}

    /// Copies the value of a fact if the frame has one with this key and this size.
    [[nodiscard]] bool copy(const FactKey& key, std::span<std::byte> value) const noexcept {
        for (std::uint32_t at = chain_; at != 0; at = page_->fact(at).next) {
            if (const LearnedFact& fact = page_->fact(at); fact.has(key))
                return fact.copy(value);
        }
        return record_.copy(key, value);
    }

private:
    PackedFacts::Record record_;
    const FactPage* page_ = nullptr;
    std::uint32_t chain_ = 0;
};

/// A page of which all frames are learned, packed or as it was filled. Neither, if its frames have no facts.
struct FullPage {
    std::shared_ptr<const PackedFacts> packed;
    std::shared_ptr<const FactPage> unpacked;

    [[nodiscard]] FactsOfFrame at(std::size_t place) const noexcept {
        if (packed)
            return packed->at(place);
        return unpacked && place < unpacked->chainCount() ? FactsOfFrame(*unpacked, unpacked->chainAt(place))
                                                          : FactsOfFrame();
    }
};

/// The pages that exist, from the oldest.
struct FactPages {
    std::uint64_t first = 0; ///< the number of the oldest
    std::vector<FullPage> full;
    std::shared_ptr<const FactPage> newest; ///< the page behind these, which still grows

    [[nodiscard]] const FullPage* find(std::uint64_t number) const noexcept {
        return number >= first && number - first < full.size() ? &full[static_cast<std::size_t>(number - first)]
                                                               : nullptr;
    }
    [[nodiscard]] bool isNewest(std::uint64_t number) const noexcept { return newest && number == first + full.size(); }
};

} // namespace tapscope
