#include "pcapng_exporter.h"

#include <file/pcapng_writer.h>
#include <plugin/export_loop.h>
#include <plugin/wire_frames.h>
#include <store/capture_copy.h>

#include <QFileDevice>
namespace tapscope {
namespace {

/// Copies a capture that nothing was added to as a whole, without looking at its frames. False if that is not possible.
Result<bool> writeWhole(const FrameChoice& frames, QIODevice& out,
                        const std::function<void(FrameNumber, FrameNumber)>& report, const std::stop_token& stop) {
    const auto* const file = qobject_cast<QFileDevice*>(&out);
    if (!frames.all || !frames.notes.empty() || file == nullptr || out.isSequential() || out.pos() != 0)
        return false;
    return copyWhole(*frames.store, file->handle(), report, stop);
}

/// Frames split as they would appear on the wire are new frames: they are written anew instead of copied with
/// everything the file holds.
Result<void> writeSegments(const FrameChoice& frames, WireFrames& wire, QIODevice& out,
                           const ExportProgress& progress) {
    if (!frames.notes.empty())
        return failure(ErrorKind::Unsupported, "add comments and keys to", "the frames",
                       "large frames are being split at the same time", "First save them split, then add to that file");
    std::vector<std::byte> buffer;
    pcapng::appendSectionHeader(buffer);
    for (std::size_t id = 0; id < frames.store->interfaceCount(); ++id)
        pcapng::appendInterface(buffer, frames.store->interface(id));
    const auto flush = [&]() -> Result<void> {
        auto written = writeAll(out, buffer.data(), buffer.size());
        buffer.clear();
        return written;
    };
    const auto writeFrame = [&](const Frame& frame) -> Result<void> {
        constexpr std::size_t enough = std::size_t{256} << 10;
        pcapng::appendFrame(buffer, frame);
        return buffer.size() < enough ? Result<void>{} : flush();
    };
    auto done = forEachFrame(frames, progress, [&](const Frame& frame) { return wire.of(frame, writeFrame); });
    return done ? flush() : done;
}

} // namespace

const SettingsSchema& PcapngExporter::schema() const noexcept {
    static const SettingsSchema settings({WireFrames::setting()});
    return settings;
}

Result<void> PcapngExporter::write(const FrameChoice& frames, const DecoderRegistry&, const Settings& settings,
                                   QIODevice& out, const ExportProgress& progress) const {
    if (WireFrames wire(settings); wire.splits())
        return writeSegments(frames, wire, out, progress);
    const auto report = stepwise(progress.report);
    if (auto whole = writeWhole(frames, out, report, progress.stop); !whole || *whole)
        return whole ? Result<void>{} : std::unexpected(whole.error());
    CaptureCopy copy{.store = frames.store, .notes = frames.notes, .progress = report, .stop = progress.stop};
    if (!frames.all)
        copy.chosen = frames.numbers;
    return copy.run([&](Bytes bytes) { return writeAll(out, bytes.data(), bytes.size()); });
}

} // namespace tapscope
