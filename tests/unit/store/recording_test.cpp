#include "fake_disk.h"
#include "sample_frames.h"

#include <file/pcapng_format.h>
#include <store/recovery.h>

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <malloc.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <thread>

using namespace tapscope;
using namespace tapscope::test;
using namespace std::chrono_literals;

namespace {

constexpr auto longEnough = 60s;
using State = RecordingStatus::State;

QByteArray run(const QString& program, const QStringList& arguments) {
    QProcess process;
    process.start(program, arguments);
    process.waitForFinished();
    return process.readAllStandardOutput();
}

} // namespace

/// Recordings on a disk that works.
class RecordingTest : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;
    [[nodiscard]] std::filesystem::path path(const char* name) const {
        return folder_.filePath(QString::fromLatin1(name)).toStdString();
    }

private slots:
    void tsharkReadsTheSameFrames() {
        constexpr std::size_t count = 500;
        auto recording = Recording::create(path("read.pcapng")).value();
        QVERIFY(recording->addInterface({.name = "tap0"}));
        for (std::size_t i = 1; i <= count; ++i)
            QVERIFY(recording->append(SampleFrame(i).get()));
        recording->finish({{.interfaceId = 0, .received = count, .droppedInterface = 0, .droppedSystem = 0}});
        QVERIFY(recording->settle(longEnough));
        const auto lines =
            run("tshark", {"-r", QString::fromStdString(path("read.pcapng")), "-T", "fields", "-e", "frame.time_epoch",
                           "-e", "frame.len", "-e", "frame.interface_name", "-e", "frame.packet_flags_direction"})
                .trimmed()
                .split('\n');
        QCOMPARE(lines.size(), qsizetype{count});
        for (std::size_t i = 1; i <= count; ++i) {
            const auto words = lines[static_cast<qsizetype>(i - 1)].split('\t');
            QCOMPARE(words[0].toStdString(), epochText(SampleFrame(i).get().time));
            QCOMPARE(words[1].toULongLong(), 60 + i % 1400);
            QCOMPARE(words[2], QByteArray("tap0"));
            QCOMPARE(words[3].right(1).toInt(), i % 2 == 0 ? 1 : 2);
        }
    }

    void othersReadWhileItGrows() {
        constexpr std::size_t count = 20'000;
        auto recording = Recording::create(path("grows.pcapng")).value();
        QVERIFY(recording->addInterface({}));
        std::atomic<bool> isWrong = false;
        const auto follow = [&, store = recording->store()] {
            FrameReader reader(store);
            for (FrameNumber next = 1; next <= count && !isWrong;) {
                if (next > store->count()) {
                    std::this_thread::yield();
                    continue;
                }
                const auto frame = reader.read(next);
                isWrong = isWrong || !frame || SampleFrame::numberOf(*frame) != next;
                ++next;
            }
        };
        std::jthread first(follow);
        std::jthread second(follow);
        for (std::size_t i = 1; i <= count; ++i) {
            QVERIFY(recording->append(SampleFrame(i).get()));
            if (i % 100 == 0)
                recording->flush();
        }
        QVERIFY(recording->settle(longEnough));
        first.join();
        second.join();
        QVERIFY(!isWrong);
    }

    void aFrameIsSeenOnlyWhenItIsWrittenWhole() {
        constexpr std::size_t count = 200;
        FakeDisk disk(7);
        auto recording = Recording::create(path("seven.pcapng"), {}, disk).value();
        QVERIFY(recording->addInterface({}));
        std::atomic<bool> isWrong = false;
        std::jthread following([&, store = recording->store()] {
            FrameReader reader(store);
            for (FrameNumber next = 1; next <= count && !isWrong;) {
                if (next > store->count()) {
                    std::this_thread::yield();
                    continue;
                }
                const auto frame = reader.read(next);
                isWrong = !frame || SampleFrame::numberOf(*frame) != next;
                ++next;
            }
        });
        for (std::size_t i = 1; i <= count; ++i)
            QVERIFY(recording->append(SampleFrame(i).get()));
        recording->finish({});
        QVERIFY(recording->settle(longEnough));
        following.join();
        QVERIFY(!isWrong);
        QCOMPARE(contentOf(path("seven.pcapng")).numbers, firstNumbers(count));
        recording.reset();
    }

    void allFramesAreAccountedForAtEveryMoment() {
        constexpr std::size_t count = 30'000; // more than the buffer holds
        FakeDisk disk(100'000);
        auto recording = Recording::create(path("counts.pcapng"), {.bufferSize = std::size_t{2} << 20}, disk).value();
        QVERIFY(recording->addInterface({.name = "tap0"}));
        std::uint64_t recorded = 0;
        for (std::size_t i = 1; i <= count; ++i) {
            recorded += recording->append(SampleFrame(i).get()) ? 1 : 0;
            if (i % 1000 == 0)
                recording->flush();
            QCOMPARE(given(recording->status()), std::uint64_t{i});
        }
        recording->finish({{.interfaceId = 0, .received = count, .droppedInterface = 0, .droppedSystem = 0}});
        QVERIFY(recording->settle(longEnough));
        const auto status = recording->status();
        QCOMPARE(status.state, State::Finished);
        QCOMPARE(status.framesWritten, recorded);
        QCOMPARE(status.framesNotRecorded, count - recorded);
        QCOMPARE(status.framesWaiting, std::uint64_t{0});
        const auto content = contentOf(path("counts.pcapng"));
        QCOMPARE(content.numbers.size(), std::size_t{recorded});
        QCOMPARE(content.report.statistics.size(), std::size_t{1});
        QCOMPARE(content.report.statistics[0].received, std::optional<std::uint64_t>(count));
        QCOMPARE(content.report.statistics[0].delivered, std::optional<std::uint64_t>(recorded));
        QCOMPARE(content.report.statistics[0].droppedSystem, std::optional<std::uint64_t>(count - recorded));
        recording.reset();
    }

    void anyPrefixThatEndsAtABlockIsACapture() {
        auto recording = Recording::create(path("prefix.pcapng")).value();
        QCOMPARE(recording->addInterface({.name = "tap0"}).value(), 0U);
        for (std::size_t i = 1; i <= 10; ++i)
            QVERIFY(recording->append(SampleFrame(i).get()));
        QCOMPARE(recording->addInterface({.linkType = LinkType::Raw, .name = "tun0"}).value(), 1U);
        for (std::size_t i = 11; i <= 20; ++i)
            QVERIFY(recording->append(SampleFrame(i, i % 2).get()));
        recording->finish({});
        QVERIFY(recording->settle(longEnough));

        QFile file(QString::fromStdString(path("prefix.pcapng").string()));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QByteArray bytes = file.readAll();
        CaptureParser parser;
        const Bytes all = std::as_bytes(std::span(bytes.constData(), static_cast<std::size_t>(bytes.size())));
        std::uint64_t frames = 0;
        while (parser.offset() < all.size()) {
            const auto step = parser.next(all.subspan(static_cast<std::size_t>(parser.offset())));
            QVERIFY(step == CaptureParser::Step::Frame || step == CaptureParser::Step::Skipped);
            if (step == CaptureParser::Step::Frame) {
                QCOMPARE(SampleFrame::numberOf(parser.frame()), ++frames);
                QVERIFY(parser.frame().interfaceId < parser.interfaces().size());
            }
        }
        QCOMPARE(frames, std::uint64_t{20});
        QCOMPARE(parser.interfaces().size(), std::size_t{2});
        QCOMPARE(parser.interfaces()[1].description.name, std::string("tun0"));
    }

    void otherBlocksStandAtTheirPlace() {
        auto recording = Recording::create(path("blocks.pcapng")).value();
        QVERIFY(recording->addInterface({}));
        QVERIFY(recording->append(SampleFrame(1).get()));
        constexpr std::uint32_t secrets = 10;
        QVERIFY(recording->appendBlock(secrets, std::as_bytes(std::span("12345"))));
        QVERIFY(recording->append(SampleFrame(2).get()));
        QVERIFY(recording->settle(longEnough));
        QCOMPARE(recording->store()->count(), FrameNumber{2});
        FrameReader reader(recording->store());
        QCOMPARE(SampleFrame::numberOf(*reader.read(2)), std::uint64_t{2});
        const auto before = recording->store()->entry(1).offset;
        const auto after = recording->store()->entry(2).offset;
        constexpr std::uint64_t frameBlock = 28 + 64 + 12 + 4; // 61 bytes, padded, a direction, the second length
        constexpr std::uint64_t otherBlock = 8 + 8 + 4;        // six bytes, padded
        QCOMPARE(std::uint64_t{after} - before, frameBlock + otherBlock);
        QCOMPARE(contentOf(path("blocks.pcapng")).numbers, firstNumbers(2));
    }

    void aGapIsACommentOnTheNextFrameOfItsInterface() {
        auto recording = Recording::create(path("gap.pcapng")).value();
        QVERIFY(recording->addInterface({}));
        QVERIFY(recording->addInterface({}));
        QVERIFY(recording->append(SampleFrame(1, 0).get()));
        recording->gap(0, "tap0 was gone for 3 s");
        QVERIFY(recording->append(SampleFrame(2, 1).get()));
        QVERIFY(recording->append(SampleFrame(3, 0).get()));
        QVERIFY(recording->append(SampleFrame(4, 0).get()));
        recording->gap(1, "tap1 is gone");
        recording->finish({{.interfaceId = 0, .received = 3}, {.interfaceId = 1, .received = 1}});
        QVERIFY(recording->settle(longEnough));
        FrameReader reader(recording->store());
        QCOMPARE(std::string(reader.read(2)->comment), std::string());
        QCOMPARE(std::string(reader.read(3)->comment), std::string("tap0 was gone for 3 s"));
        QCOMPARE(std::string(reader.read(4)->comment), std::string());
        const auto statistics = contentOf(path("gap.pcapng")).report.statistics;
        QCOMPARE(statistics.size(), std::size_t{2});
        QCOMPARE(statistics[0].comment, std::string());
        QCOMPARE(statistics[1].comment, std::string("tap1 is gone"));
    }

    void withoutAnIndexAFrameCostsNoMemory() {
        constexpr std::size_t many = 300'000;
        auto recording =
            Recording::create(path("headless.pcapng"), {.keepsIndex = false, .bufferSize = std::size_t{2} << 20})
                .value();
        QVERIFY(!recording->store());
        QVERIFY(recording->addInterface({}));
        const SampleFrame frame(1);
        const auto appendMany = [&] {
            for (std::size_t i = 0; i < many; ++i)
                recording->append(frame.get());
            return recording->settle(longEnough);
        };
        QVERIFY(appendMany()); // fills the buffer
        const auto before = mallinfo2();
        QVERIFY(appendMany());
        const auto after = mallinfo2();
        constexpr std::size_t little = 65536;
        QVERIFY2(after.uordblks + after.hblkhd < before.uordblks + before.hblkhd + little,
                 qPrintable(QString::number(after.uordblks + after.hblkhd)));
        recording->finish({});
        QVERIFY(recording->settle(longEnough));
        const auto status = recording->status();
        QCOMPARE(status.framesWritten + status.framesNotRecorded, std::uint64_t{2 * many});
    }

    void recoversEveryWrittenFrameAfterAKill() {
        constexpr FrameNumber count = 1000;
        const auto file = path("killed.pcapng");
        const pid_t child = fork();
        if (child == 0) {
            auto recording = Recording::create(file);
            if (!recording || !(*recording)->addInterface({}))
                _exit(1);
            for (std::size_t i = 1; i <= count; ++i)
                (*recording)->append(SampleFrame(i).get());
            if (!(*recording)->settle(longEnough))
                _exit(1);
            raise(SIGKILL);
        }
        int status = 0;
        waitpid(child, &status, 0);
        QVERIFY(WIFSIGNALED(status));
        const auto left = findLeftRecordings(std::filesystem::path(folder_.path().toStdString()));
        QVERIFY(std::ranges::any_of(left, [&](const LeftRecording& each) { return each.path == file; }));
        QCOMPARE(contentOf(file).numbers, firstNumbers(count));
    }

    void aLiveRecordingIsNotOfferedForRecovery() {
        QTemporaryDir own;
        auto recording = Recording::create(own.filePath("live.pcapng").toStdString()).value();
        QVERIFY(recording->addInterface({}) && recording->append(SampleFrame(1).get()));
        QVERIFY(recording->settle(longEnough));
        QVERIFY(findLeftRecordings(own.path().toStdString()).empty());
        recording.reset();
        QCOMPARE(findLeftRecordings(own.path().toStdString()).size(), std::size_t{1});
    }

    void oneWithoutFramesIsNotOfferedForRecovery() {
        QTemporaryDir own;
        {
            auto recording = Recording::create(own.filePath("empty.pcapng").toStdString()).value();
            QVERIFY(recording->addInterface({}) && recording->settle(longEnough));
        }
        QVERIFY(findLeftRecordings(own.path().toStdString()).empty());
    }

    void aLockedRecordingIsNotOfferedOrDeleted() {
        const auto left = path("left.pcapng");
        {
            auto recording = Recording::create(left).value();
            QVERIFY(recording->addInterface({}) && recording->append(SampleFrame(1).get()));
            QVERIFY(recording->settle(longEnough));
            QVERIFY(recording->store()->isStoredIn(left));
        }
        auto lock = RecordingLock::take(left);
        QVERIFY(lock);
        const auto refused = deleteLeftRecording(left);
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, ErrorKind::Busy);
        lock->reset();
        QVERIFY(deleteLeftRecording(left));
        QVERIFY(!std::filesystem::exists(left));
    }

    void refusesAFileThatExists() {
        QVERIFY(Recording::create(path("twice.pcapng")));
        const auto again = Recording::create(path("twice.pcapng"));
        QVERIFY(!again);
        QCOMPARE(again.error().kind, ErrorKind::NameTaken);
    }

    void refusesAFileThatACaptureWritesTo() {
        const auto running = Recording::create(path("running.pcapng")).value();
        const auto again = Recording::create(path("running.pcapng"), {.existing = RecordingOptions::Existing::Replace});
        QVERIFY(!again);
        QCOMPARE(again.error().kind, ErrorKind::Busy);
        QVERIFY2(again.error().text().find(std::to_string(getpid())) != std::string::npos,
                 again.error().text().c_str());
        QVERIFY(std::filesystem::exists(path("running.pcapng")));
    }

    void replacesAFileOrWhatALinkLeadsTo() {
        QVERIFY(Recording::create(path("target.pcapng")));
        std::filesystem::create_symlink(path("target.pcapng"), path("link.pcapng"));
        const auto recording =
            Recording::create(path("link.pcapng"), {.existing = RecordingOptions::Existing::Replace});
        QVERIFY(recording);
        QCOMPARE((*recording)->path(), path("target.pcapng"));
        QVERIFY(std::filesystem::is_symlink(path("link.pcapng")));
    }

    void replacesNoDeviceAndNoFolder_data() {
        QTest::addColumn<QString>("name");
        QTest::newRow("a device") << "/dev/null";
        QTest::newRow("a folder") << "/tmp";
    }
    void replacesNoDeviceAndNoFolder() {
        QFETCH(QString, name);
        const auto recording = Recording::create(name.toStdString(), {.existing = RecordingOptions::Existing::Replace});
        QVERIFY(!recording);
        QCOMPARE(recording.error().kind, ErrorKind::Invalid);
        QVERIFY(std::filesystem::exists(name.toStdString()));
    }
};

QTEST_GUILESS_MAIN(RecordingTest)
#include "recording_test.moc"
