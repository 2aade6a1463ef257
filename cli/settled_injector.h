#pragma once

#include <inject/injector.h>

#include <chrono>
#include <memory>
#include <optional>

namespace tapscope::cli {

/// An injector that ends when the result of all its frames is known: a port on another machine reports later which
/// frames it refused.
class SettledInjector final : public Injector {
public:
    explicit SettledInjector(std::unique_ptr<Injector> injector) : injector_(std::move(injector)) {}

    [[nodiscard]] Placement placement() const noexcept override { return injector_->placement(); }
    void watches(std::vector<Watch>& watches) override {
        const std::size_t before = watches.size();
        injector_->watches(watches);
        hasWatches_ = watches.size() > before;
    }
    [[nodiscard]] std::optional<Clock::time_point> due() override {
        if (const auto due = injector_->due())
            return due;
        const bool mayDoMore = hasWatches_ || injector_->responds();
        return mayDoMore || isSettled_ || port_ == 0 ? std::nullopt : std::optional(askAt_);
    }
    void run(Clock::time_point now, FrameOutput& output) override {
        injector_->run(now, output);
        if (injector_->due())
            return;
        isSettled_ = output.send(port_, {}).rest != Sent::Rest::NoRoom;
        askAt_ = now + std::chrono::milliseconds(1);
    }
    [[nodiscard]] bool responds() const noexcept override { return injector_->responds(); }
    void onFrames(PortId port, std::span<const Frame> frames, FrameOutput& output) override {
        isSettled_ = false;
        injector_->onFrames(port, frames, output);
    }
    void onPort(PortId port, PortState state, const PortFacts& facts) override {
        port_ = port;
        injector_->onPort(port, state, facts);
    }

private:
    std::unique_ptr<Injector> injector_;
    PortId port_ = 0;
    Clock::time_point askAt_{};
    bool hasWatches_ = false, isSettled_ = false;
};

} // namespace tapscope::cli
