#include "scripted_port.h"

#include <capture/capture_engine.h>
#include <capture/slowness.h>
#include <capture/threaded_injector.h>
#include <support/patience.h>

#include <QTest>

#include <algorithm>
#include <atomic>

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
