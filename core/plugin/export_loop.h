#pragma once

#include <plugin/exporter.h>
#include <store/frame_reader.h>

#include <QIODevice>

#include <algorithm>
#include <string_view>

namespace tapscope {

/// Walks the frames of an export for an exporter: reads each, reports progress a few hundred times, stops when asked.
/// `perFrame(const Frame&)` returns Result<void>.
template <typename PerFrame>
Result<void> forEachFrame(const FrameChoice& frames, const ExportProgress& progress, PerFrame perFrame) {
    FrameReader reader(frames.store);
    const std::size_t total = frames.count();
    const std::size_t step = std::max<std::size_t>(total / 200, 64);
    for (std::size_t place = 0; place < total; ++place) {
        if (place % step == 0) {
            if (progress.stop.stop_requested())
                return failure(ErrorKind::Cancelled, "save", "the frames", "stopped by the user");
            if (progress.report)
                progress.report(place, total);
        }
        auto frame = reader.read(frames.at(place));
        if (!frame)
            return std::unexpected(frame.error());
        if (frame->linkType == LinkType::CustomBlock) // no frame of any link, and not ours to write again
            continue;
        if (frame->time == noTime)
            frame->time = Timestamp{};
        if (auto written = perFrame(*frame); !written)
            return written;
    }
    return {};
}

/// Writes all of `bytes` or says why not.
inline Result<void> writeAll(QIODevice& out, const void* bytes, std::size_t size) {
    const auto* next = static_cast<const char*>(bytes);
    // A device that takes a part only (a disk that is nearly full) says why at the next attempt.
    while (size > 0) {
        const qint64 taken = out.write(next, static_cast<qint64>(size));
        if (taken <= 0)
            return failure(ErrorKind::System, "write to", "the file", out.errorString().toStdString());
        next += taken;
        size -= static_cast<std::size_t>(taken);
    }
    return {};
}

} // namespace tapscope
