#include "scripted_port.h"

#include <capture/capture_engine.h>
#include <store/frame_reader.h>
#include <support/patience.h>

#include <QTemporaryDir>
#include <QTest>

using namespace tapscope;
using namespace tapscope::test;
using namespace std::chrono_literals;

namespace {

std::string textOf(Bytes bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

std::optional<std::size_t> lookForHit(PortId, std::span<const Frame> frames) {
    for (std::size_t i = 0; i < frames.size(); ++i) {
        if (textOf(frames[i].bytes).starts_with("hit"))
            return i;
    }
    return std::nullopt;
}

} // namespace

/// A capture that waits for a frame, and keeps the frames before it.
class AwaitedFramesTest : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;
    int files_ = 0;
    std::shared_ptr<PortScript> script_;
    std::shared_ptr<Recording> recording_;
    std::unique_ptr<CaptureEngine> engine_;

    void start(const std::optional<KeepBefore>& keep, PortUse use = {}, PortChoice choice = {.name = "a", .open = {}}) {
        const auto path = folder_.filePath(QString::number(++files_) + ".pcapng").toStdString();
        recording_ = Recording::create(path).value();
        std::vector<AddedPort> ports;
        ports.push_back({.choice = std::move(choice), .port = std::make_unique<ScriptedPort>(script_), .use = use});
        engine_ =
            CaptureEngine::start(recording_, {.stop = {.frame = lookForHit}, .ports = std::move(ports), .keep = keep})
                .value();
    }
    [[nodiscard]] std::vector<std::string> recorded() const {
        if (!recording_->settle(60s))
            qFatal("the disk takes nothing");
        std::vector<std::string> frames;
        FrameReader reader(recording_->store());
        for (FrameNumber number = 1; number <= recording_->store()->count(); ++number) {
            const auto frame = reader.read(number).value();
            frames.push_back(textOf(frame.bytes) +
                             (frame.comment.empty() ? "" : " (" + std::string(frame.comment) + ")"));
        }
        return frames;
    }
    void waitForEnd() { QTRY_COMPARE(engine_->status().state, CaptureStatus::State::Ended); }

private slots:
    void init() { script_ = std::make_shared<PortScript>(); }
    void cleanup() {
        engine_.reset();
        recording_.reset();
    }

    void endsWithTheFrameThatItWaitsFor() {
        start(std::nullopt);
        script_->give({"one", "two"});
        script_->give({"three", "hit", "behind it"});
        waitForEnd();
        QVERIFY(engine_->stop());
        QVERIFY(engine_->status().hasSeen);
        QCOMPARE(engine_->status().left, std::uint64_t{0});
        QCOMPARE(recorded(), (std::vector<std::string>{"one", "two", "three", "hit"}));
    }

    void keepsWhatIsNotTooOld() {
        start(KeepBefore{.duration = 30s});
        script_->give(Timestamp(100s), {"old"});
        script_->give(Timestamp(169s), {"just too old"});
        script_->give(Timestamp(170s), {"old enough"});
        script_->give(Timestamp(200s), {"hit"});
        waitForEnd();
        QVERIFY(engine_->stop());
        QCOMPARE(recorded(), (std::vector<std::string>{"old enough", "hit"}));
        QCOMPARE(engine_->status().frames, std::uint64_t{4});
        QCOMPARE(engine_->status().left, std::uint64_t{2});
    }

    void keepsAsMuchAsItIsGiven() {
        constexpr std::size_t size = 100'000, kept = 20; // several of the parts in which memory is freed
        start(KeepBefore{.bytes = kept * size});
        const std::string frame(size, 'x');
        for (int i = 0; i < 100; ++i)
            script_->give({frame});
        script_->give({"hit" + frame.substr(3)});
        waitForEnd();
        QVERIFY(engine_->stop());
        QCOMPARE(recorded().size(), kept);
        QVERIFY(recorded().back().starts_with("hit"));
        QCOMPARE(engine_->status().left, engine_->status().frames - kept);
    }

    void saysWhenATimeDidNotFit() {
        start(KeepBefore{.duration = 1h, .bytes = 10});
        script_->give({"sixteen letters!", "hit"});
        waitForEnd();
        QVERIFY(engine_->stop());
        QCOMPARE(recorded(), std::vector<std::string>{"hit"});
        bool isSaid = false;
        for (const auto& note : engine_->takeNotes())
            isSaid = isSaid || note.starts_with("Not all earlier frames were kept");
        QVERIFY(isSaid);
    }

    void withoutTheFrameTheNewestAreKept() {
        start(KeepBefore{.duration = 30s});
        script_->give(Timestamp(100s), {"old"});
        script_->give(Timestamp(200s), {"new"});
        QTRY_COMPARE(engine_->status().frames, std::uint64_t{2});
        QVERIFY(engine_->stop());
        QVERIFY(!engine_->status().hasSeen);
        QCOMPARE(recorded(), std::vector<std::string>{"new"});
    }

    void aGapIsToldAtItsPlace() {
        auto again = std::make_shared<PortScript>();
        start(KeepBefore{.duration = 30s}, {.whenGone = PortUse::WhenGone::Wait},
              {.name = "a", .open = [again](const std::stop_token&) -> Result<std::unique_ptr<Port>> {
                   return std::make_unique<ScriptedPort>(again);
               }});
        script_->give({"before"});
        script_->end({.kind = ErrorKind::Gone, .action = "monitor", .object = "a", .reason = "the device is gone"});
        again->give({"after", "hit"});
        waitForEnd();
        QVERIFY(engine_->stop());
        const auto frames = recorded();
        QCOMPARE(frames.size(), std::size_t{3});
        QCOMPARE(frames[0], "before");
        QVERIFY2(frames[1].starts_with("after (Capture resumed after "), frames[1].c_str());
        QCOMPARE(frames[2], "hit");
    }
};

QTEST_GUILESS_MAIN(AwaitedFramesTest)
#include "awaited_frames_test.moc"
