#include "quic_keys.h"

#include <QByteArray>
#include <QTest>

using namespace tapscope;
using namespace tapscope::quic;

namespace {

QByteArray hex(std::span<const std::uint8_t> octets) {
    return QByteArray(reinterpret_cast<const char*>(octets.data()), qsizetype(octets.size())).toHex();
}
Bytes bytes(const QByteArray& octets) {
    return std::as_bytes(std::span(octets.constData(), std::size_t(octets.size())));
}

} // namespace

/// The keys of Initial packets against the examples of RFC 9001 appendix A and RFC 9369 appendix A.
class QuicKeysTest : public QObject {
    Q_OBJECT

    const QByteArray connectionId_ = QByteArray::fromHex("8394c8f03e515708");

private slots:
    void derivesTheKeysOfTheStandards_data() {
        QTest::addColumn<quint32>("version");
        QTest::addColumn<bool>("client");
        QTest::addColumn<QByteArray>("key");
        QTest::addColumn<QByteArray>("iv");
        QTest::addColumn<QByteArray>("hp");
        QTest::newRow("version 1, client")
            << quint32(1) << true << QByteArray("1f369613dd76d5467730efcbe3b1a22d")
            << QByteArray("fa044b2f42a3fd3b46fb255c") << QByteArray("9f50449e04a0e810283a1e9933adedd2");
        QTest::newRow("version 1, server")
            << quint32(1) << false << QByteArray("cf3a5331653c364c88f0f379b6067e37")
            << QByteArray("0ac1493ca1905853b0bba03e") << QByteArray("c206b8d9b9f0f37644430b490eeaa314");
        QTest::newRow("version 2, client")
            << quint32(version2) << true << QByteArray("8b1a0bc121284290a29e0971b5cd045d")
            << QByteArray("91f73e2351d8fa91660e909f") << QByteArray("45b95e15235d6f45a6b19cbcb0294ba9");
    }
    void derivesTheKeysOfTheStandards() {
        QFETCH(const quint32, version);
        QFETCH(const bool, client);
        const auto keys = initialKeys(version, bytes(connectionId_), client ? Side::Client : Side::Server);
        QTEST(hex(keys.key), "key");
        QTEST(hex(keys.iv), "iv");
        QTEST(hex(keys.headerProtection), "hp");
    }

    void masksAHeaderByItsSample() {
        const auto keys = initialKeys(1, bytes(connectionId_), Side::Client);
        const auto mask = headerMask(keys, bytes(QByteArray::fromHex("d1b1c98dd7689fb8ec11d242b123dc9b")));
        QVERIFY(mask);
        QCOMPARE(hex(*mask), QByteArray("437b9aec36"));
    }

    void refusesAPayloadThatWasChanged() {
        const auto keys = initialKeys(1, bytes(connectionId_), Side::Client);
        std::array<std::byte, 4> plain{};
        const QByteArray sealed(20, '\x5a');
        QVERIFY(!openPayload(keys, 0, {}, bytes(sealed), plain));
        QVERIFY(!openPayload(keys, 0, {}, bytes(sealed).first(3), plain));
    }

    void knowsWhatIsAVersion() {
        QCOMPARE(draftOf(1), 34U);
        QCOMPARE(draftOf(0xff00001d), 29U);
        QCOMPARE(draftOf(0x1a2a3a4a), 29U);
        QCOMPARE(draftOf(0x47455420), 0U); // "GET "
    }
};

QTEST_APPLESS_MAIN(QuicKeysTest)
#include "quic_keys_test.moc"
