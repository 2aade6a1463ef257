#pragma once

#include <inject/injector.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <deque>
#include <utility>
#include <vector>

namespace tapscope::test {

/// Forwards between two ports. Frames that find no room wait, up to a limit: `lost` counts those beyond it.
class Forwarder final : public Injector {
public:
    Forwarder(PortId one, PortId other) : ends_{{{other, {}}, {one, {}}}}, ports_{one, other} {}

    [[nodiscard]] Placement placement() const noexcept override { return Placement::Inline; }
    [[nodiscard]] bool responds() const noexcept override { return true; }
    void onFrames(PortId port, std::span<const Frame> frames, FrameOutput& output) override {
        if (port != ports_[0] && port != ports_[1])
            return;
        End& end = ends_[port == ports_[0] ? 0 : 1];
        while (!frames.empty() && end.waiting.empty()) {
            const Sent sent = output.send(end.to, frames);
            if (sent.rest == Sent::Rest::NoRoom) {
                frames = frames.subspan(sent.frames);
                break;
            }
            frames = frames.subspan(std::min(frames.size(), sent.frames + (sent.rest == Sent::Rest::None ? 0 : 1)));
        }
        for (const Frame& frame : frames)
            keep(end, frame);
    }
    [[nodiscard]] std::optional<Clock::time_point> due() override {
        if (ends_[0].waiting.empty() && ends_[1].waiting.empty())
            return std::nullopt;
        return Clock::now();
    }
    void run(Clock::time_point, FrameOutput& output) override {
        for (End& end : ends_) {
            while (!end.waiting.empty()) {
                Kept& kept = end.waiting.front();
                kept.frame.bytes = kept.bytes;
                if (output.send(end.to, std::span(&kept.frame, 1)).rest == Sent::Rest::NoRoom)
                    break;
                end.waiting.pop_front();
            }
        }
    }
    std::size_t lost = 0;

private:
    struct Kept {
        std::vector<std::byte> bytes;
        Frame frame;
    };
    struct End {
        PortId to;
        std::deque<Kept> waiting;
    };
    void keep(End& end, const Frame& frame) {
        constexpr std::size_t most = 10'000;
        if (end.waiting.size() == most)
            ++lost;
        else
            end.waiting.push_back({{frame.bytes.begin(), frame.bytes.end()}, frame});
    }

    std::array<End, 2> ends_;
    std::array<PortId, 2> ports_;
};

} // namespace tapscope::test
