#include <support/commands.h>
#include <support/private_network.h>

#include <QCoreApplication>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTest>

using namespace tapscope::test;

/// `tapscope-cli map`.
class MapCliTest : public QObject {
    Q_OBJECT

    const QString program_ = QStringLiteral(TAPSCOPE_BIN_DIR "/tapscope-cli");

    Ran map(const QStringList& words = {}) { return run(program_, QStringList{"map"} + words); }
    static void shell(const char* line) {
        const auto done = run("sh", {"-e", "-c", line});
        QVERIFY2(done.status == 0, done.err.constData());
    }

private slots:
    void initTestCase() {
        enterPrivateNamespaceNames();
        shell(
            "ip netns add blue; ip link add br0 type bridge; ip tuntap add tap0 mode tap; ip link set tap0 master br0;"
            "ip link add here0 type veth peer name there0 netns blue; ip link set here0 master br0;"
            "ip address add 10.9.0.1/24 dev br0; ip link set br0 up;"
            "bridge fdb add 02:00:00:00:00:09 dev here0 master static;"
            "ip netns add \"$(printf 'a\"b\\\\\\033')\"");
    }

    void printsATree() {
        const auto ran = map();
        QCOMPARE(ran.status, 0);
        const QString text = QString::fromUtf8(ran.out);
        const auto has = [&](const char* pattern) {
            return text.contains(QRegularExpression(QString::fromUtf8(pattern)));
        };
        QVERIFY2(has("├─ br0  bridge no-carrier mtu 1500 10\\.9\\.0\\.1/24\n"
                     "│  ├─ here0  vETH off mtu 1500, port of br0, peer there0 in netns blue\n"
                     "│  └─ tap0  TAP off mtu 1500, port of br0\n"
                     "└─ lo  loopback up"),
                 ran.out);
        QVERIFY2(has("netns blue\n├─ lo .*\n└─ there0  vETH off .*peer here0 in "), ran.out);
        QVERIFY2(!ran.out.contains('\033'), ran.out);
    }

    void printsJson() {
        const auto ran = map({"--json"});
        QCOMPARE(ran.status, 0);
        const auto all = QJsonDocument::fromJson(ran.out).object();
        const auto spaces = all.value("namespaces").toArray();
        QJsonObject own;
        int ownAt = -1;
        QStringList names;
        for (int i = 0; i < spaces.size(); ++i) {
            const auto space = spaces[i].toObject();
            if (space.value("own").toBool()) {
                own = space;
                ownAt = i;
            }
            for (const auto& name : space.value("names").toArray())
                names << name.toString();
        }
        QVERIFY(ownAt >= 0);
        QVERIFY(names.contains("blue") && names.contains("a\"b\\\033"));
        const auto bridge = own.value("devices")[0].toObject(), port = own.value("devices")[1].toObject();
        QCOMPARE(bridge.value("bridge_ports"), (QJsonArray{"here0", "tap0"}));
        QCOMPARE(bridge.value("routes")[0].toObject(),
                 (QJsonObject{{"destination", "10.9.0.0/24"}, {"metric", 0}, {"table", 254}}));
        QCOMPARE(port.value("bridge").toString(), QString("br0"));
        QCOMPARE(port.value("port_state").toString(), QString("disabled")); // it is off
        QCOMPARE(port.value("learned"), QJsonValue(QJsonArray{"02:00:00:00:00:09"}));
        QCOMPARE(port.value("learned_count").toInt(), 1);
        QStringList kinds;
        for (const auto& each : own.value("devices").toArray())
            kinds << each.toObject().value("name").toString() + " " + each.toObject().value("kind").toString();
        QCOMPARE(kinds, (QStringList{"br0 bridge", "here0 veth", "lo loopback", "tap0 tap"}));
        QStringList ports;
        for (const auto& each : all.value("edges").toArray()) {
            const auto edge = each.toObject();
            const auto from = edge.value("from").toObject();
            if (edge.value("kind") == "port" && from.value("namespace").toInt() == ownAt)
                ports << from.value("device").toString() + " " + edge.value("to").toObject().value("device").toString();
        }
        QCOMPARE(ports, (QStringList{"here0 br0", "tap0 br0"}));
    }

    void printsAGraph() {
        const auto ran = map({"--dot"});
        QCOMPARE(ran.status, 0);
        QVERIFY2(ran.out.startsWith("graph wiring {\n") && ran.out.endsWith("}\n"), ran.out);
        QVERIFY(ran.out.contains("label=\"netns blue\""));
        // Escaped twice: as text, and for the dot language.
        QVERIFY2(ran.out.contains("label=\"netns a\\\"b\\\\\\\\033\""), ran.out);
        QVERIFY(
            QString::fromUtf8(ran.out).contains(QRegularExpression("d\\d+_\\d+ -- d\\d+_\\d+ \\[label=\"port\"\\];")));
        QCOMPARE(ran.out.count('{'), ran.out.count('}'));
        if (!QStandardPaths::findExecutable("dot").isEmpty()) { // if Graphviz is installed, it has to accept the graph
            QProcess dot;
            dot.start("dot", {"-Tsvg"});
            dot.write(ran.out);
            dot.closeWriteChannel();
            QVERIFY(dot.waitForFinished(patience));
            QVERIFY2(dot.exitCode() == 0, dot.readAllStandardError());
        }
    }

    void refusesTwoForms() { QCOMPARE(map({"--json", "--dot"}).status, 2); }
};

TAPSCOPE_NETWORK_TEST_MAIN(MapCliTest)
#include "map_cli_test.moc"
