#include <capture/hold_back.h>

#include <algorithm>
#include <cstring>
#include <iterator>
#include <utility>

namespace tapscope {
namespace {

constexpr std::size_t mostSpare = 64; // batches whose memory is kept for reuse

} // namespace

HoldBack::Batch& HoldBack::append(PortId port) {
    auto queue = std::ranges::find(queues_, port, &Queue::port);
    if (queue == queues_.end()) {
        queues_.push_back({.port = port, .batches = {}});
        queue = std::prev(queues_.end());
    }
    if (spare_.empty()) {
        queue->batches.push_back(std::make_unique<Batch>());
    } else {
        queue->batches.push_back(std::move(spare_.back()));
        spare_.pop_back();
    }
    Batch& batch = *queue->batches.back();
    batch.frames.clear();
    batch.next = 0;
    return batch;
}

void HoldBack::add(PortId port, std::span<const Frame> frames, Clock::time_point now) {
    if (frames.empty())
        return;
    Batch& batch = append(port);
    batch.arrival = now;
    std::size_t size = 0;
    for (const Frame& frame : frames)
        size += frame.bytes.size() + frame.comment.size();
    batch.bytes.resize(size);
    std::byte* end = batch.bytes.data();
    const auto keep = [&end](const void* data, std::size_t length) {
        if (length != 0)
            std::memcpy(end, data, length);
        return std::exchange(end, end + length);
    };
    for (Frame frame : frames) {
        frame.bytes = {keep(frame.bytes.data(), frame.bytes.size()), frame.bytes.size()};
        frame.comment = {reinterpret_cast<const char*>(keep(frame.comment.data(), frame.comment.size())),
                         frame.comment.size()};
        batch.frames.push_back(frame);
    }
}

std::optional<HoldBack::Clock::time_point> HoldBack::due() const {
    std::optional<Clock::time_point> earliest;
    for (const Queue& queue : queues_) {
        if (!queue.batches.empty() && (!earliest || queue.batches.front()->arrival < *earliest))
            earliest = queue.batches.front()->arrival;
    }
    return earliest ? std::optional(*earliest + longest) : std::nullopt;
}

HoldBack::Queue* HoldBack::oldest() {
    Queue* found = nullptr;
    for (Queue& queue : queues_) {
        if (queue.batches.empty())
            continue;
        const Batch& batch = *queue.batches.front();
        if (found == nullptr ||
            batch.frames[batch.next].time < found->batches.front()->frames[found->batches.front()->next].time)
            found = &queue;
    }
    return found;
}

std::size_t HoldBack::run(const Queue& queue) const {
    Timestamp limit = Timestamp::max();
    for (const Queue& other : queues_) {
        if (&other != &queue && !other.batches.empty())
            limit = std::min(limit, other.batches.front()->frames[other.batches.front()->next].time);
    }
    const Batch& batch = *queue.batches.front();
    const auto start = batch.frames.begin() + static_cast<std::ptrdiff_t>(batch.next);
    const auto end = std::find_if(start, batch.frames.end(), [&](const Frame& frame) { return frame.time > limit; });
    return std::max<std::size_t>(static_cast<std::size_t>(end - start), 1);
}

void HoldBack::releaseFrom(Clock::time_point arrivedBy) {
    const auto isDue = [&](const Queue& queue) {
        return !queue.batches.empty() && queue.batches.front()->arrival <= arrivedBy;
    };
    while (std::ranges::any_of(queues_, isDue)) {
        Queue& queue = *oldest();
        give(queue, run(queue));
    }
}

void HoldBack::give(Queue& queue, std::size_t count) {
    Batch& batch = *queue.batches.front();
    const auto frames = std::span(batch.frames).subspan(batch.next, count);
    for (const Frame& frame : frames) {
        late_ += frame.time < last_ ? 1 : 0;
        last_ = std::max(last_, frame.time);
    }
    output_(queue.port, frames);
    batch.next += count;
    if (batch.next < batch.frames.size())
        return;
    if (spare_.size() < mostSpare)
        spare_.push_back(std::move(queue.batches.front()));
    queue.batches.pop_front();
}

} // namespace tapscope
