#include "window_driver.h"

#include <app/print/print_dialog.h>
#include <support/private_network.h>

#include <QComboBox>
#include <QFileDialog>

using namespace tapscope;
using namespace tapscope::test;

/// The dialog "Print frames", whose documents are read by another program.
class PrintWindowTest : public QObject, private WindowDriver {
    Q_OBJECT

    QDialog* printDialog() { return qobject_cast<PrintDialog*>(dialog()); }
    static QString message(QDialog* of) { return of->findChild<QLabel*>("printMessage")->text(); }
    static void check(QDialog* of, const char* box, bool isChecked) {
        of->findChild<QCheckBox*>(QString::fromLatin1(box))->setChecked(isChecked);
    }
    /// Saves a document and returns its text.
    QString saved(QDialog* from) {
        const QString path = folder_.filePath("frames.pdf");
        QFile::remove(path);
        QTest::mouseClick(from->findChild<QPushButton*>("printPdf"), Qt::LeftButton);
        auto* chooser = qobject_cast<QFileDialog*>(dialog());
        if (chooser == nullptr)
            return QStringLiteral("no file dialog came");
        emit chooser->filesSelected({path});
        chooser->close();
        if (!QTest::qWaitFor([&] { return message(from).startsWith("Wrote "); }, patience))
            return message(from);
        const auto text = run("pdftotext", {"-layout", path, "-"});
        return text.status == 0 ? QString::fromUtf8(text.out) : QString::fromUtf8(text.err);
    }

private slots:
    void initTestCase() { prepare(); }
    void init() {
        openWindow();
        open("stream-http.pcap");
        list()->setCurrentRow(3);
        trigger("Ctrl+P");
        QVERIFY(printDialog() != nullptr);
    }
    void cleanup() {
        delete printDialog();
        closeWindow();
    }

    void aSelectedFrameIsPrintedWithItsFields() {
        auto* const dialog = printDialog();
        QCOMPARE(dialog->findChild<QComboBox*>("printWhich")->currentIndex(), 1); // the selected ones
        check(dialog, "printBytes", true);
        const QString text = saved(dialog);
        QVERIFY2(text.contains("Internet Protocol Version 4"), qPrintable(text));
        QVERIFY(text.contains("Hypertext Transfer Protocol"));
        QVERIFY(text.contains("0000  "));
        QVERIFY(text.contains("stream-http.pcap"));
        QVERIFY(!text.contains("Frame 3:"));
    }

    void displayedFramesAreALinePerFrame() {
        auto* const dialog = printDialog();
        dialog->findChild<QComboBox*>("printWhich")->setCurrentIndex(0);
        check(dialog, "printDetails", false);
        const QString text = saved(dialog).simplified(); // the program that reads the document does not keep its spaces
        QVERIFY2(text.contains("Info"), qPrintable(text));
        for (quint64 row = 0; row < frames(); ++row) {
            const QString info = list()->model().row(row).texts[FrameRow::Info].left(20).simplified();
            QVERIFY2(text.contains(info), qPrintable(info));
        }
        QVERIFY(!text.contains("Internet Protocol Version 4"));
    }

    void eachFrameMayBeginAPage() {
        auto* const dialog = printDialog();
        dialog->findChild<QComboBox*>("printWhich")->setCurrentIndex(0);
        check(dialog, "printDetails", false);
        check(dialog, "printPages", true);
        QCOMPARE(quint64(saved(dialog).count('\f')), frames());
    }

    void nothingChosenIsNotPrinted() {
        auto* const dialog = printDialog();
        check(dialog, "printSummary", false);
        check(dialog, "printDetails", false);
        QVERIFY(!dialog->findChild<QPushButton*>("printPdf")->isEnabled());
        dialog->findChild<QComboBox*>("printWhich")->setCurrentIndex(2); // no frame is marked
        check(dialog, "printSummary", true);
        QVERIFY(!dialog->findChild<QPushButton*>("printPdf")->isEnabled());
    }

    void aFolderThatIsGoneIsTold() {
        auto* const from = printDialog();
        QTest::mouseClick(from->findChild<QPushButton*>("printPdf"), Qt::LeftButton);
        auto* chooser = qobject_cast<QFileDialog*>(dialog());
        QVERIFY(chooser != nullptr);
        emit chooser->filesSelected({"/absent/folder/frames.pdf"});
        chooser->close();
        QTRY_VERIFY2(message(from).contains("/absent/folder"), qPrintable(message(from)));
        QVERIFY(from->findChild<QPushButton*>("printPdf")->isEnabled());
    }

    void canBeStopped() {
        std::stop_source stop;
        stop.request_stop();
        const FramePrint what{
            .recipe = list()->model().recipe(), .frames = {1, 2}, .columns = {0}, .columnTitles = {"No."}};
        const auto document = pdfOfFrames(what, {.report = {}, .stop = stop.get_token()});
        QVERIFY(!document);
        QCOMPARE(document.error().kind, ErrorKind::Cancelled);
    }
};

int main(int argc, char** argv) {
    enterPrivateNetwork();
    QApplication application(argc, argv);
    QApplication::setApplicationName("tapscope-test");
    PrintWindowTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "print_window_test.moc"
