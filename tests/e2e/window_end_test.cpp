#include <support/commands.h>
#include <support/private_network.h>
#include <support/window_program.h>

#include <QDir>
#include <QTest>

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace tapscope::test;

/// A signal ends the window's program, which does not wait for destructors.
class WindowEndTest : public QObject {
    Q_OBJECT

    static void addBreakingPlugin(WindowProgram& window, const QByteArray& breaks) {
        QDir(window.home()).mkpath("tapscope/plugins");
        for (const auto& library : QDir(BREAKING_PLUGIN_DIR).entryInfoList(QDir::Files))
            QVERIFY(QFile::copy(library.filePath(), window.home() + "/tapscope/plugins/" + library.fileName()));
        window.setVariable("TAPSCOPE_TEST_BREAKS", breaks);
    }
    static void addScript(const WindowProgram& window, const QByteArray& text) {
        QDir(window.home()).mkpath("tapscope/scripts");
        QFile script(window.home() + "/tapscope/scripts/endless.lua");
        QVERIFY(script.open(QFile::WriteOnly) && script.write(text) == text.size());
    }

private slots:
    void aSignalDoesNotWaitForWhatIsDestroyed_data() {
        QTest::addColumn<int>("signal");
        QTest::newRow("SIGTERM") << SIGTERM;
        QTest::newRow("SIGINT") << SIGINT;
    }
    void aSignalDoesNotWaitForWhatIsDestroyed() {
        QFETCH(const int, signal);
        WindowProgram window;
        addBreakingPlugin(window, "ending hangs"); // one object's destructor stands for a million
        QProcess& program = window.process();
        program.start(TAPSCOPE_BIN_DIR "/tapscope", {TAPSCOPE_SOURCE_DIR "/tests/captures/mixed.pcapng"});
        QVERIFY(program.waitForStarted());
        QTRY_VERIFY(window.isAtRest());
        QCOMPARE(::kill(static_cast<pid_t>(program.processId()), signal), 0);
        QVERIFY(program.waitForFinished());
        QCOMPARE(program.exitStatus(), QProcess::NormalExit);
        QCOMPARE(program.exitCode(), 0);
        QCOMPARE(program.readAllStandardError(), QByteArray()); // no thread was abandoned
    }

    void aSignalDoesNotWaitForAPlugin_data() {
        QTest::addColumn<QByteArray>("call");
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<bool>("isNamed");
        const QStringList file = {TAPSCOPE_SOURCE_DIR "/tests/captures/app-dns.pcap"};
        const QStringList capture = {"-i", "breaking:any", "-k"};
        QTest::newRow("when it decodes") << QByteArray("decode") << file << true;
        QTest::newRow("when it is loaded") << QByteArray("decoders") << file << false; // no window yet: as any program
        QTest::newRow("when an inspector is asked") << QByteArray("isAvailable") << file << false;
        QTest::newRow("when a source opens") << QByteArray("open") << capture << true;
        QTest::newRow("when a source is read") << QByteArray("receive") << capture << true;
    }
    void aSignalDoesNotWaitForAPlugin() {
        QFETCH(const QByteArray, call);
        QFETCH(const QStringList, words);
        QFETCH(const bool, isNamed);
        const int entered = eventfd(0, 0), gate = eventfd(0, 0); // inherited by the program
        const auto close = qScopeGuard([entered, gate] {
            ::close(entered);
            ::close(gate);
        });
        WindowProgram window;
        addBreakingPlugin(window, call + " waits");
        window.setVariable("TAPSCOPE_TEST_GATE", QString::number(gate));
        window.setVariable("TAPSCOPE_TEST_ENTERED", QString::number(entered));
        QProcess& program = window.process();
        program.start(TAPSCOPE_BIN_DIR "/tapscope", words);
        QVERIFY(program.waitForStarted());
        pollfd wanted{entered, POLLIN, 0};
        constexpr int longEnough = 60'000; // milliseconds
        QCOMPARE(poll(&wanted, 1, longEnough), 1);
        if (isNamed)
            QTRY_VERIFY(window.takesSigterm());
        program.terminate();
        QVERIFY(program.waitForFinished());
        const QByteArray said = program.readAllStandardError();
        QVERIFY2(said.contains("the plugin breaking") == isNamed, said);
        QCOMPARE(program.exitStatus(), isNamed ? QProcess::NormalExit : QProcess::CrashExit);
    }

    void aCrashOfAPluginIsNamed_data() {
        QTest::addColumn<QByteArray>("call");
        QTest::addColumn<QStringList>("words");
        const QStringList file = {TAPSCOPE_SOURCE_DIR "/tests/captures/app-dns.pcap"};
        for (const char* call : {"decoders", "decode"})
            QTest::newRow(call) << QByteArray(call) << file;
        for (const char* call : {"open", "receive"})
            QTest::newRow(call) << QByteArray(call) << QStringList{"-i", "breaking:any", "-k"};
        QTest::newRow("run") << QByteArray("run the source") << QStringList{"-i", "breaking:thread", "-k"};
    }
    void aCrashOfAPluginIsNamed() {
        QFETCH(const QByteArray, call);
        QFETCH(const QStringList, words);
        WindowProgram window;
        addBreakingPlugin(window, call + " crashes");
        QProcess& program = window.process();
        program.start(TAPSCOPE_BIN_DIR "/tapscope", words);
        QVERIFY(program.waitForFinished());
        QCOMPARE(program.exitStatus(), QProcess::CrashExit);
        const QByteArray said = program.readAllStandardError();
        QVERIFY2(said.contains("the plugin breaking crashed (SIGSEGV)"), said);
    }

    /// A script may use a second for each of its calls.
    void aSignalDoesNotWaitForAScript_data() {
        QTest::addColumn<QByteArray>("script");
        QTest::newRow("when it is read") << QByteArray("while true do end\n");
        QTest::newRow("when it decodes") << QByteArray(R"(
            protocol {
                id = "endless",
                title = "Endless",
                hooks = { ["udp.port"] = 53 },
                fields = {},
                dissect = function(buffer, tree) while true do end end
            }
        )");
    }
    void aSignalDoesNotWaitForAScript() {
        QFETCH(const QByteArray, script);
        const QString capture = TAPSCOPE_SOURCE_DIR "/tests/captures/app-dns.pcap";
        WindowProgram window;
        addScript(window, script);
        const auto ran = run(TAPSCOPE_BIN_DIR "/tapscope-cli",
                             {"read", "--script", window.home() + "/tapscope/scripts/endless.lua", capture});
        QVERIFY2(ran.err.contains("it runs for too many instructions"), ran.err); // so it is endless indeed
        QProcess& program = window.process();
        program.start(TAPSCOPE_BIN_DIR "/tapscope", {capture});
        QVERIFY(program.waitForStarted());
        QTRY_VERIFY(window.takesSigterm());
        program.terminate();
        QVERIFY(program.waitForFinished());
        QCOMPARE(program.exitStatus(), QProcess::NormalExit);
    }

    /// A pipe without a writer stands for a disk that does not answer.
    void aSignalDoesNotWaitForADisk() {
        WindowProgram window;
        const QString pipe = window.home() + "/pipe";
        QCOMPARE(mkfifo(qPrintable(pipe), 0600), 0);
        QProcess& program = window.process();
        program.start(TAPSCOPE_BIN_DIR "/tapscope", {pipe});
        QVERIFY(program.waitForStarted());
        QTRY_VERIFY(window.takesSigterm());
        program.terminate();
        QVERIFY(program.waitForFinished());
        QCOMPARE(program.exitStatus(), QProcess::NormalExit);
    }

    void aSignalDoesNotWaitForAHelperThatIsStopped() {
        WindowProgram window;
        QProcess& program = window.process();
        program.start(TAPSCOPE_BIN_DIR "/tapscope", {"--sandbox"});
        QVERIFY(program.waitForStarted());
        QTRY_VERIFY(window.takesSigterm());
        pid_t helper = 0;
        QTRY_VERIFY((helper = window.child("tapscope-sandbox")) != 0);
        QCOMPARE(::kill(helper, SIGSTOP), 0);
        program.terminate();
        QVERIFY(program.waitForFinished());
        ::kill(helper, SIGKILL); // no process is left to end it
        QCOMPARE(program.exitStatus(), QProcess::NormalExit);
        QCOMPARE(program.exitCode(), 0);
        QCOMPARE(program.readAllStandardError(), QByteArray());
    }
};

TAPSCOPE_NETWORK_TEST_MAIN(WindowEndTest)
#include "window_end_test.moc"
