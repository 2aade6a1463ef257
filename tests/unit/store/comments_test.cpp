#include <store/comments.h>
#include <store/file_store.h>
#include <support/rich_capture.h>

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace tapscope;
using Texts = std::vector<std::string>;

/// Changes of comments, and the comments of a file.
class CommentsTest : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;

    std::shared_ptr<FileStore> storeOf(const std::string& content) {
        QFile file(folder_.filePath("in.pcapng"));
        if (!file.open(QIODevice::WriteOnly) || file.write(content.data(), static_cast<qint64>(content.size())) < 0)
            qFatal("cannot write");
        file.close();
        auto store = FileStore::open(file.fileName().toStdString());
        if (!store || !(*store)->index())
            qFatal("cannot read");
        return *store;
    }

private slots:
    void aChangeMakesWhatIsWanted_data() {
        QTest::addColumn<QStringList>("own");
        QTest::addColumn<QStringList>("wanted");
        QTest::newRow("nothing") << QStringList() << QStringList();
        QTest::newRow("the same") << QStringList{"a", "b"} << QStringList{"a", "b"};
        QTest::newRow("one more") << QStringList{"a"} << QStringList{"a", "b"};
        QTest::newRow("one before") << QStringList{"a"} << QStringList{"b", "a"};
        QTest::newRow("one less") << QStringList{"a", "b"} << QStringList{"a"};
        QTest::newRow("none") << QStringList{"a", "b"} << QStringList();
        QTest::newRow("another") << QStringList{"a"} << QStringList{"b"};
    }
    void aChangeMakesWhatIsWanted() {
        QFETCH(const QStringList, own);
        QFETCH(const QStringList, wanted);
        const auto texts = [](const QStringList& list) {
            Texts all;
            for (const QString& each : list)
                all.push_back(each.toStdString());
            return all;
        };
        const CommentChange change = commentChange(texts(own), texts(wanted));
        QVERIFY(changedComments(texts(own), change) == texts(wanted));
        QCOMPARE(change == CommentChange{}, own == wanted);
    }

    void theFirstSectionsCommentsAreTheFiles() {
        const test::RichCapture rich;
        QVERIFY(fileComments(*storeOf(rich.file.content())).value() == (Texts{"about this file", "and more"}));
    }

    void aPcapFileHasNone() {
        const auto store = FileStore::open(TAPSCOPE_SOURCE_DIR "/tests/captures/stream-tcp.pcap");
        QVERIFY(store && (*store)->index());
        QVERIFY(fileComments(**store).value().empty());
    }
};

QTEST_GUILESS_MAIN(CommentsTest)
#include "comments_test.moc"
