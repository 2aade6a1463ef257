#pragma once

#include <decode/fact_page.h>

#include <bit>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace tapscope {

/// The facts about the frames of a page, in little memory: a few bytes for each frame that has facts. Immutable.
///
/// A frame has a *record*, a list of facts. A fact is written as its kind (key and size) and those bytes of its value
/// that are not 0; a fact that several frames have is written once, and its number is in their records. Facts that
/// another history has for the same frame are taken from there.
class PackedFacts {
public:
    /// Packs a page, of which all frames are learned. `base` has what another history knows of the same frames; it may
    /// be null.
    [[nodiscard]] static std::shared_ptr<const PackedFacts> of(const FactPage& page,
                                                               std::shared_ptr<const PackedFacts> base);

    /// The memory that it takes without its base's, in bytes.
    [[nodiscard]] std::size_t memory() const noexcept;

    /// The record of one frame. Valid as long as its PackedFacts.
    class Record {
    public:
        Record() = default;
        /// Copies the value of a fact if the frame has one with this key and this size.
        [[nodiscard]] bool copy(const FactKey& key, std::span<std::byte> value) const noexcept;

    private:
        friend class PackedFacts;
        Record(const PackedFacts& owner, std::span<const std::byte> bytes) noexcept : owner_(&owner), bytes_(bytes) {}

        const PackedFacts* owner_ = nullptr;
        std::span<const std::byte> bytes_;
    };
    /// The record of the frame at a place of the page (FactPage::placeOf()).
    [[nodiscard]] Record at(std::size_t place) const noexcept;

private:
    class Packer;
    struct Found;

    static constexpr std::size_t framesInBlock = 64;
    /// Where the records of 64 frames begin.
    struct Block {
        std::uint64_t present = 0; ///< a bit for each frame that has a record here; the others have the base's
        std::uint32_t sizes = 0;   ///< position of the first record's size
        std::uint32_t records = 0; ///< position of the first record
    };
    /// A longer record is in `long_`. Its place among the records has its position and size there.
    static constexpr std::uint8_t isLong = 255;
    static constexpr std::size_t longReference = 2 * sizeof(std::uint32_t);

    /// Reads the next fact of a record.
    [[nodiscard]] Found next(const std::byte*& at) const noexcept;

    std::shared_ptr<const PackedFacts> base_;
    std::vector<Block> blocks_; ///< none if all records are the base's
    std::vector<std::uint8_t> sizes_;
    std::vector<std::byte> records_, long_, shared_;
    std::vector<std::uint32_t> sharedAt_; ///< by number: position in shared_
    std::vector<std::uint64_t> kinds_;    ///< FactKey::withSize()
};

} // namespace tapscope
