#include <file/pcap_writer.h>
#include <store/file_store.h>
#include <store/frame_reader.h>

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace tapscope;

class FileStoreTest : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;

    QString write(const QString& name, const QByteArray& bytes) {
        QFile file(folder_.filePath(name));
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
            qFatal("cannot write %s", qPrintable(name));
        return file.fileName();
    }
    QString writePcap(const QString& name, std::size_t frames) {
        std::vector<std::byte> out;
        pcap::appendFileHeader(out, LinkType::Ethernet, pcap::Resolution::Nanoseconds);
        const std::vector<std::byte> bytes(1000, std::byte{7});
        for (std::size_t i = 0; i < frames; ++i)
            pcap::appendFrame(out, {.time = Timestamp(std::chrono::seconds(i)), .bytes = bytes, .originalLength = 1000},
                              pcap::Resolution::Nanoseconds);
        return write(name, QByteArray(reinterpret_cast<const char*>(out.data()), static_cast<qsizetype>(out.size())));
    }

private slots:
    void saysWhatAFileIsThatItCannotOpen_data() {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QString>("said");
        QTest::newRow("gzip") << QByteArray("\x1f\x8b\x08\x00 and more", 13) << "gunzip";
        QTest::newRow("zstd") << QByteArray::fromHex("28b52ffd00000000") << "unzstd";
        QTest::newRow("text") << QByteArray("Dear diary,") << "it is no pcap or pcapng file";
        QTest::newRow("empty") << QByteArray() << "it is empty";
    }
    void saysWhatAFileIsThatItCannotOpen() {
        QFETCH(QByteArray, content);
        QFETCH(QString, said);
        const auto store = FileStore::open(write("strange", content).toStdString());
        QVERIFY(!store);
        QVERIFY2(QString::fromStdString(store.error().text()).contains(said), store.error().text().c_str());
    }

    void saysThatAFolderIsNoFile() {
        const auto store = FileStore::open(folder_.path().toStdString());
        QVERIFY(!store);
        QVERIFY(store.error().text().find("it is a folder") != std::string::npos);
    }

    void aFileThatShrinksGivesAnErrorAndNoCrash() {
        const QString path = writePcap("shrinks.pcap", 2000);
        auto store = FileStore::open(path.toStdString());
        QVERIFY(store && (*store)->index());
        QCOMPARE((*store)->count(), FrameNumber{2000});
        FrameReader reader(*store);
        QVERIFY(reader.read(1));
        QVERIFY(QFile::resize(path, 50'000));
        const auto frame = reader.read(1999);
        QVERIFY(!frame);
        QCOMPARE(frame.error().kind, ErrorKind::Ended);
        QVERIFY2(frame.error().text().find("frame 1999") != std::string::npos, frame.error().text().c_str());
    }

    void readsFramesInAnyOrder() {
        auto store = FileStore::open(writePcap("order.pcap", 3000).toStdString());
        QVERIFY(store && (*store)->index());
        FrameReader reader(*store);
        for (const FrameNumber number : {3000, 1, 1500, 1499, 1501, 2, 3000}) {
            const auto frame = reader.read(number);
            QVERIFY(frame);
            QCOMPARE(frame->number, number);
            QVERIFY(frame->time == Timestamp(std::chrono::seconds(number - 1)));
        }
        QVERIFY(!reader.read(0));
        QVERIFY(!reader.read(3001));
    }

    void stopsWhenAsked() {
        auto store = FileStore::open(writePcap("stop.pcap", 10'000).toStdString());
        QVERIFY(store);
        std::stop_source stop;
        stop.request_stop();
        const auto report = (*store)->index(stop.get_token());
        QVERIFY(!report);
        QCOMPARE(report.error().kind, ErrorKind::Cancelled);
    }
};

QTEST_APPLESS_MAIN(FileStoreTest)
#include "file_store_test.moc"
