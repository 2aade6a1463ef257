#pragma once

#include <base/error.h>
#include <base/frame.h>
#include <file/frame_layout.h>
#include <file/interface_list.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace tapscope {

/// Parses a pcap or pcapng file piece by piece, from whatever window of bytes the caller has (a buffer over pread(2), a
/// pipe). It keeps the state of the format (byte order, interfaces, sections), but no bytes.
///
/// It accepts the files that wiretap accepts: unknown blocks and options are skipped, and damage ends the file.
class CaptureParser {
public:
    enum class Step : std::uint8_t {
        Frame,    ///< frame() returns it; its bytes are in the window
        Skipped,  ///< a record or block that is not a frame was read
        NeedMore, ///< the window is too short: it must have at least needed() bytes from offset() on
        Damage,   ///< damage() describes it; nothing more can be read
    };

    /// Reads the next record or block at the start of `window`, which begins at the file offset offset().
    [[nodiscard]] Step next(Bytes window);

    /// The file offset that next() will read at.
    [[nodiscard]] std::uint64_t offset() const noexcept { return offset_; }
    /// The number of bytes that the last step consumed; 0 unless it returned Frame or Skipped.
    [[nodiscard]] std::size_t consumed() const noexcept { return consumed_; }
    [[nodiscard]] std::size_t needed() const noexcept { return needed_; }

    [[nodiscard]] const Frame& frame() const noexcept { return frame_; }
    /// The frame's time as in its file, if it is not a valid time: its fraction is a second or more, or negative. Empty
    /// otherwise.
    [[nodiscard]] const std::string& oddTime() const noexcept { return oddTime_; }
    /// The file offset of the frame's record, for an index.
    [[nodiscard]] std::uint64_t frameOffset() const noexcept { return offset_ - consumed_; }
    /// Describes the damage and its offset; also used when the file ends within a record (`cutShort`).
    [[nodiscard]] const std::string& damage() const noexcept { return damage_; }
    [[nodiscard]] std::string cutShort() const;

    /// All interfaces so far, of all sections, indexed by Frame::interfaceId. A file with more than maximumInterfaces
    /// counts as damaged from the next one on.
    [[nodiscard]] const InterfaceList& interfaces() const noexcept { return interfaces_; }
    [[nodiscard]] const std::vector<CaptureStatistics>& statistics() const noexcept { return statistics_; }
    [[nodiscard]] const std::string& sectionComment() const noexcept { return sectionComment_; }
    /// Whether the file contains keys (Decryption Secrets Blocks).
    [[nodiscard]] bool hasSecrets() const noexcept { return hasSecrets_; }
    /// Whether the first bytes were those of a capture file.
    [[nodiscard]] bool isRecognised() const noexcept { return format_.has_value(); }

private:
    Step begin(Bytes window);
    Step nextRecord(Bytes window);
    Step nextBlock(Bytes window);
    Step readSectionHeader(Bytes block);
    Step readInterface(Bytes block);
    Step readStatistics(Bytes block);
    Step readPacket(Bytes block, std::uint32_t type);
    Step readCustom(Bytes block);
    Step takeFrame(Bytes block, std::uint32_t interfaceId, Timestamp time);
    Step more(std::size_t needed) noexcept;
    Step skip(std::size_t size) noexcept;
    Step wrong(std::string what);
    Step tooManyInterfaces();

    std::optional<FrameLayout::Format> format_;
    FrameLayout layout_;
    std::uint64_t offset_ = 0;
    std::size_t consumed_ = 0;
    std::size_t needed_ = 0;
    std::vector<std::uint32_t> sectionInterfaces_; ///< of the current section, as indices in interfaces_
    std::optional<std::uint32_t> customInterface_; ///< represents the custom blocks of the current section
    std::uint32_t pcapNanosecondsPerUnit_ = 1000;
    Frame frame_;
    std::string oddTime_;
    std::string damage_;
    InterfaceList interfaces_;
    std::vector<CaptureStatistics> statistics_;
    std::string sectionComment_;
    bool hasSecrets_ = false;
};

} // namespace tapscope
