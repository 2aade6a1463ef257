#include <support/commands.h>
#include <support/private_network.h>

#include <QCoreApplication>
#include <QRegularExpression>
#include <QTest>

using namespace tapscope::test;

/// The self-test for users of a BSD, run here on Linux's core/net.
class NetSelftestTest : public QObject {
    Q_OBJECT

private slots:
    void holdsInAPrivateNetwork() {
        const auto ran = run(TAPSCOPE_BIN_DIR "/tapscope-net-selftest", {});
        QVERIFY2(ran.status == 0, ran.out + ran.err);
        const auto counted = QRegularExpression("^(\\d+) of (\\d+) held$", QRegularExpression::MultilineOption)
                                 .match(QString::fromUtf8(ran.out));
        QVERIFY2(counted.hasMatch(), ran.out);
        QCOMPARE(counted.captured(1), counted.captured(2));
        QCOMPARE(ran.out.count("\nok  ") + 1, counted.captured(1).toInt()); // no line break precedes the first line
        QVERIFY(!ran.out.contains("FAILED"));
        QCOMPARE(ip({"link", "show", "type", "tun"}).size(), 0); // no device is left behind
    }

    void saysWhatDoesNotHold() {
        QCOMPARE(run("ip", {"tuntap", "add", "tap977", "mode", "tap"}).status, 0);
        const auto ran = run(TAPSCOPE_BIN_DIR "/tapscope-net-selftest", {});
        QCOMPARE(ran.status, 1);
        QVERIFY2(ran.out.contains(
                     "FAILED  create tap977 to stay: Cannot create tap977: a device with that name already exists"),
                 ran.out);
        QCOMPARE(run("ip", {"link", "delete", "tap977"}).status, 0);
    }
};

TAPSCOPE_NETWORK_TEST_MAIN(NetSelftestTest)
#include "net_selftest_test.moc"
