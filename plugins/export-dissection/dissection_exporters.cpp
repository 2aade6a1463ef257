#include "dissection_exporters.h"

#include <decode/dissector.h>
#include <decode/history.h>
#include <plugin/export_loop.h>

#include <algorithm>
#include <numeric>
#include <utility>

namespace tapscope {
namespace {

/// The frames to dissect: everything up to the last chosen frame, because the dissection of a frame depends on the
/// frames before it.
FrameChoice fromTheFirst(const FrameChoice& frames) {
    FrameChoice all{.store = frames.store, .numbers = {}, .all = frames.all};
    if (frames.all || frames.numbers.empty())
        return all;
    all.numbers.resize(static_cast<std::size_t>(frames.numbers.back() + 1 - frames.store->first()));
    std::iota(all.numbers.begin(), all.numbers.end(), frames.store->first());
    return all;
}

} // namespace

const SettingsSchema& DissectionExporter::schema() const noexcept {
    static const SettingsSchema none;
    return none;
}

Result<void> DissectionExporter::write(const FrameChoice& frames, const DecoderRegistry& registry, const Settings&,
                                       QIODevice& out, const ExportProgress& progress) const {
    const auto plan = DissectionPlan::tree(registry);
    const auto learningPlan = DissectionPlan::learning(registry);
    const auto form = format(registry);
    const Dissector dissector(registry);
    const FrameStore& store = *frames.store;
    Dissection dissection;
    History history;
    std::string text = form->begin();
    bool isFirst = true;
    FrameFacts facts{.firstTime = store.startTime(), .learning = &history};
    Timestamp previous = noTime;
    const auto written = forEachFrame(fromTheFirst(frames), progress, [&](const Frame& frame) -> Result<void> {
        facts.previousTime = previous == noTime ? frame.time : previous;
        facts.interfaceName = store.interface(frame.interfaceId).name;
        previous = frame.time;
        if (!frames.all && !std::ranges::binary_search(frames.numbers, frame.number)) {
            dissector.dissect(frame, learningPlan, dissection, facts);
            return {};
        }
        dissector.dissect(frame, plan, dissection, facts);
        if (!std::exchange(isFirst, false))
            text += form->separator();
        form->append(text, dissection, facts);
        const auto done = writeAll(out, text.data(), text.size());
        text.clear();
        return done;
    });
    if (!written)
        return written;
    text += form->end();
    return writeAll(out, text.data(), text.size());
}

std::unique_ptr<const FrameFormat> JsonExporter::format(const DecoderRegistry& registry) const {
    return jsonFormat(registry, JsonKind::Array);
}

std::unique_ptr<const FrameFormat> JsonLinesExporter::format(const DecoderRegistry& registry) const {
    return jsonFormat(registry, JsonKind::Lines);
}

std::unique_ptr<const FrameFormat> PdmlExporter::format(const DecoderRegistry& registry) const {
    return pdmlFormat(registry);
}

} // namespace tapscope
