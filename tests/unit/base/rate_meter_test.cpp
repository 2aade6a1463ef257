#include <base/rate_meter.h>

#include <QTest>

using namespace tapscope;
using namespace std::chrono_literals;

/// The rates that the window shows.
class RateMeterTest : public QObject {
    Q_OBJECT

    const RateMeter::Clock::time_point start_{};

private slots:
    void aStepOfTheTimeOfDayIsNotSeen() { QVERIFY(RateMeter::Clock::is_steady); }

    void tellsWhatCameInEachWindow() {
        RateMeter meter(100, start_);
        QCOMPARE(meter.perSecond(), 0.0);
        QVERIFY(!meter.look(5100, 1s, start_ + 999ms));
        QCOMPARE(meter.perSecond(), 0.0);
        QVERIFY(meter.look(5100, 1s, start_ + 2s));
        QCOMPARE(meter.perSecond(), 2500.0);
        QVERIFY(meter.look(5100, 1s, start_ + 3s)); // no more frames arrive
        QCOMPARE(meter.perSecond(), 0.0);
    }

    void aCountThatBeginsAnewHasNoRate() {
        RateMeter meter(100, start_);
        QVERIFY(meter.look(50, 1s, start_ + 1s));
        QCOMPARE(meter.perSecond(), 0.0);
        QVERIFY(meter.look(60, 1s, start_ + 2s));
        QCOMPARE(meter.perSecond(), 10.0);
    }

    void twoLooksAtOneTimeAreOne() {
        RateMeter meter(0, start_);
        QVERIFY(!meter.look(10, 0s, start_));
        QCOMPARE(meter.perSecond(), 0.0);
    }
};

QTEST_GUILESS_MAIN(RateMeterTest)
#include "rate_meter_test.moc"
