#include <plugin/export_loop.h>
#include <plugin/exporter.h>

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <stdexcept>
#include <string>

using namespace tapscope;

namespace {

/// Writes a text, then ends in the way that the test chooses.
class TextExporter final : public Exporter {
public:
    enum class End { Well, WithAnError, WithAnException };
    TextExporter(std::string text, End end) : text_(std::move(text)), end_(end) {}

    std::string_view id() const noexcept override { return "test"; }
    std::string_view title() const noexcept override { return "Test"; }
    std::string_view fileSuffix() const noexcept override { return "txt"; }
    const SettingsSchema& schema() const noexcept override { return schema_; }
    Result<void> write(const FrameChoice&, const DecoderRegistry&, const Settings&, QIODevice& out,
                       const ExportProgress&) const override {
        if (auto written = writeAll(out, text_.data(), text_.size()); !written)
            return written;
        if (end_ == End::WithAnException)
            throw std::runtime_error("a plugin's fault");
        if (end_ == End::WithAnError)
            return failure(ErrorKind::Cancelled, "save", "the frames", "stopped by the user");
        return {};
    }

private:
    SettingsSchema schema_;
    std::string text_;
    End end_;
};

} // namespace

class ExportToFileTest : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;
    const DecoderRegistry registry_;

    [[nodiscard]] QString path() const { return folder_.filePath("out.txt"); }
    [[nodiscard]] Result<void> exportTo(const QString& file, const TextExporter& exporter) const {
        return exportToFile(exporter, {}, registry_, {}, file.toStdString(), {});
    }
    [[nodiscard]] QByteArray content() const {
        QFile file(path());
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("no file");
    }

private slots:
    void init() {
        QFile file(path());
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("older") == 5);
    }

    void anExportReplacesTheFile() {
        QVERIFY(exportTo(path(), {"new", TextExporter::End::Well}));
        QCOMPARE(content(), QByteArray("new"));
    }

    void oneThatFailsHarmsNoOlderFileAndLeavesNothing() {
        const auto refused = exportTo(path(), {"new", TextExporter::End::WithAnError});
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, ErrorKind::Cancelled);
        QCOMPARE(content(), QByteArray("older"));
        QCOMPARE(QDir(folder_.path()).entryList(QDir::Files | QDir::Hidden), QStringList{"out.txt"});
    }

    /// The program may have left it behind already, and its user may have saved to that name meanwhile.
    void oneThatReturnsAfterACancelReplacesNothing() {
        std::stop_source stop;
        stop.request_stop();
        const auto refused = exportToFile(TextExporter("new", TextExporter::End::Well), {}, registry_, {},
                                          path().toStdString(), {.report = {}, .stop = stop.get_token()});
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, ErrorKind::Cancelled);
        QCOMPARE(content(), QByteArray("older"));
        QCOMPARE(QDir(folder_.path()).entryList(QDir::Files | QDir::Hidden), QStringList{"out.txt"});
    }

    void oneThatThrowsIsNamed() {
        const auto refused = exportTo(path(), {"new", TextExporter::End::WithAnException});
        QVERIFY(!refused);
        QVERIFY2(refused.error().text().find("a plugin's fault") != std::string::npos, refused.error().text().c_str());
        QCOMPARE(content(), QByteArray("older"));
    }

    void aFolderThatIsNotThereIsSaid() {
        const auto refused = exportTo(folder_.filePath("nowhere/out.txt"), {"new", TextExporter::End::Well});
        QVERIFY(!refused);
        QVERIFY2(refused.error().text().find("No such file or directory") != std::string::npos,
                 refused.error().text().c_str());
    }

    void aFullDiskIsCalledByItsName() {
        const auto refused = exportTo("/dev/full", {std::string(100'000, 'x'), TextExporter::End::Well});
        QVERIFY(!refused);
        QVERIFY2(refused.error().text().find("No space left on device") != std::string::npos,
                 refused.error().text().c_str());
    }
};

QTEST_GUILESS_MAIN(ExportToFileTest)
#include "export_to_file_test.moc"
