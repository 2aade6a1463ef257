#include <analysis/frame_dissector.h>

namespace tapscope {

FrameDissector::FrameDissector(const ShownCapture& capture, const DissectionPlan& plan)
    : capture_(capture), plan_(plan), dissector_(*capture.registry), facts_{.firstTime = capture.store->startTime()},
      comments_(capture) {
    refresh();
}

const Dissection& FrameDissector::dissect(const Frame& frame) {
    const FrameStore& store = *capture_.store;
    facts_.interfaceName = store.interface(frame.interfaceId).name;
    facts_.previousTime = store.entry(frame.number == 1 ? 1 : frame.number - 1).timestamp();
    facts_.marked = capture_.isMarked(frame.number);
    facts_.comments = comments_.of(frame);
    dissector_.dissect(frame, plan_, dissection_, facts_);
    return dissection_;
}

} // namespace tapscope
