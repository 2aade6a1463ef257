#include "frame_printer.h"

#include <decode/field_text.h>
#include <decode/tree_text.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>
#include <span>
#include <utility>

namespace tapscope::cli {
namespace {

/// What a line begins with, on the stack: there is room for three numbers and two addresses.
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
    /// Seconds with six decimals, as secondsText() makes them, without a string of its own.
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

} // namespace

bool FramePrinter::passesCaptureFilter(const Frame& frame, ScanOutput& output) {
    auto found = captureFilters_.find(frame.linkType);
    if (found == captureFilters_.end()) {
        auto compiled = CaptureFilter::compile(job_.words.captureFilter, frame.linkType);
        if (!compiled) {
            output.error = compiled.error();
            return false;
        }
        found = captureFilters_.emplace(frame.linkType, std::move(*compiled)).first;
    }
    return found->second.matches(frame);
}

void FramePrinter::printChunk(const FrameChunk& chunk, ScanOutput& output, History* learning) {
    const bool filtersBytes = !job_.words.captureFilter.empty();
    if (job_.registry == nullptr && !filtersBytes) {
        output.passed = chunk.frames.size();
        return;
    }
    const std::optional<Dissector> dissector =
        job_.registry != nullptr ? std::optional<Dissector>(*job_.registry) : std::nullopt;
    const DissectionPlan* const plan = learning != nullptr ? job_.planThatLearns : job_.plan;
    Timestamp previous = chunk.previousTime;
    FrameFacts facts{.firstTime = chunk.firstTime,
                     .history = HistoryView(learning != nullptr ? nullptr : job_.history),
                     .learning = learning};
    for (const Frame& frame : chunk.frames) {
        facts.previousTime = std::exchange(previous, frame.time);
        if (filtersBytes && !passesCaptureFilter(frame, output)) {
            if (output.error)
                return;
            if (learning != nullptr)
                dissector->dissect(frame, *job_.learningPlan, dissection_, {.learning = learning});
            continue;
        }
        if (dissector) {
            facts.interfaceName = (*chunk.interfaces)[frame.interfaceId].description.name;
            const auto odd = chunk.oddTimes.find(frame.number);
            facts.epochText = odd != chunk.oddTimes.end() ? std::string_view(odd->second) : std::string_view();
            dissector->dissect(frame, *plan, dissection_, facts);
            if (!job_.filter->matches(dissection_, scratch_))
                continue;
            print(output.text, facts);
        }
        ++output.passed;
    }
}

void FramePrinter::print(std::string& out, const FrameFacts& facts) const {
    switch (job_.words.output) {
    case ReadWords::Output::Count:
        return;
    case ReadWords::Output::Tree:
        appendTree(out, *job_.registry, dissection_);
        break;
    case ReadWords::Output::Fields:
        printFields(out);
        break;
    case ReadWords::Output::Columns:
        printColumns(out, facts);
        break;
    }
    out += '\n';
}

void FramePrinter::printColumns(std::string& out, const FrameFacts& facts) const {
    const Frame& frame = dissection_.frame();
    LineStart start;
    start.appendFrameNumber(frame.number);
    start.append(" ");
    start.append(frame.time - facts.firstTime);
    start.append(" ");
    start.append(dissection_.sourceColumn());
    start.append(" → ");
    start.append(dissection_.destinationColumn());
    start.append(" ");
    out += start.view();
    out += dissection_.protocolColumn();
    LineStart length;
    length.append(" ");
    length.append(frame.originalLength);
    length.append(" ");
    out += length.view();
    out += dissection_.infoColumn();
}

void FramePrinter::printFields(std::string& out) const {
    bool firstColumn = true;
    for (const auto& column : job_.columns) {
        if (!std::exchange(firstColumn, false))
            out += '\t';
        if (column.kind == FieldColumn::Kind::Protocol)
            out += dissection_.protocolColumn();
        if (column.kind == FieldColumn::Kind::Info)
            out += dissection_.infoColumn();
        bool first = true;
        for (const FieldValue& value : dissection_.fields()) {
            if (std::ranges::find(column.ids, value.field) == column.ids.end())
                continue;
            if (!std::exchange(first, false))
                out += ',';
            if (job_.registry->field(value.field).type == FieldType::Label)
                out += '1'; // it is there, which is all that tshark tells of it as well
            else
                appendValue(out, *job_.registry, dissection_, value);
        }
    }
}

} // namespace tapscope::cli
