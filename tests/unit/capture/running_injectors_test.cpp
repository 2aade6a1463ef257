#include <capture/port_wait.h>
#include <capture/running_injectors.h>

#include <QTest>

#include <poll.h>
#include <source/wake_event.h>

#include <memory>

using namespace tapscope;

namespace {

/// Waits for an event once, and has finished then.
class Waiting final : public Injector {
public:
    explicit Waiting(std::shared_ptr<WakeEvent> event) : event_(std::move(event)) {}
    Placement placement() const noexcept override { return Placement::Inline; }
    void watches(std::vector<Watch>& watches) override {
        if (event_)
            watches.push_back({event_->fd(), POLLIN});
    }
    void run(Clock::time_point, FrameOutput&) override { event_.reset(); }

private:
    std::shared_ptr<WakeEvent> event_;
};

class NoPort final : public RunningInjectors::Sender {
public:
    Sent send(PortId, std::span<const Frame>) override { return {.rest = Sent::Rest::Ended}; }
};

} // namespace

/// The injectors of a capture, turn by turn.
class RunningInjectorsTest : public QObject {
    Q_OBJECT

private slots:
    // Otherwise it would end with the engine's next event, which may be half a second later.
    void anInjectorThatWaitsNoLongerEndsInTheSameTurn() {
        const auto event = std::make_shared<WakeEvent>(WakeEvent::make().value());
        RunningInjectors injectors(std::make_shared<EngineNotes>());
        NoPort sender;
        PortWait wait;
        const InjectorId id = injectors.add(std::make_unique<Waiting>(event), "Waiting");
        injectors.takeRequests({});
        const auto turn = [&] {
            injectors.run(wait, sender);
            wait.clear();
            injectors.watch(wait);
            return wait.wait(PortWait::Clock::now()).has_value();
        };
        QVERIFY(turn());
        QVERIFY(turn());
        QVERIFY(injectors.status(id).running);
        event->signal();
        QVERIFY(turn()); // sees the event at its end
        QVERIFY(injectors.status(id).running);
        injectors.run(wait, sender);
        QVERIFY(!injectors.status(id).running);
    }
};

QTEST_GUILESS_MAIN(RunningInjectorsTest)
#include "running_injectors_test.moc"
