#pragma once

#include <plugin/exporter.h>

namespace tapscope {

class CsvExporter final : public Exporter {
public:
    [[nodiscard]] std::string_view id() const noexcept override { return "csv"; }
    [[nodiscard]] std::string_view title() const noexcept override { return "Comma-separated columns"; }
    [[nodiscard]] std::string_view fileSuffix() const noexcept override { return "csv"; }
    [[nodiscard]] const SettingsSchema& schema() const noexcept override;

    [[nodiscard]] Result<void> write(const FrameChoice& frames, const DecoderRegistry& registry, const Settings& chosen,
                                     QIODevice& out, const ExportProgress& progress) const override;
};

} // namespace tapscope
