#include "fake_disk.h"
#include "sample_frames.h"

#include <store/recording_file.h>
#include <support/patience.h>

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <thread>

using namespace tapscope;
using namespace tapscope::test;
using namespace std::chrono_literals;

namespace {

constexpr auto longEnough = 60s;
using State = RecordingStatus::State;

} // namespace

/// A recording that continues in another file from time to time.
class RecordingRingTest : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> files_;
    std::unique_ptr<FakeDisk> disk_;
    std::shared_ptr<Recording> recording_;
    std::uint64_t appended_ = 0;

    void create(const RingOptions& ring, std::size_t mostAtOnce = std::size_t{1} << 30, bool keepsIndex = true) {
        disk_ = std::make_unique<FakeDisk>(mostAtOnce);
        recording_ = Recording::create(files_->filePath("ring.pcapng").toStdString(),
                                       {.keepsIndex = keepsIndex, .ring = ring}, *disk_)
                         .value();
        QCOMPARE(recording_->addInterface({.name = "tap0"}).value(), 0U);
    }
    void append(int frames) {
        for (int i = 0; i < frames; ++i)
            QVERIFY(recording_->append(SampleFrame(++appended_).get()));
    }
    void finish() {
        recording_->finish({{.interfaceId = 0, .received = appended_}});
        QVERIFY(recording_->settle(longEnough));
        QCOMPARE(recording_->status().state, State::Finished);
    }
    [[nodiscard]] QStringList files() const { return QDir(files_->path()).entryList(QDir::Files, QDir::Name); }
    [[nodiscard]] FileContent content(const QString& file) const {
        return contentOf(files_->filePath(file).toStdString());
    }

private slots:
    void init() {
        files_ = std::make_unique<QTemporaryDir>();
        appended_ = 0;
    }
    void cleanup() {
        if (disk_)
            disk_->release();
        recording_.reset();
    }

    void filesAreNamedAsDumpcapNamesThem() {
        std::tm local{
            .tm_sec = 9, .tm_min = 8, .tm_hour = 7, .tm_mday = 2, .tm_mon = 0, .tm_year = 126, .tm_isdst = -1};
        const auto time = std::chrono::system_clock::from_time_t(mktime(&local));
        QCOMPARE(ringFileName("/tmp/trace.pcapng", 1, time).string(), "/tmp/trace_00001_20260102070809.pcapng");
        QCOMPARE(ringFileName("trace", 123'456, time).string(), "trace_123456_20260102070809");
    }

    void eachFileIsACaptureOfItsOwn() {
        create({.frames = 10});
        append(25);
        finish();
        QCOMPARE(files().size(), 3);
        std::vector<std::uint64_t> all;
        for (const auto& file : files()) {
            const auto part = content(file);
            QVERIFY(!part.report.damage);
            QVERIFY(part.numbers.size() <= 10);
            all.insert(all.end(), part.numbers.begin(), part.numbers.end());
        }
        QCOMPARE(all, firstNumbers(25));
        QVERIFY(files()[0].startsWith("ring_00001_20"));
        QVERIFY(files()[2].startsWith("ring_00003_20"));
        QCOMPARE(recording_->status().filesBegun, 3U);
    }

    void takesNothingMoreWhenItsLastFileIsFull() {
        create({.frames = 10, .last = 2});
        append(20);
        QVERIFY(!recording_->isComplete());
        QVERIFY(!recording_->append(SampleFrame(21).get()));
        QVERIFY(recording_->isComplete());
        finish();
        QCOMPARE(files().size(), 2);
        QCOMPARE(content(files()[1]).numbers.size(), std::size_t{10});
        QCOMPARE(recording_->status().framesNotRecorded, std::uint64_t{0}); // it was not to be recorded
    }

    void aFileEndsAtItsSize() {
        create({.bytes = 20'000});
        append(1000);
        finish();
        QVERIFY(files().size() > 5);
        for (const auto& file : files().mid(0, files().size() - 1)) {
            const auto size = QFileInfo(files_->filePath(file)).size();
            QVERIFY2(size >= 20'000 && size < 22'000, qPrintable(QString::number(size)));
        }
    }

    void aFileEndsAtItsTimeAlthoughNothingFollows() {
        create({.duration = 20ms});
        append(1);
        QTRY_VERIFY((recording_->flush(), recording_->status().filesBegun) == 2);
        append(1);
        finish();
        QCOMPARE(files().size(), 2);
        QCOMPARE(content(files()[0]).numbers, (std::vector<std::uint64_t>{1}));
        QCOMPARE(content(files()[1]).numbers, (std::vector<std::uint64_t>{2}));
    }

    void theOldestFilesGo_data() {
        QTest::addColumn<int>("most");
        QTest::newRow("one file") << 1;
        QTest::newRow("three files") << 3;
    }
    void theOldestFilesGo() {
        QFETCH(int, most);
        create({.frames = 10, .files = static_cast<std::uint32_t>(most)});
        append(95);
        finish();
        QCOMPARE(files().size(), most);
        const auto store = recording_->store();
        QCOMPARE(store->count(), FrameNumber{95});
        QCOMPARE(store->first(), FrameNumber(most == 1 ? 91 : 71));
        QCOMPARE(store->parts().size(), static_cast<std::size_t>(most));
        FrameReader reader(store);
        for (FrameNumber number = store->first(); number <= 95; ++number) {
            QCOMPARE(SampleFrame::numberOf(reader.read(number).value()), number);
            QVERIFY(store->entry(number).timestamp() == SampleFrame(number).get().time);
        }
        const auto gone = reader.read(store->first() - 1);
        QVERIFY(!gone);
        QCOMPARE(gone.error().kind, ErrorKind::Ended);
        QVERIFY(store->entry(store->first() - 1).timestamp() == noTime);
        QVERIFY(reader.read(95));
        QCOMPARE(recording_->status().framesWritten, std::uint64_t{95});
    }

    void readersOfARemovedFileCanReadOn() {
        create({.frames = 10, .files = 2});
        append(10);
        QVERIFY(recording_->settle(longEnough));
        const auto part = recording_->store()->part(5);
        QVERIFY(part);
        const auto file = part->open(*disk_);
        append(40);
        QVERIFY(recording_->settle(longEnough));
        QVERIFY(!recording_->store()->part(5));
        QVERIFY(part->has(5));
        QVERIFY(part->entry(5).timestamp() == SampleFrame(5).get().time);
        std::byte first{};
        QCOMPARE(Syscalls::real().pread((*file)->get(), &first, 1, 0), ssize_t{1});
    }

    void aFileThatOthersPutInItsPlaceIsNotRemoved() {
        create({.frames = 10, .files = 2});
        append(10);
        QVERIFY(recording_->settle(longEnough));
        const QString oldest = files().first();
        QVERIFY(QFile::remove(files_->filePath(oldest)));
        QFile theirs(files_->filePath(oldest));
        QVERIFY(theirs.open(QIODevice::WriteOnly) && theirs.write("mine") == 4);
        theirs.close();
        append(50);
        finish();
        QVERIFY(files().contains(oldest));
        QCOMPARE(files().size(), 3);
    }

    void aRemovedFileIsNoTroubleAnyMoreInTheNextOne() {
        create({.frames = 10});
        append(5);
        QVERIFY(recording_->settle(longEnough));
        QVERIFY(QFile::remove(files_->filePath(files().first())));
        append(1);
        recording_->flush();
        QTRY_COMPARE(recording_->status().trouble, RecordingStatus::Trouble::Removed);
        append(10);
        QVERIFY(recording_->settle(longEnough));
        QCOMPARE(recording_->status().trouble, RecordingStatus::Trouble::None);
        QVERIFY(!recording_->error());
        finish();
        QCOMPARE(content(files().first()).numbers.front(), std::uint64_t{11});
    }

    void everyInterfaceIsDescribedInEveryFile() {
        create({.frames = 10});
        append(5);
        QCOMPARE(recording_->addInterface({.linkType = LinkType::Raw, .name = "tun0"}).value(), 1U);
        append(20);
        QVERIFY(recording_->append(SampleFrame(26, 1).get()));
        finish();
        const auto last = FileStore::open(files_->filePath(files().last()).toStdString()).value();
        QVERIFY(last->index());
        QCOMPARE(last->interfaceCount(), std::size_t{2});
        QCOMPARE(last->interface(1).name, std::string("tun0"));
        QCOMPARE(FrameReader(last).read(last->count())->linkType, LinkType::Raw);
    }

    void withoutAnIndexTheOldestFilesGoToo() {
        create({.frames = 10, .files = 2}, std::size_t{1} << 30, false);
        append(95);
        finish();
        QCOMPARE(files().size(), 2);
        QCOMPARE(content(files()[0]).numbers.front(), std::uint64_t{81});
    }

    void waitsForAFolderThatIsGone() {
        create({.frames = 10});
        append(10);
        QVERIFY(recording_->settle(longEnough));
        const QString folder = files_->path();
        QVERIFY(QDir().rename(folder, folder + ".away"));
        append(1);
        recording_->flush();
        QTRY_COMPARE(recording_->status().trouble, RecordingStatus::Trouble::CannotWrite);
        QVERIFY(QDir().rename(folder + ".away", folder));
        QVERIFY(recording_->settle(longEnough));
        finish();
        QCOMPARE(files().size(), 2);
        QCOMPARE(content(files()[1]).numbers, (std::vector<std::uint64_t>{11}));
    }

    void appendingReadingAndChangingFilesGoTogether() {
        constexpr int count = 20'000;
        create({.frames = 500, .files = 3}, 5000);
        std::atomic<bool> isOver = false;
        std::atomic<bool> isWrong = false;
        const auto read = [&, store = recording_->store()] {
            FrameReader reader(store);
            while (!isOver) {
                for (FrameNumber number = store->first(); number <= store->count() && !isOver; ++number) {
                    const auto frame = reader.read(number);
                    if (frame)
                        isWrong = isWrong || SampleFrame::numberOf(*frame) != number;
                    else if (number < store->first())
                        number = store->first() - 1; // its file was removed
                    else
                        isWrong = true;
                    static_cast<void>(store->entry(number));
                }
            }
        };
        std::jthread first(read);
        std::jthread second(read);
        append(count);
        finish();
        isOver = true;
        first.join();
        second.join();
        QVERIFY(!isWrong);
        QCOMPARE(files().size(), 3);
    }
};

QTEST_GUILESS_MAIN(RecordingRingTest)
#include "recording_ring_test.moc"
