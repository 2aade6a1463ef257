#pragma once

#include <plugin/exporter.h>

namespace tapscope {

class TextExporter final : public Exporter {
public:
    [[nodiscard]] std::string_view id() const noexcept override { return "text"; }
    [[nodiscard]] std::string_view title() const noexcept override { return "Text: fields and bytes"; }
    [[nodiscard]] std::string_view fileSuffix() const noexcept override { return "txt"; }
    [[nodiscard]] const SettingsSchema& schema() const noexcept override;

    [[nodiscard]] Result<void> write(const FrameChoice& frames, const DecoderRegistry& registry,
                                     const Settings& settings, QIODevice& out,
                                     const ExportProgress& progress) const override;
};

} // namespace tapscope
