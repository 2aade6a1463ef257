#include "fake_disk.h"
#include "sample_frames.h"

#include <support/patience.h>

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <thread>

using namespace tapscope;
using namespace tapscope::test;
using namespace std::chrono_literals;

namespace {

constexpr auto longEnough = 60s;
constexpr std::size_t smallBuffer = std::size_t{2} << 20;
using State = RecordingStatus::State;
using Trouble = RecordingStatus::Trouble;

} // namespace

/// Frames are kept or counted when the disk fails.
class RecordingFaultsTest : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;
    int files_ = 0;
    std::filesystem::path path_;
    std::unique_ptr<FakeDisk> disk_;
    std::shared_ptr<Recording> recording_;
    std::uint64_t appended_ = 0;

    void create(std::size_t mostAtOnce = std::size_t{1} << 30) {
        disk_ = std::make_unique<FakeDisk>(mostAtOnce);
        recording_ = Recording::create(path_, {.bufferSize = smallBuffer}, *disk_).value();
        QVERIFY(recording_->addInterface({.name = "tap0"}));
        QVERIFY(recording_->settle(longEnough));
    }
    bool append() { return recording_->append(SampleFrame(++appended_).get()); }
    /// Appends frames until the buffer is full. Returns the number of the first frame that is not recorded.
    std::uint64_t appendUntilFull() {
        while (append()) {
        }
        return appended_;
    }
    [[nodiscard]] std::string errorText() const {
        const auto error = recording_->error();
        return error ? error->text() : std::string();
    }

private slots:
    void init() {
        path_ = folder_.filePath(QStringLiteral("%1.pcapng").arg(++files_)).toStdString();
        appended_ = 0;
    }
    void cleanup() {
        if (disk_)
            disk_->release();
        recording_.reset();
    }

    void aDiskThatFailsOnceLosesNothing_data() {
        QTest::addColumn<quint64>("at");
        for (const quint64 at : {1, 100, 500, 777, 5000, 44'444, 100'000})
            QTest::addRow("at byte %llu", static_cast<unsigned long long>(at)) << at;
    }
    void aDiskThatFailsOnceLosesNothing() {
        QFETCH(quint64, at);
        disk_ = std::make_unique<FakeDisk>(1000);
        disk_->failAt(at, EIO, FakeDisk::Failing::Once);
        recording_ = Recording::create(path_, {}, *disk_).value();
        QVERIFY(recording_->addInterface({}));
        for (int i = 0; i < 500; ++i)
            QVERIFY(append());
        QVERIFY(recording_->settle(longEnough)); // it tries again by itself
        QCOMPARE(recording_->status().trouble, Trouble::None);
        QVERIFY(!recording_->error());
        recording_->finish({});
        QVERIFY(recording_->settle(longEnough));
        QCOMPARE(recording_->status().state, State::Finished);
        QCOMPARE(contentOf(path_).numbers, firstNumbers(500));
    }

    void aDiskThatFailsForGoodLeavesAValidFile_data() {
        QTest::addColumn<int>("code");
        QTest::addColumn<QByteArray>("words");
        QTest::addColumn<quint64>("at");
        for (const quint64 at : {1, 100, 500, 777, 5000, 44'444, 100'000}) {
            QTest::addRow("full at byte %llu", static_cast<unsigned long long>(at))
                << ENOSPC << QByteArray("No space left") << at;
            QTest::addRow("quota at byte %llu", static_cast<unsigned long long>(at))
                << EDQUOT << QByteArray("quota exceeded") << at;
        }
    }
    void aDiskThatFailsForGoodLeavesAValidFile() {
        QFETCH(int, code);
        QFETCH(QByteArray, words);
        QFETCH(quint64, at);
        disk_ = std::make_unique<FakeDisk>(7);
        disk_->failAt(at, code, FakeDisk::Failing::Always);
        recording_ = Recording::create(path_, {}, *disk_).value();
        QVERIFY(recording_->addInterface({}));
        for (int i = 0; i < 500; ++i)
            QVERIFY(append());
        recording_->flush();
        QTRY_COMPARE(recording_->status().trouble, Trouble::CannotWrite);
        QVERIFY2(errorText().find("Make room") != std::string::npos, errorText().c_str());
        recording_->finish({{.interfaceId = 0, .received = 500}});
        QVERIFY(recording_->settle(longEnough));
        const auto status = recording_->status();
        QCOMPARE(status.state, State::Failed);
        QCOMPARE(status.framesWritten, std::uint64_t{recording_->store()->count()});
        QCOMPARE(status.framesNotRecorded, 500 - status.framesWritten);
        QVERIFY2(errorText().find(words.constData()) != std::string::npos, errorText().c_str());
        QVERIFY2(errorText().find(std::to_string(status.framesNotRecorded) + " frames") != std::string::npos,
                 errorText().c_str());
        if (status.bytesWritten > 0) {
            const auto content = contentOf(path_);
            QVERIFY(!content.report.damage);
            QCOMPARE(content.numbers, firstNumbers(status.framesWritten));
        }
        QVERIFY(!append());
        QCOMPARE(given(recording_->status()), std::uint64_t{501});
    }

    void aDiskThatStandsStillCostsTheNewestFramesOnly() {
        create();
        disk_->halt();
        const std::uint64_t firstMissing = appendUntilFull();
        QVERIFY(recording_->status().bytesWaiting <= smallBuffer);
        for (int i = 0; i < 100; ++i)
            QVERIFY(!append());
        QCOMPARE(given(recording_->status()), appended_);
        QCOMPARE(recording_->status().framesNotRecorded, std::uint64_t{101});
        disk_->release();
        QVERIFY(recording_->settle(longEnough));
        QVERIFY(append());
        recording_->finish({{.interfaceId = 0, .received = appended_}});
        QVERIFY(recording_->settle(longEnough));
        auto expected = firstNumbers(firstMissing - 1);
        expected.push_back(appended_);
        const auto content = contentOf(path_);
        QCOMPARE(content.numbers, expected);
        QCOMPARE(content.comments.size(), std::size_t{1}); // at the right position: on the frame after the gap
        QVERIFY2(content.comments[0].starts_with("101 frames before this one"), content.comments[0].c_str());
        QCOMPARE(content.report.statistics[0].droppedSystem, std::optional<std::uint64_t>(101));
    }

    void framesMissingAtTheEndAreToldByTheStatistics() {
        create();
        disk_->halt();
        appendUntilFull();
        recording_->finish({{.interfaceId = 0, .received = appended_}});
        disk_->release();
        QVERIFY(recording_->settle(longEnough));
        const auto content = contentOf(path_);
        QCOMPARE(content.numbers, firstNumbers(appended_ - 1));
        QVERIFY2(content.report.statistics[0].comment.starts_with("1 frames at the end"),
                 content.report.statistics[0].comment.c_str());
    }

    void waitingFramesAreWrittenAtTheEnd() {
        create();
        disk_->halt();
        for (int i = 0; i < 100; ++i)
            QVERIFY(append());
        recording_->flush();
        disk_->waitUntilHolding();
        recording_->finish({{.interfaceId = 0, .received = 100}}); // does not wait for the disk
        QVERIFY(!recording_->settle(1ms));
        QCOMPARE(recording_->status().state, State::Finishing);
        QCOMPARE(recording_->status().framesWaiting, std::uint64_t{100});
        disk_->release();
        QVERIFY(recording_->settle(longEnough));
        QCOMPARE(recording_->status().state, State::Finished);
        QCOMPARE(contentOf(path_).numbers, firstNumbers(100));
    }

    void abandonedFramesAreCountedAndTheFileIsValid() {
        create(100'000);
        for (int i = 0; i < 50; ++i)
            QVERIFY(append());
        QVERIFY(recording_->settle(longEnough));
        disk_->halt();
        for (int i = 0; i < 400; ++i)
            QVERIFY(append());
        recording_->finish({{.interfaceId = 0, .received = 450}});
        disk_->waitUntilHolding();
        recording_->abandon(); // does not wait, either
        QCOMPARE(recording_->status().state, State::Abandoned);
        QCOMPARE(recording_->status().framesWritten, std::uint64_t{50});
        QCOMPARE(recording_->status().framesNotRecorded, std::uint64_t{400});
        QVERIFY(!recording_->settle(1ms)); // the disk still holds the writer
        disk_->release();
        QVERIFY(recording_->settle(longEnough));
        const auto content = contentOf(path_);
        QVERIFY(!content.report.damage);
        QCOMPARE(content.numbers, firstNumbers(50));
        QCOMPARE(content.report.statistics[0].droppedSystem, std::optional<std::uint64_t>(400));
        QCOMPARE(content.report.statistics[0].delivered, std::optional<std::uint64_t>(50));
    }

    void goesOnWhenAFullDiskHasRoomAgain() {
        create();
        disk_->setRoom(300'000);
        const std::uint64_t firstMissing = appendUntilFull();
        QTRY_COMPARE(recording_->status().trouble, Trouble::CannotWrite);
        QVERIFY2(errorText().find("No space left") != std::string::npos, errorText().c_str());
        disk_->setRoom(100'000'000);
        QVERIFY(recording_->settle(longEnough));
        QCOMPARE(recording_->status().trouble, Trouble::None);
        QVERIFY(append());
        recording_->finish({});
        QVERIFY(recording_->settle(longEnough));
        const auto content = contentOf(path_);
        QVERIFY(!content.report.damage);
        QCOMPARE(content.numbers.size(), std::size_t{firstMissing});
        QCOMPARE(content.numbers.back(), appended_);
        QVERIFY2(content.comments.at(0).starts_with("1 frames before this one"), content.comments[0].c_str());
    }

    void saysThatTheFileWasCut_data() {
        QTest::addColumn<int>("size");
        QTest::newRow("to nothing") << 0;
        QTest::newRow("to a part") << 1000;
        QTest::newRow("and grown") << 1'000'000;
    }
    void saysThatTheFileWasCut() {
        QFETCH(int, size);
        create();
        for (int i = 0; i < 100; ++i)
            QVERIFY(append());
        QVERIFY(recording_->settle(longEnough));
        QVERIFY(QFile::resize(QString::fromStdString(path_.string()), size));
        append();
        recording_->flush();
        QTRY_COMPARE(recording_->status().state, State::Failed);
        QVERIFY2(errorText().find("another program has changed the file's size") != std::string::npos,
                 errorText().c_str());
        QVERIFY(!append());
        QCOMPARE(given(recording_->status()), appended_);
        QVERIFY(recording_->settle(longEnough));
        QCOMPARE(std::filesystem::file_size(path_), static_cast<std::uintmax_t>(size)); // not touched any more
    }

    void saysThatTheFileWasRemovedAndKeepsTheFrames_data() {
        QTest::addColumn<QByteArray>("how");
        for (const char* how : {"removed", "replaced", "renamed"})
            QTest::newRow(how) << QByteArray(how);
    }
    void saysThatTheFileWasRemovedAndKeepsTheFrames() {
        QFETCH(QByteArray, how);
        create();
        if (how == "renamed") {
            std::filesystem::rename(path_, path_.string() + ".moved");
        } else if (how == "replaced") {
            const auto other = path_.string() + ".new";
            QVERIFY(QFile(QString::fromStdString(other)).open(QIODevice::WriteOnly));
            std::filesystem::rename(other, path_);
        } else {
            std::filesystem::remove(path_);
        }
        QVERIFY(append());
        recording_->flush();
        QTRY_COMPARE(recording_->status().trouble, Trouble::Removed);
        QVERIFY2(errorText().find("removed or replaced") != std::string::npos, errorText().c_str());
        QVERIFY(append());
        recording_->finish({});
        QVERIFY(recording_->settle(longEnough));
        QCOMPARE(recording_->status().state, State::Finished);
        QCOMPARE(recording_->status().trouble, Trouble::Removed);
        QCOMPARE(recording_->store()->count(), FrameNumber{2}); // available to be saved elsewhere
        FrameReader reader(recording_->store());
        QCOMPARE(SampleFrame::numberOf(*reader.read(2)), std::uint64_t{2});
    }

    void aFileThatIsRemovedWhileNothingComesIsToldSoon() {
        create();
        QVERIFY(append());
        QVERIFY(recording_->settle(longEnough));
        std::filesystem::remove(path_);
        QTRY_COMPARE(recording_->status().trouble, Trouble::Removed);
    }

    void aFileThatIsRemovedWhileNothingComesIsToldAtTheEnd() {
        create();
        std::filesystem::remove(path_);
        recording_->finish({});
        QVERIFY(recording_->settle(longEnough));
        QCOMPARE(recording_->status().trouble, Trouble::Removed);
    }

    void aLimitOnTheSizeOfFilesIsAnErrorAndNotTheEnd() {
        const pid_t child = fork();
        if (child == 0) {
            const rlimit limit{.rlim_cur = 20'000, .rlim_max = 20'000};
            setrlimit(RLIMIT_FSIZE, &limit);
            auto recording = Recording::create(path_).value();
            static_cast<void>(recording->addInterface({}));
            for (std::uint64_t i = 1; i <= 1000; ++i)
                recording->append(SampleFrame(i).get());
            recording->finish({});
            const bool isOver = recording->settle(longEnough);
            _exit(isOver && recording->status().state == State::Failed && recording->error()->code == EFBIG ? 0 : 1);
        }
        int status = 0;
        waitpid(child, &status, 0);
        QVERIFY2(WIFEXITED(status) && WEXITSTATUS(status) == 0, qPrintable(QString::number(status)));
        const auto content = contentOf(path_);
        QVERIFY(!content.report.damage);
        QVERIFY(content.numbers.size() > 10);
    }

    void appendingReadingAndAskingGoTogether() {
        constexpr std::uint64_t count = 20'000;
        create(3000);
        std::atomic<bool> isOver = false;
        std::atomic<bool> isWrong = false;
        std::jthread reading([&, store = recording_->store()] {
            FrameReader reader(store);
            for (FrameNumber next = 1; !isOver || next <= store->count();) {
                if (next > store->count()) {
                    std::this_thread::yield();
                    continue;
                }
                const auto frame = reader.read(next);
                isWrong = isWrong || !frame || SampleFrame::numberOf(*frame) == 0;
                ++next;
            }
        });
        std::jthread asking([&] {
            std::uint64_t before = 0;
            while (!isOver) {
                const std::uint64_t now = given(recording_->status());
                isWrong = isWrong || now < before || now > count;
                before = now;
                static_cast<void>(recording_->error());
            }
        });
        for (std::uint64_t i = 0; i < count; ++i) {
            append();
            if (i % 500 == 0)
                recording_->flush();
        }
        recording_->finish({});
        QVERIFY(recording_->settle(longEnough));
        isOver = true;
        reading.join();
        asking.join();
        QVERIFY(!isWrong);
    }
};

QTEST_GUILESS_MAIN(RecordingFaultsTest)
#include "recording_faults_test.moc"
