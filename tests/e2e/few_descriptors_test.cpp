#include <support/private_network.h>
#include <support/window_program.h>

#include <QTest>

using namespace tapscope::test;

/// The program itself with few descriptors: it starts, reports what it lacks, and ends when it is asked to.
class FewDescriptorsTest : public QObject {
    Q_OBJECT

private slots:
    void theWindowEndsWhenItIsAskedTo_data() {
        QTest::addColumn<int>("descriptors");
        for (int descriptors = 12; descriptors <= 40; descriptors += 4)
            QTest::addRow("%d", descriptors) << descriptors;
    }
    void theWindowEndsWhenItIsAskedTo() {
        QFETCH(int, descriptors);
        WindowProgram window;
        QProcess& program = window.process();
        program.start(
            "bash", {"-c", QStringLiteral("ulimit -n %1; exec \"$0\"").arg(descriptors), TAPSCOPE_BIN_DIR "/tapscope"});
        QVERIFY(program.waitForStarted());
        QTRY_VERIFY(window.takesSigterm() || program.state() == QProcess::NotRunning);
        program.terminate();
        QVERIFY(program.waitForFinished());
        const auto said = program.readAllStandardError();
        QCOMPARE(program.exitStatus(), QProcess::NormalExit);
        // A thread that could not be made to listen is abandoned, and the program says so.
        QVERIFY2(program.exitCode() == 0 || said.contains("did not return"), said);
    }
};

TAPSCOPE_NETWORK_TEST_MAIN(FewDescriptorsTest)
#include "few_descriptors_test.moc"
