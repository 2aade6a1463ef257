#include <support/commands.h>
#include <support/private_network.h>

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <fcntl.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <csignal>

using namespace tapscope::test;

/// A user's plugin that does not return, or that breaks in another way, in tapscope-cli. The table in ARCHITECTURE.md
/// names these tests.
class HangingCliTest : public QObject {
    Q_OBJECT

    static constexpr int longEnough = 60'000; ///< milliseconds

    QTemporaryDir folder_;
    const QString program_ = QStringLiteral(TAPSCOPE_BIN_DIR "/tapscope-cli");
    const QString dns_ = QStringLiteral(TAPSCOPE_SOURCE_DIR "/tests/captures/app-dns.pcap");
    int entered_ = -1, gate_ = -1;
    QProcess process_;

    QProcessEnvironment environment(const char* breaks) const {
        auto all = QProcessEnvironment::systemEnvironment();
        all.insert("XDG_DATA_HOME", folder_.filePath("data"));
        all.insert("XDG_CONFIG_HOME", folder_.filePath("config"));
        all.insert("TAPSCOPE_TEST_BREAKS", breaks);
        all.insert("TAPSCOPE_TEST_ENTERED", QString::number(entered_));
        all.insert("TAPSCOPE_TEST_GATE", QString::number(gate_));
        return all;
    }
    void start(const char* breaks, const QStringList& words) {
        process_.setProcessEnvironment(environment(breaks));
        process_.start(program_, words);
        QVERIFY(process_.waitForStarted(longEnough));
    }
    void end() { QVERIFY(process_.waitForFinished(longEnough)); }
    /// Whether the plugin is in its call.
    bool hasEntered() const {
        pollfd wanted{entered_, POLLIN, 0};
        return poll(&wanted, 1, longEnough) == 1;
    }

private slots:
    void initTestCase() {
        QVERIFY(QDir(folder_.path()).mkpath("data/tapscope/plugins"));
        QVERIFY(QFile::copy(QStringLiteral(BREAKING_PLUGIN_DIR "/breaking_plugin.so"),
                            folder_.filePath("data/tapscope/plugins/breaking_plugin.so")));
        QVERIFY(run(program_, {"create", "hang0", "--up"}).status == 0);
    }
    void cleanupTestCase() { run(program_, {"destroy", "hang0"}); }
    void init() {
        entered_ = eventfd(0, 0); // inherited by the program
        gate_ = eventfd(0, EFD_SEMAPHORE);
    }
    void cleanup() {
        if (process_.state() != QProcess::NotRunning)
            process_.kill();
        process_.waitForFinished(longEnough);
        close(entered_);
        close(gate_);
    }

    void aSignalEndsADecoderThatHangs_data() {
        QTest::addColumn<int>("signal");
        QTest::newRow("SIGINT") << SIGINT;
        QTest::newRow("SIGTERM") << SIGTERM;
    }
    void aSignalEndsADecoderThatHangs() {
        QFETCH(int, signal);
        start("decode waits", {"read", dns_});
        QVERIFY(hasEntered());
        QCOMPARE(::kill(static_cast<pid_t>(process_.processId()), signal), 0);
        end();
    }

    void aSignalEndsAnInjectorThatHangs_data() {
        QTest::addColumn<QString>("breaks");
        for (const char* call : {"create waits", "due waits", "run waits"})
            QTest::newRow(call) << QString::fromLatin1(call);
    }
    void aSignalEndsAnInjectorThatHangs() {
        QFETCH(QString, breaks);
        start(qPrintable(breaks), {"inject", "hang0", "breaking"});
        QVERIFY(hasEntered());
        QCOMPARE(::kill(static_cast<pid_t>(process_.processId()), SIGINT), 0);
        end();
        QCOMPARE(process_.exitStatus(), QProcess::NormalExit);
        QCOMPARE(process_.exitCode(), 1);
        const QByteArray said = process_.readAllStandardError();
        QVERIFY2(said.contains("the plugin breaking does not return; ended without waiting for it"), said);
    }

    void anInjectorThatCannotBeMadeIsNamed_data() {
        QTest::addColumn<QString>("breaks");
        QTest::addColumn<QString>("reason");
        QTest::newRow("throws") << "create throws" << "on purpose";
        QTest::newRow("throws a number") << "create throws a number" << "it failed";
        QTest::newRow("gives null") << "create gives null" << "it returned no injector";
    }
    void anInjectorThatCannotBeMadeIsNamed() {
        QFETCH(QString, breaks);
        QFETCH(QString, reason);
        start(qPrintable(breaks), {"inject", "hang0", "breaking"});
        end();
        QCOMPARE(process_.exitCode(), 1);
        const QByteArray said = process_.readAllStandardError();
        QVERIFY2(said.contains("start breaking: " + reason.toUtf8()) && said.count('\n') == 1, said);
    }

    /// As in the window: named, and left out at the next start, until it is switched on again.
    void aCrashIsNamedAndThePluginLeftOut() {
        start("decode crashes", {"read", dns_});
        end();
        QCOMPARE(process_.exitStatus(), QProcess::CrashExit);
        QVERIFY(process_.readAllStandardError().contains("the plugin breaking crashed (SIGSEGV)"));
        start("decode crashes", {"read", dns_});
        end();
        QCOMPARE(process_.exitCode(), 0);
        const QByteArray said = process_.readAllStandardError();
        QVERIFY2(said.contains("breaking_plugin") && said.contains("it crashed the program (SIGSEGV)"), said);
        QVERIFY(process_.readAllStandardOutput().contains("Standard query"));
        QVERIFY(QFile::remove(folder_.filePath("config/tapscope/plugins")));
    }

    void aPluginThatIsNotThereIsTold_data() {
        QTest::addColumn<QString>("id");
        QTest::addColumn<QByteArray>("near");
        QTest::newRow("a slip of the finger") << "braeking" << QByteArray("Did you mean breaking?");
        QTest::newRow("a part of the name") << "break" << QByteArray("Did you mean breaking?");
        QTest::newRow("like no other") << "<b>nosuch</b>" << QByteArray();
    }
    void aPluginThatIsNotThereIsTold() {
        QFETCH(const QString, id);
        QFETCH(const QByteArray, near);
        start("", {"--without", id, "read", dns_});
        end();
        const QByteArray said = process_.readAllStandardError();
        QVERIFY2(said.contains("--without " + id.toUtf8() + ": there is no plugin of this id"), said);
        QVERIFY2(said.contains(near) && said.contains("Did you mean") == !near.isEmpty(), said);
    }

    void pluginsAreLeftOutOnRequest() {
        start("", {"--without", "breaking", "read", dns_});
        end();
        QCOMPARE(process_.readAllStandardError(), QByteArray());
        QVERIFY(process_.readAllStandardOutput().contains("Standard query"));
        start("", {"read", dns_});
        end();
        const QByteArray said = process_.readAllStandardError(); // a user's plugin replaces ours
        QVERIFY2(said.contains("it has precedence over dns at udp.port 53"), said);
        start("", {"--no-plugins", "read", dns_});
        end();
        QCOMPARE(process_.readAllStandardError(), QByteArray());
        QVERIFY(!process_.readAllStandardOutput().contains("UDP"));
    }
};

int main(int argc, char** argv) {
    enterPrivateNetwork();
    const QCoreApplication application(argc, argv);
    HangingCliTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "hanging_cli_test.moc"
