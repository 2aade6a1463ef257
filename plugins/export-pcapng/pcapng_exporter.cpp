#include <file/pcapng_writer.h>
#include <plugin/export_loop.h>
#include <plugin/plugin.h>

#include <QObject>

namespace tapscope {
namespace {

class PcapngExporter final : public Exporter {
public:
    [[nodiscard]] std::string_view id() const noexcept override { return "pcapng"; }
    [[nodiscard]] std::string_view title() const noexcept override { return "pcapng capture"; }
    [[nodiscard]] std::string_view fileSuffix() const noexcept override { return "pcapng"; }
    [[nodiscard]] const SettingsSchema& schema() const noexcept override {
        static const SettingsSchema settings;
        return settings;
    }

    [[nodiscard]] Result<void> write(const FrameChoice& frames, const DecoderRegistry&, const Settings&, QIODevice& out,
                                     const ExportProgress& progress) const override {
        std::vector<std::byte> buffer;
        pcapng::appendSectionHeader(buffer);
        for (std::size_t id = 0; id < frames.store->interfaceCount(); ++id)
            pcapng::appendInterface(buffer, frames.store->interface(id));
        const auto flush = [&]() -> Result<void> {
            auto written = writeAll(out, buffer.data(), buffer.size());
            buffer.clear();
            return written;
        };
        auto done = forEachFrame(frames, progress, [&](const Frame& frame) -> Result<void> {
            constexpr std::size_t enough = std::size_t{256} << 10;
            pcapng::appendFrame(buffer, frame);
            return buffer.size() < enough ? Result<void>{} : flush();
        });
        return done ? flush() : done;
    }
};

class PcapngPlugin final : public QObject, public Plugin {
    Q_OBJECT
    Q_PLUGIN_METADATA(IID TAPSCOPE_PLUGIN_IID FILE "export-pcapng.json")
    Q_INTERFACES(tapscope::Plugin)

public:
    [[nodiscard]] std::vector<const Exporter*> exporters() const override { return {&exporter_}; }

private:
    PcapngExporter exporter_;
};

} // namespace
} // namespace tapscope

#include "pcapng_exporter.moc"
