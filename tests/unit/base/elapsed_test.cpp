#include <base/elapsed.h>

#include <QTest>

using namespace tapscope;
using std::chrono::nanoseconds;

class ElapsedTest : public QObject {
    Q_OBJECT

private slots:
    void tellsTheDifferenceOrTheLargestThatThereIs_data() {
        QTest::addColumn<qint64>("from");
        QTest::addColumn<qint64>("to");
        QTest::addColumn<qint64>("difference");
        constexpr qint64 least = std::numeric_limits<qint64>::min(), most = std::numeric_limits<qint64>::max();
        QTest::newRow("later") << qint64{5} << qint64{7} << qint64{2};
        QTest::newRow("earlier") << qint64{7} << qint64{5} << qint64{-2};
        QTest::newRow("across the epoch") << qint64{-5} << qint64{7} << qint64{12};
        QTest::newRow("as far as it goes") << qint64{0} << most << most;
        QTest::newRow("further forward") << qint64{-1} << most << most;
        QTest::newRow("further back") << qint64{2} << least << least;
        QTest::newRow("from end to end") << most << least << least;
    }
    void tellsTheDifferenceOrTheLargestThatThereIs() {
        QFETCH(const qint64, from);
        QFETCH(const qint64, to);
        QFETCH(const qint64, difference);
        QCOMPARE(elapsed(Timestamp(nanoseconds(from)), Timestamp(nanoseconds(to))).count(), difference);
    }
};

QTEST_GUILESS_MAIN(ElapsedTest)
#include "elapsed_test.moc"
