#include <support/private_network.h>
#include <support/window_program.h>

#include <QDir>
#include <QTest>

using namespace tapscope::test;

/// The window's program that is asked to end by a signal: what only destroys waits for nobody.
class WindowEndTest : public QObject {
    Q_OBJECT

private slots:
    void aSignalDoesNotWaitForWhatIsDestroyed_data() {
        QTest::addColumn<int>("signal");
        QTest::newRow("SIGTERM") << SIGTERM;
        QTest::newRow("SIGINT") << SIGINT;
    }
    void aSignalDoesNotWaitForWhatIsDestroyed() {
        QFETCH(const int, signal);
        WindowProgram window;
        QDir(window.home()).mkpath("tapscope/plugins");
        for (const auto& library : QDir(BREAKING_PLUGIN_DIR).entryInfoList(QDir::Files))
            QVERIFY(QFile::copy(library.filePath(), window.home() + "/tapscope/plugins/" + library.fileName()));
        window.setVariable("TAPSCOPE_TEST_BREAKS", "ending hangs"); // one object's destructor stands for a million
        QProcess& program = window.process();
        program.start(TAPSCOPE_BIN_DIR "/tapscope", {TAPSCOPE_SOURCE_DIR "/tests/captures/mixed.pcapng"});
        QVERIFY(program.waitForStarted());
        QTRY_VERIFY(window.takesSigterm());
        QCOMPARE(::kill(static_cast<pid_t>(program.processId()), signal), 0);
        QVERIFY(program.waitForFinished());
        QCOMPARE(program.exitStatus(), QProcess::NormalExit);
        QCOMPARE(program.exitCode(), 0);
        QCOMPARE(program.readAllStandardError(), QByteArray()); // nothing was left behind
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
        ::kill(helper, SIGKILL); // nobody is left to end it
        QCOMPARE(program.exitStatus(), QProcess::NormalExit);
        QCOMPARE(program.exitCode(), 0);
        QCOMPARE(program.readAllStandardError(), QByteArray());
    }
};

TAPSCOPE_NETWORK_TEST_MAIN(WindowEndTest)
#include "window_end_test.moc"
