#include "text_exporter.h"

#include <decode/dissector.h>
#include <decode/tree_text.h>
#include <plugin/export_loop.h>

namespace tapscope {

const SettingsSchema& TextExporter::schema() const noexcept {
    static const SettingsSchema settings({{.key = "bytes",
                                           .title = "Bytes",
                                           .type = SettingType::Switch,
                                           .defaultValue = "on",
                                           .help = "A hex dump under the fields of each frame"}});
    return settings;
}

Result<void> TextExporter::write(const FrameChoice& frames, const DecoderRegistry& registry, const Settings& settings,
                                 QIODevice& out, const ExportProgress& progress) const {
    const auto plan = DissectionPlan::tree(registry);
    const Dissector dissector(registry);
    Dissection dissection;
    std::string text;
    return forEachFrame(frames, progress, [&](const Frame& frame) -> Result<void> {
        dissector.dissect(frame, plan, dissection, {.interfaceName = frames.store->interface(frame.interfaceId).name});
        text.clear();
        appendTree(text, registry, dissection);
        text += '\n';
        if (settings.isOn("bytes")) {
            appendHexDump(text, frame.bytes);
            text += '\n';
        }
        return writeAll(out, text.data(), text.size());
    });
}

} // namespace tapscope
