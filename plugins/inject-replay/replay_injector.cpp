#include "replay_injector.h"

#include "replay_reader.h"

#include <fmt/core.h>
#include <poll.h>

#include <span>

namespace tapscope {
namespace {

using namespace std::chrono_literals;

/// "18 h", "3 min", "12 s".
std::string durationText(std::chrono::nanoseconds duration) {
    constexpr double perMinute = 60, perHour = 3600, perYear = 365 * 24 * perHour;
    const double seconds = std::chrono::duration<double>(duration).count();
    return seconds >= perYear     ? fmt::format("{:.0f} years", seconds / perYear)
           : seconds >= perHour   ? fmt::format("{:.1f} hours", seconds / perHour)
           : seconds >= perMinute ? fmt::format("{:.1f} minutes", seconds / perMinute)
                                  : fmt::format("{:.0f} seconds", seconds);
}

class ReplayInjector final : public Injector {
public:
    ReplayInjector(PortId port, std::unique_ptr<ReplayReader> reader, std::shared_ptr<InjectionLog> log)
        : port_(port), reader_(std::move(reader)), log_(std::move(log)) {}

    [[nodiscard]] Placement placement() const noexcept override { return Placement::Inline; }
    // While the disk is slow, or a pipe is silent.
    void watches(std::vector<Watch>& watches) override {
        if (!hasFrame() && !reader_->hasEnded())
            watches.push_back({reader_->fd(), POLLIN});
    }
    [[nodiscard]] std::optional<Clock::time_point> due() override {
        if (!hasFrame())
            return std::nullopt;
        const auto& timing = turn_.batch->timing(at_);
        constexpr auto toldFrom = 10s;
        if (timing.wait >= toldFrom && told_ != timing.number) {
            told_ = timing.number;
            log_->note(fmt::format("waits {} before frame {}, as recorded; max-wait=SECONDS shortens waits",
                                   durationText(timing.wait), timing.number));
        }
        return dueAt(at_);
    }

    void run(Clock::time_point now, FrameOutput& output) override {
        constexpr std::size_t most = 512; // frames, after which the ports have their turn
        for (std::size_t taken = 0; taken < most && hasFrame();) {
            const auto waiting = turn_.batch->frames().subspan(at_);
            std::size_t count = 0;
            while (count < waiting.size() && dueAt(at_ + count) <= now)
                ++count;
            if (count == 0)
                return;
            const Sent sent = output.send(port_, waiting.first(count));
            const bool isRefused = sent.rest != Sent::Rest::None && sent.rest != Sent::Rest::NoRoom;
            const std::size_t done = sent.frames + (isRefused ? 1 : 0); // the port has counted it as failed
            at_ += done;
            taken += done;
            if (sent.rest == Sent::Rest::NoRoom || sent.rest == Sent::Rest::Ended)
                return;
        }
    }

private:
    [[nodiscard]] Clock::time_point dueAt(std::size_t frame) {
        if (!start_)
            start_ = Clock::now();
        return *start_ + turn_.due(frame);
    }
    bool hasFrame() {
        if (turn_.batch && at_ < turn_.batch->frames().size())
            return true;
        at_ = 0;
        return reader_->next(turn_);
    }

    PortId port_;
    std::unique_ptr<ReplayReader> reader_;
    std::shared_ptr<InjectionLog> log_;
    ReplayTurn turn_; ///< being sent
    std::size_t at_ = 0;
    std::optional<Clock::time_point> start_;
    std::uint64_t told_ = 0; ///< the frame whose wait was reported
};

} // namespace

const SettingsSchema& ReplayFactory::schema() const noexcept {
    return replaySchema();
}

Result<std::unique_ptr<Injector>> ReplayFactory::create(const Settings& settings, const InjectionTarget& target) const {
    auto options = ReplayOptions::from(settings);
    if (!options)
        return std::unexpected(options.error());
    auto log = target.log ? target.log : std::make_shared<InjectionLog>();
    auto plan = ReplayPlan::make(std::move(*options), {.linkType = target.linkType, .mtu = target.mtu},
                                 [log](const std::string& reason) { log->leftOut(reason); });
    if (!plan)
        return std::unexpected(plan.error());
    auto reader = ReplayReader::start(std::move(*plan), target.linkType, log);
    if (!reader)
        return std::unexpected(reader.error());
    (*reader)->waitForFirst();
    return std::make_unique<ReplayInjector>(target.port, std::move(*reader), std::move(log));
}

} // namespace tapscope
