#include "window_driver.h"

#include <app/files/merge_dialog.h>
#include <support/private_network.h>

#include <QListWidget>
#include <QMimeData>
#include <QUrl>

using namespace tapscope;
using namespace tapscope::test;

/// The dialog "Merge captures".
class MergeWindowTest : public QObject, private WindowDriver {
    Q_OBJECT

    const QString ping_ = TAPSCOPE_SOURCE_DIR "/tests/captures/ping.pcapng";
    const QString http_ = TAPSCOPE_SOURCE_DIR "/tests/captures/stream-http.pcap";

    static std::filesystem::path path(const QString& text) { return text.toStdString(); }
    static QString message(QDialog* of) { return of->findChild<QLabel*>("mergeMessage")->text(); }
    static QPushButton* merge(QDialog* of) { return of->findChild<QPushButton*>("merge"); }
    static qsizetype framesOf(const QString& file) { return run("tshark", {"-r", file}).out.count('\n'); }

private slots:
    void initTestCase() { prepare(); }
    void init() { openWindow(); }
    void cleanup() {
        delete QApplication::activeModalWidget();
        closeWindow();
    }

    void theMergedCaptureIsOpened() {
        trigger("merge");
        auto* const form = qobject_cast<MergeDialog*>(dialog());
        QVERIFY(!merge(form)->isEnabled()); // nothing to merge yet
        form->addFiles({path(ping_)});
        QVERIFY(!merge(form)->isEnabled());
        form->addFiles({path(http_)});
        QVERIFY(merge(form)->isEnabled());
        merge(form)->click();
        const auto all = static_cast<quint64>(framesOf(ping_) + framesOf(http_));
        QTRY_COMPARE(frames(), all);
        QVERIFY(window_->session().hasUnsaved());
    }

    void theShownFileComesFirst() {
        open(http_);
        trigger("merge");
        QVERIFY(dialog()->findChild<QListWidget*>("mergeFiles")->item(0)->text().endsWith("stream-http.pcap"));
    }

    void aFileThatCannotBeReadKeepsTheDialog() {
        trigger("merge");
        auto* const form = qobject_cast<MergeDialog*>(dialog());
        form->addFiles({path(ping_), "/absent/file.pcap"});
        merge(form)->click();
        QTRY_VERIFY2(message(form).contains("/absent/file.pcap"), qPrintable(message(form)));
        QVERIFY(merge(form)->isEnabled());
        QVERIFY(std::filesystem::is_empty(recordingsFolder()));
    }

    void namesOfDroppedFilesAreBytes() {
        QMimeData data;
        data.setUrls({QUrl("file:///tmp/a%20b.pcap"), QUrl::fromEncoded("file:///tmp/%FF.pcap"), QUrl("http://x/y")});
        const auto files = droppedFiles(data);
        QCOMPARE(files.size(), std::size_t{2});
        QCOMPARE(files[0].string(), std::string("/tmp/a b.pcap"));
        QCOMPARE(files[1].string(), std::string("/tmp/\xff.pcap"));
    }
};

int main(int argc, char** argv) {
    enterPrivateNetwork();
    QApplication application(argc, argv);
    QApplication::setApplicationName("tapscope-test");
    MergeWindowTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "merge_window_test.moc"
