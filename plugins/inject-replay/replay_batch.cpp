#include "replay_batch.h"

#include <algorithm>

namespace tapscope {
namespace {

constexpr std::size_t mostFrames = 512;
constexpr std::size_t mostBytes = std::size_t{256} << 10;

} // namespace

bool ReplayBatch::add(const PlannedFrame& planned, LinkType linkType) {
    const std::size_t size = planned.bytes.size();
    if (frames_.empty())
        bytes_.reserve(std::max(mostBytes, size));
    if (frames_.size() >= mostFrames || bytes_.size() + size > bytes_.capacity())
        return false;
    const std::size_t start = bytes_.size();
    bytes_.insert(bytes_.end(), planned.bytes.begin(), planned.bytes.end());
    frames_.push_back({.bytes = Bytes(bytes_).subspan(start, size),
                       .originalLength = static_cast<std::uint32_t>(size),
                       .linkType = linkType,
                       .comment = {},
                       .offload = planned.offload});
    timings_.push_back({planned.due, planned.wait, planned.number});
    return true;
}

void ReplayBatch::clear() noexcept {
    frames_.clear();
    timings_.clear();
    bytes_.clear();
}

std::size_t ReplayBatch::size() const noexcept {
    return bytes_.size() + frames_.size() * (sizeof(Frame) + sizeof(Timing));
}

} // namespace tapscope
