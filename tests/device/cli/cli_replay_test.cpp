#include <support/commands.h>
#include <support/private_network.h>

#include <QCoreApplication>
#include <QTemporaryDir>
#include <QTest>

using namespace tapscope::test;

/// `tapscope-cli inject NAME replay` with a device: counts, reasons, exit codes, endings.
class CliReplayTest : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;
    const QString program_ = QStringLiteral(TAPSCOPE_BIN_DIR "/tapscope-cli");
    const QString ping_ = QStringLiteral(TAPSCOPE_SOURCE_DIR "/tests/captures/ping.pcapng"); ///< two frames

    Ran shell(const QString& command) {
        return run("bash", {"-c", "CLI=" + program_ + " PING=" + ping_ + " FOLDER=" + folder_.path() + "; " + command});
    }

private slots:
    void initTestCase() {
        QCOMPARE(run(program_, {"create", "play0", "--up"}).status, 0);
        QCOMPARE(shell("editcap -s 50 $PING $FOLDER/cut.pcapng && "
                       "mergecap -a -w $FOLDER/mixed.pcapng $PING $FOLDER/cut.pcapng && "
                       "head -c 300 $PING > $FOLDER/damaged.pcapng && mkfifo $FOLDER/nobody && "
                       "editcap -F snoop $PING $FOLDER/ping.snoop")
                     .status,
                 0);
    }
    void cleanupTestCase() { QCOMPARE(run(program_, {"destroy", "play0"}).status, 0); }

    /// As timeout(1) sends it: to the process, and at once again to its group.
    void aSignalThatComesTwiceAtOnceIsOne() {
        const auto ended = shell("$CLI inject play0 replay file=$PING loop=0 2> $FOLDER/twice & p=$!; "
                                 "until grep -q Injecting $FOLDER/twice; do sleep 0.05; done; "
                                 "kill -TERM $p; kill -TERM $p; wait $p; echo $?");
        QVERIFY2(ended.out.contains(" sent, 0 failed\n") && ended.out.endsWith("\n0\n"), ended.out);
    }

    void aFileInThePlaceOfThePluginGetsAHint() {
        const auto refused = shell("$CLI inject play0 $PING");
        QCOMPARE(refused.status, 1);
        QVERIFY2(refused.err.contains("inject NAME replay file=" + ping_.toLocal8Bit()), refused.err);
    }

    void tellsWhatBecameOfIt_data() {
        QTest::addColumn<QString>("words");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("counted");
        QTest::addColumn<QByteArray>("told");
        const auto row = [](const char* name, const char* words, int status, const char* counted, const char* told) {
            QTest::newRow(name) << QString::fromLatin1(words) << status << QByteArray(counted) << QByteArray(told);
        };
        row("all", "file=$PING", 0, " 2 sent, 0 failed", "");
        row("rounds", "file=$PING loop=3 speed=top", 0, " 6 sent", "");
        row("a range", "file=$PING range=2-3 pps=1000", 0, " 1 sent", "");
        row("a number exactly", "file=$PING loop=0 speed=top -a packets:5", 0, " 5 sent", "");
        row("one frame", "file=$PING -a packets:1", 0, " 1 sent", "");
        row("some were cut", "file=$FOLDER/mixed.pcapng max-wait=0", 3, " 2 sent", "2 frames: cut by a snap length");
        row("all were cut", "file=$FOLDER/cut.pcapng", 1, " 0 sent", "no frame was sent");
        row("a damaged file", "file=$FOLDER/damaged.pcapng", 3, " 1 sent", "cut short");
        row("a stream", "file=- < $PING", 0, " 2 sent", "");
        row("a stream twice", "file=- loop=2 < $PING", 1, "", "only once");
        row("no such interface", "file=$PING interface=eth9", 0, " 0 sent", "");
        row("snoop", "file=$FOLDER/ping.snoop", 0, " 2 sent, 0 failed", "");
        row("JSON", "file=$FOLDER/mixed.pcapng max-wait=0 --json", 3, "\"cut by a snap length\": 2", "");
    }
    void tellsWhatBecameOfIt() {
        QFETCH(const QString, words);
        QFETCH(const int, status);
        QFETCH(const QByteArray, counted);
        QFETCH(const QByteArray, told);
        const auto replayed = shell("$CLI inject play0 replay " + words);
        QVERIFY2(replayed.out.contains(counted), replayed.out + replayed.err);
        QVERIFY2(replayed.err.contains(told), replayed.err);
        QCOMPARE(replayed.status, status);
    }

    void aSignalEndsWhatHangs() {
        // No program writes to the FIFO, so opening it never returns. The program blocks the signals when it watches
        // for them; a shell blocks them, too, before it executes the program.
        const auto ended =
            shell("$CLI inject play0 replay file=$FOLDER/nobody 2> $FOLDER/said & p=$!; "
                  "until [ \"$(cat /proc/$p/comm)\" = tapscope-cli ] && "
                  "[ $((0x$(sed -n 's/^SigBlk:\\t//p' /proc/$p/status) & 2)) = 2 ]; do sleep 0.02; done; "
                  "kill -INT $p; wait $p; echo $?; cat $FOLDER/said");
        QVERIFY2(ended.out.startsWith("1\n") && ended.out.contains("inject-replay does not return"), ended.out);
    }

    void theHelpListsSettings() {
        const auto help = shell("$CLI inject replay --help");
        QCOMPARE(help.status, 0);
        for (const char* const part : {"max-wait", "number, 0 to 1000000000 s", "map", "can be given several times",
                                       "file; required", "default 1"})
            QVERIFY2(help.out.contains(part), part);
    }
};

TAPSCOPE_NETWORK_TEST_MAIN(CliReplayTest)
#include "cli_replay_test.moc"
