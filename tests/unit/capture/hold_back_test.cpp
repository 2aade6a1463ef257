#include <capture/hold_back.h>

#include <QTest>

using namespace tapscope;
using namespace std::chrono_literals;

/// Frames of several ports come out in the order of their times.
class HoldBackTest : public QObject {
    Q_OBJECT

    std::vector<std::pair<PortId, int>> out_;
    HoldBack held_{[this](PortId port, std::span<const Frame> frames) {
        for (const Frame& frame : frames)
            out_.emplace_back(port, static_cast<int>(frame.time.time_since_epoch() / 1ns));
    }};
    const HoldBack::Clock::time_point start_{};

    void add(PortId port, std::initializer_list<int> times, HoldBack::Clock::duration after) {
        std::vector<Frame> frames;
        for (const int time : times)
            frames.push_back({.time = Timestamp(std::chrono::nanoseconds(time))});
        held_.add(port, frames, start_ + after);
    }
    using Out = std::vector<std::pair<PortId, int>>;

private slots:
    void init() {
        held_.releaseAll();
        out_.clear();
    }

    void framesAreMergedByTime() {
        add(1, {10, 30, 50}, 0ms);
        add(2, {20, 40, 60}, 1ms);
        add(3, {5, 45}, 2ms);
        held_.releaseAll();
        QCOMPARE(out_, (Out{{3, 5}, {1, 10}, {2, 20}, {1, 30}, {2, 40}, {3, 45}, {1, 50}, {2, 60}}));
        QVERIFY(!held_.due());
    }

    void eachIsHeldForItsTimeAndNotLonger() {
        add(1, {1000}, 0ms);
        QCOMPARE(*held_.due(), start_ + HoldBack::longest);
        held_.release(start_ + HoldBack::longest - 1ns);
        QVERIFY(out_.empty());
        add(2, {900}, 20ms); // older, but in time
        held_.release(start_ + HoldBack::longest);
        QCOMPARE(out_, (Out{{2, 900}, {1, 1000}}));
    }

    void theFrameThatCameFirstIsDueFirst_data() {
        QTest::addColumn<int>("first");
        QTest::addColumn<int>("second");
        QTest::newRow("of the port that was seen first") << 1 << 2;
        QTest::newRow("of the port that was seen later") << 2 << 1;
    }
    void theFrameThatCameFirstIsDueFirst() {
        QFETCH(const int, first);
        QFETCH(const int, second);
        add(1, {1}, 0ms); // both ports are known
        add(2, {1}, 0ms);
        held_.releaseAll();
        add(static_cast<PortId>(first), {1000}, 10ms);
        add(static_cast<PortId>(second), {1000}, 15ms);
        QCOMPARE(*held_.due(), start_ + 10ms + HoldBack::longest);
    }

    void withinAPortTheOrderStaysAsItCame() {
        add(1, {300, 100, 200}, 0ms);
        add(2, {150}, 0ms);
        held_.releaseAll();
        QCOMPARE(out_, (Out{{2, 150}, {1, 300}, {1, 100}, {1, 200}}));
    }

    void lateFramesArePassedOnAndCounted() {
        const auto before = held_.late();
        add(1, {2000}, 0ms);
        held_.release(start_ + HoldBack::longest);
        add(2, {1500}, HoldBack::longest + 1ms);
        held_.releaseAll();
        QCOMPARE(out_, (Out{{1, 2000}, {2, 1500}}));
        QCOMPARE(held_.late(), before + 1);
        add(2, {1700}, HoldBack::longest + 2ms); // after the previous frame, and still before 2000
        held_.releaseAll();
        QCOMPARE(held_.late(), before + 2);
    }

    void aClockThatIsSetHoldsNothingBack_data() {
        QTest::addColumn<int>("step");
        QTest::newRow("back") << -1'000'000'000;
        QTest::newRow("forward") << 1'000'000'000;
    }
    void aClockThatIsSetHoldsNothingBack() {
        QFETCH(int, step);
        constexpr int time = 1'500'000'000;
        add(1, {time}, 0ms);
        add(1, {time + step}, 1ms);
        add(2, {time + step + 1}, 2ms);
        add(1, {time + step + 2}, 3ms);
        held_.release(start_ + HoldBack::longest + 3ms);
        QCOMPARE(out_.size(), std::size_t{4});
        QVERIFY(!held_.due());
    }

    void bytesAndCommentsAreCopies() {
        std::string bytes = "bytes", comment = "comment";
        const Frame frame{.bytes = std::as_bytes(std::span(bytes)), .comment = comment};
        std::string seen;
        HoldBack held([&](PortId, std::span<const Frame> frames) {
            seen.assign(reinterpret_cast<const char*>(frames[0].bytes.data()), frames[0].bytes.size());
            seen += frames[0].comment;
        });
        held.add(1, std::span(&frame, 1), start_);
        bytes = comment = "gone";
        held.releaseAll();
        QCOMPARE(seen, "bytescomment");
    }
};

QTEST_GUILESS_MAIN(HoldBackTest)
#include "hold_back_test.moc"
