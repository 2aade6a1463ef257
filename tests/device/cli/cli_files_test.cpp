#include <support/commands.h>
#include <support/rich_capture.h>

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace tapscope::test;

/// Verbs that read files and make files of them, with Wireshark's programs as witnesses.
class CliFilesTest : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;

    static QString shared(const char* name) { return QString(TAPSCOPE_SOURCE_DIR "/tests/captures/%1").arg(name); }
    static Ran cli(const QStringList& words) { return run(TAPSCOPE_BIN_DIR "/tapscope-cli", words); }
    QString path(const char* name) { return folder_.filePath(QLatin1String(name)); }
    static qsizetype framesOf(const QString& file) { return run("tshark", {"-r", file}).out.count('\n'); }

    QString write(const char* name, const std::string& content) {
        QFile file(path(name));
        const auto size = static_cast<qint64>(content.size());
        const bool isWritten = file.open(QFile::WriteOnly) && file.write(content.data(), size) == size;
        return isWritten ? file.fileName() : QString();
    }

private slots:
    void allCommentsOfAFrameArePrinted() {
        constexpr std::uint16_t comment = 1; // opt_comment
        NgFile file;
        file.section();
        file.interface();
        file.frame(sampleFrame(1), 1, {{comment, "alone"}});
        file.frame(sampleFrame(2), 2, {{comment, "first"}, {comment, "second"}, {comment, "third"}});
        const QString commented = write("commented.pcapng", file.content());
        const QStringList fields{"-T", "fields", "-e", "frame.comment"};
        const auto ours = cli(QStringList{"read", commented} + fields);
        QCOMPARE(ours.out, QByteArray("alone\nfirst,second,third\n"));
        QCOMPARE(ours.out, run("tshark", QStringList{"-n", "-r", commented} + fields).out);
        for (const QStringList& form : {QStringList{"-V"}, {"-T", "json"}, {"-T", "ek"}, {"-T", "pdml"}}) {
            const auto printed = cli(QStringList{"read", commented, "-Y", "frame.comment == \"second\""} + form);
            for (const char* each : {"first", "second", "third"})
                QVERIFY2(printed.out.contains(each), printed.out + printed.err);
            QVERIFY(!printed.out.contains("alone"));
        }
    }

    void captureFiltersSelectPacketsOnly() {
        NgFile file;
        file.section();
        file.interface();
        file.frame(sampleFrame(1), 1);
        file.block(0x00000bad, file.number(32473U) + "custom"); // counts as a frame
        file.frame(sampleFrame(2), 2);
        const auto read = cli(
            {"read", write("custom.pcapng", file.content()), "-f", "greater 1", "-T", "fields", "-e", "frame.number"});
        QCOMPARE(read.err, QByteArray());
        QCOMPARE(read.out, QByteArray("1\n3\n"));
    }

    void capturesOfOtherFormatsAreConverted_data() {
        QTest::addColumn<QString>("format");
        for (const char* format : {"snoop", "netmon1", "netmon2", "ngsniffer", "visual", "lanalyzer", "5views"})
            QTest::newRow(format) << QString(format);
    }
    void capturesOfOtherFormatsAreConverted() {
        QFETCH(const QString, format);
        const QString original = shared("stream-tcp.pcap"), foreign = folder_.filePath("foreign." + format);
        const auto made = run("editcap", {"-F", format, original, foreign});
        QVERIFY2(made.status == 0, made.err);
        const auto read = cli({"read", foreign, "-T", "fields", "-e", "tcp.len"});
        QVERIFY2(read.status == 0, read.err);
        QCOMPARE(read.out, cli({"read", original, "-T", "fields", "-e", "tcp.len"}).out);
        QVERIFY2(read.err.contains("was converted by Wireshark"), read.err);
        const auto exported = cli({"export", foreign, "-F", "pcapng", "-w", path("converted.pcapng")});
        QVERIFY2(exported.status == 0 && exported.err.contains("was converted by Wireshark"), exported.err);
        QCOMPARE(framesOf(path("converted.pcapng")), framesOf(original));
    }

    void aForeignCaptureThatIsCutShortIsConvertedUpToThere() {
        const QString foreign = path("cut.snoop");
        QCOMPARE(run("editcap", {"-F", "snoop", shared("stream-tcp.pcap"), foreign}).status, 0);
        QFile file(foreign);
        QVERIFY(file.resize(file.size() - 7));
        const auto read = cli({"read", foreign, "-T", "fields", "-e", "frame.number"});
        QCOMPARE(read.status, 1);
        QCOMPARE(read.out.count('\n'), framesOf(shared("stream-tcp.pcap")) - 1);
        QVERIFY2(read.err.contains("cut short in the middle of a packet"), read.err);
    }

    void withoutWiresharkTheFormatIsNamed() {
        const QString foreign = path("alone.snoop");
        QCOMPARE(run("editcap", {"-F", "snoop", shared("ping.pcapng"), foreign}).status, 0);
        const auto refused = run("env", {"PATH=" + folder_.path(), TAPSCOPE_BIN_DIR "/tapscope-cli", "read", foreign});
        QCOMPARE(refused.status, 1);
        QVERIFY2(refused.err.contains("it is a snoop capture. ") && refused.err.contains("is not installed"),
                 refused.err);
    }

    /// An editcap that misbehaves, as one that a hostile capture has taken over would.
    void theConverterMayNotWriteFiles() {
        const QString foreign = write("hostile.snoop", std::string("snoop\0\0\0", 8) + std::string(100, 'x'));
        const QString trace = path("trace");
        write("editcap", "#!/bin/sh\necho something > '" + trace.toStdString() + "'\necho more >> '" +
                             trace.toStdString() + "'\n");
        QFile(path("editcap")).setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        const auto refused = run(
            "env", {"PATH=" + folder_.path() + ":/usr/bin:/bin", TAPSCOPE_BIN_DIR "/tapscope-cli", "read", foreign});
        QCOMPARE(refused.status, 1);
        QVERIFY2(refused.err.contains("it is a snoop capture"), refused.err);
        QCOMPARE(QFileInfo(trace).size(), 0);
        QVERIFY(QFile::remove(path("editcap")));
    }

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

    void pluginsAndScriptsAreInstalled() {
        const auto atHome = [&](const QStringList& words) {
            return run("env", QStringList{"XDG_DATA_HOME=" + path("data"), TAPSCOPE_BIN_DIR "/tapscope-cli"} + words);
        };
        const QStringList install{"plugin", "install"};
        const QString script = QStringLiteral(TAPSCOPE_SOURCE_DIR "/docs/examples/gauge.lua");
        const auto first = atHome(install + QStringList{script});
        QVERIFY2(first.status == 0 && first.out.contains("data/tapscope/scripts/gauge.lua\n"), first.out + first.err);
        const auto again = atHome(install + QStringList{script});
        QVERIFY2(again.out.contains("gauge.lua, which was replaced\n"), again.out + again.err);
        const QString library = QStringLiteral(TAPSCOPE_BIN_DIR "/../lib/tapscope/plugins/decode-arp.so");
        const auto plugin = atHome(install + QStringList{library, "--json"});
        QVERIFY2(plugin.status == 0, plugin.err);
        const auto answer = QJsonDocument::fromJson(plugin.out).object();
        QCOMPARE(answer["id"].toString(), QString("decode-arp"));
        QCOMPARE(answer["replaced"].toBool(true), false);
        const auto listed = QJsonDocument::fromJson(atHome({"plugins", "--json"}).out).array();
        for (const QString& file : {answer["path"].toString(), path("data/tapscope/scripts/gauge.lua")})
            QVERIFY2(std::ranges::any_of(listed,
                                         [&](const auto& each) {
                                             return each.toObject()["path"] == file &&
                                                    each.toObject()["loaded"].toBool();
                                         }),
                     qPrintable(file));
        const auto refused = atHome(install + QStringList{shared("ping.pcapng")});
        QCOMPARE(refused.status, 1);
        QCOMPARE(refused.err.count('\n'), 1);
        QCOMPARE(QDir(path("data/tapscope/plugins")).entryList(QDir::Files | QDir::Hidden),
                 QStringList{"decode-arp.so"});
    }

    void aFullDiskIsNamedAndNothingIsLeft() {
        QVERIFY(QDir().mkpath(path("full")));
        const auto ran = run(
            "unshare",
            {"-m", "bash", "-c",
             "mount -t tmpfs -o size=32k none $1; XDG_DATA_HOME=$1 $2 plugin install $3; echo $?; ls -A $1/*/plugins",
             "bash", path("full"), TAPSCOPE_BIN_DIR "/tapscope-cli",
             TAPSCOPE_BIN_DIR "/../lib/tapscope/plugins/decode-arp.so"});
        QCOMPARE(ran.out, QByteArray("1\n"));
        QVERIFY2(ran.err.startsWith("tapscope-cli: Cannot install the plugin") && ran.err.count('\n') == 1, ran.err);
        QVERIFY2(ran.err.contains("/full/tapscope/plugins: No space left on device"), ran.err);
    }

    void wrongWordsOfPluginAreUsageErrors_data() {
        QTest::addColumn<QStringList>("words");
        QTest::newRow("no file") << QStringList{"install"};
        QTest::newRow("two files") << QStringList{"install", "a.so", "b.so"};
        QTest::newRow("no such kind") << QStringList{"new", "gizmo", "mine"};
        QTest::newRow("no name") << QStringList{"new", "decoder"};
        QTest::newRow("no such word") << QStringList{"remove", "a.so"};
    }
    void wrongWordsOfPluginAreUsageErrors() {
        QFETCH(const QStringList, words);
        const auto refused = cli(QStringList{"plugin"} + words);
        QCOMPARE(refused.status, 2);
        QCOMPARE(refused.err.count('\n'), 1);
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
