#include <support/commands.h>
#include <support/private_network.h>

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace tapscope::test;

/// The command line accepts the addresses (with peers) and alternative names that the list of devices shows.
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

    void switchingOffAndOnKeepsTheAddresses() {
        const QStringList addresses{"10.9.0.1/24", "fd09::1/64"};
        for (const auto& each : addresses)
            QCOMPARE(cli({"set", "t0", "--add-address", each}).status, 0);
        for (const char* state : {"--down", "--up"}) {
            const auto ran = cli({"set", "t0", state});
            QVERIFY2(ran.status == 0 && ran.err.isEmpty(), ran.err);
            QCOMPARE(ipAddresses("t0"), addresses);
        }
        QCOMPARE(run("cat", {"/proc/sys/net/ipv6/conf/t0/keep_addr_on_down"}).out.trimmed(), QByteArray("0"));
    }

    void addressesThatTheKernelRemovesAreNamed() {
        QCOMPARE(cli({"set", "t0", "--add-address", "fd09::1/64"}).status, 0);
        const auto ran = run("unshare", {"--mount", "sh", "-ec",
                                         "mount --bind -o ro /proc/sys /proc/sys\n"
                                         "exec " TAPSCOPE_BIN_DIR "/tapscope-cli set t0 --down"});
        QVERIFY(ran.status != 0);
        QVERIFY2(ran.err.contains("the kernel removed fd09::1/64"), ran.err);
        QVERIFY2(!run("ip", {"address", "show", "dev", "t0"}).out.contains(",UP"), "it is off all the same");
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

    void eachSettingIsChangedAndShown_data() {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<QString>("key");
        QTest::addColumn<QJsonValue>("value");
        QTest::addColumn<QString>("witness"); // of ip -d link
        const auto row = [](const char* key, const QStringList& words, const QJsonValue& value, const char* witness) {
            QTest::newRow(key) << words << QString(key) << value << QString(witness);
        };
        row("mtu", {"--mtu", "1400"}, 1400, "mtu 1400");
        row("txqueuelen", {"--txqueuelen", "77"}, 77, "qlen 77");
        row("owner", {"--owner", "1234"}, 1234, "user 1234");
        row("group", {"--group", "1235"}, 1235, "group 1235");
        row("alias", {"--alias", "of the guest"}, "of the guest", "alias of the guest");
        row("promiscuous", {"--promiscuous", "on"}, true, "PROMISC");
        row("vnet_hdr", {"--vnet-hdr", "on"}, true, "vnet_hdr on");
        row("packet_info", {"--packet-info", "on"}, true, "pi on");
        row("device_group", {"--device-group", "7"}, 7, "group 7 ");
        row("altnames", {"--add-altname", "guest-web-frontend-0"}, QJsonArray{"guest-web-frontend-0"},
            "altname guest-web-frontend-0");
        row("up", {"--down"}, false, "state DOWN");
    }
    void eachSettingIsChangedAndShown() {
        QFETCH(QStringList, words);
        QFETCH(QString, key);
        QFETCH(QJsonValue, value);
        QFETCH(QString, witness);
        QVERIFY(listed().value(key) != value);
        const auto set = cli(QStringList{"set", "t0"} + words);
        QVERIFY2(set.status == 0, set.err);
        QCOMPARE(listed().value(key), value);
        const auto seen = run("ip", {"-d", "link", "show", "dev", "t0"}).out;
        QVERIFY2(seen.contains(witness.toUtf8()), seen);
    }

    void listedNamesAreRemoved() {
        QCOMPARE(run("ip", {"link", "property", "add", "dev", "t0", "altname", "guest-0"}).status, 0);
        const auto set = cli({"set", "guest-0", "--remove-altname", "guest-0"});
        QVERIFY2(set.status == 0, set.err);
        QCOMPARE(listed().value("altnames").toArray(), QJsonArray());
    }

    void anAddressHasLabelScopeAndLifetime() {
        const QString whole = "10.9.0.1/24 broadcast 10.9.0.7 label t0:web scope link";
        const auto set = cli({"set", "t0", "--add-address", whole + " valid_lft 3600 preferred_lft 60"});
        QVERIFY2(set.status == 0, set.err);
        const auto seen = run("ip", {"address", "show", "dev", "t0"}).out;
        QVERIFY2(seen.contains("brd 10.9.0.7 scope link dynamic t0:web"), seen);
        const auto details = listed().value("address_details").toArray().first().toObject();
        QVERIFY(details.value("valid_seconds").toInt() > 3000);
        QCOMPARE(listed().value("addresses").toArray().first().toString(), QString("10.9.0.1/24"));
        QCOMPARE(details.value("text").toString(), whole); // accepted, too
        QCOMPARE(cli({"set", "t0", "--remove-address", whole}).status, 0);
        QCOMPARE(ipAddresses("t0").filter("10.9."), QStringList());
    }

    void wrongValuesChangeNothing_data() {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<QString>("said");
        QTest::newRow("address") << QStringList{"--add-address", "10.9.0.1/24 colour red"}
                                 << "\"colour\" is unexpected";
        QTest::newRow("twice") << QStringList{"--add-address", "10.9.0.1/24 scope link scope host"} << "comes twice";
        QTest::newRow("label of IPv6") << QStringList{"--add-address", "fd09::1/64 label t0:web"}
                                       << "not a valid label";
        QTest::newRow("families") << QStringList{"--add-address", "10.9.0.1 peer fd09::1/64"} << "different families";
        QTest::newRow("altname") << QStringList{"--add-altname", "a/b"} << "not a valid alternative name";
        QTest::newRow("number") << QStringList{"--device-group", "many"} << "it is not a number";
        QTest::newRow("carrier") << QStringList{"--carrier", "on"} << "no program has it open";
        QTest::newRow("kind") << QStringList{"--bridge", "br0"} << "no such device";
    }
    void wrongValuesChangeNothing() {
        QFETCH(QStringList, words);
        QFETCH(QString, said);
        const auto before = listed();
        const auto set = cli(QStringList{"set", "t0"} + words);
        QVERIFY(set.status != 0);
        QVERIFY2(set.err.contains(said.toUtf8()), set.err);
        QCOMPARE(listed(), before);
    }

    void aBridgePortShowsItsBridge() {
        QCOMPARE(cli({"create", "t1", "--up"}).status, 0);
        QCOMPARE(cli({"create", "--kind", "bridge", "--up", "--address", "10.8.0.1/24"}).out, QByteArray("br0\n"));
        const auto set = cli({"set", "t1", "--bridge", "br0", "--alias", "of the guest", "--group", "0"});
        QVERIFY2(set.status == 0, set.err);
        const auto devices = QJsonDocument::fromJson(cli({"devices", "--json"}).out).array();
        QCOMPARE(devices.first().toObject().value("kind").toString(), QString("bridge"));
        QCOMPARE(devices.last().toObject().value("bridge").toString(), QString("br0"));
        QCOMPARE(devices.last().toObject().value("promiscuous").toBool(), false); // the setting
        QCOMPARE(devices.last().toObject().value("promiscuity").toInt(), 1);      // the bridge requests all frames, too
        QCOMPARE(devices.last().toObject().value("alias").toString(), QString("of the guest"));
        QCOMPARE(devices.last().toObject().value("group").toInt(-1), 0);
        const auto out = QJsonDocument::fromJson(cli({"set", "t1", "--bridge", "none", "--json"}).out).array();
        QVERIFY(!out.first().toObject().contains("bridge"));
        QCOMPARE(cli({"destroy", "br0"}).status, 0);
        QCOMPARE(cli({"destroy", "t1"}).status, 0);
    }

    void theProgramThatIsRunMayFollowAMark() {
        QCOMPARE(cli({"run", "--", "echo", "--", "hi"}).out, QByteArray("-- hi\n"));
        QCOMPARE(cli({"--sandbox", "run", "--", "echo", "hi"}).out, QByteArray("hi\n"));
    }
};

TAPSCOPE_NETWORK_TEST_MAIN(DeviceAddressesCliTest)
#include "device_addresses_cli_test.moc"
