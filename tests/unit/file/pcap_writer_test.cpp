#include <file/pcap_writer.h>

#include <QTest>

#include <array>
#include <chrono>
#include <cstring>

using namespace tapscope;
using namespace std::chrono_literals;

/// The contents of pcap files, octet by octet.
class PcapWriterTest : public QObject {
    Q_OBJECT

    static std::uint32_t wordAt(const std::vector<std::byte>& bytes, std::size_t word) {
        std::uint32_t number = 0;
        std::memcpy(&number, bytes.data() + word * sizeof number, sizeof number);
        return number;
    }

private slots:
    void timesFrom1970To2106CanBeWritten_data() {
        QTest::addColumn<qint64>("nanoseconds");
        QTest::addColumn<bool>("isWritten");
        constexpr qint64 second = 1'000'000'000, end = (qint64{1} << 32) * second;
        QTest::newRow("before 1970") << qint64{-1} << false;
        QTest::newRow("1970") << qint64{0} << true;
        QTest::newRow("the last nanosecond") << end - 1 << true;
        QTest::newRow("2106") << end << false;
    }
    void timesFrom1970To2106CanBeWritten() {
        QFETCH(const qint64, nanoseconds);
        QFETCH(const bool, isWritten);
        QCOMPARE(pcap::hasTime(Timestamp(std::chrono::nanoseconds(nanoseconds))), isWritten);
    }

    void aFrameIsItsTimeItsLengthsAndItsOctets_data() {
        QTest::addColumn<bool>("isNano");
        QTest::addColumn<quint32>("fraction");
        QTest::newRow("microseconds") << false << 999'999U;
        QTest::newRow("nanoseconds") << true << 999'999'999U;
    }
    void aFrameIsItsTimeItsLengthsAndItsOctets() {
        QFETCH(const bool, isNano);
        QFETCH(const quint32, fraction);
        constexpr std::array octets{std::byte{1}, std::byte{2}, std::byte{3}, std::byte{4}};
        std::vector<std::byte> out;
        pcap::appendFrame(
            out, {.time = Timestamp(std::chrono::nanoseconds(5'999'999'999)), .bytes = octets, .originalLength = 9},
            isNano ? pcap::Resolution::Nanoseconds : pcap::Resolution::Microseconds);
        QCOMPARE(out.size(), std::size_t{20});
        QCOMPARE(wordAt(out, 0), 5U);
        QCOMPARE(wordAt(out, 1), fraction);
        QCOMPARE(wordAt(out, 2), 4U);
        QCOMPARE(wordAt(out, 3), 9U);
        QVERIFY(std::memcmp(out.data() + 16, octets.data(), octets.size()) == 0);
    }
};

QTEST_GUILESS_MAIN(PcapWriterTest)
#include "pcap_writer_test.moc"
