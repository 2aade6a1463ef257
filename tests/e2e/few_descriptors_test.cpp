#include <support/commands.h>
#include <support/private_network.h>

#include <QCoreApplication>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace tapscope::test;

/// The program itself where descriptors are short: it starts, says what it lacks, and ends when it is asked to.
class FewDescriptorsTest : public QObject {
    Q_OBJECT

    QTemporaryDir home_;

    /// proc(5): whether the process has a handler for SIGTERM.
    static bool takesSigterm(qint64 process) {
        QFile file(QStringLiteral("/proc/%1/status").arg(process));
        if (!file.open(QFile::ReadOnly))
            return false;
        const auto lines = file.readAll().split('\n');
        const auto caught = std::ranges::find_if(lines, [](const auto& line) { return line.startsWith("SigCgt:"); });
        return caught != lines.end() && (caught->mid(7).trimmed().toULongLong(nullptr, 16) >> (SIGTERM - 1) & 1) != 0;
    }

private slots:
    void theWindowEndsWhenItIsAskedTo_data() {
        QTest::addColumn<int>("descriptors");
        for (int descriptors = 12; descriptors <= 40; descriptors += 4)
            QTest::addRow("%d", descriptors) << descriptors;
    }
    void theWindowEndsWhenItIsAskedTo() {
        QFETCH(int, descriptors);
        QProcess program;
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert("QT_QPA_PLATFORM", "offscreen");
        for (const char* folder : {"HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_RUNTIME_DIR"})
            environment.insert(folder, home_.path());
        program.setProcessEnvironment(environment);
        program.start(
            "bash", {"-c", QStringLiteral("ulimit -n %1; exec \"$0\"").arg(descriptors), TAPSCOPE_BIN_DIR "/tapscope"});
        QVERIFY(program.waitForStarted());
        QTRY_VERIFY(takesSigterm(program.processId()) || program.state() == QProcess::NotRunning);
        program.terminate();
        QVERIFY(program.waitForFinished());
        const auto said = program.readAllStandardError();
        QCOMPARE(program.exitStatus(), QProcess::NormalExit);
        // Where a thread could not be made to listen, it is left behind, and the program says so.
        QVERIFY2(program.exitCode() == 0 || said.contains("did not return"), said);
    }
};

TAPSCOPE_NETWORK_TEST_MAIN(FewDescriptorsTest)
#include "few_descriptors_test.moc"
