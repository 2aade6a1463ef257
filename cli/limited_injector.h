#pragma once

#include <inject/injector.h>

#include <algorithm>
#include <cstdint>
#include <memory>

namespace tapscope::cli {

/// An injector that ends after it has sent exactly a given number of frames.
class LimitedInjector final : public Injector {
public:
    LimitedInjector(std::unique_ptr<Injector> injector, std::uint64_t most)
        : injector_(std::move(injector)), left_(most) {}

    [[nodiscard]] Placement placement() const noexcept override { return injector_->placement(); }
    void watches(std::vector<Watch>& watches) override {
        if (left_ > 0)
            injector_->watches(watches);
    }
    [[nodiscard]] std::optional<Clock::time_point> due() override {
        return left_ == 0 ? std::nullopt : injector_->due();
    }
    void run(Clock::time_point now, FrameOutput& output) override {
        Limited limited(*this, output);
        injector_->run(now, limited);
    }
    [[nodiscard]] bool responds() const noexcept override { return left_ > 0 && injector_->responds(); }
    void onFrames(PortId port, std::span<const Frame> frames, FrameOutput& output) override {
        Limited limited(*this, output);
        injector_->onFrames(port, frames, limited);
    }
    void onPort(PortId port, PortState state, const PortFacts& facts) override {
        injector_->onPort(port, state, facts);
    }

private:
    /// Passes on the remaining number of frames and drops the rest; then the injector has ended.
    class Limited final : public FrameOutput {
    public:
        Limited(LimitedInjector& owner, FrameOutput& output) : owner_(owner), output_(output) {}
        Sent send(PortId port, std::span<const Frame> frames) override {
            const auto passed = static_cast<std::size_t>(std::min<std::uint64_t>(frames.size(), owner_.left_));
            Sent sent = passed == 0 ? Sent{} : output_.send(port, frames.first(passed));
            owner_.left_ -= sent.frames - sent.refused.size();
            if (sent.rest == Sent::Rest::None)
                sent.frames = frames.size();
            return sent;
        }
        bool sendOrDrop(PortId port, Bytes frame) override {
            if (owner_.left_ == 0)
                return false;
            --owner_.left_;
            return output_.sendOrDrop(port, frame);
        }

    private:
        LimitedInjector& owner_;
        FrameOutput& output_;
    };

    std::unique_ptr<Injector> injector_;
    std::uint64_t left_;
};

} // namespace tapscope::cli
