#pragma once

#include <plugin/exporter.h>

#include <QIODevice>

#include <scan/store_scan.h>

#include <algorithm>
#include <string_view>

namespace tapscope {

/// Wraps a progress report so that it is called a few hundred times at most.
inline std::function<void(FrameNumber, FrameNumber)>
stepwise(const std::function<void(std::size_t done, std::size_t total)>& report) {
    if (!report)
        return {};
    return [report, next = FrameNumber{0}](FrameNumber done, FrameNumber total) mutable {
        if (done < next)
            return;
        next = done + total / 200;
        report(static_cast<std::size_t>(done), static_cast<std::size_t>(total));
    };
}

/// Calls `perFrame(const Frame&)`, which returns Result<void>, for the frames of an export in order, on the calling
/// thread. Reports progress a few hundred times, and stops when asked.
template <typename PerFrame>
Result<void> forEachFrame(const FrameChoice& frames, const ExportProgress& progress, PerFrame perFrame) {
    StoreScan scan{.store = frames.store, .threads = 1, .stop = progress.stop};
    if (!frames.all)
        scan.chosen = frames.numbers;
    scan.progress = stepwise(progress.report);
    bool hasBegun = false;
    const auto writeFrame = [&](FrameNumber number, FrameReader& reader) -> Result<void> {
        auto frame = reader.read(number);
        if (!frame && frames.all && !hasBegun && hasGone(number, reader)) // the capture meanwhile begins after it
            return {};
        if (!frame)
            return std::unexpected(frame.error());
        hasBegun = true;
        if (frame->linkType == LinkType::CustomBlock) // not a frame of any link, and not ours to write again
            return {};
        if (frame->time == noTime)
            frame->time = Timestamp{};
        return perFrame(*frame);
    };
    const auto writePart = [&](const ScanPart& part, FrameReader& reader) {
        Result<void> written;
        for (std::size_t i = 0; i < part.size() && written; ++i)
            written = writeFrame(part[i], reader);
        return StoreScan::Delivery([written = std::move(written)]() -> Result<StoreScan::Next> {
            return written ? Result<StoreScan::Next>(StoreScan::Next::GoOn) : std::unexpected(written.error());
        });
    };
    auto done = scan.run([&] { return writePart; });
    if (!done && done.error().kind == ErrorKind::Cancelled)
        return failure(ErrorKind::Cancelled, "save", "the frames", "stopped by the user");
    return done;
}

/// Writes all of `bytes`, or returns why that failed.
inline Result<void> writeAll(QIODevice& out, const void* bytes, std::size_t size) {
    const auto* next = static_cast<const char*>(bytes);
    // A device that accepts only a part (e.g. a disk that is nearly full) reports the reason at the next attempt.
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
