#include <support/commands.h>
#include <support/rich_capture.h>

#include <QFile>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace tapscope;
using test::RichCapture;

/// tapscope-cli export and read -w save captures completely.
class SaveCaptureTest : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;

    [[nodiscard]] QString path(const char* name) const { return folder_.filePath(name); }
    void write(const char* name, const std::string& content) const {
        QFile file(path(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(content.data(), static_cast<qint64>(content.size())) < 0)
            qFatal("cannot write %s", name);
    }
    [[nodiscard]] std::string content(const char* name) const {
        QFile file(path(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll().toStdString() : "no file";
    }
    static test::Ran run(const QStringList& words) { return test::run(TAPSCOPE_BIN_DIR "/tapscope-cli", words); }
    /// tshark's fields of a file.
    [[nodiscard]] QByteArray fieldsOf(const char* name, const QStringList& fields) const {
        QStringList words{"-r", path(name), "-n", "-T", "fields"};
        for (const auto& field : fields)
            words << "-e" << field;
        return test::run("tshark", words).out;
    }

private slots:
    void init() { write("rich.pcapng", RichCapture().file.content()); }

    void exportedWholeItIsTheSameFile() {
        const auto ran = run({"export", path("rich.pcapng"), "-F", "pcapng", "-w", path("out.pcapng")});
        QVERIFY2(ran.status == 0, ran.err);
        QVERIFY(content("out.pcapng") == content("rich.pcapng"));
    }

    void aStreamIsKeptWholeToo() {
        const auto ran = run({"export", path("rich.pcapng"), "-F", "pcapng", "-w", "-"});
        QVERIFY2(ran.status == 0, ran.err);
        QVERIFY(ran.out.toStdString() == content("rich.pcapng"));
    }

    void filteredFramesKeepTheirBlocksAndOptions_data() {
        QTest::addColumn<QStringList>("filter");
        QTest::newRow("field filter") << QStringList{"-Y", "udp"};
        QTest::newRow("capture filter") << QStringList{"-f", "udp"};
    }
    void filteredFramesKeepTheirBlocksAndOptions() {
        QFETCH(QStringList, filter);
        const auto ran = run(QStringList{"read", path("rich.pcapng"), "-w", path("some.pcapng")} + filter);
        QVERIFY2(ran.status == 0, ran.err);
        QVERIFY(content("some.pcapng") == RichCapture().copyOf([](int number) { return number % 2 == 1; }));
    }

    void theFirstFramesEndWhereTheyAreAsked() {
        const auto ran = run({"read", path("rich.pcapng"), "-c", "2", "-w", path("two.pcapng")});
        QVERIFY2(ran.status == 0, ran.err);
        const auto two = content("two.pcapng");
        QVERIFY(content("rich.pcapng").starts_with(two));
        QVERIFY(two.find("third remark") != std::string::npos); // of frame 2
        QCOMPARE(run({"read", path("two.pcapng"), "--count"}).out.trimmed(), QByteArray("2"));
    }

    void tsharkFindsTheSameInBoth() {
        if (QStandardPaths::findExecutable("tshark").isEmpty())
            QSKIP("tshark is not installed");
        const QStringList fields{"frame.number",     "frame.comment",      "frame.interface_name",
                                 "frame.time_epoch", "frame.packet_flags", "frame.len"};
        QCOMPARE(run({"read", path("rich.pcapng"), "-Y", "frame", "-w", path("out.pcapng")}).status, 0);
        const auto before = fieldsOf("rich.pcapng", fields);
        QVERIFY(before.contains("second remark"));
        QCOMPARE(fieldsOf("out.pcapng", fields), before);
    }

    void compressedFilesAreWrittenAndReadAgain_data() {
        QTest::addColumn<QString>("suffix");
        QTest::addColumn<QStringList>("unpack");
        QTest::newRow("gzip") << ".gz" << QStringList{"gzip", "-dc"};
        QTest::newRow("zstd") << ".zst" << QStringList{"zstd", "-dc", "-q"};
        QTest::newRow("lz4") << ".lz4" << QStringList{"lz4", "-dc", "-q"};
    }
    void compressedFilesAreWrittenAndReadAgain() {
        QFETCH(QString, suffix);
        QFETCH(QStringList, unpack);
        const QString packed = path("out.pcapng") + suffix;
        const QString again = path("again.pcapng") + suffix;
        auto ran = run({"export", path("rich.pcapng"), "-F", "pcapng", "-w", packed});
        QVERIFY2(ran.status == 0, ran.err);
        ran = test::run(unpack.first(), unpack.mid(1) + QStringList{packed});
        QVERIFY2(ran.status == 0, ran.err);
        QVERIFY(ran.out.toStdString() == content("rich.pcapng"));
        ran = run({"read", packed, "-w", again});
        QVERIFY2(ran.status == 0, ran.err);
        QVERIFY(test::run(unpack.first(), unpack.mid(1) + QStringList{again}).out.toStdString() ==
                content("rich.pcapng"));
    }

    void theReadablePartOfATruncatedFileIsSaved() {
        QCOMPARE(run({"export", path("rich.pcapng"), "-F", "pcapng", "-w", path("cut.pcapng.gz")}).status, 0);
        auto packed = content("cut.pcapng.gz");
        packed.resize(packed.size() - 12);
        write("cut.pcapng.gz", packed);
        const auto ran = run({"export", path("cut.pcapng.gz"), "-F", "pcapng", "-w", path("rest.pcapng")});
        QCOMPARE(ran.status, 1);
        QVERIFY2(ran.err.contains("the compressed file is cut short"), ran.err);
        QVERIFY(content("rest.pcapng").size() > 100);
        QVERIFY(content("rich.pcapng").starts_with(content("rest.pcapng")));
    }

    void keysAndCommentsArePutIn() {
        write("keys.log", "# mine\nCLIENT_RANDOM 0a 0b\n");
        const auto ran = run({"export", path("rich.pcapng"), "-F", "pcapng", "-w", path("out.pcapng"), "--keys",
                              path("keys.log"), "--comment", "on the whole", "--frame-comment", "2:on the second"});
        QVERIFY2(ran.status == 0, ran.err);
        QVERIFY(content("out.pcapng").find("# mine\nCLIENT_RANDOM 0a 0b\n") != std::string::npos);
        QVERIFY(content("out.pcapng").find("on the whole") != std::string::npos);
        QVERIFY(content("out.pcapng").find("on the second") != std::string::npos);
        QCOMPARE(run({"read", path("out.pcapng"), "--count"}).out.trimmed(), QByteArray("10"));
    }

    void commentsAndKeysThatCannotBeAddedAreReported_data() {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<QByteArray>("said");
        QTest::newRow("no keys") << QStringList{"-F", "pcapng", "--keys", "rich.pcapng"}
                                 << QByteArray("neither a TLS key log");
        QTest::newRow("no such frame") << QStringList{"-F", "pcapng", "-a", "11:x"} << QByteArray("frames 1 to 10");
        QTest::newRow("no number") << QStringList{"-F", "pcapng", "-a", "x"} << QByteArray("it is not NUMBER:TEXT");
        QTest::newRow("pcap") << QStringList{"-F", "pcap", "--comment", "x"} << QByteArray("has no place for them");
    }
    void commentsAndKeysThatCannotBeAddedAreReported() {
        QFETCH(QStringList, words);
        QFETCH(QByteArray, said);
        words.replaceInStrings("rich.pcapng", path("rich.pcapng"));
        const auto ran = run(QStringList{"export", path("rich.pcapng"), "-w", path("refused")} + words);
        QCOMPARE(ran.status, 1);
        QVERIFY2(ran.err.contains(said), ran.err);
        QVERIFY(!QFile::exists(path("refused")));
    }

    void aTimeThatPcapCannotTellIsRefused() {
        test::NgFile file;
        file.section();
        file.interface({{9, "\x09"}});
        file.frame(test::sampleFrame(1), 7'000'000'000'000'000'000); // the year 2191
        write("late.pcapng", file.content());
        const auto ran = run({"export", path("late.pcapng"), "-F", "pcap", "-w", path("late.pcap")});
        QCOMPARE(ran.status, 1);
        QVERIFY2(ran.err.contains("Save them as pcapng"), ran.err);
        QVERIFY(!QFile::exists(path("late.pcap")));
    }

    void manySectionsAreReadInTimeThatGrowsWithTheFile() {
        test::NgFile one;
        one.section();
        one.interface({{2, "tap0"}});
        one.frame(test::sampleFrame(1), 1);
        std::string many;
        constexpr int sections = 100'000;
        for (int i = 0; i < sections; ++i)
            many += one.content();
        write("many.pcapng", many);
        QCOMPARE(run({"read", path("many.pcapng"), "-Y", "udp", "--count"}).out.trimmed(),
                 QByteArray::number(sections));
        const auto ran = run({"export", path("many.pcapng"), "-F", "pcap", "-w", path("many.pcap")});
        QVERIFY2(ran.status == 0, ran.err);
        QCOMPARE(run({"read", path("many.pcap"), "--count"}).out.trimmed(), QByteArray::number(sections));
    }

    void moreInterfacesThanCanBeShownAreSaid() {
        test::NgFile file;
        file.section();
        file.interface();
        file.frame(test::sampleFrame(1), 1);
        test::NgFile interface;
        interface.interface();
        std::string many = file.content();
        for (int i = 0; i < 262'144; ++i)
            many += interface.content();
        write("many.pcapng", many);
        const auto ran = run({"read", path("many.pcapng"), "--count"});
        QCOMPARE(ran.status, 1);
        QCOMPARE(ran.out.trimmed(), QByteArray("1"));
        QVERIFY2(ran.err.contains("more than 262144 interfaces"), ran.err);
    }
};

QTEST_GUILESS_MAIN(SaveCaptureTest)
#include "save_capture_test.moc"
