#include <support/commands.h>

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace tapscope::test;

/// Verbs that make files from files: merge and split, with tshark and mergecap as witnesses.
class CliFilesTest : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;

    static QString shared(const char* name) { return QString(TAPSCOPE_SOURCE_DIR "/tests/captures/%1").arg(name); }
    static Ran cli(const QStringList& words) { return run(TAPSCOPE_BIN_DIR "/tapscope-cli", words); }
    QString path(const char* name) { return folder_.filePath(QLatin1String(name)); }
    static qsizetype framesOf(const QString& file) { return run("tshark", {"-r", file}).out.count('\n'); }

private slots:
    void mergeWritesAllFrames() {
        const QString merged = path("merged.pcapng");
        const auto ran = cli({"merge", shared("ping.pcapng"), shared("stream-tcp.pcap"), "-w", merged});
        QVERIFY2(ran.status == 0, ran.err.constData());
        QCOMPARE(framesOf(merged), framesOf(shared("ping.pcapng")) + framesOf(shared("stream-tcp.pcap")));
        const auto packed = cli({"merge", "-a", shared("ping.pcapng"), merged, "-w", path("packed.pcapng.gz")});
        QVERIFY2(packed.status == 0, packed.err.constData());
        QCOMPARE(framesOf(path("packed.pcapng.gz")), framesOf(shared("ping.pcapng")) + framesOf(merged));
    }

    void mergeOfWhatIsNotThereLeavesNothing() {
        const QString merged = path("nothing.pcapng");
        const auto ran = cli({"merge", shared("ping.pcapng"), path("absent.pcap"), "-w", merged});
        QCOMPARE(ran.status, 1);
        QVERIFY(ran.err.contains("absent.pcap"));
        QVERIFY(!QFile::exists(merged));
    }

    void splitPrintsItsFilesAndReplacesNone() {
        const QStringList words = {"split", shared("stream-tcp.pcap"), "-w", path("part.pcapng"), "-c", "4"};
        const auto ran = cli(words);
        QVERIFY2(ran.status == 0, ran.err.constData());
        qsizetype frames = 0;
        const auto names = ran.out.split('\n');
        for (const QByteArray& name : names) {
            if (!name.isEmpty())
                frames += framesOf(QString::fromLocal8Bit(name));
        }
        QCOMPARE(frames, framesOf(shared("stream-tcp.pcap")));
        const auto again = cli(words);
        QCOMPARE(again.status, 1);
        QVERIFY2(again.err.contains("part_00001"), again.err.constData());
    }

    void splitNeedsALimit() {
        const auto ran = cli({"split", shared("ping.pcapng"), "-w", path("whole.pcapng")});
        QCOMPARE(ran.status, 1);
        QVERIFY2(ran.err.contains("no limit is given"), ran.err.constData());
    }

    void objectsAreWrittenBesideOlderFiles() {
        const QStringList words = {"export", shared("stream-http.pcap"), "--objects", "http", "--to", path("objects")};
        const auto ran = cli(words);
        QVERIFY2(ran.status == 0, ran.err.constData());
        const auto names = QDir(path("objects")).entryList(QDir::Files);
        QVERIFY(!names.isEmpty());
        QCOMPARE(ran.out.count('\n'), names.size());
        QVERIFY2(cli(words).status == 0, ran.err.constData());
        QCOMPARE(QDir(path("objects")).entryList(QDir::Files).size(), 2 * names.size());
    }

    void objectsNeedAProtocolAndAFolder() {
        const QString capture = shared("stream-http.pcap");
        const auto unknown = cli({"export", capture, "--objects", "ftp", "--to", path("none")});
        QCOMPARE(unknown.status, 1);
        QVERIFY2(unknown.err.contains("http, tftp and imf"), unknown.err.constData());
        QVERIFY(!QFile::exists(path("none")));
        for (const QStringList& words :
             {QStringList{"--objects", "http"}, QStringList{"--to", "x"}, QStringList{"-F", "csv"},
              QStringList{"--objects", "http", "--to", "x", "-F", "csv", "-w", "y"}})
            QVERIFY2(cli(QStringList{"export", capture} + words).status > 1, qPrintable(words.join(' ')));
    }
};

QTEST_GUILESS_MAIN(CliFilesTest)
#include "cli_files_test.moc"
