#pragma once

#include <inject/injector.h>

#include <cstdint>
#include <memory>

namespace tapscope::cli {

/// An injector that ends after it has sent a number of frames exactly.
class LimitedInjector final : public Injector {
public:
    LimitedInjector(std::unique_ptr<Injector> injector, std::uint64_t most)
        : injector_(std::move(injector)), left_(most) {}

    [[nodiscard]] std::optional<Clock::time_point> due() override {
        return left_ == 0 ? std::nullopt : injector_->due();
    }
    void produce(Clock::time_point now, FrameOutput& output) override {
        Limited limited(*this, output);
        injector_->produce(now, limited);
    }
    [[nodiscard]] bool responds() const noexcept override { return left_ > 0 && injector_->responds(); }
    void onFrame(const Frame& frame, FrameOutput& output) override {
        Limited limited(*this, output);
        injector_->onFrame(frame, limited);
    }

private:
    /// Passes as many frames on as are left.
    class Limited final : public FrameOutput {
    public:
        Limited(LimitedInjector& owner, FrameOutput& output) : owner_(owner), output_(output) {}
        void send(Bytes frame) override {
            if (owner_.left_ == 0)
                return;
            --owner_.left_;
            output_.send(frame);
        }

    private:
        LimitedInjector& owner_;
        FrameOutput& output_;
    };

    std::unique_ptr<Injector> injector_;
    std::uint64_t left_;
};

} // namespace tapscope::cli
