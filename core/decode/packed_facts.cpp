#include <decode/packed_facts.h>

#include <algorithm>
#include <unordered_map>
#include <utility>

namespace tapscope {
namespace {

void putNumber(std::vector<std::byte>& out, std::uint32_t number) {
    for (; number >= 0x80; number >>= 7)
        out.push_back(static_cast<std::byte>(number | 0x80));
    out.push_back(static_cast<std::byte>(number));
}

std::uint32_t takeNumber(const std::byte*& at) noexcept {
    std::uint32_t number = 0;
    for (unsigned shift = 0;; shift += 7) {
        const auto byte = std::to_integer<std::uint32_t>(*at++);
        number |= (byte & 0x7f) << shift;
        if (byte < 0x80)
            return number;
    }
}

constexpr std::size_t valuesInMask = 8;

/// For each 8 bytes, a mask of those that are not 0, and these.
void putValue(std::vector<std::byte>& out, std::span<const std::byte> value) {
    std::array<std::byte, LearnedFact::largest + LearnedFact::largest / valuesInMask + 1> packed;
    std::byte* end = packed.data();
    for (std::size_t i = 0; i < value.size(); i += valuesInMask) {
        std::byte& mask = *end++;
        mask = {};
        for (std::size_t bit = 0; bit < std::min(valuesInMask, value.size() - i); ++bit) {
            *end = value[i + bit];
            const bool isThere = *end != std::byte{0};
            mask |= std::byte{isThere} << bit;
            end += isThere ? 1 : 0;
        }
    }
    out.insert(out.end(), packed.data(), end);
}

void skipValue(const std::byte*& at, std::size_t size) noexcept {
    for (std::size_t i = 0; i < size; i += valuesInMask) {
        const auto mask = std::to_integer<std::uint8_t>(*at);
        at += 1 + std::popcount(mask);
    }
}

void takeValue(const std::byte* at, std::span<std::byte> value) noexcept {
    std::ranges::fill(value, std::byte{0});
    for (std::size_t i = 0; i < value.size(); i += valuesInMask) {
        for (auto mask = std::to_integer<std::uint8_t>(*at++); mask != 0; mask &= static_cast<std::uint8_t>(mask - 1))
            value[i + static_cast<std::size_t>(std::countr_zero(mask))] = *at++;
    }
}

/// A fact begins with its number and this bit, or with its kind.
constexpr std::uint32_t isShared = 1;

} // namespace

/// A fact in a record.
struct PackedFacts::Found {
    std::uint64_t kind = 0;
    const std::byte* value = nullptr;

    [[nodiscard]] std::size_t size() const noexcept { return static_cast<std::uint8_t>(kind); }
};

PackedFacts::Found PackedFacts::next(const std::byte*& at) const noexcept {
    const std::uint32_t begin = takeNumber(at);
    if ((begin & isShared) != 0) {
        const std::byte* shared = shared_.data() + sharedAt_[begin >> 1];
        const std::uint64_t kind = kinds_[takeNumber(shared)];
        return {kind, shared};
    }
    const Found own{kinds_[begin >> 1], at};
    skipValue(at, own.size());
    return own;
}

bool PackedFacts::Record::copy(const FactKey& key, std::span<std::byte> value) const noexcept {
    const std::uint64_t kind = key.withSize(value.size());
    const std::byte* at = bytes_.data();
    for (const std::byte* const end = at + bytes_.size(); at != end;) {
        if (const Found found = owner_->next(at); found.kind == kind) {
            takeValue(found.value, value);
            return true;
        }
    }
    return false;
}

PackedFacts::Record PackedFacts::at(std::size_t place) const noexcept {
    const std::size_t number = place / framesInBlock, bit = place % framesInBlock;
    if (number >= blocks_.size() || (blocks_[number].present >> bit & 1) == 0)
        return base_ ? base_->at(place) : Record();
    const Block& block = blocks_[number];
    const auto before = std::popcount(block.present & ((std::uint64_t{1} << bit) - 1));
    const std::uint8_t* const sizes = sizes_.data() + block.sizes;
    std::uint32_t from = block.records;
    for (int i = 0; i < before; ++i)
        from += sizes[i] == isLong ? std::uint32_t{longReference} : sizes[i];
    const std::byte* const record = records_.data() + from;
    if (sizes[before] != isLong)
        return {*this, {record, sizes[before]}};
    std::uint32_t position = 0, size = 0;
    std::memcpy(&position, record, sizeof position);
    std::memcpy(&size, record + sizeof position, sizeof size);
    return {*this, {long_.data() + position, size}};
}

std::size_t PackedFacts::memory() const noexcept {
    const auto bytes = [](const auto& vector) { return std::as_bytes(std::span(vector)).size(); };
    return sizeof *this + bytes(blocks_) + bytes(sizes_) + bytes(records_) + bytes(long_) + bytes(shared_) +
           bytes(sharedAt_) + bytes(kinds_);
}

/// Packs one page.
class PackedFacts::Packer {
public:
    Packer(const FactPage& page, const PackedFacts* base, PackedFacts& out)
        : page_(page), base_(base), out_(out), uses_(page.factCount() + 1), numbers_(page.factCount() + 1) {}

    void pack() {
        const std::size_t places = base_ != nullptr ? FactPage::frames : static_cast<std::size_t>(page_.chainCount());
        std::vector<std::uint32_t> chains(places); // of the frames that have a record
        std::vector<bool> isOwn(places);
        for (std::size_t place = 0; place < places; ++place) {
            chains[place] = place < page_.chainCount() ? page_.chainAt(place) : 0;
            isOwn[place] = base_ != nullptr ? !isEqual(chains[place], base_->at(place)) : chains[place] != 0;
            for (std::uint32_t at = isOwn[place] ? chains[place] : 0; at != 0; at = page_.fact(at).next)
                uses_[at] = static_cast<std::uint8_t>(std::min(uses_[at] + 1, 2));
        }
        if (std::ranges::find(isOwn, true) == isOwn.end())
            return;
        out_.blocks_.resize((places + framesInBlock - 1) / framesInBlock);
        for (std::size_t place = 0; place < places; ++place) {
            Block& block = out_.blocks_[place / framesInBlock];
            if (place % framesInBlock == 0)
                block = {.sizes = static_cast<std::uint32_t>(out_.sizes_.size()),
                         .records = static_cast<std::uint32_t>(out_.records_.size())};
            if (!isOwn[place])
                continue;
            block.present |= std::uint64_t{1} << (place % framesInBlock);
            addRecord(chains[place]);
        }
        out_.sizes_.shrink_to_fit();
        out_.records_.shrink_to_fit();
        out_.long_.shrink_to_fit();
        out_.shared_.shrink_to_fit();
        out_.sharedAt_.shrink_to_fit();
        out_.kinds_.shrink_to_fit();
    }

private:
    [[nodiscard]] bool isEqual(std::uint32_t chain, const Record& record) const {
        const std::byte* at = record.bytes_.data();
        const std::byte* const end = at + record.bytes_.size();
        std::array<std::byte, LearnedFact::largest> value;
        for (; chain != 0 && at != end; chain = page_.fact(chain).next) {
            const LearnedFact& fact = page_.fact(chain);
            const Found found = record.owner_->next(at);
            if (found.kind != fact.key().withSize(fact.size))
                return false;
            const auto known = std::span(value).first(fact.size);
            takeValue(found.value, known);
            if (!std::ranges::equal(known, std::span(fact.value).first(fact.size)))
                return false;
        }
        return chain == 0 && at == end;
    }
    void addRecord(std::uint32_t chain) {
        const std::size_t from = out_.records_.size();
        for (; chain != 0; chain = page_.fact(chain).next)
            addFact(chain);
        const std::size_t size = out_.records_.size() - from;
        if (size < isLong) {
            out_.sizes_.push_back(static_cast<std::uint8_t>(size));
            return;
        }
        const std::array<std::uint32_t, 2> reference = {static_cast<std::uint32_t>(out_.long_.size()),
                                                        static_cast<std::uint32_t>(size)};
        const auto record = out_.records_.begin() + static_cast<std::ptrdiff_t>(from);
        out_.long_.insert(out_.long_.end(), record, out_.records_.end());
        out_.records_.resize(from);
        std::ranges::copy(std::as_bytes(std::span(reference)), std::back_inserter(out_.records_));
        out_.sizes_.push_back(isLong);
    }
    void addFact(std::uint32_t position) {
        const LearnedFact& fact = page_.fact(position);
        const auto value = std::span(fact.value).first(fact.size);
        if (uses_[position] < 2) {
            putNumber(out_.records_, kindOf(fact) << 1);
            putValue(out_.records_, value);
            return;
        }
        if (numbers_[position] == 0) {
            out_.sharedAt_.push_back(static_cast<std::uint32_t>(out_.shared_.size()));
            numbers_[position] = static_cast<std::uint32_t>(out_.sharedAt_.size());
            putNumber(out_.shared_, kindOf(fact));
            putValue(out_.shared_, value);
        }
        putNumber(out_.records_, (numbers_[position] - 1) << 1 | isShared);
    }
    [[nodiscard]] std::uint32_t kindOf(const LearnedFact& fact) {
        const auto [place, isNew] =
            kinds_.try_emplace(fact.key().withSize(fact.size), static_cast<std::uint32_t>(out_.kinds_.size()));
        if (isNew)
            out_.kinds_.push_back(place->first);
        return place->second;
    }

    const FactPage& page_;
    const PackedFacts* base_;
    PackedFacts& out_;
    std::vector<std::uint8_t> uses_;     ///< by position + 1; at most 2
    std::vector<std::uint32_t> numbers_; ///< by position + 1: that of a shared fact + 1
    std::unordered_map<std::uint64_t, std::uint32_t> kinds_;
};

std::shared_ptr<const PackedFacts> PackedFacts::of(const FactPage& page, std::shared_ptr<const PackedFacts> base) {
    const auto packed = std::make_shared<PackedFacts>();
    Packer(page, base.get(), *packed).pack();
    packed->base_ = std::move(base);
    return packed;
}

} // namespace tapscope
