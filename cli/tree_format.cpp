#include "frame_format.h"

#include <decode/field_text.h>
#include <decode/tree_text.h>

#include <algorithm>

namespace tapscope::cli {
namespace {

class TreeFormat final : public FrameFormat {
public:
    TreeFormat(const DecoderRegistry& registry, TreeStyle style) : registry_(registry), style_(std::move(style)) {}

    void append(std::string& out, const Dissection& dissection, const FrameFacts&) const override {
        if (style_.expanded.empty())
            style_.names ? style_.names->appendTree(out, registry_, dissection)
                         : appendTree(out, registry_, dissection);
        else
            appendSome(out, dissection);
        out += '\n';
        if (style_.hasHexDump) {
            appendHexDump(out, dissection.frame().bytes);
            out += '\n';
        }
    }

private:
    [[nodiscard]] std::string line(const Dissection& dissection, const FieldValue& value) const {
        return style_.names ? style_.names->treeLine(registry_, dissection, value)
                            : treeLine(registry_, dissection, value);
    }
    /// One line for each layer, and all lines of expanded layers.
    void appendSome(std::string& out, const Dissection& dissection) const {
        const auto fields = dissection.fields();
        std::vector<std::size_t> depth(fields.size());
        std::vector<bool> isShown(fields.size());
        for (std::size_t i = 0; i < fields.size(); ++i) {
            const bool isLayer = fields[i].parent == FieldValue::noParent;
            depth[i] = isLayer ? 0 : depth[fields[i].parent] + 1;
            const ProtocolId protocol = registry_.protocolOf(fields[i].field);
            isShown[i] = isLayer ? std::ranges::find(style_.expanded, protocol) != style_.expanded.end()
                                 : isShown[fields[i].parent];
            if (fields[i].hidden || (!isLayer && !isShown[i]))
                continue;
            out.append(depth[i] * 4, ' ');
            out += line(dissection, fields[i]);
            out += '\n';
        }
    }

    const DecoderRegistry& registry_;
    TreeStyle style_;
};

} // namespace

std::unique_ptr<const FrameFormat> treeFormat(const DecoderRegistry& registry, TreeStyle style) {
    return std::make_unique<TreeFormat>(registry, std::move(style));
}

} // namespace tapscope::cli
