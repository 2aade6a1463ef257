#include "replay_reader.h"

#include <plugin/plugin.h>

#include <QObject>

#include <fmt/format.h>

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
    ReplayInjector(std::unique_ptr<ReplayReader> reader, std::shared_ptr<InjectionLog> log)
        : reader_(std::move(reader)), log_(std::move(log)) {}

    [[nodiscard]] std::optional<Clock::time_point> due() override {
        if (!hasFrame())
            return reader_->hasEnded() ? std::nullopt : std::optional(Clock::now() + 1ms); // the disk is late
        if (!start_)
            start_ = Clock::now();
        const auto& entry = batch_.entries[at_];
        constexpr auto toldFrom = 10s;
        if (entry.wait >= toldFrom && told_ != entry.number) {
            told_ = entry.number;
            log_->note(fmt::format("waits {} before frame {}, as recorded; max-wait=SECONDS shortens waits",
                                   durationText(entry.wait), entry.number));
        }
        return *start_ + entry.due;
    }

    void produce(Clock::time_point now, FrameOutput& output) override {
        constexpr int most = 64;
        for (int i = 0; i < most; ++i) {
            const auto when = due();
            if (!when || *when > now || !hasFrame())
                return;
            output.send(batch_.bytesOf(batch_.entries[at_]));
            ++at_;
        }
    }

private:
    bool hasFrame() {
        if (at_ == batch_.entries.size()) {
            batch_.entries.clear();
            at_ = 0;
            return reader_->next(batch_);
        }
        return true;
    }

    std::unique_ptr<ReplayReader> reader_;
    std::shared_ptr<InjectionLog> log_;
    ReplayBatch batch_; ///< that is being sent
    std::size_t at_ = 0;
    std::optional<Clock::time_point> start_;
    std::uint64_t told_ = 0; ///< the frame whose wait was told
};

class ReplayFactory final : public InjectorFactory {
public:
    [[nodiscard]] std::string_view id() const noexcept override { return "replay"; }
    [[nodiscard]] std::string_view title() const noexcept override { return "Replay"; }
    [[nodiscard]] std::string_view summary() const noexcept override { return "sends the frames of a capture file"; }
    [[nodiscard]] const SettingsSchema& schema() const noexcept override { return replaySchema(); }
    [[nodiscard]] Result<std::unique_ptr<Injector>> create(const Settings& settings,
                                                           const InjectionTarget& target) const override {
        auto options = ReplayOptions::from(settings);
        if (!options)
            return std::unexpected(options.error());
        auto log = target.log ? target.log : std::make_shared<InjectionLog>();
        auto plan = ReplayPlan::make(std::move(*options), {.linkType = target.linkType, .mtu = target.mtu},
                                     [log](const std::string& reason) { log->leftOut(reason); });
        if (!plan)
            return std::unexpected(plan.error());
        auto reader = ReplayReader::start(std::move(*plan), log);
        if (!reader)
            return std::unexpected(reader.error());
        (*reader)->waitForFirst();
        return std::make_unique<ReplayInjector>(std::move(*reader), std::move(log));
    }
};

class ReplayPlugin final : public QObject, public Plugin {
    Q_OBJECT
    Q_PLUGIN_METADATA(IID TAPSCOPE_PLUGIN_IID FILE "inject-replay.json")
    Q_INTERFACES(tapscope::Plugin)

public:
    [[nodiscard]] std::vector<const InjectorFactory*> injectors() const override { return {&factory_}; }

private:
    ReplayFactory factory_;
};

} // namespace
} // namespace tapscope

#include "replay_injector.moc"
