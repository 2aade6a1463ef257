#include "window_driver.h"

#include <app/objects/objects_dialog.h>
#include <support/private_network.h>

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QPlainTextEdit>
#include <QTreeView>

using namespace tapscope;
using namespace tapscope::test;

/// The dialog "Export objects".
class ObjectsWindowTest : public QObject, private WindowDriver {
    Q_OBJECT

    ObjectsDialog* objects() { return qobject_cast<ObjectsDialog*>(dialog()); }
    static QTreeView* rows(QDialog* of) { return of->findChild<QTreeView*>("objects"); }
    static QString message(QDialog* of) { return of->findChild<QLabel*>("objectMessage")->text(); }

private slots:
    void initTestCase() { prepare(); }
    void init() {
        openWindow();
        open("stream-http.pcap");
        trigger("exportObjects");
        QTRY_VERIFY(rows(objects())->model()->rowCount() > 0);
    }
    void cleanup() {
        delete objects();
        closeWindow();
    }

    void theFilterLimitsWhatIsSaved() {
        auto* const dialog = objects();
        const int all = rows(dialog)->model()->rowCount();
        const QString last = rows(dialog)->model()->index(all - 1, 4).data().toString();
        QVERIFY(!last.isEmpty());
        const QAbstractItemModelTester tester(rows(dialog)->model(),
                                              QAbstractItemModelTester::FailureReportingMode::QtTest);
        QTest::keyClicks(dialog->findChild<QLineEdit*>("objectFilter"), last);
        const int listed = rows(dialog)->model()->rowCount();
        QVERIFY(listed >= 1 && listed <= all);
        QTemporaryDir folder;
        dialog->saveAll(folder.path().toStdString());
        QTRY_VERIFY2(message(dialog).startsWith("Wrote "), qPrintable(message(dialog)));
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files).size(), listed);
        QTest::keyClicks(dialog->findChild<QLineEdit*>("objectFilter"), "nothing has this name");
        QVERIFY(!dialog->findChild<QPushButton*>("saveObjects")->isEnabled());
        QVERIFY(!dialog->findChild<QPushButton*>("saveObject")->isEnabled());
    }

    void theBeginningOfATextIsShown() {
        auto* const dialog = objects();
        auto* const preview = dialog->findChild<QPlainTextEdit*>("objectPreview");
        bool isText = false;
        for (int row = 0; row < rows(dialog)->model()->rowCount(); ++row) {
            rows(dialog)->setCurrentIndex(rows(dialog)->model()->index(row, 0));
            isText = isText || !preview->toPlainText().isEmpty();
        }
        QVERIFY(isText);
    }

    void aFolderThatIsGoneIsTold() {
        auto* const dialog = objects();
        dialog->saveAll("/absent/folder");
        QTRY_VERIFY2(message(dialog).contains("/absent/folder"), qPrintable(message(dialog)));
        QVERIFY(dialog->findChild<QPushButton*>("saveObjects")->isEnabled());
    }

    void aProtocolWithoutObjectsSaysSo() {
        auto* const dialog = objects();
        const QAbstractItemModelTester tester(rows(dialog)->model(),
                                              QAbstractItemModelTester::FailureReportingMode::QtTest);
        auto* const protocols = dialog->findChild<QComboBox*>("objectProtocol");
        protocols->setCurrentIndex(1);
        emit protocols->activated(1);
        QTRY_COMPARE(message(dialog), QString("The capture has no objects of this protocol"));
        QCOMPARE(rows(dialog)->model()->rowCount(), 0);
    }
};

int main(int argc, char** argv) {
    enterPrivateNetwork();
    QApplication application(argc, argv);
    QApplication::setApplicationName("tapscope-test");
    ObjectsWindowTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "objects_window_test.moc"
