#include <store/comments.h>

#include <analysis/capture_comments.h>
#include <analysis/frame_comments.h>
#include <scan/store_scan.h>

#include <algorithm>
#include <iterator>
#include <memory>
#include <utility>

namespace tapscope {
namespace {

struct Found {
    std::vector<CaptureComments::OnFrame> frames;
    FrameNumber count = 0;
};

Result<Found> lookAt(const ScanPart& part, FrameReader& reader, FrameComments& comments, std::size_t most) {
    Found found;
    for (std::size_t i = 0; i < part.size(); ++i) {
        const auto frame = reader.read(part[i]);
        if (!frame) {
            if (hasGone(part[i], reader))
                continue;
            return std::unexpected(frame.error());
        }
        const auto texts = comments.of(*frame);
        if (!texts || texts->empty())
            continue;
        if (found.count++ < most)
            found.frames.push_back({part[i], {texts->begin(), texts->end()}});
    }
    return found;
}

} // namespace

Result<CaptureComments> collectComments(const ShownCapture& capture, std::size_t most, const std::stop_token& stop) {
    CaptureComments all;
    auto file = fileComments(*capture.store);
    if (!file)
        return std::unexpected(file.error());
    all.file = capture.notes ? changedComments(std::move(*file), capture.notes->file) : std::move(*file);
    if (capture.store->count() < capture.store->first())
        return all;
    const StoreScan scan{.store = capture.store, .stop = stop};
    const auto done = scan.run([&] {
        return [&, comments = std::make_unique<FrameComments>(capture)](const ScanPart& part, FrameReader& reader) {
            return StoreScan::Delivery(
                [&all, most, found = lookAt(part, reader, *comments, most)]() mutable -> Result<StoreScan::Next> {
                    if (!found)
                        return std::unexpected(std::move(found.error()));
                    all.commented += found->count;
                    const std::size_t room = most - std::min(most, all.frames.size());
                    const auto taken = static_cast<std::ptrdiff_t>(std::min(room, found->frames.size()));
                    std::ranges::move(found->frames.begin(), found->frames.begin() + taken,
                                      std::back_inserter(all.frames));
                    return StoreScan::Next::GoOn;
                });
        };
    });
    if (!done)
        return std::unexpected(done.error());
    return all;
}

} // namespace tapscope
