#include "scripted_capture.h"

#include <algorithm>
#include <stdexcept>

using namespace tapscope;
using namespace tapscope::test;

namespace {

Bytes bytesOf(std::string_view text) {
    return std::as_bytes(std::span(text));
}

/// Runs on the thread that the test chooses.
class Placed : public Injector {
public:
    explicit Placed(Placement placement) : placement_(placement) {}
    Placement placement() const noexcept override { return placement_; }

private:
    Placement placement_;
};

/// Answers each frame that begins with '?' with "!".
class Answerer final : public Placed {
public:
    using Placed::Placed;
    bool responds() const noexcept override { return true; }
    void onFrames(PortId port, std::span<const Frame> frames, FrameOutput& output) override {
        for (const Frame& frame : frames) {
            if (!frame.bytes.empty() && frame.bytes[0] == std::byte{'?'})
                output.sendOrDrop(port, bytesOf("!"));
        }
    }
};

/// Sends a number of frames at once, and then no more.
class Burst final : public Placed {
public:
    Burst(Placement placement, std::size_t count) : Placed(placement), left_(count) {}
    std::optional<Clock::time_point> due() override {
        return left_ > 0 ? std::optional(Clock::time_point::min()) : std::nullopt;
    }
    void run(Clock::time_point, FrameOutput& output) override {
        output.sendOrDrop(1, bytesOf("burst"));
        --left_;
    }

private:
    std::size_t left_;
};

/// Throws where the engine only asks a question.
class DueThrower final : public Placed {
public:
    using Placed::Placed;
    std::optional<Clock::time_point> due() override { throw std::runtime_error("a plugin's fault"); }
};

class Thrower final : public Placed {
public:
    using Placed::Placed;
    bool responds() const noexcept override { return true; }
    void onFrames(PortId, std::span<const Frame>, FrameOutput&) override {
        throw std::runtime_error("a plugin's fault");
    }
};

} // namespace

/// Injectors of a capture, on its thread and on their own.
class EngineInjectorsTest : public QObject, ScriptedCapture {
    Q_OBJECT

    static void placements() {
        QTest::addColumn<Injector::Placement>("placement");
        QTest::newRow("inline") << Injector::Placement::Inline;
        QTest::newRow("on a thread of its own") << Injector::Placement::OwnThread;
    }

    /// One note tells why the injector was removed.
    [[nodiscard]] bool hasNoteOfFailure() {
        const auto notes = engine_->takeNotes();
        return std::ranges::count_if(notes, [](const std::string& note) {
                   return note.ends_with("failed and was removed: a plugin's fault");
               }) == 1;
    }

private slots:
    void init() { begin(); }
    void cleanup() { end(); }

    void aResponderSeesFramesAndAnswers_data() { placements(); }
    void aResponderSeesFramesAndAnswers() {
        QFETCH(const Injector::Placement, placement);
        start();
        const InjectorId id = engine_->addInjector(std::make_unique<Answerer>(placement));
        script_->give({"?", "nothing", "?"});
        QTRY_COMPARE(engine_->injectorStatus(id).received, std::uint64_t{3});
        QTRY_COMPARE(engine_->injectorStatus(id).answered, std::uint64_t{2});
        QCOMPARE(engine_->injectorStatus(id).sent, std::uint64_t{2});
        QVERIFY(engine_->injectorStatus(id).running);
        QCOMPARE(script_->sent(), (std::vector<std::string>{"!", "!"}));
        QVERIFY(engine_->stop());
        // An attached TAP does not show the frames that we write, so the engine records them, as inbound.
        QCOMPARE(recorded(), (std::vector<std::string>{"?", "nothing", "?", "!", "!"}));
        FrameReader reader(recording_->store());
        QCOMPARE(reader.read(4)->direction, Direction::Inbound);
        QVERIFY(!engine_->injectorStatus(id).running);
    }

    void anInjectorThatIsThereFromTheStartSeesTheFirstFrame_data() { placements(); }
    void anInjectorThatIsThereFromTheStartSeesTheFirstFrame() {
        QFETCH(const Injector::Placement, placement);
        record();
        script_->give({"?"}); // before the engine runs
        CaptureEngine::Options options;
        options.ports.push_back(request(std::make_unique<ScriptedPort>(script_)));
        options.injectors.emplace_back(std::make_unique<Answerer>(placement), "An answerer");
        engine_ = CaptureEngine::start(recording_, std::move(options)).value();
        QTRY_COMPARE(script_->sent(), std::vector<std::string>{"!"});
    }

    void aSourceInjectorEndsWhenItHasNoMore_data() { placements(); }
    void aSourceInjectorEndsWhenItHasNoMore() {
        QFETCH(const Injector::Placement, placement);
        start();
        const InjectorId id = engine_->addInjector(std::make_unique<Burst>(placement, 5));
        QTRY_VERIFY(!engine_->injectorStatus(id).running);
        QCOMPARE(engine_->injectorStatus(id).sent, std::uint64_t{5});
        QCOMPARE(engine_->status().sent, std::uint64_t{5});
    }

    void refusedFramesAreCountedAsFailed_data() { placements(); }
    void refusedFramesAreCountedAsFailed() {
        QFETCH(const Injector::Placement, placement);
        script_->refuseSends();
        start();
        const InjectorId id = engine_->addInjector(std::make_unique<Burst>(placement, 2));
        QTRY_COMPARE(engine_->injectorStatus(id).failed, std::uint64_t{2});
        QCOMPARE(engine_->injectorStatus(id).sent, std::uint64_t{0});
        QCOMPARE(engine_->status().failed, std::uint64_t{2});
        QVERIFY(engine_->stop());
        QCOMPARE(recording_->store()->count(), FrameNumber{0});
    }

    void anInjectorThatThrowsIsTakenOutAndTheCaptureGoesOn_data() { placements(); }
    void anInjectorThatThrowsIsTakenOutAndTheCaptureGoesOn() {
        QFETCH(const Injector::Placement, placement);
        start();
        const InjectorId id = engine_->addInjector(std::make_unique<Thrower>(placement));
        script_->give({"one", "two"});
        QTRY_VERIFY(!engine_->injectorStatus(id).running);
        script_->give({"three"});
        QTRY_COMPARE(engine_->status().frames, std::uint64_t{3});
        QCOMPARE(engine_->injectorStatus(id).received, std::uint64_t{2});
        QVERIFY(engine_->injectorStatus(id).hasFailed);
        QVERIFY(hasNoteOfFailure());
    }

    void anInjectorThatThrowsWhenItIsOnlyAskedIsTakenOut_data() { placements(); }
    void anInjectorThatThrowsWhenItIsOnlyAskedIsTakenOut() {
        QFETCH(const Injector::Placement, placement);
        start();
        const InjectorId id = engine_->addInjector(std::make_unique<DueThrower>(placement));
        QTRY_VERIFY(!engine_->injectorStatus(id).running);
        script_->give({"one"});
        QTRY_COMPARE(engine_->status().frames, std::uint64_t{1});
        QVERIFY(engine_->injectorStatus(id).hasFailed);
        QVERIFY(hasNoteOfFailure());
    }

    void anInjectorThatIsRemovedSeesNoMore_data() { placements(); }
    void anInjectorThatIsRemovedSeesNoMore() {
        QFETCH(const Injector::Placement, placement);
        start();
        const InjectorId id = engine_->addInjector(std::make_unique<Answerer>(placement));
        script_->give({"?"});
        QTRY_COMPARE(engine_->injectorStatus(id).answered, std::uint64_t{1});
        engine_->removeInjector(id);
        QTRY_VERIFY(!engine_->injectorStatus(id).running);
        script_->give({"?"});
        QTRY_COMPARE(engine_->status().frames, std::uint64_t{3}); // two questions and the one answer
        QCOMPARE(engine_->injectorStatus(id).received, std::uint64_t{1});
    }

    void anInjectorThatComesTooLateDoesNotRun_data() { placements(); }
    void anInjectorThatComesTooLateDoesNotRun() {
        QFETCH(const Injector::Placement, placement);
        start();
        QVERIFY(engine_->stop());
        const InjectorId id = engine_->addInjector(std::make_unique<Burst>(placement, 1));
        QVERIFY(!engine_->injectorStatus(id).running);
    }

    void withoutARecordingFramesAreCountedAndAnswered_data() { placements(); }
    void withoutARecordingFramesAreCountedAndAnswered() {
        QFETCH(const Injector::Placement, placement);
        run(request(std::make_unique<ScriptedPort>(script_)), {});
        engine_->addInjector(std::make_unique<Answerer>(placement));
        script_->give({"?"});
        QTRY_COMPARE(script_->sent(), std::vector<std::string>{"!"});
        QVERIFY(engine_->stop());
    }
};

QTEST_GUILESS_MAIN(EngineInjectorsTest)
#include "engine_injectors_test.moc"
