#pragma once

#include <plugin/exporter.h>

#include <print/frame_format.h>

namespace tapscope {

/// Writes all fields of each frame in one of the formats of core/print, as `tapscope-cli read -T` prints them. Every
/// frame from the first of the capture on is dissected for the state that later frames depend on, whichever frames are
/// written.
class DissectionExporter : public Exporter {
public:
    [[nodiscard]] const SettingsSchema& schema() const noexcept final;
    [[nodiscard]] Result<void> write(const FrameChoice& frames, const DecoderRegistry& registry,
                                     const Settings& settings, QIODevice& out,
                                     const ExportProgress& progress) const final;

private:
    [[nodiscard]] virtual std::unique_ptr<const FrameFormat> format(const DecoderRegistry& registry) const = 0;
};

/// `tshark -T json`
class JsonExporter final : public DissectionExporter {
public:
    [[nodiscard]] std::string_view id() const noexcept override { return "json"; }
    [[nodiscard]] std::string_view title() const noexcept override { return "JSON: all fields"; }
    [[nodiscard]] std::string_view fileSuffix() const noexcept override { return "json"; }

private:
    [[nodiscard]] std::unique_ptr<const FrameFormat> format(const DecoderRegistry& registry) const override;
};

/// `tshark -T ek`
class JsonLinesExporter final : public DissectionExporter {
public:
    [[nodiscard]] std::string_view id() const noexcept override { return "ek"; }
    [[nodiscard]] std::string_view title() const noexcept override {
        return "JSON lines: all fields, for Elasticsearch";
    }
    [[nodiscard]] std::string_view fileSuffix() const noexcept override { return "ndjson"; }

private:
    [[nodiscard]] std::unique_ptr<const FrameFormat> format(const DecoderRegistry& registry) const override;
};

/// `tshark -T pdml`
class PdmlExporter final : public DissectionExporter {
public:
    [[nodiscard]] std::string_view id() const noexcept override { return "pdml"; }
    [[nodiscard]] std::string_view title() const noexcept override { return "PDML: all fields as XML"; }
    [[nodiscard]] std::string_view fileSuffix() const noexcept override { return "pdml"; }

private:
    [[nodiscard]] std::unique_ptr<const FrameFormat> format(const DecoderRegistry& registry) const override;
};

} // namespace tapscope
