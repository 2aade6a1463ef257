#include <decode/dissector.h>
#include <decode/tree_text.h>
#include <plugin/export_loop.h>
#include <plugin/plugin.h>

#include <QObject>

namespace tapscope {
namespace {

class TextExporter final : public Exporter {
public:
    [[nodiscard]] std::string_view id() const noexcept override { return "text"; }
    [[nodiscard]] std::string_view title() const noexcept override { return "Text: fields and bytes"; }
    [[nodiscard]] std::string_view fileSuffix() const noexcept override { return "txt"; }
    [[nodiscard]] const SettingsSchema& schema() const noexcept override {
        static const SettingsSchema settings({{.key = "bytes",
                                               .title = "Bytes",
                                               .type = SettingType::Switch,
                                               .defaultValue = "on",
                                               .help = "A hex dump under the fields of each frame"}});
        return settings;
    }

    [[nodiscard]] Result<void> write(const FrameChoice& frames, const DecoderRegistry& registry,
                                     const Settings& settings, QIODevice& out,
                                     const ExportProgress& progress) const override {
        const auto plan = DissectionPlan::tree(registry);
        const Dissector dissector(registry);
        Dissection dissection;
        std::string text;
        return forEachFrame(frames, progress, [&](const Frame& frame) -> Result<void> {
            dissector.dissect(frame, plan, dissection,
                              {.interfaceName = frames.store->interface(frame.interfaceId).name});
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
};

class TextPlugin final : public QObject, public Plugin {
    Q_OBJECT
    Q_PLUGIN_METADATA(IID TAPSCOPE_PLUGIN_IID FILE "export-text.json")
    Q_INTERFACES(tapscope::Plugin)

public:
    [[nodiscard]] std::vector<const Exporter*> exporters() const override { return {&exporter_}; }

private:
    TextExporter exporter_;
};

} // namespace
} // namespace tapscope

#include "text_exporter.moc"
