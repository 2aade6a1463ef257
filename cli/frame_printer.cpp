#include "frame_printer.h"

#include <decode/field_text.h>
#include <decode/tree_text.h>

#include <algorithm>
#include <charconv>
#include <utility>

namespace tapscope::cli {
namespace {

void appendNumber(std::string& out, std::uint64_t number, std::size_t width = 0) {
    char digits[20];
    const auto end = std::to_chars(digits, digits + sizeof digits, number).ptr;
    const auto size = static_cast<std::size_t>(end - digits);
    if (size < width)
        out.append(width - size, ' ');
    out.append(digits, size);
}

/// Seconds with six decimals, as secondsText() makes them, without a string of its own.
void appendSeconds(std::string& out, std::chrono::nanoseconds duration) {
    constexpr std::int64_t perSecond = 1'000'000;
    const std::int64_t micro = duration.count() / 1'000;
    if (micro < 0)
        out += '-';
    const auto positive = static_cast<std::uint64_t>(micro < 0 ? -micro : micro);
    appendNumber(out, positive / perSecond);
    char fraction[7] = {'.', '0', '0', '0', '0', '0', '0'};
    auto rest = positive % perSecond;
    for (std::size_t i = 6; i > 0; --i, rest /= 10)
        fraction[i] = static_cast<char>('0' + rest % 10);
    out.append(fraction, sizeof fraction);
}

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

void FramePrinter::examine(const FrameChunk& chunk, ScanOutput& output) {
    const bool filtersBytes = !job_.words.captureFilter.empty();
    if (job_.registry == nullptr && !filtersBytes) {
        output.passed = chunk.frames.size();
        return;
    }
    const std::optional<Dissector> dissector =
        job_.registry != nullptr ? std::optional<Dissector>(*job_.registry) : std::nullopt;
    FrameFacts facts{.previousTime = chunk.previousTime, .firstTime = chunk.firstTime, .history = job_.history};
    for (const Frame& frame : chunk.frames) {
        const Timestamp previous = std::exchange(facts.previousTime, frame.time);
        if (filtersBytes && !passesCaptureFilter(frame, output)) {
            if (output.error)
                return;
            continue;
        }
        if (dissector) {
            FrameFacts own = facts;
            own.previousTime = previous;
            own.interfaceName = (*chunk.interfaces)[frame.interfaceId].description.name;
            if (const auto odd = chunk.oddTimes.find(frame.number); odd != chunk.oddTimes.end())
                own.epochText = odd->second;
            dissector->dissect(frame, *job_.plan, dissection_, own);
            if (!job_.filter->matches(dissection_, scratch_))
                continue;
            print(output.text, own);
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
    constexpr std::size_t numberWidth = 5;
    appendNumber(out, frame.number, numberWidth);
    out += ' ';
    appendSeconds(out, frame.time - facts.firstTime);
    out += ' ';
    out += ColumnText(dissection_.sourceColumn()).view();
    out += " → ";
    out += ColumnText(dissection_.destinationColumn()).view();
    out += ' ';
    out += dissection_.protocolColumn();
    out += ' ';
    appendNumber(out, frame.originalLength);
    out += ' ';
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
            appendValue(out, *job_.registry, dissection_, value);
        }
    }
}

} // namespace tapscope::cli
