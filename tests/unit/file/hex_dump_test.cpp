#include <file/hex_dump.h>

#include <QByteArray>
#include <QTest>

using namespace tapscope;

class HexDumpTest : public QObject {
    Q_OBJECT

private slots:
    void readsWhatProgramsWrite_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QList<QByteArray>>("frames");
        const QByteArray sixteen = QByteArray::fromHex("000102030405060708090a0b0c0d0e0f");
        const QByteArray twenty = QByteArray::fromHex("000102030405060708090a0b0c0d0e0f41424344");
        QTest::newRow("digits") << QByteArray("00010203") << QList<QByteArray>{QByteArray::fromHex("00010203")};
        QTest::newRow("pairs") << QByteArray("00 01 02 03\n04 05\n\n06 07")
                               << QList<QByteArray>{QByteArray::fromHex("000102030405"), QByteArray::fromHex("0607")};
        QTest::newRow("colons") << QByteArray("00:01:02:03") << QList<QByteArray>{QByteArray::fromHex("00010203")};
        QTest::newRow("tcpdump -x") << QByteArray("\t0x0000:  0001 0203 0405 0607 0809 0a0b 0c0d 0e0f\n"
                                                  "\t0x0010:  4142 4344\n")
                                    << QList<QByteArray>{twenty};
        QTest::newRow("tcpdump -X") << QByteArray(
                                           "10:00:00.000000 IP 10.9.0.1 > 10.9.0.2: ICMP echo request\n"
                                           "\t0x0000:  0001 0203 0405 0607 0809 0a0b 0c0d 0e0f  ................\n"
                                           "\t0x0010:  4142 4344                                ABCD\n")
                                    << QList<QByteArray>{twenty};
        QTest::newRow("xxd") << QByteArray("00000000: 0001 0203 0405 0607 0809 0a0b 0c0d 0e0f  ................\n"
                                           "00000010: 4142 4344                                ABCD\n")
                             << QList<QByteArray>{twenty};
        QTest::newRow("hexdump -C")
            << QByteArray("00000000  00 01 02 03 04 05 06 07  08 09 0a 0b 0c 0d 0e 0f  |................|\n"
                          "00000010  41 42 43 44                                       |ABCD|\n00000014\n")
            << QList<QByteArray>{twenty};
        QTest::newRow("two frames, CRLF")
            << QByteArray("0000  00 01 02 03 04 05 06 07 08 09 0a 0b 0c 0d 0e 0f\r\n0000  41 42\r\n")
            << QList<QByteArray>{sixteen, QByteArray("AB")};
        QTest::newRow("a kernel's log")
            << QByteArray("[   12.345678] tun: 00000000: 00 01 02 03 04 05 06 07 08 09 0a 0b 0c 0d 0e 0f  ....\n"
                          "[   12.345680] tun: 00000010: 41 42 43 44                                      ABCD\n")
            << QList<QByteArray>{twenty};
        QTest::newRow("text that looks like bytes")
            << QByteArray("0000  00 01 02 03 04 05 06 07 08 09 0a 0b 0c 0d 0e 0f ab cd\n0010  41 42 43 44\n")
            << QList<QByteArray>{twenty};
    }
    void readsWhatProgramsWrite() {
        QFETCH(const QByteArray, text);
        QFETCH(const QList<QByteArray>, frames);
        const auto read = framesOfHexDump(text.toStdString());
        QVERIFY2(read.has_value(), read ? "" : read.error().text().c_str());
        QList<QByteArray> made;
        for (const auto& frame : *read)
            made << QByteArray(reinterpret_cast<const char*>(frame.data()), static_cast<qsizetype>(frame.size()));
        QCOMPARE(made, frames);
    }

    void refusesWhatDoesNotFit_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("reason");
        QTest::newRow("nothing") << QByteArray() << QByteArray("no bytes");
        QTest::newRow("words") << QByteArray("hello\nworld\n") << QByteArray("no bytes");
        QTest::newRow("a hole") << QByteArray("0000: 00 01\n0010: 02\n") << QByteArray("line 2 does not follow");
        QTest::newRow("too long") << QByteArray(2 * 262'145, '0') << QByteArray("longer than");
    }
    void refusesWhatDoesNotFit() {
        QFETCH(const QByteArray, text);
        QFETCH(const QByteArray, reason);
        const auto read = framesOfHexDump(text.toStdString());
        QVERIFY(!read);
        QVERIFY2(read.error().text().find(reason.toStdString()) != std::string::npos, read.error().text().c_str());
    }
};

QTEST_GUILESS_MAIN(HexDumpTest)
#include "hex_dump_test.moc"
