#include "bytes_exporters.h"

#include <decode/tree_text.h>
#include <plugin/export_loop.h>

#include <fmt/core.h>

#include <iterator>
#include <string>

namespace tapscope {
namespace {

const SettingsSchema& noSettings() {
    static const SettingsSchema none;
    return none;
}

void appendCArray(std::string& out, const Frame& frame) {
    constexpr std::size_t perLine = 12;
    const auto at = std::back_inserter(out);
    fmt::format_to(at, "/* Frame {}: {} bytes on the wire, {} here */\n", frame.number, frame.originalLength,
                   frame.bytes.size());
    if (frame.bytes.empty()) { // C does not allow empty arrays
        out += '\n';
        return;
    }
    fmt::format_to(at, "static const unsigned char frame_{}[{}] = {{", frame.number, frame.bytes.size());
    for (std::size_t i = 0; i < frame.bytes.size(); ++i)
        fmt::format_to(at, "{}0x{:02x},", i % perLine == 0 ? "\n    " : " ", std::to_integer<unsigned>(frame.bytes[i]));
    out.back() = '\n';
    out += "};\n\n";
}

/// Writes the text that `append` produces for each frame.
template <typename Append>
Result<void> writeEach(const FrameChoice& frames, QIODevice& out, const ExportProgress& progress, Append append) {
    std::string text;
    return forEachFrame(frames, progress, [&](const Frame& frame) -> Result<void> {
        text.clear();
        append(text, frame);
        return writeAll(out, text.data(), text.size());
    });
}

} // namespace

const SettingsSchema& CArrayExporter::schema() const noexcept {
    return noSettings();
}

Result<void> CArrayExporter::write(const FrameChoice& frames, const DecoderRegistry&, const Settings&, QIODevice& out,
                                   const ExportProgress& progress) const {
    return writeEach(frames, out, progress, appendCArray);
}

const SettingsSchema& HexDumpExporter::schema() const noexcept {
    return noSettings();
}

Result<void> HexDumpExporter::write(const FrameChoice& frames, const DecoderRegistry&, const Settings&, QIODevice& out,
                                    const ExportProgress& progress) const {
    return writeEach(frames, out, progress, [](std::string& text, const Frame& frame) {
        appendHexDump(text, frame.bytes);
        text += '\n';
    });
}

} // namespace tapscope
