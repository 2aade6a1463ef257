#include <plugin/plugin.h>
#include <store/file_store.h>
#include <store/frame_reader.h>

#include <QObject>

namespace tapscope {
namespace {

/// Reads ahead in windows of the store's own; a frame costs a copy, not a system call.
class ReplayInjector final : public Injector {
public:
    enum class Pace { Recorded, Top };

    ReplayInjector(std::shared_ptr<FileStore> store, Pace pace, double speed)
        : reader_(store), count_(store->count()), pace_(pace), speed_(speed), start_(Clock::now()) {
        if (count_ > 0)
            firstTime_ = store->entry(1).timestamp();
    }

    [[nodiscard]] std::optional<Clock::time_point> due() override {
        if (next_ > count_)
            return std::nullopt;
        if (pace_ == Pace::Top)
            return start_;
        const std::chrono::duration<double, std::nano> since(reader_.store().entry(next_).timestamp() - firstTime_);
        return start_ + std::chrono::duration_cast<Clock::duration>(since / speed_);
    }

    void produce(Clock::time_point now, FrameOutput& output) override {
        constexpr int batch = 64;
        for (int i = 0; i < batch; ++i) {
            const auto when = due();
            if (!when || *when > now)
                return;
            const auto frame = reader_.read(next_++);
            if (!frame) { // the file has changed under us: nothing more to send
                next_ = count_ + 1;
                return;
            }
            // A frame that the snap length cut would reach the host as another one than it was.
            if (frame->bytes.size() == frame->originalLength)
                output.send(frame->bytes);
        }
    }

private:
    FrameReader reader_;
    FrameNumber next_ = 1;
    FrameNumber count_;
    Pace pace_;
    double speed_;
    Clock::time_point start_;
    Timestamp firstTime_;
};

/// Raw IP has three numbers in files, and is one thing to a device.
bool fits(LinkType frames, LinkType device) {
    return frames == device || (device == LinkType::Raw && (frames == LinkType::Ipv4 || frames == LinkType::Ipv6));
}

class ReplayFactory final : public InjectorFactory {
public:
    [[nodiscard]] std::string_view id() const noexcept override { return "replay"; }
    [[nodiscard]] std::string_view title() const noexcept override { return "Replay"; }
    [[nodiscard]] std::string_view summary() const noexcept override { return "sends the frames of a capture file"; }
    [[nodiscard]] const SettingsSchema& schema() const noexcept override {
        static const SettingsSchema settings({
            {.key = "file",
             .title = "Capture file",
             .type = SettingType::File,
             .help = "pcap or pcapng; frames that were cut by a snap length are left out",
             .required = true},
            {.key = "speed",
             .title = "Speed",
             .type = SettingType::Real,
             .defaultValue = "1",
             .help = "1 is as recorded, 2 twice as fast, top flat out",
             .minimum = 0.001,
             .maximum = 1e6,
             .specialWords = {"top"}},
        });
        return settings;
    }
    [[nodiscard]] Result<std::unique_ptr<Injector>> create(const Settings& settings,
                                                           const InjectionTarget& target) const override {
        auto store = FileStore::open(settings.text("file"));
        if (!store)
            return std::unexpected(store.error());
        if (auto report = (*store)->index(); !report)
            return std::unexpected(report.error());
        for (std::size_t id = 0; id < (*store)->interfaceCount(); ++id) {
            if (!fits((*store)->interface(id).linkType, target.linkType))
                return failure(ErrorKind::Unsupported, "replay", settings.text("file"),
                               "it has frames of " + linkTypeName((*store)->interface(id).linkType),
                               target.deviceName + " takes " + linkTypeName(target.linkType));
        }
        const bool top = settings.text("speed") == "top";
        return std::make_unique<ReplayInjector>(
            *store, top ? ReplayInjector::Pace::Top : ReplayInjector::Pace::Recorded, top ? 1 : settings.real("speed"));
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
