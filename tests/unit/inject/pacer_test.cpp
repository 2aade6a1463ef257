#include <inject/pacer.h>

#include <QTest>

using namespace tapscope;
using namespace std::chrono_literals;

/// The test provides the clock: it tells the pacer the time.
class PacerTest : public QObject {
    Q_OBJECT

    const Pacer::Clock::time_point start_{1000s};

private slots:
    void theFirstFrameIsDueAtOnceAndTheNextAfterAnInterval() {
        Pacer pacer(10, start_);
        QVERIFY(pacer.due() == start_);
        QCOMPARE(pacer.take(start_, 64), std::size_t{1});
        QVERIFY(pacer.due() == start_ + 100ms);
        QCOMPARE(pacer.take(start_ + 99ms, 64), std::size_t{0});
        QCOMPARE(pacer.take(start_ + 100ms, 64), std::size_t{1});
    }

    void aRateDoesNotDrift() {
        Pacer pacer(3, start_); // an interval that is not a whole number of nanoseconds
        std::size_t sent = 0;
        for (auto now = start_; now < start_ + 1000s; now += 10ms)
            sent += pacer.take(now, 64);
        QCOMPARE(sent, std::size_t{3000});
    }

    void aLateCallerGetsABatchWithinItsLimit() {
        Pacer pacer(1000, start_);
        QCOMPARE(pacer.take(start_ + 50ms, 64), std::size_t{51});
        QCOMPARE(pacer.take(start_ + 150ms, 64), std::size_t{64}); // 100 are due
        QCOMPARE(pacer.take(start_ + 150ms, 64), std::size_t{36});
        QCOMPARE(pacer.take(start_ + 150ms, 64), std::size_t{0});
    }

    void aStallOfTheMachineGivesNoBurst() {
        Pacer pacer(1000, start_);
        QCOMPARE(pacer.take(start_, 10'000), std::size_t{1});
        const std::size_t afterAMinute = pacer.take(start_ + 60s, 10'000);
        QVERIFY2(afterAMinute <= 101, qPrintable(QString::number(afterAMinute)));
        // The rate is the same as before.
        QCOMPARE(pacer.take(start_ + 60s + 10ms, 10'000), std::size_t{10});
    }

    void withoutARateAllRequestedFramesAreSent() {
        Pacer pacer(0, start_);
        QVERIFY(pacer.due() <= start_);
        QCOMPARE(pacer.take(start_, 64), std::size_t{64});
        QCOMPARE(pacer.take(start_, 64), std::size_t{64});
    }

    void timeBeforeTheStartGivesNothing() {
        Pacer pacer(10, start_);
        QCOMPARE(pacer.take(start_ - 5s, 64), std::size_t{0});
    }
};

QTEST_GUILESS_MAIN(PacerTest)
#include "pacer_test.moc"
