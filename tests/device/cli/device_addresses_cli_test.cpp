#include <support/commands.h>
#include <support/private_network.h>

#include <QJsonDocument>
#include <QTest>

using namespace tapscope::test;

/// What the list of devices shows can be said back to the command line: addresses with peers, alternative names.
class DeviceAddressesCliTest : public QObject {
    Q_OBJECT

    static Ran cli(const QStringList& words) { return run(TAPSCOPE_BIN_DIR "/tapscope-cli", words); }
    static QJsonObject listed() {
        return QJsonDocument::fromJson(cli({"devices", "--json"}).out).array().first().toObject();
    }

private slots:
    void init() { QCOMPARE(cli({"create", "t0", "--kind", "tun", "--up"}).status, 0); }
    void cleanup() { QCOMPARE(cli({"destroy", "t0"}).status, 0); }

    void anAddressWithAPeerIsShownAndRemoved_data() {
        QTest::addColumn<QStringList>("added");
        QTest::addColumn<QString>("shown");
        QTest::addColumn<QString>("removed");
        QTest::newRow("by its own address") << QStringList{"192.0.2.1", "peer", "198.51.100.7/32"}
                                            << "192.0.2.1 peer 198.51.100.7/32" << "192.0.2.1/32";
        QTest::newRow("as it is shown") << QStringList{"192.0.2.1", "peer", "198.51.100.0/24"}
                                        << "192.0.2.1 peer 198.51.100.0/24" << "192.0.2.1 peer 198.51.100.0/24";
        QTest::newRow("IPv6") << QStringList{"fd00::1", "peer", "fd00::2/128"} << "fd00::1 peer fd00::2/128"
                              << "fd00::1/128";
    }
    void anAddressWithAPeerIsShownAndRemoved() {
        QFETCH(QStringList, added);
        QFETCH(QString, shown);
        QFETCH(QString, removed);
        QCOMPARE(run("ip", QStringList{"address", "add"} + added + QStringList{"dev", "t0"}).status, 0);
        QVERIFY2(cli({"devices"}).out.contains(shown.toUtf8()), cli({"devices"}).out);
        const auto gone = cli({"set", "t0", "--remove-address", removed});
        QVERIFY2(gone.status == 0, gone.err);
        QCOMPARE(ipAddresses("t0"), QStringList());
    }

    void anAddressWithAPeerIsAdded() {
        const auto ran = cli({"set", "t0", "--add-address", "192.0.2.1 peer 198.51.100.7/32"});
        QVERIFY2(ran.status == 0, ran.err);
        QVERIFY(run("ip", {"address", "show", "dev", "t0"}).out.contains("inet 192.0.2.1 peer 198.51.100.7/32"));
    }

    void theRestOfAnAddressIsKeptWhereItsPrimaryGoes() {
        QCOMPARE(run("ip", {"address", "add", "10.9.0.1/24", "dev", "t0", "scope", "link"}).status, 0);
        QCOMPARE(run("ip", {"address", "add", "10.9.0.2/24", "dev", "t0", "label", "t0:web", "scope", "link"}).status,
                 0);
        QCOMPARE(cli({"set", "t0", "--remove-address", "10.9.0.1/24"}).status, 0);
        const auto details = listed().value("address_details").toArray();
        QVERIFY(!details.isEmpty());
        const auto first = details.first().toObject();
        QCOMPARE(first.value("address").toString(), QString("10.9.0.2"));
        QCOMPARE(first.value("label").toString(), QString("t0:web"));
        QCOMPARE(first.value("scope").toString(), QString("link"));
    }

    void aDeviceAnswersToItsAlternativeNames() {
        const QString name = "guest-web-frontend-network-0";
        QCOMPARE(run("ip", {"link", "property", "add", "dev", "t0", "altname", name}).status, 0);
        QCOMPARE(listed().value("altnames").toArray().first().toString(), name);
        const auto set = cli({"set", name, "--mtu", "1400", "--txqueuelen", "77"});
        QVERIFY2(set.status == 0, set.err);
        QCOMPARE(listed().value("mtu").toInt(), 1400);
        QCOMPARE(listed().value("txqueuelen").toInt(), 77);
        const auto captured = cli({"capture", name, "-w", "-", "-a", "duration:0.1"});
        QVERIFY2(captured.status == 0, captured.err);
    }

    void aPortOfABridgeTellsIt() {
        QCOMPARE(cli({"create", "t1", "--up"}).status, 0);
        QCOMPARE(run("ip", {"link", "add", "br0", "type", "bridge"}).status, 0);
        const auto set = cli({"set", "t1", "--bridge", "br0", "--alias", "of the guest", "--group", "0"});
        QVERIFY2(set.status == 0, set.err);
        const auto devices = QJsonDocument::fromJson(cli({"devices", "--json"}).out).array();
        QCOMPARE(devices.last().toObject().value("bridge").toString(), QString("br0"));
        QCOMPARE(devices.last().toObject().value("promiscuous").toBool(), true);
        QCOMPARE(devices.last().toObject().value("alias").toString(), QString("of the guest"));
        QCOMPARE(devices.last().toObject().value("group").toInt(-1), 0);
        const auto out = QJsonDocument::fromJson(cli({"set", "t1", "--bridge", "none", "--json"}).out).array();
        QVERIFY(!out.first().toObject().contains("bridge"));
        QCOMPARE(run("ip", {"link", "delete", "br0"}).status, 0);
        QCOMPARE(cli({"destroy", "t1"}).status, 0);
    }

    void theProgramThatIsRunMayFollowAMark() {
        QCOMPARE(cli({"run", "--", "echo", "--", "hi"}).out, QByteArray("-- hi\n"));
        QCOMPARE(cli({"--sandbox", "run", "--", "echo", "hi"}).out, QByteArray("hi\n"));
    }
};

TAPSCOPE_NETWORK_TEST_MAIN(DeviceAddressesCliTest)
#include "device_addresses_cli_test.moc"
