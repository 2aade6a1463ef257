#include "pcap_exporter.h"

#include <file/pcap_writer.h>
#include <plugin/export_loop.h>
#include <plugin/wire_frames.h>

#include <optional>

namespace tapscope {

const SettingsSchema& PcapExporter::schema() const noexcept {
    static const SettingsSchema settings({{.key = "resolution",
                                           .title = "Time stamps",
                                           .type = SettingType::Choice,
                                           .defaultValue = "microseconds",
                                           .help = "Older programs can only read microseconds",
                                           .choices = {"microseconds", "nanoseconds"}},
                                          WireFrames::setting()});
    return settings;
}

Result<void> PcapExporter::write(const FrameChoice& frames, const DecoderRegistry&, const Settings& settings,
                                 QIODevice& out, const ExportProgress& progress) const {
    const auto resolution =
        settings.text("resolution") == "nanoseconds" ? pcap::Resolution::Nanoseconds : pcap::Resolution::Microseconds;
    WireFrames wire(settings);
    std::optional<LinkType> linkType;
    std::vector<std::byte> buffer;
    const auto flush = [&]() -> Result<void> {
        auto written = writeAll(out, buffer.data(), buffer.size());
        buffer.clear();
        return written;
    };
    const auto writeFrame = [&](const Frame& frame) -> Result<void> {
        constexpr std::size_t enough = std::size_t{256} << 10;
        if (!linkType) {
            linkType = frame.linkType;
            pcap::appendFileHeader(buffer, *linkType, resolution);
        }
        if (frame.linkType != *linkType)
            return failure(ErrorKind::Unsupported, "save", "the frames as pcap",
                           "they have several link types (" + linkTypeName(*linkType) + ", " +
                               linkTypeName(frame.linkType) + ")",
                           "Save them as pcapng");
        if (!pcap::hasTime(frame.time))
            return failure(ErrorKind::Unsupported, "save", "the frames as pcap",
                           "frame " + std::to_string(frame.number) + " has the time " + epochText(frame.time) +
                               " s since 1970, which pcap cannot store (1970 to 2106)",
                           "Save them as pcapng");
        pcap::appendFrame(buffer, frame, resolution);
        return buffer.size() < enough ? Result<void>{} : flush();
    };
    auto done = forEachFrame(frames, progress, [&](const Frame& frame) { return wire.of(frame, writeFrame); });
    if (!done)
        return done;
    if (!linkType) {
        const bool known = frames.store->interfaceCount() > 0;
        pcap::appendFileHeader(buffer, known ? frames.store->interface(0).linkType : LinkType::Ethernet, resolution);
    }
    return flush();
}

} // namespace tapscope
