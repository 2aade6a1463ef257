#include <app/end_signals.h>
#include <plugin/plugin_host.h>

#include <QApplication>
#include <QMessageBox>
#include <QProcess>
#include <QTest>
#include <QTimer>

#include <csignal>

using namespace tapscope;

/// A program that is asked to end does so, even if a plugin does not return. The program is a second instance of this
/// test.
class EndSignalsTest : public QObject {
    Q_OBJECT

    QProcess program_;

    void start(const char* breaks) {
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert("TAPSCOPE_TEST_CHILD", "1");
        environment.insert("TAPSCOPE_TEST_BREAKS", breaks);
        program_.setProcessEnvironment(environment);
        program_.start(QCoreApplication::applicationFilePath(), {});
        QVERIFY(program_.waitForReadyRead(60'000)); // it prints a line just before the call that hangs
    }

    /// Messages of Qt about the test's environment are ignored.
    void verifyNothingIsSaid() {
        const QByteArray said = program_.readAllStandardError();
        QVERIFY2(!said.contains("tapscope:"), said);
    }

private slots:
    void itEndsInGoodOrder() {
        start("");
        QCOMPARE(::kill(static_cast<pid_t>(program_.processId()), SIGTERM), 0);
        QVERIFY(program_.waitForFinished(60'000));
        QCOMPARE(program_.exitStatus(), QProcess::NormalExit);
        QCOMPARE(program_.exitCode(), 7); // the exit code of the event loop
        verifyNothingIsSaid();
    }

    /// Message boxes, colour dialogs and context menus have their own event loops.
    void anOpenDialogDoesNotDelayTheEnd() {
        start("a dialog is open");
        QCOMPARE(::kill(static_cast<pid_t>(program_.processId()), SIGTERM), 0);
        QVERIFY(program_.waitForFinished(60'000));
        QCOMPARE(program_.exitStatus(), QProcess::NormalExit);
        QCOMPARE(program_.exitCode(), 7);
        verifyNothingIsSaid();
    }

    void aPluginThatDoesNotReturnIsNamed() {
        start("inspect hangs");
        QCOMPARE(::kill(static_cast<pid_t>(program_.processId()), SIGTERM), 0);
        QVERIFY(program_.waitForFinished(60'000));
        QCOMPARE(program_.exitStatus(), QProcess::NormalExit);
        QCOMPARE(program_.exitCode(), 128 + SIGTERM);
        const QByteArray said = program_.readAllStandardError();
        QVERIFY2(said.contains("the plugin breaking did not return"), said);
    }

    /// What a library destroys when the program exits runs after the event loop, and after this object's end.
    void aLibraryThatDoesNotEndIsNamed_data() {
        QTest::addColumn<bool>("isSignal");
        QTest::addColumn<int>("code");
        QTest::newRow("after a signal") << true << 128 + SIGTERM;
        QTest::newRow("after the user has quit") << false << 7;
    }
    void aLibraryThatDoesNotEndIsNamed() {
        QFETCH(const bool, isSignal);
        QFETCH(const int, code);
        start(isSignal ? "ending hangs" : "quit, ending hangs");
        if (isSignal)
            QCOMPARE(::kill(static_cast<pid_t>(program_.processId()), SIGTERM), 0);
        QVERIFY(program_.waitForFinished(60'000));
        QCOMPARE(program_.exitStatus(), QProcess::NormalExit);
        QCOMPARE(program_.exitCode(), code);
        const QByteArray said = program_.readAllStandardError();
        QVERIFY2(said.contains("the plugin breaking did not return"), said);
    }
};

int main(int argc, char** argv) {
    QApplication application(argc, argv);
    if (!qEnvironmentVariableIsSet("TAPSCOPE_TEST_CHILD")) {
        EndSignalsTest test;
        return QTest::qExec(&test, argc, argv);
    }
    const EndSignals endSignals;
    QObject::connect(&endSignals, &EndSignals::asked, &application, [] { QCoreApplication::exit(7); });
    const PluginHost host({BREAKING_PLUGIN_DIR});
    QTimer::singleShot(0, &application, [&] {
        std::puts("about to ask");
        std::fflush(stdout);
        if (qgetenv("TAPSCOPE_TEST_BREAKS").startsWith("quit, ")) {
            qputenv("TAPSCOPE_TEST_BREAKS", qgetenv("TAPSCOPE_TEST_BREAKS").mid(6));
            QCoreApplication::exit(7);
            return;
        }
        if (qgetenv("TAPSCOPE_TEST_BREAKS") == "a dialog is open") {
            QMessageBox::question(nullptr, "A question", "Is anybody there?");
            return;
        }
        static_cast<void>(host.inspectors().front()->inspect({}, {}, {}));
    });
    const int code = QCoreApplication::exec();
    EndSignals::expectEnd(code);
    return code;
}

#include "end_signals_test.moc"
