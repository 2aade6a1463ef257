#include <support/commands.h>
#include <support/private_network.h>

#include <QCoreApplication>
#include <QTemporaryDir>
#include <QTest>

using namespace tapscope::test;

/// A wire between TAPs of two namespaces, whose hosts reach each other through it.
class WireCliTest : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;
    const QString program_ = QStringLiteral(TAPSCOPE_BIN_DIR "/tapscope-cli");

    static Ran shell(const QString& command) { return run("bash", {"-ec", command}); }
    static bool reaches() {
        return run("ip", {"netns", "exec", "west", "ping", "-c", "1", "-W", "1", "10.77.0.2"}).status == 0;
    }

private slots:
    void initTestCase() {
        enterPrivateNamespaceNames();
        const auto made = shell("for side in west east; do ip netns add $side;"
                                " ip -n $side tuntap add ${side}0 mode tap; ip -n $side link set ${side}0 up; done;"
                                "ip -n west address add 10.77.0.1/24 dev west0;"
                                "ip -n east address add 10.77.0.2/24 dev east0");
        QVERIFY2(made.status == 0, made.err);
    }
    void cleanupTestCase() { QCOMPARE(shell("ip netns delete west; ip netns delete east").status, 0); }

    void connectsTheHosts() {
        QVERIFY(!reaches());
        RunningProgram wire(program_, {"inject", "west/west0", "wire", "to=east/east0"});
        QTRY_VERIFY_WITH_TIMEOUT(reaches(), 30'000);
        const auto ran = wire.interrupt();
        QVERIFY2(ran.out.contains(" received, "), ran.out + ran.err);
        QVERIFY2(ran.out.contains(" 0 failed"), ran.out + ran.err);
        QVERIFY(!reaches());
    }

    void findsADeviceByItsAlternativeName_data() {
        QTest::addColumn<QStringList>("words");
        QTest::newRow("inject") << QStringList{"inject", "west/the-west", "wire", "to=east/the-east"};
        QTest::newRow("capture") << QStringList{
            "capture", "west/the-west", "--inject", "wire to=east/the-east", "-w", folder_.filePath("names.pcapng")};
    }
    void findsADeviceByItsAlternativeName() {
        QFETCH(const QStringList, words);
        QVERIFY(!reaches());
        const auto named = shell("for side in west east; do"
                                 " ip -n $side link property add dev ${side}0 altname the-$side 2>&1 || true; done");
        QVERIFY2(named.status == 0, named.err);
        RunningProgram wire(program_, words);
        QTRY_VERIFY_WITH_TIMEOUT(reaches(), 30'000);
        const auto ran = wire.interrupt();
        QVERIFY2(ran.status == 0, ran.out + ran.err);
    }

    void recordsWhatPasses() {
        const QString file = folder_.filePath("wire.pcapng");
        RunningProgram wire(program_, {"capture", "west/west0", "--inject", "wire to=east/east0", "-w", file});
        QTRY_VERIFY_WITH_TIMEOUT(reaches(), 30'000);
        const auto ran = wire.interrupt();
        QVERIFY2(ran.status == 0, ran.err);
        // A frame is recorded on the device that sends it, and on the device that receives it.
        for (const char* interface : {"west/west0", "east/east0"}) {
            const auto found =
                run(program_, {"read", file, "-Y",
                               QString("icmp.type == 8 && frame.interface_name == \"%1\"").arg(interface), "--count"});
            QVERIFY2(found.out.trimmed().toInt() >= 1, found.out + found.err);
        }
    }

    void refusesTheSameDevice_data() {
        QTest::addColumn<QStringList>("words");
        QTest::newRow("inject") << QStringList{"inject", "west/west0", "wire", "to=west/west0"};
        QTest::newRow("capture") << QStringList{"capture", "west/west0", "--inject", "wire to=west/west0"};
    }
    void refusesTheSameDevice() {
        QFETCH(const QStringList, words);
        const auto ran = run(program_, words);
        QCOMPARE(ran.status, 1);
        QVERIFY2(ran.err.contains("the same device"), ran.err);
    }
};

int main(int argc, char** argv) {
    enterPrivateNetwork();
    const QCoreApplication application(argc, argv);
    WireCliTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "wire_cli_test.moc"
