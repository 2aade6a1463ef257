#include <QDir>
#include <QDirIterator>
#include <QHash>
#include <QRegularExpression>
#include <QTest>

/// The documents name the tests of each fault, so a test that is renamed or removed must not be named there any more.
class NamedTestsTest : public QObject {
    Q_OBJECT

    QHash<QString, QString> sourceOf_; ///< by the test's name

private slots:
    void initTestCase() {
        QDirIterator files(TAPSCOPE_SOURCE_DIR "/tests", {"*_test.cpp"}, QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile file(files.next());
            QVERIFY(file.open(QFile::ReadOnly));
            sourceOf_.insert(files.fileInfo().completeBaseName(), QString::fromUtf8(file.readAll()));
        }
        QVERIFY(sourceOf_.size() > 100);
    }

    void namedTestFunctionsExist_data() {
        QTest::addColumn<QString>("document");
        for (const char* document : {"docs/faults.md", "docs/trials.md", "ARCHITECTURE.md"})
            QTest::newRow(document) << document;
    }
    void namedTestFunctionsExist() {
        QFETCH(const QString, document);
        QFile file(TAPSCOPE_SOURCE_DIR "/" + document);
        QVERIFY(file.open(QFile::ReadOnly));
        static const QRegularExpression word(QStringLiteral("`(\\w+_test)`|\\b([a-z]\\w*[A-Z]\\w*)\\b"));
        int named = 0;
        for (const QString& line : QString::fromUtf8(file.readAll()).split('\n')) {
            if (!line.startsWith('|') || !line.contains("_test`")) // other tables name no tests
                continue;
            QString test;
            for (auto each = word.globalMatch(line.section('|', -2, -2)); each.hasNext();) {
                const auto match = each.next();
                if (!match.captured(1).isEmpty()) {
                    test = match.captured(1);
                    QVERIFY2(sourceOf_.contains(test), qPrintable(line));
                } else {
                    QVERIFY2(sourceOf_.value(test).contains("void " + match.captured(2) + "()"),
                             qPrintable(test + ": " + match.captured(2)));
                    ++named;
                }
            }
        }
        QVERIFY(named > (document.startsWith("docs/") ? 50 : 20));
    }
};

QTEST_APPLESS_MAIN(NamedTestsTest)
#include "named_tests_test.moc"
