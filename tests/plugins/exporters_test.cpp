#include <file/hex_dump.h>
#include <plugin/plugin_host.h>
#include <store/file_store.h>
#include <store/frame_reader.h>

#include <QBuffer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

using namespace tapscope;

/// Exports of frames and of their bytes, which other programs read again.
class ExportersTest : public QObject {
    Q_OBJECT

    PluginHost plugins_{QStringList{TAPSCOPE_PLUGIN_DIR}};
    std::shared_ptr<FileStore> store_;

    void open(const char* name) {
        auto store = FileStore::open(std::filesystem::path(TAPSCOPE_SOURCE_DIR "/tests/captures") / name);
        QVERIFY(store && (*store)->index());
        store_ = *store;
    }
    QByteArray exported(const char* exporter, std::vector<FrameNumber> numbers = {}) {
        QByteArray text;
        QBuffer out(&text);
        if (!out.open(QIODevice::WriteOnly))
            return {};
        const bool isAll = numbers.empty();
        const auto written = plugins_.findExporter(exporter)->write(
            {.store = store_, .numbers = std::move(numbers), .all = isAll}, plugins_.decoders(), {}, out, {});
        return written ? text : QByteArray();
    }
    /// The output of the command line for the capture.
    static QByteArray printed(const char* name, const char* form) {
        QProcess cli;
        cli.start(TAPSCOPE_BIN_DIR "/tapscope-cli",
                  {"read", QString(TAPSCOPE_SOURCE_DIR "/tests/captures/") + name, "-T", form});
        return cli.waitForFinished(60'000) ? cli.readAllStandardOutput() : QByteArray();
    }

private slots:
    void tellsWhatTheCommandLineTells_data() {
        QTest::addColumn<QByteArray>("capture");
        QTest::addColumn<QByteArray>("form");
        for (const char* capture : {"mixed.pcapng", "app-dns.pcap", "link-icmp.pcap"}) {
            for (const char* form : {"json", "ek", "pdml"})
                QTest::addRow("%s %s", capture, form) << QByteArray(capture) << QByteArray(form);
        }
    }
    void tellsWhatTheCommandLineTells() {
        QFETCH(QByteArray, capture);
        QFETCH(QByteArray, form);
        open(capture.constData());
        const QByteArray text = exported(form.constData());
        QVERIFY(!text.isEmpty());
        QCOMPARE(text, printed(capture.constData(), form.constData()));
    }

    void selectedFramesAreExportedAsInTheWholeFile() {
        open("mixed.pcapng");
        const auto all = QJsonDocument::fromJson(exported("json")).array();
        const auto some = QJsonDocument::fromJson(exported("json", {4, 11, 13})).array();
        QCOMPARE(all.size(), static_cast<qsizetype>(store_->count()));
        QCOMPARE(some.size(), qsizetype{3});
        QCOMPARE(some[0], all[3]);
        QCOMPARE(some[1], all[10]);
        QCOMPARE(some[2], all[12]);
    }

    void pdmlIsXml() {
        open("mixed.pcapng");
        QXmlStreamReader xml(exported("pdml"));
        int packets = 0;
        while (!xml.atEnd()) {
            if (xml.readNext() == QXmlStreamReader::StartElement && xml.name() == QLatin1String("packet"))
                ++packets;
        }
        QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
        QCOMPARE(packets, static_cast<int>(store_->count()));
    }

    void aHexDumpIsReadAgain() {
        open("mixed.pcapng");
        const auto frames = framesOfHexDump(exported("hex-dump").toStdString());
        QVERIFY(frames);
        QCOMPARE(frames->size(), static_cast<std::size_t>(store_->count()));
        FrameReader reader(store_);
        for (FrameNumber number = 1; number <= store_->count(); ++number) {
            const auto frame = reader.read(number);
            QVERIFY(frame && std::ranges::equal((*frames)[static_cast<std::size_t>(number - 1)], frame->bytes));
        }
    }

    void arraysOfCAreCompiled() {
        open("mixed.pcapng");
        QByteArray source = exported("c-array", {1, 3});
        source += "_Static_assert(sizeof frame_1 == 42 && sizeof frame_3 == 74, \"sizes\");\n"
                  "int main(void) { return frame_1[12] == 0x08 && frame_3[14] == 0x45 ? 0 : 1; }\n";
        QTemporaryDir folder;
        QFile file(folder.filePath("frames.c"));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(source);
        file.close();
        QProcess compiler;
        compiler.start("cc",
                       {"-std=c11", "-Wall", "-Wextra", "-Werror", "-o", folder.filePath("frames"), file.fileName()});
        QVERIFY(compiler.waitForFinished(60'000));
        QVERIFY2(compiler.exitCode() == 0, compiler.readAllStandardError().constData());
        QCOMPARE(QProcess::execute(folder.filePath("frames"), {}), 0);
    }
};

QTEST_GUILESS_MAIN(ExportersTest)
#include "exporters_test.moc"
