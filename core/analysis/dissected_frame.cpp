#include <decode/field_text.h>
#include <decode/tree_text.h>

#include <analysis/dissected_frame.h>

#include <utility>

namespace tapscope {

DissectedFrame::DissectedFrame(const Frame& frame, const DissectionPlan& plan, const DecoderRegistry& registry,
                               FrameFacts facts, std::shared_ptr<const History> history,
                               std::shared_ptr<const NameBook> names)
    : registry_(registry), bytes_(frame.bytes.begin(), frame.bytes.end()), comment_(frame.comment),
      history_(std::move(history)), names_(std::move(names)) {
    Frame own = frame;
    own.bytes = bytes_;
    own.comment = comment_;
    facts.history = history_.get();
    Dissector(registry).dissect(own, plan, dissection_, facts);
}

std::string DissectedFrame::line(const FieldValue& value) const {
    return names_ ? names_->treeLine(registry_, dissection_, value) : treeLine(registry_, dissection_, value);
}

std::string DissectedFrame::tree() const {
    std::string text;
    if (names_)
        names_->appendTree(text, registry_, dissection_);
    else
        appendTree(text, registry_, dissection_);
    return text;
}

} // namespace tapscope
