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

/// Takes a pcap or pcapng file apart, piece by piece, from whatever window of bytes its caller has: a
/// buffer over pread(2), a pipe. It keeps the state that the format has (byte order, interfaces, sections), no bytes.
///
/// Reads what wiretap reads: unknown blocks and options are skipped, damage ends the file where it is found.
class CaptureParser {
public:
    enum class Step : std::uint8_t {
        Frame,    ///< frame() is one; its bytes lie in the window
        Skipped,  ///< something else was read
        NeedMore, ///< the window is too short: needed() bytes from offset() on, at least
        Damage,   ///< damage() says what; nothing more can be read
    };

    /// Reads the next record or block at the start of `window`, whose first byte is the file's byte offset().
    [[nodiscard]] Step next(Bytes window);

    /// File offset of what next() will read.
    [[nodiscard]] std::uint64_t offset() const noexcept { return offset_; }
    /// Bytes that the last step moved on; 0 unless Frame or Skipped.
    [[nodiscard]] std::size_t consumed() const noexcept { return consumed_; }
    [[nodiscard]] std::size_t needed() const noexcept { return needed_; }

    [[nodiscard]] const Frame& frame() const noexcept { return frame_; }
    /// The frame's time as the file has it, where that is none: its fraction is a second or more, or below zero. Empty
    /// otherwise.
    [[nodiscard]] const std::string& oddTime() const noexcept { return oddTime_; }
    /// File offset of the frame's record: what an index keeps.
    [[nodiscard]] std::uint64_t frameOffset() const noexcept { return offset_ - consumed_; }
    /// What is wrong and at which offset; also what to say when the file ends within a record (`cutShort`).
    [[nodiscard]] const std::string& damage() const noexcept { return damage_; }
    [[nodiscard]] std::string cutShort() const;

    /// All interfaces so far, of all sections; Frame::interfaceId is an index in it. A file with more than
    /// maximumInterfaces is damaged behind them.
    [[nodiscard]] const InterfaceList& interfaces() const noexcept { return interfaces_; }
    [[nodiscard]] const std::vector<CaptureStatistics>& statistics() const noexcept { return statistics_; }
    [[nodiscard]] const std::string& sectionComment() const noexcept { return sectionComment_; }
    /// There are keys in it (Decryption Secrets Blocks).
    [[nodiscard]] bool hasSecrets() const noexcept { return hasSecrets_; }
    /// The first bytes were understood: it is a capture file.
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
    std::optional<std::uint32_t> customInterface_; ///< stands for the custom blocks of the current section
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
