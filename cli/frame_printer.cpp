#include "frame_printer.h"

#include <file/pcapng_writer.h>

#include <utility>

namespace tapscope::cli {

bool FramePrinter::passesCaptureFilter(const Frame& frame, ScanOutput& output) {
    auto found = captureFilters_.find(frame.linkType);
    if (found == captureFilters_.end()) {
        auto compiled = CaptureFilter::compile(job_.captureFilter, frame.linkType);
        if (!compiled) {
            output.error = compiled.error();
            return false;
        }
        found = captureFilters_.emplace(frame.linkType, std::move(*compiled)).first;
    }
    return found->second.matches(frame);
}

void FramePrinter::printChunk(const FrameChunk& chunk, ScanOutput& output, History* learning) {
    output.interfaces = chunk.interfaces;
    const bool filtersBytes = !job_.captureFilter.empty();
    if (job_.registry == nullptr && !filtersBytes && !job_.writesFrames) {
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
        }
        deliver(frame, facts, output);
        ++output.passed;
    }
}

void FramePrinter::deliver(const Frame& frame, const FrameFacts& facts, ScanOutput& output) const {
    if (job_.format != nullptr) {
        output.text += job_.format->separator();
        job_.format->append(output.text, dissection_, facts);
    } else if (job_.writesFrames && frame.linkType != LinkType::CustomBlock) {
        Frame written = frame;
        if (written.time == noTime)
            written.time = Timestamp{};
        const std::size_t start = output.text.size();
        output.text.resize(start + pcapng::frameBlockSize(written));
        pcapng::writeFrame(reinterpret_cast<std::byte*>(output.text.data()) + start, written);
    }
}

} // namespace tapscope::cli
