#include "frame_printer.h"

#include <file/pcapng_copy.h>
#include <file/pcapng_writer.h>

#include <utility>

namespace tapscope::cli {

bool FramePrinter::passesCaptureFilter(const Frame& frame, ScanOutput& output) {
    if (frame.linkType == LinkType::CustomBlock)
        return false; // not a packet
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
                     .history =
                         learning == nullptr && job_.learner != nullptr ? job_.learner->viewOf(chunk) : HistoryView(),
                     .learning = learning};
    passage_ = 0;
    for (std::size_t place = 0; place < chunk.frames.size(); ++place) {
        const Frame& frame = chunk.frames[place];
        facts.previousTime = std::exchange(previous, frame.time);
        if (filtersBytes && !passesCaptureFilter(frame, output)) {
            if (output.error)
                return;
            if (learning != nullptr)
                dissector->dissect(frame, job_.learner->plan(), dissection_, {.learning = learning});
            continue;
        }
        if (dissector) {
            facts.interfaceName = chunk.interfaces[frame.interfaceId].description.name;
            const auto odd = chunk.oddTimes.find(frame.number);
            facts.epochText = odd != chunk.oddTimes.end() ? std::string_view(odd->second) : std::string_view();
            facts.comments = chunk.commentsOf(frame);
            dissector->dissect(frame, *plan, dissection_, facts);
            if (!job_.filter->matches(dissection_, scratch_))
                continue;
        }
        if (job_.writesFrames)
            writeFrame(chunk, place);
        else
            print(facts, output);
        ++output.passed;
    }
    copyOthers(chunk, chunk.frames.size());
    output.text.append(reinterpret_cast<const char*>(blocks_.data()), blocks_.size());
    blocks_.clear();
}

void FramePrinter::print(const FrameFacts& facts, ScanOutput& output) const {
    if (job_.format == nullptr)
        return;
    output.text += job_.format->separator();
    job_.format->append(output.text, dissection_, facts);
}

/// The blocks before a frame in the file, which are copied whichever frames are chosen.
void FramePrinter::copyOthers(const FrameChunk& chunk, std::size_t frame) {
    const StoredInterface* const first = chunk.interfaces.empty() ? nullptr : &chunk.interfaces.front();
    for (; passage_ < chunk.passages.size(); ++passage_) {
        const auto& passage = chunk.passages[passage_];
        if (passage.frame == FrameChunk::Passage::none) {
            pcapng::copyOther(blocks_, first, passage.record);
            continue;
        }
        if (passage.frame >= frame)
            return;
        const auto& layout = chunk.interfaces[chunk.frames[passage.frame].interfaceId].layout;
        if (pcapng::isKeptAnyhow(layout, passage.record))
            pcapng::copyFrame(blocks_, layout, chunk.frames[passage.frame], passage.record);
    }
}

void FramePrinter::writeFrame(const FrameChunk& chunk, std::size_t place) {
    const Frame& frame = chunk.frames[place];
    if (chunk.passages.empty()) { // it was captured just now and is not in a file
        pcapng::appendFrame(blocks_, frame);
        return;
    }
    copyOthers(chunk, place);
    pcapng::copyFrame(blocks_, chunk.interfaces[frame.interfaceId].layout, frame, chunk.passages[passage_].record);
    ++passage_;
}

} // namespace tapscope::cli
