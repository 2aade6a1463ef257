#include <decode/dissection.h>
#include <decode/registry_tables.h>

#include <algorithm>

namespace tapscope {

// The octets of a layer are covered by its own fields or by those of the layers above it. A field that shows a layer
// above as a whole ("TCP payload") covers no octets. The layers are therefore examined from the last one on, and octets
// that belong to one of them, covered or not, need no field in the layers below.
void Dissection::addUndecoded() {
    const auto frameSize = static_cast<std::uint32_t>(frame_.bytes.size());
    const ProtocolId protocol = registry_->tables_->undecoded;
    const FieldId self = registry_->tables_->protocols[protocol].self;
    const std::size_t fieldCount = fields_.size();
    hasChildren_.assign(fieldCount, 0);
    for (const FieldValue& value : fields_) {
        if (value.parent != FieldValue::noParent)
            hasChildren_[value.parent] = 1;
    }
    settled_.clear();
    const auto addGaps = [&](Run within, const std::vector<Run>& covered, std::string_view title) {
        const auto addGap = [&](std::uint32_t start, std::uint32_t end) {
            if (start >= end)
                return;
            fields_.push_back({.field = self, .range = {start, end - start}, .mark = FieldValue::Mark::Note});
            lastAdded_ = static_cast<std::uint32_t>(fields_.size() - 1);
            label("Undecoded data ({} byte{}{}{})", end - start, end - start == 1 ? "" : "s",
                  title.empty() ? "" : " of ", title);
        };
        std::uint32_t at = within.start;
        for (const Run& run : covered) {
            if (run.end <= at)
                continue;
            if (run.start >= within.end)
                break;
            addGap(at, std::min(run.start, within.end));
            at = std::max(at, run.end);
        }
        addGap(at, within.end);
    };
    const auto merge = [&](std::vector<Run>& runs) {
        std::ranges::sort(runs, {}, &Run::start);
        merged_.clear();
        for (const Run& run : runs) {
            if (merged_.empty() || run.start > merged_.back().end)
                merged_.push_back(run);
            else
                merged_.back().end = std::max(merged_.back().end, run.end);
        }
        runs.swap(merged_);
    };
    std::size_t last = fieldCount;
    for (std::size_t i = layerCount_; i-- > 1;) { // layer 0 is the frame
        const Layer& layer = layers_[i];
        if (layer.node == FieldValue::noParent)
            continue;
        const std::size_t first = layer.node + std::size_t{1};
        if (layer.buffer == 0) {
            const Run own{layer.range.offset, std::min(layer.range.offset + layer.range.length, frameSize)};
            told_ = settled_;
            for (std::size_t field = first; field < last; ++field) {
                const FieldValue& value = fields_[field];
                const FieldType type = registry_->field(value.field).type;
                const bool isWhole = type == FieldType::Protocol;                        // a mark or a heading
                const bool isSaid = hasChildren_[field] == 0 || type == FieldType::Text; // a line of text says it all
                if (value.buffer == 0 && isSaid && !isWhole && value.range.length != 0)
                    told_.push_back({value.range.offset, value.range.offset + value.range.length});
            }
            merge(told_);
            addGaps(own, told_, registry_->protocol(layer.protocol).title);
            told_.push_back(own);
            merge(told_);
            settled_.swap(told_);
        }
        last = layer.node;
    }
    addGaps({0, frameSize}, settled_, {});
}

} // namespace tapscope
