#pragma once

#include <base/byte_reader.h>
#include <file/frame_layout.h>

#include <bit>
#include <cstdint>
#include <string>
#include <vector>

namespace tapscope::pcapng {

/// Joins the sections of a pcapng file into one, in this machine's byte order and with times in nanoseconds.
///
/// Interfaces are numbered within their section (draft-ietf-opsawg-pcapng, section 3). Widely used programs, such as
/// Wireshark up to 4.0, look a number up among the interfaces of the first section and show the wrong interface.
///
/// Use: call examine() for every block of the file in order, check isNeeded(), then call convert() for every block in
/// the same order.
class OneSection {
public:
    /// The byte order of the blocks that convert() returns: this machine's.
    static constexpr FrameLayout::ByteOrder byteOrder =
        std::endian::native == std::endian::little ? FrameLayout::ByteOrder::Little : FrameLayout::ByteOrder::Big;

    /// Examines a whole block, as consumed by CaptureParser::next().
    void examine(Bytes record);

    /// Whether joining is needed and possible: several sections have interfaces, or times are finer than a nanosecond,
    /// and every block can be converted. Blocks of unknown types cannot be converted if they have another byte order or
    /// follow the first section. Sections that name different hardware, systems or programs cannot be joined.
    [[nodiscard]] bool isNeeded() const noexcept;

    /// The comments of later section headers, which convert() leaves out.
    [[nodiscard]] const std::vector<std::string>& laterComments() const noexcept { return laterComments_; }

    /// Returns the block as it is in the joined section, valid until the next call. Empty for the header of a later
    /// section. Times finer than a nanosecond are truncated.
    [[nodiscard]] Bytes convert(Bytes record);

private:
    /// The section of the current block.
    struct Section {
        FrameLayout::ByteOrder order = FrameLayout::ByteOrder::Little;
        std::size_t number = 0;         ///< counted from 1; 0 before the first section
        std::size_t firstInterface = 0; ///< the index of its first interface in the joined section
    };

    void enterSection(Bytes header);
    void addInterface(Bytes record);
    [[nodiscard]] std::uint64_t toNanoseconds(std::uint64_t interface, std::uint64_t ticks) const noexcept;

    void turnHeader(Bytes record);
    void turnInterface(Bytes record);
    void turnPacket(Bytes record);
    void turnObsoletePacket(Bytes record);
    void turnSimplePacket(Bytes record);
    void turnStatistics(Bytes record);
    void turnNames(Bytes record);
    void turnSecrets(Bytes record);
    void turnCustom(Bytes record);

    Section section_;
    std::vector<std::uint8_t> resolutions_;    ///< if_tsresol of each interface so far
    std::vector<std::uint32_t> snapLengths_;   ///< in bytes, for each interface so far
    std::vector<std::byte> turned_;            ///< the block that convert() returned last
    std::vector<std::string> laterComments_;   ///< collected by examine()
    std::vector<std::string> firstProperties_; ///< hardware, system and program of the first section
    std::size_t sectionsWithInterfaces_ = 0;
    bool hasFinerTimes_ = false, canBeTurned_ = true, isTurning_ = false;
};

} // namespace tapscope::pcapng
