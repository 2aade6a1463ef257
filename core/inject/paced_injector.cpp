#include <inject/paced_injector.h>

#include <algorithm>

namespace tapscope {

PacedInjector::PacedInjector(PortId port, std::uint64_t count, double framesPerSecond)
    : port_(port), left_(count), isEndless_(count == 0), pacer_(framesPerSecond, Clock::now()) {}

std::optional<Injector::Clock::time_point> PacedInjector::due() {
    if (left_ == 0 && !isEndless_)
        return std::nullopt;
    return pacer_.due();
}

void PacedInjector::run(Clock::time_point now, FrameOutput& output) {
    constexpr std::size_t most = 512; // frames, after which the ports have their turn
    for (std::size_t taken = 0; taken < most;) {
        if (waiting_.empty()) {
            const std::size_t wanted = isEndless_ ? ready() : std::min<std::uint64_t>(ready(), left_);
            const std::size_t count = pacer_.take(now, wanted);
            if (count == 0)
                return;
            waiting_ = next(count);
        }
        const Sent sent = output.send(port_, waiting_);
        const bool isNextRefused = sent.rest != Sent::Rest::None && sent.rest != Sent::Rest::NoRoom;
        const std::size_t done = std::min(sent.frames + (isNextRefused ? 1 : 0), waiting_.size());
        waiting_ = waiting_.subspan(done);
        left_ -= isEndless_ ? 0 : std::min<std::uint64_t>(done, left_);
        taken += done;
        if (sent.rest == Sent::Rest::NoRoom || sent.rest == Sent::Rest::Ended)
            return;
    }
}

} // namespace tapscope
