#include <capture/finishing_sender.h>

#include <algorithm>

namespace tapscope {

void FinishingSender::clear() noexcept {
    left_ = {};
    finished_.clear();
}

Sent FinishingSender::sendDone(Port& port, std::span<const Frame> frames) {
    const Sent sent = port.send(frames);
    auto refused = sent.refused;
    for (std::size_t i = 0; i < sent.frames; ++i) {
        if (!refused.empty() && refused.front() == i) {
            refused = refused.subspan(1);
            continue;
        }
        ++takenFrames_;
        takenBytes_ += frames[i].bytes.size();
        if (isKept_)
            taken_.push_back(frames[i]);
    }
    return sent;
}

Sent::Rest FinishingSender::sendLeft(Port& port) {
    while (!left_.empty()) {
        const Sent sent = sendDone(port, left_);
        if (sent.rest == Sent::Rest::None || sent.rest == Sent::Rest::NoRoom) {
            left_ = left_.subspan(sent.frames);
            return sent.rest;
        }
        left_ = sent.rest == Sent::Rest::Ended ? std::span<const Frame>() : left_.subspan(sent.frames + 1);
        if (left_.empty())
            return sent.rest;
    }
    return Sent::Rest::None;
}

bool FinishingSender::flush(Port& port) {
    static_cast<void>(sendLeft(port));
    return left_.empty();
}

Sent FinishingSender::send(Port& port, std::span<const Frame> frames) {
    if (!left_.empty() && !flush(port))
        return {.rest = Sent::Rest::NoRoom};
    if (frames.empty())
        return port.send(frames);
    Sent all;
    refused_.clear();
    const auto isDone = [&](const Frame& frame) { return port.facts().takesOffloads || frame.offload.isDone(); };
    while (all.frames < frames.size()) {
        const auto rest = frames.subspan(all.frames);
        const std::span<const Frame> done(rest.begin(), std::ranges::find_if_not(rest, isDone));
        if (!done.empty()) {
            const Sent sent = sendDone(port, done);
            for (const std::size_t place : sent.refused)
                refused_.push_back(all.frames + place);
            all.frames += sent.frames;
            all.refusedLater += sent.refusedLater;
            all.rest = sent.rest;
        } else {
            finished_.clear();
            const std::uint64_t before = takenFrames_;
            if (!finished_.add(rest.front()).empty()) {
                all.rest = Sent::Rest::Refused;
                break;
            }
            left_ = finished_.frames();
            all.rest = sendLeft(port);
            if (takenFrames_ == before) // none of its segments was sent, so it can be tried again
                left_ = {};
            else
                ++all.frames;
            if (takenFrames_ != before && all.rest != Sent::Rest::NoRoom)
                all.rest = Sent::Rest::None;
        }
        if (all.rest != Sent::Rest::None)
            break;
    }
    all.refused = refused_;
    return all;
}

} // namespace tapscope
