#include "scripted_capture.h"

#include <sys/resource.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>

using namespace tapscope;
using namespace tapscope::test;
using namespace std::chrono_literals;

namespace {

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

const Error streamEnd{.kind = ErrorKind::Ended, .action = "read", .object = "a pipe", .reason = "it ended"};

} // namespace

/// What a capture records, and when it ends.
class CaptureEngineTest : public QObject, ScriptedCapture {
    Q_OBJECT

    FullDisk fullDisk_{3000}; // cleanup() ends the recording on it

private slots:
    void init() { begin(); }
    void cleanup() { end(); }

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
            script_->end(deviceGone());
        if (isGone || milliseconds != 0)
            QTRY_COMPARE(engine_->status().state, State::Ended);
        static_cast<void>(engine_->stop());
        QCOMPARE(recorded(), (std::vector<std::string>{"one", "two"}));
    }

    void stopsSoonAlthoughNoFrameComes() {
        auto quickest = std::chrono::steady_clock::duration::max();
        for (int attempt = 0; attempt < attempts; ++attempt) {
            begin();
            start();
            QTRY_COMPARE(engine_->status().state, State::Running);
            quickest = std::min(quickest, timeOfStop());
            QCOMPARE(engine_->status().state, State::Ended);
            QVERIFY(!script_->isAlive());
        }
        QVERIFY2(quickest < stopsWithin, qPrintable(QString::number(quickest / 1ms)));
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
};

QTEST_GUILESS_MAIN(CaptureEngineTest)
#include "capture_engine_test.moc"
