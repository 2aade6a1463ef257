#include "dns_name.h"

#include <QByteArray>
#include <QTest>

using namespace tapscope;

namespace {

Bytes bytesOf(const QByteArray& octets) {
    return std::as_bytes(std::span(octets.constData(), std::size_t(octets.size())));
}
/// This number of labels "a", then the root.
QByteArray labels(int count) {
    return QByteArray("\x01"
                      "a")
               .repeated(count) +
           QByteArray(1, '\0');
}
const QByteArray pointerToStart = QByteArray::fromHex("c000");

} // namespace

/// Names that are compressed as in RFC 1035 section 4.1.4, and as only in hostile messages.
class DnsNameTest : public QObject {
    Q_OBJECT

private slots:
    void readsBehindAPointer_data() {
        QTest::addColumn<QByteArray>("message");
        QTest::addColumn<int>("start"); // start of the name; two more bytes follow a pointer there
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("root") << QByteArray(1, '\0') << 0 << QByteArray("<Root>");
        QTest::newRow("labels, then a pointer")
            << QByteArray::fromHex("03636f6d000377777703617069c000") << 5 << QByteArray("www.api.com");
        QTest::newRow("as long as a name may be")
            << labels(127) + pointerToStart << 255 << QByteArray("a.").repeated(127).chopped(1);
        QTest::newRow("a loop") << pointerToStart << 0 << QByteArray("<Name contains a pointer that loops>");
        QTest::newRow("a run that no name has, behind a pointer")
            << labels(5000) + pointerToStart << 10001 << QByteArray("<Name too long>");
    }
    void readsBehindAPointer() {
        QFETCH(const QByteArray, message);
        QFETCH(const int, start);
        ByteReader bytes(bytesOf(message));
        bytes.skip(std::size_t(start));
        const dns::Name name(bytes, bytesOf(message));
        QTEST(QByteArray(name.text().data(), qsizetype(name.text().size())), "text");
        QVERIFY(bytes.atEnd()); // after the pointer, not at its target
        QVERIFY(!bytes.overrun());
    }

    void readsALongNameThatStandsThere() {
        const QByteArray message = labels(5000) + "x";
        ByteReader bytes(bytesOf(message));
        const dns::Name name(bytes, bytesOf(message));
        QCOMPARE(name.labels(), std::size_t{5000});
        QCOMPARE(bytes.remaining(), std::size_t{1});
    }
};

QTEST_APPLESS_MAIN(DnsNameTest)
#include "dns_name_test.moc"
