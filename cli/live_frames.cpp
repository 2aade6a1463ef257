#include "live_frames.h"

#include <algorithm>
#include <mutex>
#include <utility>

namespace tapscope::cli {

/// Shared by the capture thread, which adds frames, and the printing thread, which takes all of them.
struct LiveFrames::Waiting {
    static constexpr std::size_t mostBytes = std::size_t{64} << 20;

    mutable std::mutex mutex; ///< guards the members below; held for a copy of one frame, or a swap of buffers
    std::vector<std::byte> bytes;
    std::vector<Frame> frames;       ///< the frames without their bytes
    std::vector<std::size_t> ends;   ///< positions of each frame's bytes
    std::vector<LinkType> linkTypes; ///< by Frame::interfaceId
    std::uint64_t lost = 0;
};

class LiveFrames::Observer final : public Injector {
public:
    Observer(std::shared_ptr<Waiting> waiting, std::shared_ptr<const ReplaceableFilter> filter)
        : waiting_(std::move(waiting)), filter_(std::move(filter)) {}

    [[nodiscard]] Placement placement() const noexcept override { return Placement::Inline; }
    [[nodiscard]] bool responds() const noexcept override { return true; }
    void onFrames(PortId, std::span<const Frame> frames, FrameOutput&) override {
        const auto filter = filter_ ? filter_->current() : nullptr;
        const std::lock_guard lock(waiting_->mutex);
        for (const Frame& frame : frames) {
            if (!filter || filter->matches(frame))
                keep(frame);
        }
    }

private:
    void keep(const Frame& frame) {
        if (waiting_->bytes.size() + frame.bytes.size() > Waiting::mostBytes) {
            ++waiting_->lost;
            return;
        }
        waiting_->bytes.insert(waiting_->bytes.end(), frame.bytes.begin(), frame.bytes.end());
        waiting_->ends.push_back(waiting_->bytes.size());
        Frame& kept = waiting_->frames.emplace_back(frame);
        kept.bytes = {};
        kept.comment = {};
        kept.interfaceId = interfaceOf(frame.linkType);
    }
    /// A port's link type may differ from the one known before its first frame, for example with a pipe or another
    /// program.
    [[nodiscard]] std::uint32_t interfaceOf(LinkType type) const {
        auto& types = waiting_->linkTypes;
        const auto known = std::ranges::find(types, type);
        const auto place = known - types.begin();
        if (known == types.end())
            types.push_back(type);
        return static_cast<std::uint32_t>(place);
    }

    std::shared_ptr<Waiting> waiting_;
    std::shared_ptr<const ReplaceableFilter> filter_;
};

LiveFrames::LiveFrames(const CaptureInterface& interface, Wanted wanted)
    : waiting_(std::make_shared<Waiting>()), wanted_(std::move(wanted)) {
    interfaces_.append({.description = interface, .layout = {}});
    waiting_->linkTypes.push_back(interface.linkType);
}

std::unique_ptr<Injector> LiveFrames::observer() const {
    return std::make_unique<Observer>(waiting_, wanted_.filter);
}

bool LiveFrames::take(FrameChunk& chunk) {
    std::vector<std::size_t> ends;
    chunk.clear();
    chunk.bytes.clear();
    {
        const std::lock_guard lock(waiting_->mutex);
        std::swap(chunk.frames, waiting_->frames);
        std::swap(chunk.bytes, waiting_->bytes);
        std::swap(ends, waiting_->ends);
        while (interfaces_.size() < waiting_->linkTypes.size()) {
            auto another = interfaces_.front();
            another.description.linkType = waiting_->linkTypes[interfaces_.size()];
            interfaces_.append(std::move(another));
        }
    }
    if (wanted_.most && number_ + chunk.frames.size() > *wanted_.most)
        chunk.frames.resize(static_cast<std::size_t>(*wanted_.most - number_));
    if (chunk.frames.empty())
        return false;
    if (number_ == 0)
        firstTime_ = previousTime_ = chunk.frames.front().time;
    chunk.interfaces = interfaces_;
    chunk.firstTime = firstTime_;
    chunk.previousTime = previousTime_;
    std::size_t start = 0;
    for (std::size_t i = 0; i < chunk.frames.size(); ++i) {
        chunk.frames[i].number = ++number_;
        chunk.frames[i].bytes = Bytes(chunk.bytes).subspan(start, ends[i] - start);
        start = ends[i];
    }
    previousTime_ = chunk.frames.back().time;
    return true;
}

std::uint64_t LiveFrames::lost() const {
    const std::lock_guard lock(waiting_->mutex);
    return waiting_->lost;
}

} // namespace tapscope::cli
