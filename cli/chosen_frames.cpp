#include "chosen_frames.h"

#include <analysis/depended_frames.h>
#include <analysis/frame_ranges.h>
#include <analysis/store_filter.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <iterator>

namespace tapscope::cli {
namespace {

/// The frames of a capture that pass a filter.
Result<std::vector<FrameNumber>> passingFrames(const ShownCapture& capture, const std::string& text) {
    auto filter = FieldFilter::compile(text, *capture.registry);
    if (!filter)
        return std::unexpected(filter.error().asError(text));
    const StoreFilter search(capture, std::make_shared<const FieldFilter>(std::move(*filter)));
    std::vector<FrameNumber> passed;
    auto done = search.find(1, capture.store->count(), [&](const std::vector<FrameNumber>& numbers, FrameNumber) {
        passed.insert(passed.end(), numbers.begin(), numbers.end());
    });
    if (!done)
        return std::unexpected(done.error());
    return passed;
}

} // namespace

void addFrameOptions(CLI::App& verb, FrameWords& words, CLI::Option& other) {
    verb.add_option("-Y", words.filter, "Write only frames that pass this field filter")->excludes(&other);
    verb.add_option("--frames", words.ranges, "Write only these frames: 1-100,250,300-")->excludes(&other);
    verb.add_flag("--with-depended", words.withDepended,
                  "With -Y or --frames: also write the frames that these depend on, which are all fragments and TCP "
                  "segments of the datagrams and messages that they have a part of")
        ->excludes(&other);
}

Result<std::optional<std::vector<FrameNumber>>> chosenFrames(const std::shared_ptr<const FrameStore>& store,
                                                             const FrameWords& words, const DecoderRegistry& registry) {
    if (words.filter.empty() && words.ranges.empty()) {
        if (words.withDepended)
            return failure(ErrorKind::Invalid, "use", "--with-depended", "all frames are written",
                           "Choose frames with -Y or --frames");
        return std::nullopt;
    }
    ShownCapture capture{.store = store, .registry = &registry};
    std::vector<FrameNumber> frames;
    if (!words.ranges.empty()) {
        const auto ranges = frameRanges(words.ranges, store->count());
        if (!ranges)
            return failure(ErrorKind::Invalid, "use --frames", words.ranges,
                           "it is not a list of frames that the capture has", "Write for example 1-100,250,300-");
        frames = framesIn(*ranges);
    }
    if (!words.filter.empty()) {
        capture.learner = std::make_shared<HistoryLearner>(store, registry);
        auto passed = passingFrames(capture, words.filter);
        if (!passed)
            return std::unexpected(passed.error());
        if (words.ranges.empty()) {
            frames = std::move(*passed);
        } else {
            std::vector<FrameNumber> both;
            std::ranges::set_intersection(*passed, frames, std::back_inserter(both));
            frames = std::move(both);
        }
    }
    if (words.withDepended)
        return withDependedFrames(capture, std::move(frames));
    return frames;
}

} // namespace tapscope::cli
