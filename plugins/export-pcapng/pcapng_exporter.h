#pragma once

#include <plugin/exporter.h>

namespace tapscope {

class PcapngExporter final : public Exporter {
public:
    [[nodiscard]] std::string_view id() const noexcept override { return "pcapng"; }
    [[nodiscard]] std::string_view title() const noexcept override { return "pcapng capture"; }
    [[nodiscard]] std::string_view fileSuffix() const noexcept override { return "pcapng"; }
    [[nodiscard]] const SettingsSchema& schema() const noexcept override;

    [[nodiscard]] Result<void> write(const FrameChoice& frames, const DecoderRegistry&, const Settings& settings,
                                     QIODevice& out, const ExportProgress& progress) const override;
};

} // namespace tapscope
