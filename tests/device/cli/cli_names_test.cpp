#include <support/commands.h>

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace tapscope::test;

/// `tapscope-cli read -N`, compared with tshark.
class CliNamesTest : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;
    const QString capture_ = TAPSCOPE_SOURCE_DIR "/tests/captures/app-dns.pcap";

    static Ran cli(const QStringList& words) { return run(TAPSCOPE_BIN_DIR "/tapscope-cli", words); }
    QString hostsFile(const QByteArray& content) {
        QFile file(folder_.filePath("hosts"));
        if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
            qFatal("cannot write the hosts file");
        return file.fileName();
    }
    /// The words around the arrow of each line.
    static QList<QByteArrayList> addresses(const QByteArray& lines) {
        QList<QByteArrayList> all;
        for (const QByteArray& line : lines.split('\n')) {
            const QByteArrayList words = line.simplified().split(' ');
            if (const auto arrow = words.indexOf("→"); arrow > 0)
                all << QByteArrayList{words[arrow - 1], words[arrow + 1]};
        }
        return all;
    }

private slots:
    void hostsAreNamedAsByTshark() {
        const QString hosts = hostsFile("10.9.0.1 client.example\n10.9.0.2 resolver.example other.example\n");
        const auto ours = cli({"read", "-N", "n", "-H", hosts, capture_});
        QVERIFY2(ours.status == 0, ours.err.constData());
        const auto theirs = run("tshark", {"-N", "n", "-H", hosts, "-r", capture_});
        QVERIFY(ours.out.contains("client.example → resolver.example"));
        QCOMPARE(addresses(ours.out), addresses(theirs.out));
    }

    void namesAreOffByDefault_data() {
        QTest::addColumn<QStringList>("words");
        QTest::newRow("nothing asked") << QStringList{};
        QTest::newRow("-n") << QStringList{"-N", "n", "-n"};
    }
    void namesAreOffByDefault() {
        QFETCH(const QStringList, words);
        const auto ran = cli(QStringList{"read", capture_} + words);
        QVERIFY(ran.out.contains("10.9.0.1 → 10.9.0.2"));
    }

    void filtersAndFieldsHaveAddresses() {
        const QString hosts = hostsFile("10.9.0.1 client.example\n");
        const QStringList named = {"read", capture_, "-N", "n", "-H", hosts, "-Y", "ip.src == 10.9.0.1"};
        QVERIFY(cli(named).out.contains("client.example → "));
        QCOMPARE(cli(named + QStringList{"-T", "fields", "-e", "ip.src"}).out.split('\n').first(),
                 QByteArray("10.9.0.1"));
    }

    void theTreeHasNamesOfPorts() {
        const auto ran = cli({"read", capture_, "-c", "1", "-N", "t", "-V"});
        QVERIFY2(ran.out.contains("Destination Port: 53 (domain)"), ran.out.constData());
    }

    void wrongWordsAreRefused_data() {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<QByteArray>("reason");
        QTest::newRow("a letter") << QStringList{"-N", "x"} << QByteArray("the letters are m, n, d and t");
        QTest::newRow("asking the network") << QStringList{"-N", "N"} << QByteArray("never asks the network");
        QTest::newRow("hosts that are not shown") << QStringList{"-H", "/etc/hosts"} << QByteArray("Add -N n");
        QTest::newRow("no such file") << QStringList{"-N", "n", "-H", "/absent"} << QByteArray("/absent");
    }
    void wrongWordsAreRefused() {
        QFETCH(const QStringList, words);
        QFETCH(const QByteArray, reason);
        const auto ran = cli(QStringList{"read", capture_} + words);
        QVERIFY(ran.status != 0);
        QVERIFY2(ran.err.contains(reason), ran.err.constData());
    }
};

QTEST_GUILESS_MAIN(CliNamesTest)
#include "cli_names_test.moc"
