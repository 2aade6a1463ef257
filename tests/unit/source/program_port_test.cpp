#include "told_sink.h"

#include <file/pcapng_writer.h>

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <source/program_port.h>

#include <csignal>

using namespace tapscope;
using namespace tapscope::test;

/// A program that writes a capture.
class ProgramPortTest : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;
    [[nodiscard]] QString capture() const { return folder_.filePath("two.pcapng"); }

    static std::unique_ptr<Port> portOf(const QString& script, CaptureProgram::Output output) {
        return programPort({.command = {"sh", "-c", script.toStdString()}, .name = "the program", .output = output})
            .value();
    }

private slots:
    void initTestCase() {
        pcapng::Buffer blocks;
        pcapng::appendSectionHeader(blocks);
        pcapng::appendInterface(blocks, {.name = "far0"});
        for (const std::string_view text : {"one", "two"})
            pcapng::appendFrame(blocks, {.bytes = std::as_bytes(std::span(text)), .originalLength = 3});
        QFile file(capture());
        QVERIFY(file.open(QFile::WriteOnly));
        QCOMPARE(file.write(reinterpret_cast<const char*>(blocks.data()), static_cast<qint64>(blocks.size())),
                 static_cast<qint64>(blocks.size()));
    }

    void framesWrittenByTheProgramAreReceived_data() {
        QTest::addColumn<QString>("script");
        QTest::addColumn<CaptureProgram::Output>("output");
        QTest::newRow("to its standard output") << "cat '%1'" << CaptureProgram::Output::Standard;
        QTest::newRow("to a descriptor, and chatters on its standard output")
            << "echo Welcome; cat '%1' > /dev/fd/3" << CaptureProgram::Output::Descriptor3;
        QTest::newRow("and floods its standard error")
            << "yes >&2 & cat '%1'; kill $!" << CaptureProgram::Output::Standard;
        QTest::newRow("and says something on its standard error")
            << "echo Capturing >&2; cat '%1'" << CaptureProgram::Output::Standard;
    }
    void framesWrittenByTheProgramAreReceived() {
        QFETCH(const QString, script);
        QFETCH(const CaptureProgram::Output, output);
        const auto port = portOf(script.arg(capture()), output);
        ToldSink sink;
        QCOMPARE(receiveAll(*port, sink).kind, ErrorKind::Ended);
        QCOMPARE(sink.told, (QStringList{"interface 0 far0", "frame one", "frame two"}));
    }

    void theErrorIsTheProgramsOwnText_data() {
        QTest::addColumn<QString>("script");
        QTest::addColumn<QString>("reason");
        QTest::newRow("its last line") << "echo Hello >&2; echo 'no such device' >&2; exit 1" << "no such device";
        QTest::newRow("nothing") << "exit 3" << "it ended with exit code 3";
        QTest::newRow("killed") << "kill -KILL $$" << "it was terminated by signal 9";
    }
    void theErrorIsTheProgramsOwnText() {
        QFETCH(const QString, script);
        QFETCH(const QString, reason);
        const auto port = portOf(script, CaptureProgram::Output::Standard);
        ToldSink sink;
        const Error error = receiveAll(*port, sink);
        QCOMPARE(error.object, std::string("the program"));
        QCOMPARE(QString::fromStdString(error.reason), reason);
    }

    void itEndsWithThePort_data() {
        QTest::addColumn<QString>("script");
        QTest::newRow("when it is asked to") << "echo $$ >&2; exec sleep 600";
        QTest::newRow("also against its will") << "trap '' TERM; echo $$ >&2; while true; do sleep 600; done";
    }
    void itEndsWithThePort() {
        QFETCH(const QString, script);
        const QString told = folder_.filePath("pid");
        auto port = portOf(QString("exec 2>'%1'; ").arg(told) + script, CaptureProgram::Output::Standard);
        const auto pidInFile = [&told] {
            QFile file(told);
            return file.open(QFile::ReadOnly) ? file.readAll().trimmed().toInt() : 0;
        };
        QTRY_VERIFY(pidInFile() != 0);
        const pid_t pid = pidInFile();
        QCOMPARE(kill(pid, 0), 0);
        port.reset();
        QCOMPARE(kill(pid, 0), -1);
        QVERIFY(QFile::remove(told));
    }

    void aProgramThatIsNotThereIsNamed() {
        const auto port = programPort({.command = {"no-such-program-here"}, .name = "nothing"});
        QVERIFY(!port);
        QCOMPARE(port.error().kind, ErrorKind::NotFound);
        QCOMPARE(port.error().object, std::string("no-such-program-here"));
    }

    void outputOfAProgramIsBounded_data() {
        QTest::addColumn<QString>("script");
        QTest::addColumn<QString>("output");
        QTest::addColumn<QString>("reason");
        QTest::newRow("a line") << "echo Hello" << "Hello\n" << "";
        QTest::newRow("without an end") << "yes" << "" << "it prints more than 1 MiB";
        QTest::newRow("it fails") << "echo Hello; echo wrong >&2; exit 1" << "" << "wrong";
    }
    void outputOfAProgramIsBounded() {
        QFETCH(const QString, script);
        QFETCH(const QString, output);
        QFETCH(const QString, reason);
        const auto printed = outputOf({"sh", "-c", script.toStdString()}, {});
        QCOMPARE(printed.has_value(), reason.isEmpty());
        if (printed)
            QCOMPARE(QString::fromStdString(*printed), output);
        else
            QCOMPARE(QString::fromStdString(printed.error().reason), reason);
    }

    void askingAProgramEndsByAStop() {
        std::stop_source stop;
        stop.request_stop();
        const auto printed = outputOf({"sleep", "600"}, stop.get_token());
        QVERIFY(!printed);
        QCOMPARE(printed.error().kind, ErrorKind::Cancelled);
    }
};

QTEST_GUILESS_MAIN(ProgramPortTest)
#include "program_port_test.moc"
