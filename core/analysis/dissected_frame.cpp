#include <analysis/dissected_frame.h>

#include <utility>

namespace tapscope {

DissectedFrame::DissectedFrame(const Frame& frame, const DissectionPlan& plan, const DecoderRegistry& registry,
                               FrameFacts facts, std::shared_ptr<const History> history)
    : registry_(registry), bytes_(frame.bytes.begin(), frame.bytes.end()), comment_(frame.comment),
      history_(std::move(history)) {
    Frame own = frame;
    own.bytes = bytes_;
    own.comment = comment_;
    facts.history = history_.get();
    Dissector(registry).dissect(own, plan, dissection_, facts);
}

} // namespace tapscope
