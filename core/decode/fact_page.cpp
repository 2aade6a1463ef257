#include <base/hash.h>
#include <decode/fact_page.h>

#include <cstring>

namespace tapscope {

std::uint64_t LearnedFact::hash() const noexcept {
    std::array<std::uint64_t, 2> words{};
    std::uint32_t last = 0;
    static_assert(sizeof words + sizeof last == largest);
    std::memcpy(words.data(), value.data(), sizeof words);
    std::memcpy(&last, value.data() + sizeof words, sizeof last);
    // Member by member: a wider load would wait for the stores of facts that were remembered just now.
    return mixHash(mixHash(mixHash(mixHash(0, words[0]), words[1]), std::uint64_t{last} << 32 | next),
                   key().withSize(size));
}

std::uint32_t FactPage::add(const LearnedFact& fact) {
    return facts_.append(fact) ? static_cast<std::uint32_t>(facts_.appended()) : 0;
}

bool FactPage::addChain(FrameNumber frame, std::uint32_t chain) {
    const std::uint64_t place = placeOf(frame);
    facts_.publish();
    while (chains_.appended() < place && chains_.append(0)) {
    }
    if (chains_.appended() != place || !chains_.append(chain))
        return false;
    chains_.publish();
    return true;
}

} // namespace tapscope
