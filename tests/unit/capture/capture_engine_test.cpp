#include "scripted_port.h"

#include <capture/capture_engine.h>
#include <store/frame_reader.h>
#include <support/patience.h>

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <sys/resource.h>

#include <cerrno>
#include <stdexcept>

using namespace tapscope;
using namespace tapscope::test;
using namespace std::chrono_literals;

namespace {

using State = CaptureStatus::State;

std::string textOf(Bytes bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

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
            if (textOf(frame.bytes).starts_with('?'))
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

/// A disk that is full from some byte on.
class FullDisk final : public Syscalls {
public:
    explicit FullDisk(std::size_t room) : room_(room) {}
    ssize_t write(int fd, const void* data, std::size_t size) override {
        if (room_ < size) {
            errno = ENOSPC;
            return -1;
        }
        room_ -= size;
        return Syscalls::write(fd, data, size);
    }

private:
    std::size_t room_;
};

const Error deviceGone{
    .kind = ErrorKind::Gone, .action = "receive from", .object = "scripted0", .reason = "the device is gone"};
const Error streamEnd{.kind = ErrorKind::Ended, .action = "read", .object = "a pipe", .reason = "it ended"};

} // namespace

class CaptureEngineTest : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;
    int files_ = 0;
    std::shared_ptr<PortScript> script_;
    FullDisk fullDisk_{3000}; // outlives the recording on it
    std::shared_ptr<Recording> recording_;
    std::unique_ptr<CaptureEngine> engine_;

    using Reopen = std::function<Result<std::unique_ptr<Port>>()>;

    void record(Syscalls& syscalls = Syscalls::real()) {
        const auto path = folder_.filePath(QString::number(++files_) + ".pcapng").toStdString();
        recording_ = Recording::create(path, {}, syscalls).value();
    }
    /// A port of the script, which is opened again if the test says so.
    static AddedPort request(std::unique_ptr<Port> port, const Reopen& reopen = {}) {
        AddedPort request{.choice = {.name = "scripted0", .open = {}}, .port = std::move(port), .use = {}};
        if (reopen) {
            request.choice.open = [reopen](const std::stop_token&) { return reopen(); };
            request.use.whenGone = PortUse::WhenGone::Wait;
        }
        return request;
    }
    void run(AddedPort port, StopConditions stop) {
        std::vector<AddedPort> ports;
        ports.push_back(std::move(port));
        engine_ = CaptureEngine::start(recording_, {.stop = stop, .ports = std::move(ports)}).value();
    }
    void start(StopConditions stop = {}, const Reopen& reopen = {}, Syscalls& syscalls = Syscalls::real()) {
        record(syscalls);
        run(request(std::make_unique<ScriptedPort>(script_), reopen), stop);
    }
    static Result<std::unique_ptr<Port>> port(const std::shared_ptr<PortScript>& script) {
        return std::make_unique<ScriptedPort>(script);
    }
    static Result<std::unique_ptr<Port>> notThere() {
        return failure(ErrorKind::NotFound, "open", "scripted0", "there is no such device");
    }
    /// Waits until all captured frames are in the file.
    void settle() const {
        if (!recording_->settle(60s))
            qFatal("the disk takes nothing");
    }
    [[nodiscard]] QByteArray content() const {
        settle();
        QFile file(QString::fromStdString(recording_->path().string()));
        return file.open(QFile::ReadOnly) ? file.readAll() : QByteArray();
    }
    std::vector<std::string> recorded() {
        settle();
        std::vector<std::string> frames;
        FrameReader reader(recording_->store());
        for (FrameNumber number = 1; number <= recording_->store()->count(); ++number)
            frames.push_back(textOf(reader.read(number)->bytes));
        return frames;
    }

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
    void init() { script_ = std::make_shared<PortScript>(); }
    void cleanup() {
        engine_.reset();
        recording_.reset();
    }

    void recordsFramesInTheirOrder() {
        start();
        script_->give({"one", "two"});
        script_->give({"three"});
        QTRY_COMPARE(recording_->store()->count(), FrameNumber{3}); // seen while it runs, without a stop
        QCOMPARE(engine_->status().frames, std::uint64_t{3});
        QCOMPARE(engine_->status().bytes, std::uint64_t{11});
        QVERIFY(engine_->stop());
        QCOMPARE(recorded(), (std::vector<std::string>{"one", "two", "three"}));
    }

    void framesBeforeTheStopAreKept() {
        start();
        script_->give({"last"});
        QVERIFY(engine_->stop());
        QCOMPARE(recorded(), std::vector<std::string>{"last"});
    }

    void framesInTheKernelsBufferAreKept_data() {
        QTest::addColumn<bool>("isGone");
        QTest::addColumn<int>("milliseconds");
        QTest::newRow("at a stop") << false << 0;
        QTest::newRow("at the end of its time") << false << 30;
        QTest::newRow("when the device goes") << true << 0;
    }
    void framesInTheKernelsBufferAreKept() {
        QFETCH(bool, isGone);
        QFETCH(int, milliseconds);
        script_->giveWhenDrained({"one", "two"});
        StopConditions stop;
        if (milliseconds != 0)
            stop.duration = std::chrono::milliseconds(milliseconds);
        start(stop);
        if (isGone)
            script_->end(deviceGone);
        if (isGone || milliseconds != 0)
            QTRY_COMPARE(engine_->status().state, State::Ended);
        static_cast<void>(engine_->stop());
        QCOMPARE(recorded(), (std::vector<std::string>{"one", "two"}));
    }

    void stopsSoonAlthoughNoFrameComes() {
        start();
        QTRY_COMPARE(engine_->status().state, State::Running);
        const auto asked = std::chrono::steady_clock::now();
        QVERIFY(engine_->stop());
        const auto took = std::chrono::steady_clock::now() - asked;
        QVERIFY2(took < 100ms, qPrintable(QString::number(took / 1ms)));
        QCOMPARE(engine_->status().state, State::Ended);
        QVERIFY(!script_->isAlive());
    }

    void withoutDescriptorsItDoesNotStart() {
        // UBSan needs a descriptor to look at an object of a class for the first time.
        QVERIFY(!systemError(EMFILE, "open", "a descriptor", {}).error().text().empty());
        rlimit before{};
        getrlimit(RLIMIT_NOFILE, &before);
        rlimit none = before;
        none.rlim_cur = 0; // limits new descriptors
        setrlimit(RLIMIT_NOFILE, &none);
        const auto engine = CaptureEngine::start(nullptr, {});
        setrlimit(RLIMIT_NOFILE, &before);
        QVERIFY(!engine);
        QCOMPARE(engine.error().code, EMFILE);
    }

    void stopsAtTheExactNumberOfFrames() {
        start({.frames = 3});
        script_->give({"1", "2", "3", "4", "5"});
        QTRY_COMPARE(engine_->status().state, State::Ended);
        QCOMPARE(recorded(), (std::vector<std::string>{"1", "2", "3"}));
        QVERIFY(!engine_->failure());
    }

    void stopsAfterItsTime() {
        start({.duration = 80ms});
        script_->give({"early"});
        QTRY_COMPARE(engine_->status().state, State::Ended);
        QCOMPARE(recorded(), std::vector<std::string>{"early"});
        QVERIFY(!engine_->failure());
    }

    void stopsAtItsSizeOnDisk() {
        start({.bytesOnDisk = 10'000});
        for (int i = 0; i < 100; ++i)
            script_->give({std::string(1000, 'x')});
        QTRY_COMPARE(engine_->status().state, State::Ended);
        settle();
        QVERIFY(recording_->store()->sizeOnDisk() >= 10'000);
        QVERIFY2(recording_->store()->sizeOnDisk() < 13'000,
                 qPrintable(QString::number(recording_->store()->sizeOnDisk())));
    }

    void aStreamsEndIsNoFailure() {
        start();
        script_->give({"last"});
        script_->end(streamEnd);
        QTRY_COMPARE(engine_->status().state, State::Ended);
        QVERIFY(!engine_->failure());
        QCOMPARE(recorded(), std::vector<std::string>{"last"});
    }

    void aDeviceThatGoesEndsTheCaptureWithAReason() {
        start();
        script_->end(deviceGone);
        QTRY_COMPARE(engine_->status().state, State::Ended);
        QVERIFY(engine_->failure());
        QCOMPARE(engine_->failure()->text(), deviceGone.text());
        QVERIFY2(content().contains(QByteArray("\5\0\0\0", 4)), "an Interface Statistics Block (type 5)");
    }

    void waitsForADeviceThatIsStillToCome() {
        std::atomic<bool> isThere = false;
        record();
        run(request(nullptr, [&] { return isThere ? port(script_) : notThere(); }), {});
        QCOMPARE(engine_->status().state, State::Waiting);
        script_->give({"first"});
        isThere = true;
        QTRY_COMPARE(engine_->status().frames, std::uint64_t{1});
        QVERIFY(engine_->stop());
        QCOMPARE(recorded(), std::vector<std::string>{"first"});
        QVERIFY(FrameReader(recording_->store()).read(1)->comment.empty()); // this is not a gap
    }

    void itsTimeRunsWhileItWaitsForADevice() {
        record();
        run(request(nullptr, notThere), {.duration = 30ms});
        QTRY_COMPARE(engine_->status().state, State::Ended);
        QVERIFY(!engine_->failure());
    }

    void aGapIsInTheFileAlsoWhenNoFrameFollows() {
        auto second = std::make_shared<PortScript>();
        std::atomic<bool> isBack = false;
        start({}, [&] { return isBack ? port(second) : notThere(); });
        script_->give({"before"});
        script_->end(deviceGone);
        QTRY_COMPARE(engine_->status().state, State::Waiting);
        QTRY_VERIFY(content().contains("scripted0 is gone; frames from here on are missing"));
        isBack = true;
        QTRY_COMPARE(engine_->status().state, State::Running);
        QVERIFY(engine_->stop());
        QVERIFY(content().contains("Capture resumed after "));
        const auto notes = engine_->takeNotes();
        QCOMPARE(notes.size(), 3U);
        QCOMPARE(notes[0], "Capturing on scripted0");
        QCOMPARE(notes[1], "scripted0 is gone; waiting for it");
        QVERIFY2(notes[2].starts_with("scripted0 is back after "), notes[2].c_str());
    }

    void aDeviceThatComesBackAsAnotherKindGetsItsOwnInterface() {
        auto second = std::make_shared<PortScript>();
        second->setInterface({.linkType = LinkType::Raw, .name = "scripted0"});
        start({}, [&] { return port(second); });
        script_->give({"ethernet"});
        script_->end(deviceGone);
        second->give({"raw"});
        QTRY_COMPARE(engine_->status().frames, std::uint64_t{2});
        QVERIFY(engine_->stop());
        FrameReader reader(recording_->store());
        QCOMPARE(reader.read(1)->linkType, LinkType::Ethernet);
        QCOMPARE(reader.read(2)->linkType, LinkType::Raw);
        QCOMPARE(reader.read(2)->interfaceId, 1U);
        const std::string gap(reader.read(2)->comment);
        QVERIFY2(gap.starts_with("Capture resumed after "), gap.c_str());
    }

    void aGapIsInTheFileAlsoWhenAnotherKindOfDeviceComesBackAndNoFrameFollows() {
        auto second = std::make_shared<PortScript>();
        second->setInterface({.linkType = LinkType::Raw, .name = "scripted0"});
        start({}, [&] { return port(second); });
        script_->give({"ethernet"});
        script_->end(deviceGone);
        QTRY_VERIFY(second->isAlive());
        QTRY_COMPARE(engine_->status().state, State::Running);
        QVERIFY(engine_->stop());
        QVERIFY(content().contains("Capture resumed after "));
    }

    void waitsForADeviceThatGoesAndNotesTheGap() {
        auto second = std::make_shared<PortScript>();
        std::atomic<bool> isBack = false;
        start({}, [&] { return isBack ? port(second) : notThere(); });
        script_->give({"before"});
        script_->setDrops({.system = 2, .interface = 1});
        script_->end(deviceGone);
        QTRY_COMPARE(engine_->status().state, State::Waiting);
        QVERIFY(!script_->isAlive());
        second->give({"after", "later"});
        second->setDrops({.system = 3});
        isBack = true;
        QTRY_COMPARE(engine_->status().frames, std::uint64_t{3});
        QVERIFY(engine_->stop());
        QCOMPARE(recorded(), (std::vector<std::string>{"before", "after", "later"}));
        FrameReader reader(recording_->store());
        const std::string gap(reader.read(2)->comment);
        QVERIFY2(gap.starts_with("Capture resumed after "), gap.c_str());
        QVERIFY(reader.read(3)->comment.empty());
        // The losses of the first port still count.
        QCOMPARE(engine_->status().drops.system, std::uint64_t{5});
        QCOMPARE(engine_->status().drops.interface, std::uint64_t{1});
    }

    void stopsSoonWhileItWaitsForADevice() {
        start({}, notThere);
        script_->end(deviceGone);
        QTRY_COMPARE(engine_->status().state, State::Waiting);
        const auto asked = std::chrono::steady_clock::now();
        QVERIFY(engine_->stop());
        QVERIFY(std::chrono::steady_clock::now() - asked < 100ms);
    }

    void aFullDiskEndsNothingUntilTheStop() {
        start({}, {}, fullDisk_);
        script_->give({std::string(1000, 'a')});
        QTRY_COMPARE(recording_->store()->count(), FrameNumber{1});
        script_->give({std::string(4000, 'b')});
        QTRY_COMPARE(recording_->status().trouble, RecordingStatus::Trouble::CannotWrite);
        script_->give({"c"});
        QTRY_COMPARE(engine_->status().frames, std::uint64_t{3});
        QCOMPARE(engine_->status().state, State::Running);
        QVERIFY(!engine_->failure());
        const auto stopped = engine_->stop();
        QVERIFY(!stopped);
        QCOMPARE(stopped.error().code, ENOSPC);
        QCOMPARE(recorded(), std::vector<std::string>{std::string(1000, 'a')});
        QCOMPARE(recording_->status().framesNotRecorded, std::uint64_t{2});
    }

    void aRecordingThatIsCutEndsTheCapture() {
        start();
        script_->give({"kept"});
        QTRY_COMPARE(recording_->store()->count(), FrameNumber{1});
        std::filesystem::resize_file(recording_->path(), 10);
        script_->give({"lost"});
        QTRY_COMPARE(engine_->status().state, State::Ended);
        QVERIFY(engine_->failure());
        QVERIFY2(engine_->failure()->text().find("has changed the file's size") != std::string::npos,
                 engine_->failure()->text().c_str());
    }

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

QTEST_GUILESS_MAIN(CaptureEngineTest)
#include "capture_engine_test.moc"
