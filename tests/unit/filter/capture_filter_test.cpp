#include <filter/capture_filter.h>

#include <QTest>

using namespace tapscope;

/// Capture filters for link types of other systems.
class CaptureFilterTest : public QObject {
    Q_OBJECT

private slots:
    void addressFamiliesOfOtherSystemsAreKnown_data() {
        QTest::addColumn<int>("linkType");
        QTest::addColumn<QByteArray>("family"); // hex
        QTest::newRow("NetBSD, OpenBSD") << 0 << QByteArray("18000000");
        QTest::newRow("FreeBSD") << 0 << QByteArray("1c000000");
        QTest::newRow("macOS") << 0 << QByteArray("1e000000");
        QTest::newRow("macOS, big endian") << 0 << QByteArray("0000001e");
        QTest::newRow("LOOP is in network order") << 108 << QByteArray("00000018");
    }
    void addressFamiliesOfOtherSystemsAreKnown() {
        QFETCH(int, linkType);
        QFETCH(QByteArray, family);
        const auto type = static_cast<LinkType>(linkType);
        // An IPv6 header of an empty UDP datagram from port 40001.
        const QByteArray packet =
            QByteArray::fromHex(family + "6000000000081140" + QByteArray(64, '0') + "9c41000700080000");
        const Frame frame{.bytes = std::as_bytes(std::span(packet)),
                          .originalLength = static_cast<std::uint32_t>(packet.size()),
                          .linkType = type};
        QVERIFY(CaptureFilter::compile("ip6", type).value().matches(frame));
        QVERIFY(CaptureFilter::compile("udp port 40001", type).value().matches(frame));
        QVERIFY(!CaptureFilter::compile("ip", type).value().matches(frame));
        QVERIFY(!CaptureFilter::compile("udp port 40002", type).value().matches(frame));
    }

    void ipv4IsTheSameEverywhere_data() {
        QTest::addColumn<QByteArray>("family"); // hex
        QTest::newRow("little endian") << QByteArray("02000000");
        QTest::newRow("big endian") << QByteArray("00000002");
    }
    void ipv4IsTheSameEverywhere() {
        QFETCH(QByteArray, family);
        const QByteArray packet = QByteArray::fromHex(family + "450000140000000040010000" + "0a0900010a090002");
        const Frame frame{.bytes = std::as_bytes(std::span(packet)),
                          .originalLength = static_cast<std::uint32_t>(packet.size()),
                          .linkType = LinkType::Null};
        QVERIFY(CaptureFilter::compile("icmp", LinkType::Null).value().matches(frame));
        QVERIFY(!CaptureFilter::compile("ip6", LinkType::Null).value().matches(frame));
    }
};

QTEST_GUILESS_MAIN(CaptureFilterTest)
#include "capture_filter_test.moc"
