#include <file/pcap_writer.h>
#include <store/file_store.h>
#include <store/file_walker.h>
#include <store/frame_reader.h>

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <random>

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
        std::vector<std::byte> bytes(1000);
        std::minstd_rand random; // NOLINT: the same bytes each time, and none that can be compressed to nothing
        for (std::size_t i = 0; i < frames; ++i) {
            std::ranges::generate(bytes, [&] { return static_cast<std::byte>(random()); });
            pcap::appendFrame(out, {.time = Timestamp(std::chrono::seconds(i)), .bytes = bytes, .originalLength = 1000},
                              pcap::Resolution::Nanoseconds);
        }
        return write(name, QByteArray(reinterpret_cast<const char*>(out.data()), static_cast<qsizetype>(out.size())));
    }

private slots:
    void saysWhatAFileIsThatItCannotOpen_data() {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QString>("said");
        QTest::newRow("xz") << QByteArray::fromHex("fd377a585a000000") << "unxz";
        QTest::newRow("text") << QByteArray("Dear diary,") << "it is not a pcap or pcapng file";
        QTest::newRow("empty") << QByteArray() << "it is empty";
    }
    void saysWhatAFileIsThatItCannotOpen() {
        QFETCH(QByteArray, content);
        QFETCH(QString, said);
        const auto store = FileStore::open(write("strange", content).toStdString());
        QVERIFY(!store);
        QVERIFY2(QString::fromStdString(store.error().text()).contains(said), store.error().text().c_str());
    }

    void unpacksWhatIsCompressed_data() {
        QTest::addColumn<QStringList>("packer");
        QTest::addColumn<QString>("suffix");
        QTest::newRow("gzip") << QStringList{"gzip", "-k"} << ".gz";
        QTest::newRow("zstd") << QStringList{"zstd", "-q", "-k"} << ".zst";
        QTest::newRow("lz4") << QStringList{"lz4", "-q", "-k", "-m", "-B4"} << ".lz4";
    }
    void unpacksWhatIsCompressed() {
        QFETCH(QStringList, packer);
        QFETCH(QString, suffix);
        constexpr std::size_t frames = 3000;
        const QString plain = writePcap("packed" + suffix + ".pcap", frames);
        const QString program = packer.takeFirst();
        QCOMPARE(QProcess::execute(program, packer << plain), 0);
        const auto packed = (plain + suffix).toStdString();
        auto store = FileStore::open(packed);
        QVERIFY2(store, store ? "" : store.error().text().c_str());
        const auto report = (*store)->index();
        QVERIFY(report && !report->damage);
        QCOMPARE((*store)->count(), FrameNumber{frames});
        QVERIFY(FrameReader(*store).read(frames)->time == Timestamp(std::chrono::seconds(frames - 1)));

        // Cut short: the existing part is shown, and the missing part is reported.
        std::filesystem::resize_file(packed, std::filesystem::file_size(packed) * 2 / 3);
        auto cut = FileStore::open(packed);
        QVERIFY2(cut, cut ? "" : cut.error().text().c_str());
        const auto damaged = (*cut)->index();
        QVERIFY(damaged && damaged->damage);
        QVERIFY2(damaged->damage->text().find("the compressed file is cut short") != std::string::npos,
                 damaged->damage->text().c_str());
        QVERIFY((*cut)->count() < frames);
        auto walker = FileWalker::open(packed);
        QVERIFY(walker);
        FrameChunk chunk;
        std::size_t walked = 0;
        while (walker->next(chunk))
            walked += chunk.frames.size();
        QCOMPARE(walked, static_cast<std::size_t>((*cut)->count()));
        QVERIFY(walker->damage());
    }

    /// So early that not even the file's header can be unpacked.
    void saysThatACompressedFileIsCutShortEarly_data() {
        QTest::addColumn<QStringList>("packer");
        QTest::addColumn<QString>("suffix");
        QTest::addColumn<int>("left");
        QTest::newRow("gzip: magic number") << QStringList{"gzip", "-k"} << ".gz" << 2;
        QTest::newRow("gzip: header") << QStringList{"gzip", "-k"} << ".gz" << 12;
        QTest::newRow("zstd: magic number") << QStringList{"zstd", "-q", "-k"} << ".zst" << 4;
        QTest::newRow("zstd: header") << QStringList{"zstd", "-q", "-k"} << ".zst" << 9;
        QTest::newRow("lz4: magic number") << QStringList{"lz4", "-q", "-k", "-m"} << ".lz4" << 4;
        QTest::newRow("lz4: within the first block") << QStringList{"lz4", "-q", "-k", "-m"} << ".lz4" << 900;
    }
    void saysThatACompressedFileIsCutShortEarly() {
        QFETCH(QStringList, packer);
        QFETCH(const QString, suffix);
        QFETCH(const int, left);
        const QString plain = writePcap("early" + suffix + ".pcap", 100);
        QFile::remove(plain + suffix);
        const QString program = packer.takeFirst();
        QCOMPARE(QProcess::execute(program, packer << plain), 0);
        QVERIFY(QFile::resize(plain + suffix, left));
        const auto store = FileStore::open((plain + suffix).toStdString());
        QVERIFY(!store);
        QCOMPARE(store.error().kind, ErrorKind::Damaged);
        QVERIFY2(QString::fromStdString(store.error().text())
                     .contains("the compressed file is cut short. Nothing of it can be unpacked"),
                 store.error().text().c_str());
    }

    void saysThatAFileBecameShorterWhileItWasRead() {
        const QString path = writePcap("shorter.pcap", 2000);
        auto store = FileStore::open(path.toStdString());
        QVERIFY(store);
        QVERIFY(QFile::resize(path, 24 + 100 * 1016)); // a hundred whole records
        const auto report = (*store)->index();
        QVERIFY(report && report->damage);
        QVERIFY2(report->damage->text().find("became shorter") != std::string::npos, report->damage->text().c_str());
        QCOMPARE((*store)->count(), FrameNumber{100});
    }

    void saysThatAFolderIsNoFile() {
        const auto store = FileStore::open(folder_.path().toStdString());
        QVERIFY(!store);
        QVERIFY(store.error().text().find("it is a folder") != std::string::npos);
    }

    void removedAndReplacedFilesAreReadToTheEnd_data() {
        QTest::addColumn<bool>("isReplaced");
        QTest::newRow("removed") << false;
        QTest::newRow("replaced") << true;
    }
    void removedAndReplacedFilesAreReadToTheEnd() {
        QFETCH(bool, isReplaced);
        const QString path = writePcap("goes.pcap", 2000);
        auto store = FileStore::open(path.toStdString());
        QVERIFY(store);
        if (isReplaced)
            std::filesystem::rename(writePcap("other.pcap", 10).toStdString(), path.toStdString());
        else
            QVERIFY(QFile::remove(path));
        const auto report = (*store)->index();
        QVERIFY(report && !report->damage);
        QCOMPARE((*store)->count(), FrameNumber{2000});
        QVERIFY(FrameReader(*store).read(2000)->time == Timestamp(std::chrono::seconds(1999)));
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
