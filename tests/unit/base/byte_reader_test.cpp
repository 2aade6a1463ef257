#include <base/byte_reader.h>

#include <QTest>

#include <array>

using namespace tapscope;

class ByteReaderTest : public QObject {
    Q_OBJECT

    static constexpr std::array octets{std::byte{1}, std::byte{2}, std::byte{3}, std::byte{4}, std::byte{5}};

private slots:
    void readsBothByteOrders() {
        ByteReader reader(octets, 14);
        QCOMPARE(reader.u16(), std::uint16_t{0x0102});
        QCOMPARE(reader.offset(), std::size_t{16});
        QCOMPARE(reader.u16le(), std::uint16_t{0x0403});
        QCOMPARE(reader.peek(), std::uint8_t{5});
        QCOMPARE(reader.peek(1), std::uint8_t{0});
        QVERIFY(!reader.overrun());
    }

    void staysAtTheEndAfterAnOverrun() {
        ByteReader reader(octets);
        reader.skip(3);
        QCOMPARE(reader.u32(), 0U);
        QVERIFY(reader.overrun());
        QVERIFY(reader.atEnd());
        QCOMPARE(reader.u8(), std::uint8_t{0});
        QVERIFY(reader.take(1).empty());
    }

    void isOverrunByWord() {
        ByteReader reader(octets);
        reader.skip(1);
        reader.setOverrun();
        QVERIFY(reader.overrun());
        QVERIFY(reader.atEnd());
        QCOMPARE(reader.offset(), octets.size());
    }

    void aPartKnowsItsPlaceInTheFrameAndNeverReachesBeyondIt() {
        ByteReader reader(octets, 10);
        reader.skip(1);
        ByteReader part = reader.part(2);
        QCOMPARE(part.offset(), std::size_t{11});
        QCOMPARE(part.u16(), std::uint16_t{0x0203});
        QVERIFY(part.atEnd());
        QCOMPARE(reader.u8(), std::uint8_t{4});
        QCOMPARE(reader.part(100).remaining(), std::size_t{1});
        QVERIFY(!reader.overrun());
    }
};

QTEST_APPLESS_MAIN(ByteReaderTest)
#include "byte_reader_test.moc"
