#pragma once

#include <plugin/exporter.h>

namespace tapscope {

/// One C array per frame: `static const unsigned char frame_1[98] = { … };`.
class CArrayExporter final : public Exporter {
public:
    [[nodiscard]] std::string_view id() const noexcept override { return "c-array"; }
    [[nodiscard]] std::string_view title() const noexcept override { return "C arrays: the bytes"; }
    [[nodiscard]] std::string_view fileSuffix() const noexcept override { return "c"; }
    [[nodiscard]] const SettingsSchema& schema() const noexcept override;
    [[nodiscard]] Result<void> write(const FrameChoice& frames, const DecoderRegistry& registry,
                                     const Settings& settings, QIODevice& out,
                                     const ExportProgress& progress) const override;
};

/// A hex dump that text2pcap and the import of hex dumps read: offsets, sixteen bytes per line, an empty line after
/// each frame.
class HexDumpExporter final : public Exporter {
public:
    [[nodiscard]] std::string_view id() const noexcept override { return "hex-dump"; }
    [[nodiscard]] std::string_view title() const noexcept override { return "Hex dump: the bytes"; }
    [[nodiscard]] std::string_view fileSuffix() const noexcept override { return "hex"; }
    [[nodiscard]] const SettingsSchema& schema() const noexcept override;
    [[nodiscard]] Result<void> write(const FrameChoice& frames, const DecoderRegistry& registry,
                                     const Settings& settings, QIODevice& out,
                                     const ExportProgress& progress) const override;
};

} // namespace tapscope
