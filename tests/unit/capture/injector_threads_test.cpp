#include "scripted_port.h"

#include <capture/capture_engine.h>
#include <capture/slowness.h>
#include <capture/threaded_injector.h>
#include <support/patience.h>

#include <QTest>

#include <algorithm>
#include <atomic>
#include <thread>

using namespace tapscope;
using namespace tapscope::test;
using namespace std::chrono_literals;

namespace {

/// Does not return from a call until the test lets it.
class Hanging final : public Injector {
public:
    explicit Hanging(std::shared_ptr<std::atomic<bool>> hangs) : hangs_(std::move(hangs)) {}
    bool responds() const noexcept override { return true; }
    void onFrames(PortId, std::span<const Frame>, FrameOutput&) override { hangs_->wait(true); }

private:
    std::shared_ptr<std::atomic<bool>> hangs_;
};

/// Waits in each call, as if for an answer from elsewhere.
class Waiting final : public Injector {
public:
    Placement placement() const noexcept override { return Placement::Inline; }
    bool responds() const noexcept override { return true; }
    void onFrames(PortId, std::span<const Frame>, FrameOutput&) override { std::this_thread::sleep_for(200ms); }
};

/// Needs a long time for each batch.
class Dawdling final : public Injector {
public:
    explicit Dawdling(Placement placement) : placement_(placement) {}
    Placement placement() const noexcept override { return placement_; }
    bool responds() const noexcept override { return true; }
    void onFrames(PortId, std::span<const Frame>, FrameOutput&) override {
        const auto until = Clock::now() + 2 * Slowness::longestCall;
        while (Clock::now() < until) {
        }
    }

private:
    Placement placement_;
};

} // namespace

/// Injectors that are not known to be quick have their own threads, and slow injectors are named.
class InjectorThreadsTest : public QObject {
    Q_OBJECT

    std::shared_ptr<PortScript> script_;
    std::unique_ptr<CaptureEngine> engine_;
    std::vector<std::string> notes_; ///< so far

    void start() {
        std::vector<AddedPort> ports;
        ports.push_back(
            {.choice = {.name = "scripted0", .open = {}}, .port = std::make_unique<ScriptedPort>(script_), .use = {}});
        engine_ = CaptureEngine::start(nullptr, {.stop = {}, .ports = std::move(ports)}).value();
    }
    [[nodiscard]] bool isNoted(const std::string& words) {
        for (auto& note : engine_->takeNotes())
            notes_.push_back(std::move(note));
        return std::ranges::any_of(notes_, [&](const std::string& note) { return note.contains(words); });
    }

private slots:
    void init() {
        script_ = std::make_shared<PortScript>();
        notes_.clear();
    }
    void cleanup() { engine_.reset(); }

    void oneThatDoesNotReturnHoldsNobodyUp() {
        const auto hangs = std::make_shared<std::atomic<bool>>(true);
        start();
        const auto id = engine_->addInjector(std::make_unique<Hanging>(hangs), "The gateway");
        constexpr std::uint64_t rounds = 4;
        for (std::uint64_t i = 0; i < rounds; ++i)
            script_->give(std::vector<std::string>(ThreadedInjector::mostWaiting, "frame"));
        QTRY_COMPARE(engine_->status().frames, rounds * ThreadedInjector::mostWaiting);
        QTRY_VERIFY(engine_->injectorStatus(id).missed >= (rounds - 2) * ThreadedInjector::mostWaiting);
        QVERIFY(engine_->stop()); // abandons its thread
        QVERIFY(isNoted("The gateway was too slow: "));
        *hangs = false;
        hangs->notify_all();
    }

    void slowInjectorsAreNamed_data() {
        QTest::addColumn<Injector::Placement>("placement");
        QTest::newRow("inline") << Injector::Placement::Inline;
        QTest::newRow("on a thread of its own") << Injector::Placement::OwnThread;
    }
    void slowInjectorsAreNamed() {
        QFETCH(const Injector::Placement, placement);
        start();
        engine_->addInjector(std::make_unique<Dawdling>(placement), "The editor");
        script_->give({"frame"});
        QTRY_VERIFY(isNoted("The editor is slow: it took "));
    }

    void oneThatKeepsTheCaptureWaitingIsStopped() {
        start();
        const auto id = engine_->addInjector(std::make_unique<Waiting>(), "The editor");
        std::uint64_t given = 0;
        QTRY_VERIFY((script_->give({"frame"}), ++given,
                     isNoted("The editor was stopped: for 3 seconds, the capture waited for it")));
        QVERIFY(!engine_->injectorStatus(id).running);
        QVERIFY(engine_->injectorStatus(id).hasFailed);
        script_->give({"frame"});
        QTRY_COMPARE(engine_->status().frames, given + 1); // the capture goes on
    }

    void oneThatDoesNotReturnIsLeftBehind() {
        const auto hangs = std::make_shared<std::atomic<bool>>(true);
        start();
        const auto id = engine_->addInjector(std::make_unique<Hanging>(hangs), "The gateway");
        const auto idle = engine_->addInjector(std::make_unique<Dawdling>(Injector::Placement::OwnThread), "The other");
        script_->give({"frame"});
        QTRY_VERIFY(isNoted("The gateway was left behind: it does not return from a call"));
        QVERIFY(engine_->injectorStatus(id).hasFailed);
        QVERIFY(engine_->injectorStatus(idle).running); // it waits for frames
        script_->give({"frame"});
        QTRY_COMPARE(engine_->injectorStatus(idle).received, std::uint64_t{2});
        *hangs = false;
        hangs->notify_all();
    }

    void onlyLongCallsOfItsOwnMakeAnInjectorHinder_data() {
        QTest::addColumn<int>("call");
        QTest::addColumn<int>("pause");
        QTest::addColumn<int>("sending");
        QTest::addColumn<int>("waited");
        QTest::addColumn<bool>("hinders");
        QTest::newRow("long calls") << 100 << 20 << 0 << 0 << true;
        QTest::newRow("one call of some seconds") << 3100 << 20 << 0 << 0 << true;
        QTest::newRow("long calls for a third of the time") << 100 << 200 << 0 << 0 << false;
        QTest::newRow("short calls all the time") << 15 << 0 << 0 << 0 << false;
        QTest::newRow("long calls that send") << 100 << 20 << 90 << 0 << false;
        QTest::newRow("long calls because others have the processor") << 100 << 20 << 0 << 80 << false;
        QTest::newRow("a long call now and then") << 600 << 1500 << 0 << 0 << false;
    }
    void onlyLongCallsOfItsOwnMakeAnInjectorHinder() {
        QFETCH(const int, call);
        QFETCH(const int, pause);
        QFETCH(const int, sending);
        QFETCH(const int, waited);
        QFETCH(const bool, hinders);
        std::chrono::milliseconds hasWaited{};
        Slowness slowness([&] { return hasWaited; });
        Slowness::Clock::time_point now(1h);
        const auto end = now + 10s;
        while (now < end) {
            const auto began = now;
            now += std::chrono::milliseconds(call);
            hasWaited += std::chrono::milliseconds(waited);
            static_cast<void>(slowness.call(began, now, std::chrono::milliseconds(sending)));
            now += std::chrono::milliseconds(pause);
        }
        QCOMPARE(slowness.hinders(), hinders);
    }

    void anInjectorThatHinderedForTwoSecondsMayGoOn() {
        Slowness slowness([] { return 0ms; });
        Slowness::Clock::time_point now(1h);
        for (const auto call : {1000ms, 1000ms, 1000ms, 10ms}) { // the first one does not count
            static_cast<void>(slowness.call(now, now + call));
            now += call;
        }
        QVERIFY(!slowness.hinders());
        for (int i = 0; i < 200; ++i, now += 10ms)
            static_cast<void>(slowness.call(now, now + 5ms));
        static_cast<void>(slowness.call(now, now + 1000ms));
        QVERIFY(!slowness.hinders()); // not in a row
    }

    void theTimeWithoutAProcessorIsKnown() { QVERIFY(waitedForProcessor() >= 0ns); }

    void manyShortCallsAreSlowWhenTheyFillHalfASecond() {
        Slowness slowness;
        const Slowness::Clock::time_point start(1h);
        for (int i = 0; i < 40; ++i) // 400 ms of 800
            QVERIFY(!slowness.call(start + i * 20ms, start + i * 20ms + 10ms));
        QVERIFY(!slowness.call(start + 800ms, start + 815ms));
        std::optional<std::string> told;
        for (int i = 0; i < 10 && !told; ++i)
            told = slowness.call(start + 815ms + i * 15ms, start + 830ms + i * 15ms);
        QVERIFY(told);
        QVERIFY(told->contains("ms of a second"));
    }
};

QTEST_GUILESS_MAIN(InjectorThreadsTest)
#include "injector_threads_test.moc"
