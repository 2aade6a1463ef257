#include "window_driver.h"

#include <support/private_network.h>

#include <QDataStream>
#include <QDirIterator>
#include <QFileDialog>
#include <QScopeGuard>
#include <QTreeWidget>

#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>

#include <csignal>

using namespace tapscope;
using namespace tapscope::test;

/// Saving things other than captures: a frame's bytes stand for everything that is saved in the same way.
class SaveBytesTest : public QObject, private WindowDriver {
    Q_OBJECT

    static constexpr qint64 frameSize = 98; ///< size of the capture's first frame

    void exportTo(const QString& path, const char* action = "exportBytes") {
        trigger(action);
        auto* chooser = qobject_cast<QFileDialog*>(dialog());
        QVERIFY(chooser != nullptr);
        emit chooser->filesSelected({path});
        chooser->close();
        QTRY_VERIFY(qobject_cast<QFileDialog*>(QApplication::activeModalWidget()) == nullptr);
    }
    QString log() {
        QString all;
        auto* lines = find<QTreeWidget>("log");
        for (int row = 0; row < lines->topLevelItemCount(); ++row)
            all += lines->topLevelItem(row)->text(2) + '\n';
        return all;
    }

    /// Whether a thread of this program is in openat(2), as it is while a pipe has no reader.
    static bool isOpeningAFile() {
        QDirIterator threads(QStringLiteral("/proc/self/task"), QDir::Dirs | QDir::NoDotAndDotDot);
        while (threads.hasNext()) {
            QFile call(threads.next() + QStringLiteral("/syscall"));
            if (call.open(QFile::ReadOnly) && call.readAll().startsWith(QByteArray::number(SYS_openat) + ' '))
                return true;
        }
        return false;
    }

private slots:
    void initTestCase() { prepare(); }
    void init() {
        openWindow();
        open("ping.pcapng");
        QTRY_VERIFY(enabledAction("injectFrame") != nullptr);
    }
    void cleanup() { closeWindow(); }

    void theBytesAreInTheFile() {
        const QString path = folder_.filePath("frame.bin");
        exportTo(path);
        QTRY_VERIFY2(log().contains(QString("Wrote %1 bytes to %2").arg(frameSize).arg(path)), qPrintable(log()));
        QCOMPARE(QFileInfo(path).size(), frameSize);
    }

    void theKeysOfACaptureAreWritten() {
        const auto* action = find<QAction>("exportKeys");
        QVERIFY(!action->isEnabled());
        QCOMPARE(action->toolTip(), QString("The capture has no keys"));
        const QByteArray keys = "CLIENT_RANDOM 0011 2233\n";
        QFile capture(folder_.filePath("keys.pcapng"));
        QVERIFY(QFile::copy(TAPSCOPE_SOURCE_DIR "/tests/captures/ping.pcapng", capture.fileName()));
        QVERIFY(capture.open(QFile::Append));
        QDataStream block(&capture); // a Decryption Secrets Block with a TLS key log
        block.setByteOrder(QDataStream::LittleEndian);
        const auto size = static_cast<quint32>(20 + keys.size());
        block << quint32{10} << size << quint32{0x544c534b} << static_cast<quint32>(keys.size());
        block.writeRawData(keys.constData(), static_cast<int>(keys.size())); // a multiple of four
        block << size;
        capture.close();
        open(folder_.filePath("keys.pcapng"));
        QTRY_VERIFY(action->isEnabled());
        exportTo(folder_.filePath("again.keys"), "exportKeys");
        QFile again(folder_.filePath("again.keys"));
        QTRY_COMPARE(again.size(), keys.size());
        QVERIFY(again.open(QFile::ReadOnly));
        QCOMPARE(again.readAll(), keys);
    }

    void failedWritesAreReported_data() {
        QTest::addColumn<QString>("path");
        QTest::addColumn<QString>("reason");
        QTest::newRow("a full disk") << "/dev/full" << "No space left on device";
        QTest::newRow("a folder that is gone") << folder_.filePath("gone/frame.bin") << "its folder does not exist";
        QTest::newRow("a folder") << folder_.path() << "it is a folder";
    }
    void failedWritesAreReported() {
        QFETCH(const QString, path);
        QFETCH(const QString, reason);
        exportTo(path);
        QTRY_VERIFY2(log().contains(reason), qPrintable(log()));
        QVERIFY2(log().contains(path), qPrintable(log()));
        QVERIFY(!log().contains("Wrote"));
    }

    void aDiskThatTakesOnlyAPartIsReported() {
        const QString path = folder_.filePath("part.bin");
        rlimit before{};
        QCOMPARE(getrlimit(RLIMIT_FSIZE, &before), 0);
        const auto unlimited = qScopeGuard([&before] { setrlimit(RLIMIT_FSIZE, &before); });
        std::signal(SIGXFSZ, SIG_IGN);
        const rlimit limited{.rlim_cur = frameSize / 2, .rlim_max = before.rlim_max};
        QCOMPARE(setrlimit(RLIMIT_FSIZE, &limited), 0);
        exportTo(path);
        QTRY_VERIFY2(log().contains("File too large"), qPrintable(log()));
        QVERIFY(!log().contains("Wrote"));
        QVERIFY(!QFile::exists(path)); // nothing is left of it
    }

    void anExistingFileIsReplacedOnlyWhenSaid_data() {
        QTest::addColumn<bool>("isReplaced");
        QTest::newRow("kept") << false;
        QTest::newRow("replaced") << true;
    }
    void anExistingFileIsReplacedOnlyWhenSaid() {
        QFETCH(const bool, isReplaced);
        const QString path = folder_.filePath("<img src=x>\nold \u202e.bin");
        {
            QFile old(path);
            QVERIFY(old.open(QFile::WriteOnly) && old.write("old") == 3);
        }
        exportTo(path);
        auto* question = qobject_cast<QMessageBox*>(dialog());
        QVERIFY(question != nullptr);
        QCOMPARE(question->textFormat(), Qt::PlainText);
        QVERIFY2(question->text().contains("<img src=x>\\nold \\u202e.bin"), qPrintable(question->text()));
        QVERIFY(question->defaultButton()->objectName() != "replace");
        if (isReplaced)
            question->findChild<QPushButton*>("replace")->click();
        else
            QTest::keyClick(question, Qt::Key_Escape);
        QTRY_VERIFY(QApplication::activeModalWidget() == nullptr);
        if (isReplaced)
            QTRY_COMPARE(QFileInfo(path).size(), frameSize);
        QCOMPARE(QFileInfo(path).size(), isReplaced ? frameSize : 3);
        if (isReplaced)
            QTRY_VERIFY(log().contains("Wrote"));
        QCOMPARE(log().contains("Wrote"), isReplaced);
        QVERIFY(QFile::remove(path));
    }

    void aPipeWithoutAReaderBlocksNothing() {
        const QString path = folder_.filePath("pipe");
        QCOMPARE(mkfifo(path.toUtf8().constData(), 0600), 0);
        exportTo(path);
        QTRY_VERIFY(isOpeningAFile()); // it waits for a reader
        QTest::keyClick(list(), Qt::Key_Down);
        QCOMPARE(list()->currentRow(), std::optional<quint64>(1));
        QVERIFY(!log().contains("Wrote"));
        QVERIFY(window_->close());
        QVERIFY(!window_->end([] {}).isComplete); // its thread would be abandoned
        QFile reader(path);
        QVERIFY(reader.open(QIODevice::ReadOnly));
        QCOMPARE(reader.readAll().size(), frameSize);
    }
};

int main(int argc, char** argv) {
    enterPrivateNetwork();
    QApplication application(argc, argv);
    QApplication::setApplicationName("tapscope-test");
    SaveBytesTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "save_bytes_test.moc"
