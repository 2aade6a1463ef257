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
    const QString http_ = QStringLiteral(TAPSCOPE_SOURCE_DIR "/tests/captures/stream-http.pcap");
    const QString script_ = folder_.filePath("own.breaking");
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
    /// Each call of the contract, and a command that makes it.
    void everyCall() const {
        QTest::addColumn<QByteArray>("call");
        QTest::addColumn<QStringList>("words");
        const auto row = [](const char* call, const QStringList& words) {
            QTest::newRow(call) << QByteArray(call) << words;
        };
        for (const char* call : {"decoders", "injectors", "exporters", "inspectors", "sources", "statistics",
                                 "scriptLanguages", "isAvailable", "accepts", "decode"})
            row(call, {"read", dns_});
        row("recognises", {"--without", "decode-dns", "read", dns_}); // nobody takes the port
        row("messageIn", {"read", "--reassemble", http_});
        row("read", {"read", "--script", script_, dns_});
        row("write", {"export", "-F", "breaking", "-w", folder_.filePath("out"), dns_});
        for (const char* call : {"make", "fields", "begin", "take", "result"})
            row(call, {"stats", dns_, "breaking"});
        row("list", {"sources"});
        for (const char* call : {"schemaOf", "open", "watches", "port due", "receive"})
            row(call, {"capture", "breaking:any", "-w", folder_.filePath("captured")});
        row("run the source", {"capture", "breaking:thread", "-w", folder_.filePath("captured")});
        for (const char* call : {"create", "due", "run"})
            row(call, {"inject", "hang0", "breaking"});
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
        QVERIFY(QFile(script_).open(QFile::WriteOnly));
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

    /// Loading is over when a signal is handled; before, it ends the program as it ends any other.
    void aSignalEndsACallThatDoesNotReturn_data() { everyCall(); }
    void aSignalEndsACallThatDoesNotReturn() {
        QFETCH(QByteArray, call);
        QFETCH(QStringList, words);
        for (const int signal : {SIGINT, SIGTERM}) {
            start(call + " waits", words);
            QVERIFY(hasEntered());
            QCOMPARE(::kill(static_cast<pid_t>(process_.processId()), signal), 0);
            end();
            eventfd_t entered = 0;
            QCOMPARE(eventfd_read(entered_, &entered), 0);
        }
    }

    /// Once its work is done, a verb that handles signals ends with its own exit code. Others are ended by the signal.
    void aSignalEndsAProgramThatDoesNotEnd_data() {
        QTest::addColumn<QByteArray>("call");
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<int>("code"); // -1: the signal
        const QStringList capture = {"capture", "breaking:any", "-c", "1", "-w", folder_.filePath("one")};
        QTest::newRow("a port is closed") << QByteArray("close") << capture << 1;
        QTest::newRow("a library ends") << QByteArray("ending") << capture << 0;
        QTest::newRow("a library ends behind work that failed")
            << QByteArray("ending") << QStringList{"inject", "nosuch0", "breaking"} << 1;
        QTest::newRow("no signal is handled") << QByteArray("ending") << QStringList{"read", dns_} << -1;
    }
    void aSignalEndsAProgramThatDoesNotEnd() {
        QFETCH(QByteArray, call);
        QFETCH(QStringList, words);
        QFETCH(int, code);
        const bool isHandled = code >= 0;
        for (const int signal : {SIGINT, SIGTERM}) {
            start(call + " waits", words);
            QVERIFY(hasEntered());
            QCOMPARE(::kill(static_cast<pid_t>(process_.processId()), signal), 0);
            end();
            const QByteArray said = process_.readAllStandardError();
            QVERIFY2(said.contains("the plugin breaking does not return; ended without waiting for it") == isHandled,
                     said);
            QCOMPARE(process_.exitStatus(), isHandled ? QProcess::NormalExit : QProcess::CrashExit);
            QCOMPARE(process_.exitCode(), isHandled ? code : signal);
            eventfd_t entered = 0;
            QCOMPARE(eventfd_read(entered_, &entered), 0);
        }
    }

    void anInjectorThatHangsIsNamed_data() {
        QTest::addColumn<QByteArray>("call");
        for (const char* call : {"create", "due", "run"})
            QTest::newRow(call) << QByteArray(call);
    }
    void anInjectorThatHangsIsNamed() {
        QFETCH(QByteArray, call);
        start(call + " waits", {"inject", "hang0", "breaking"});
        QVERIFY(hasEntered());
        QCOMPARE(::kill(static_cast<pid_t>(process_.processId()), SIGINT), 0);
        end();
        QCOMPARE(process_.exitStatus(), QProcess::NormalExit);
        QCOMPARE(process_.exitCode(), 1);
        const QByteArray said = process_.readAllStandardError();
        QVERIFY2(said.contains("the plugin breaking does not return; ended without waiting for it"), said);
    }

    /// The plugin is quick, but the program gets no processor time for longer than a plugin that hangs is waited for.
    void aMachineWithoutTimeIsNoHang() {
        start("run waits", {"inject", "hang0", "breaking"});
        QVERIFY(hasEntered());
        const auto id = static_cast<pid_t>(process_.processId());
        QCOMPARE(::kill(id, SIGINT), 0);
        QTest::qWait(200); // the signal was taken
        QCOMPARE(::kill(id, SIGSTOP), 0);
        QTest::qWait(1500);
        QCOMPARE(eventfd_write(gate_, 1'000'000), 0);
        QCOMPARE(::kill(id, SIGCONT), 0);
        end();
        QVERIFY2(process_.exitCode() == 0, process_.readAllStandardError());
    }

    /// One line names the plugin, and the program goes on or ends in good order.
    void aCallThatThrowsIsNamed_data() { everyCall(); }
    void aCallThatThrowsIsNamed() {
        QFETCH(QByteArray, call);
        QFETCH(QStringList, words);
        for (const char* how : {" throws", " throws a number"}) {
            start(call + how, words);
            end();
            QCOMPARE(process_.exitStatus(), QProcess::NormalExit);
            const QByteArray said = process_.readAllStandardError();
            QVERIFY2(said.toLower().contains("breaking"), said);
            QVERIFY2(said.contains("on purpose") || said.contains("failed") || said.contains("left out"), said);
        }
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
        start(breaks.toUtf8(), {"inject", "hang0", "breaking"});
        end();
        QCOMPARE(process_.exitCode(), 1);
        const QByteArray said = process_.readAllStandardError();
        QVERIFY2(said.contains("start breaking: " + reason.toUtf8()) && said.count('\n') == 1, said);
    }

    /// As in the window: named, and left out at the next start, until it is switched on again.
    void aCrashIsNamedAndThePluginLeftOut_data() { everyCall(); }
    void aCrashIsNamedAndThePluginLeftOut() {
        QFETCH(QByteArray, call);
        QFETCH(QStringList, words);
        start(call + " crashes", words);
        end();
        QCOMPARE(process_.exitStatus(), QProcess::CrashExit);
        const QByteArray last = process_.readAllStandardError();
        QVERIFY2(last.contains("the plugin breaking crashed (SIGSEGV)"), last);
        static_cast<void>(process_.readAllStandardOutput());
        start(call + " crashes", {"read", dns_});
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
        QVERIFY2(said.contains("--without " + id.toUtf8() + ": there is no plugin with this id"), said);
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
