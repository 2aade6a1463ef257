#include <store/file_store.h>
#include <store/frame_reader.h>
#include <store/recording_store.h>
#include <store/recovery.h>

#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <thread>

using namespace tapscope;

namespace {

/// A disk with room for so many bytes, which writes at most a few at once.
class SmallDisk : public Syscalls {
public:
    explicit SmallDisk(std::size_t room) : room_(room) {}
    ssize_t write(int fd, const void* data, std::size_t size) override {
        if (room_ == 0) {
            errno = ENOSPC;
            return -1;
        }
        const ssize_t written = Syscalls::write(fd, data, std::min({size, room_, std::size_t{1000}}));
        room_ -= static_cast<std::size_t>(written);
        return written;
    }

private:
    std::size_t room_;
};

std::vector<std::byte> frameBytes(std::size_t number) {
    return std::vector<std::byte>(60 + number % 1400, static_cast<std::byte>(number));
}

Frame frameOf(const std::vector<std::byte>& bytes, std::size_t number) {
    return {.time = Timestamp(
                std::chrono::nanoseconds(1'700'000'000'000'000'001 + static_cast<std::int64_t>(number) * 1000)),
            .bytes = bytes,
            .originalLength = static_cast<std::uint32_t>(bytes.size()),
            .direction = number % 2 == 0 ? Direction::Inbound : Direction::Outbound};
}

QByteArray run(const QString& program, const QStringList& arguments) {
    QProcess process;
    process.start(program, arguments);
    process.waitForFinished();
    return process.readAllStandardOutput();
}

} // namespace

class RecordingStoreTest : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;
    [[nodiscard]] std::filesystem::path path(const char* name) const {
        return folder_.filePath(QString::fromLatin1(name)).toStdString();
    }

private slots:
    void tsharkReadsTheSameFrames() {
        constexpr std::size_t count = 500;
        auto store = RecordingStore::create(path("read.pcapng"));
        QVERIFY(store);
        QVERIFY((*store)->addInterface({.name = "tap0"}));
        for (std::size_t i = 0; i < count; ++i)
            QVERIFY((*store)->append(frameOf(frameBytes(i), i)));
        QVERIFY((*store)->finish({{.interfaceId = 0, .received = count, .droppedInterface = 0, .droppedSystem = 0}}));
        const auto lines =
            run("tshark", {"-r", QString::fromStdString(path("read.pcapng")), "-T", "fields", "-e", "frame.time_epoch",
                           "-e", "frame.len", "-e", "frame.interface_name", "-e", "frame.packet_flags_direction"})
                .trimmed()
                .split('\n');
        QCOMPARE(lines.size(), qsizetype{count});
        for (std::size_t i = 0; i < count; ++i) {
            const auto words = lines[static_cast<qsizetype>(i)].split('\t');
            QCOMPARE(words[0].toStdString(), epochText(frameOf({}, i).time));
            QCOMPARE(words[1].toULongLong(), 60 + i % 1400);
            QCOMPARE(words[2], QByteArray("tap0"));
            QCOMPARE(words[3].right(1).toInt(), i % 2 == 0 ? 1 : 2);
        }
    }

    void othersReadWhileItGrows() {
        constexpr std::size_t count = 20'000;
        auto store = RecordingStore::create(path("grows.pcapng"));
        QVERIFY(store && (*store)->addInterface({}));
        std::atomic<bool> wrong = false;
        const auto follow = [&] {
            FrameReader reader(*store);
            for (FrameNumber next = 1; next <= count && !wrong;) {
                if (next > (*store)->count())
                    continue;
                const auto frame = reader.read(next);
                wrong = wrong || !frame || frame->bytes.size() != 60 + (next - 1) % 1400 ||
                        frame->bytes[0] != static_cast<std::byte>(next - 1);
                ++next;
            }
        };
        std::jthread first(follow);
        std::jthread second(follow);
        for (std::size_t i = 0; i < count; ++i) {
            QVERIFY((*store)->append(frameOf(frameBytes(i), i)));
            if (i % 100 == 0)
                QVERIFY((*store)->flush());
        }
        QVERIFY((*store)->flush());
        first.join();
        second.join();
        QVERIFY(!wrong);
    }

    void keepsWholeFramesWhenTheDiskIsFull_data() {
        QTest::addColumn<int>("room");
        for (const int room : {200, 1000, 1234, 5000, 44444})
            QTest::addRow("%d bytes", room) << room;
    }
    void keepsWholeFramesWhenTheDiskIsFull() {
        QFETCH(int, room);
        const auto file = path(qPrintable(QStringLiteral("full%1.pcapng").arg(room)));
        SmallDisk disk(static_cast<std::size_t>(room));
        auto store = RecordingStore::create(file, RecordingStore::Existing::Refuse, disk);
        QVERIFY(store && (*store)->addInterface({}));
        Result<void> written;
        for (std::size_t i = 0; i < 2000 && written; ++i) {
            written = (*store)->append(frameOf(frameBytes(i), i));
            if (written)
                written = (*store)->flush();
        }
        QVERIFY(!written);
        QCOMPARE(written.error().kind, ErrorKind::NoSpace);
        QVERIFY2(written.error().text().find("Make room") != std::string::npos, written.error().text().c_str());
        QVERIFY(!(*store)->append(frameOf(frameBytes(1), 1)));

        auto again = FileStore::open(file);
        QVERIFY(again);
        const auto report = (*again)->index();
        QVERIFY(report && !report->damage);
        QCOMPARE((*again)->count(), (*store)->count());
        FrameReader reader(*again);
        for (FrameNumber number = 1; number <= (*again)->count(); ++number)
            QVERIFY(reader.read(number));
    }

    void recoversEveryFlushedFrameAfterAKill() {
        constexpr FrameNumber count = 1000;
        const auto file = path("killed.pcapng");
        const pid_t child = fork();
        if (child == 0) {
            auto store = RecordingStore::create(file);
            if (!store || !(*store)->addInterface({}))
                _exit(1);
            for (std::size_t i = 0; i < count; ++i)
                static_cast<void>((*store)->append(frameOf(frameBytes(i), i)));
            static_cast<void>((*store)->flush());
            static_cast<void>((*store)->append(frameOf(frameBytes(0), 0))); // not flushed: lost
            raise(SIGKILL);
        }
        int status = 0;
        waitpid(child, &status, 0);
        QVERIFY(WIFSIGNALED(status));
        const auto left = findLeftRecordings(std::filesystem::path(folder_.path().toStdString()));
        QVERIFY(std::ranges::any_of(left, [&](const LeftRecording& each) { return each.path == file; }));
        auto store = FileStore::open(file);
        QVERIFY(store && (*store)->index());
        QCOMPARE((*store)->count(), count);
    }

    void aLiveRecordingIsNotOfferedForRecovery() {
        QTemporaryDir own;
        auto store = RecordingStore::create(own.filePath("live.pcapng").toStdString());
        QVERIFY(store);
        QVERIFY(findLeftRecordings(own.path().toStdString()).empty());
        store->reset();
        QCOMPARE(findLeftRecordings(own.path().toStdString()).size(), std::size_t{1});
    }

    void refusesAFileThatExists() {
        QVERIFY(RecordingStore::create(path("twice.pcapng")));
        const auto again = RecordingStore::create(path("twice.pcapng"));
        QVERIFY(!again);
        QCOMPARE(again.error().kind, ErrorKind::NameTaken);
    }

    void replacesAFileOrWhatALinkLeadsTo() {
        QVERIFY(RecordingStore::create(path("target.pcapng")));
        std::filesystem::create_symlink(path("target.pcapng"), path("link.pcapng"));
        const auto store = RecordingStore::create(path("link.pcapng"), RecordingStore::Existing::Replace);
        QVERIFY(store);
        QCOMPARE((*store)->path(), path("target.pcapng"));
        QVERIFY(std::filesystem::is_symlink(path("link.pcapng")));
    }

    void replacesNoDeviceAndNoFolder_data() {
        QTest::addColumn<QString>("name");
        QTest::newRow("a device") << "/dev/null";
        QTest::newRow("a folder") << "/tmp";
    }
    void replacesNoDeviceAndNoFolder() {
        QFETCH(QString, name);
        const auto store = RecordingStore::create(name.toStdString(), RecordingStore::Existing::Replace);
        QVERIFY(!store);
        QCOMPARE(store.error().kind, ErrorKind::Invalid);
        QVERIFY(std::filesystem::exists(name.toStdString()));
    }
};

QTEST_GUILESS_MAIN(RecordingStoreTest)
#include "recording_store_test.moc"
