#pragma once

#include <base/byte_reader.h>
#include <file/frame_layout.h>

#include <bit>
#include <cstdint>
#include <string>
#include <vector>

namespace tapscope::pcapng {

/// Makes one section of the sections of a pcapng file, in this machine's byte order and with times of nanoseconds.
///
/// An interface's number counts within its section (draft-ietf-opsawg-pcapng, section 3). Widely used programs, such as
/// Wireshark up to 4.0, look it up among the interfaces of the first section, and name the wrong interface.
///
/// Use: look() at every block of the file in order, ask isNeeded(), then turn() every block in the same order.
class OneSection {
public:
    /// Of what turn() gives: this machine's.
    static constexpr FrameLayout::ByteOrder byteOrder =
        std::endian::native == std::endian::little ? FrameLayout::ByteOrder::Little : FrameLayout::ByteOrder::Big;

    /// `record` is a whole block, as CaptureParser::next() has consumed it.
    void look(Bytes record);

    /// Whether several sections have interfaces, or times are finer than a nanosecond, and every block can be turned.
    /// Blocks of unknown types cannot, when they stand in another byte order or behind the first section; nor can
    /// sections that name different hardware, systems or programs.
    [[nodiscard]] bool isNeeded() const noexcept;

    /// Comments of the headers of later sections, which turn() leaves out.
    [[nodiscard]] const std::vector<std::string>& laterComments() const noexcept { return laterComments_; }

    /// The block as it stands in the only section, valid until the next call. Empty for the header of a later section.
    /// Times finer than a nanosecond are cut.
    [[nodiscard]] Bytes turn(Bytes record);

private:
    /// Where the blocks that follow stand.
    struct Section {
        FrameLayout::ByteOrder order = FrameLayout::ByteOrder::Little;
        std::size_t number = 0;         ///< 1 is the first, 0 is none yet
        std::size_t firstInterface = 0; ///< in the only section
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
    std::vector<std::uint32_t> snapLengths_;   ///< bytes; of each interface so far
    std::vector<std::byte> turned_;            ///< the block that turn() gave last
    std::vector<std::string> laterComments_;   ///< found by look()
    std::vector<std::string> firstProperties_; ///< hardware, system, program of the first section
    std::size_t sectionsWithInterfaces_ = 0;
    bool hasFinerTimes_ = false, canBeTurned_ = true, isTurning_ = false;
};

} // namespace tapscope::pcapng
