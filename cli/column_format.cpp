#include "frame_format.h"

#include <base/elapsed.h>
#include <decode/tree_text.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>
#include <span>
#include <utility>

namespace tapscope::cli {
namespace {

/// The beginning of a line, on the stack, with room for three numbers and two addresses.
class LineStart {
public:
    template <std::size_t Size>
    void append(const char (&text)[Size]) noexcept { // NOLINT(modernize-avoid-c-arrays): a literal, of known size
        std::memcpy(characters_.data() + size_, text, Size - 1);
        size_ += Size - 1;
    }
    void append(std::uint64_t number) noexcept {
        char* const at = characters_.data() + size_;
        size_ += static_cast<std::size_t>(std::to_chars(at, at + longestNumber, number).ptr - at);
    }
    void append(const ColumnAddress& address) noexcept {
        size_ += writeColumnAddress(
            std::span<char, longestColumnAddress>(characters_.data() + size_, longestColumnAddress), address);
    }
    /// Right-aligned in five characters.
    void appendFrameNumber(FrameNumber number) noexcept {
        for (FrameNumber limit = 10'000; limit > number && limit > 1; limit /= 10)
            append(" ");
        append(number);
    }
    /// Seconds with six decimals, as from secondsText(), without allocating a string.
    void append(std::chrono::nanoseconds duration) noexcept {
        constexpr std::int64_t perSecond = 1'000'000;
        const std::int64_t micro = duration.count() / 1'000;
        if (micro < 0)
            append("-");
        const auto positive = static_cast<std::uint64_t>(micro < 0 ? -micro : micro);
        append(positive / perSecond);
        append(".000000");
        auto rest = static_cast<std::uint32_t>(positive % perSecond);
        for (std::size_t at = size_; rest != 0; rest /= 10)
            characters_[--at] = static_cast<char>('0' + rest % 10);
    }
    [[nodiscard]] std::string_view view() const noexcept { return {characters_.data(), size_}; }

private:
    static constexpr std::size_t longestNumber = 20;
    std::array<char, 4 * longestNumber + 2 * longestColumnAddress + 20> characters_;
    std::size_t size_ = 0;
};

/// The default line, optimised for millions of frames.
class PlainColumns final : public FrameFormat {
public:
    void append(std::string& out, const Dissection& dissection, const FrameFacts& facts) const override {
        const Frame& frame = dissection.frame();
        LineStart start;
        start.appendFrameNumber(frame.number);
        start.append(" ");
        start.append(elapsed(facts.firstTime, frame.time));
        start.append(" ");
        start.append(dissection.sourceColumn());
        start.append(" → ");
        start.append(dissection.destinationColumn());
        start.append(" ");
        out += start.view();
        out += dissection.protocolColumn();
        LineStart length;
        length.append(" ");
        length.append(frame.originalLength);
        length.append(" ");
        out += length.view();
        out += dissection.infoColumn();
        out += '\n';
    }
};

/// All other formats of the line.
class StyledColumns final : public FrameFormat {
public:
    explicit StyledColumns(ColumnStyle style) : style_(std::move(style)) {}

    void append(std::string& out, const Dissection& dissection, const FrameFacts& facts) const override {
        const Frame& frame = dissection.frame();
        const bool hasTabs = style_.between == ColumnStyle::Between::Tabs;
        const std::string_view between = hasTabs ? "\t" : " ";
        if (style_.isColoured)
            out += dissection.isMalformed() ? "\033[31m" : "\033[2m"; // red, faint
        LineStart number;
        hasTabs ? number.append(frame.number) : number.appendFrameNumber(frame.number);
        out += number.view();
        out += between;
        appendTime(out, frame, facts);
        if (style_.isColoured && !dissection.isMalformed())
            out += "\033[0m";
        out += between;
        appendAddress(out, dissection.sourceColumn());
        out += hasTabs ? "\t→\t" : " → ";
        appendAddress(out, dissection.destinationColumn());
        out += between;
        if (style_.isColoured)
            out += "\033[1m"; // bold
        out += dissection.protocolColumn();
        if (style_.isColoured)
            out += dissection.isMalformed() ? "\033[22m" : "\033[0m";
        out += between;
        fmt::format_to(std::back_inserter(out), "{}", frame.originalLength);
        out += between;
        out += dissection.infoColumn();
        if (style_.isColoured && dissection.isMalformed())
            out += "\033[0m";
        out += '\n';
        if (style_.hasHexDump) {
            appendHexDump(out, frame.bytes);
            out += '\n';
        }
    }

private:
    void appendAddress(std::string& out, const ColumnAddress& address) const {
        const std::string name = style_.names ? style_.names->of(address) : std::string();
        if (name.empty())
            out += ColumnText(address).view();
        else
            out += name;
    }
    void appendTime(std::string& out, const Frame& frame, const FrameFacts& facts) const {
        LineStart seconds;
        switch (style_.time) {
        case TimeFormat::Relative:
            seconds.append(elapsed(facts.firstTime, frame.time));
            break;
        case TimeFormat::Delta:
            seconds.append(elapsed(facts.previousTime, frame.time));
            break;
        default:
            appendClockTime(out, style_.time, frame.time);
        }
        out += seconds.view();
    }

    ColumnStyle style_;
};

} // namespace

std::unique_ptr<const FrameFormat> columnFormat(ColumnStyle style) {
    const bool isPlain = style.between == ColumnStyle::Between::Spaces && style.time == TimeFormat::Relative &&
                         !style.isColoured && !style.hasHexDump && !style.names;
    if (isPlain)
        return std::make_unique<PlainColumns>();
    return std::make_unique<StyledColumns>(std::move(style));
}

} // namespace tapscope::cli
