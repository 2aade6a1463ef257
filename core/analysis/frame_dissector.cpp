#include <decode/frame_protocol.h>

#include <analysis/frame_dissector.h>

#include <vector>

namespace tapscope {

FrameDissector::FrameDissector(const ShownCapture& capture, const DissectionPlan& plan)
    : capture_(capture), plan_(plan), dissector_(*capture.registry), facts_{.firstTime = capture.store->startTime()},
      comments_(capture) {
    if (capture.ignored && !capture.ignored->empty())
        ignoring_.emplace(planForIgnored(*capture.registry, plan));
    refresh();
}

const Dissection& FrameDissector::dissect(const Frame& frame) {
    const FrameStore& store = *capture_.store;
    facts_.interfaceName = store.interface(frame.interfaceId).name;
    facts_.previousTime = store.entry(frame.number == 1 ? 1 : frame.number - 1).timestamp();
    facts_.marked = capture_.isMarked(frame.number);
    facts_.ignored = ignoring_ && capture_.isIgnored(frame.number);
    facts_.comments = comments_.of(frame);
    dissector_.dissect(frame, facts_.ignored ? *ignoring_ : plan_, dissection_, facts_);
    return dissection_;
}

DissectionPlan planForIgnored(const DecoderRegistry& registry, const DissectionPlan& plan) {
    std::vector<FieldId> wanted;
    for (const FieldInfo& info : frame_protocol::info.fields) {
        for (const FieldId field : registry.find(info.name)) {
            if (plan.wants(field) && info.name != "frame.protocols")
                wanted.push_back(field);
        }
    }
    return DissectionPlan::fields(registry, wanted);
}

} // namespace tapscope
