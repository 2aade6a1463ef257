#include <file/pcap_writer.h>
#include <store/file_store.h>

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <scan/file_scan.h>

#include <charconv>

using namespace tapscope;

namespace {

/// Prints each frame's number, time and size, and counts every third frame.
class Lister final : public FrameExaminer {
public:
    using Learn = std::function<void(const FrameChunk& chunk)>;

    explicit Lister(const Learn& learn) : learn_(learn) {}
    void examine(const FrameChunk& chunk, ScanOutput& output) override {
        for (const Frame& frame : chunk.frames) {
            output.text += std::to_string(frame.number) + " " + epochText(frame.time) + " " +
                           std::to_string(frame.bytes.size()) + "\n";
            output.passed += frame.number % 3 == 0 ? 1 : 0;
        }
    }
    void learnAndExamine(const FrameChunk& chunk, ScanOutput& output) override {
        learn_(chunk);
        examine(chunk, output);
    }

private:
    const Learn& learn_;
};

} // namespace

/// A scan of a whole file on several threads: each frame once and in order, whatever the threads do.
class FileScanTest : public QObject {
    Q_OBJECT

    static inline const Lister::Learn nothing;

    QTemporaryDir folder_;
    static constexpr std::size_t frames = 20'000; // some thirty chunks

    QString writePcap(const QString& name, std::size_t cut = 0) {
        std::vector<std::byte> out;
        pcap::appendFileHeader(out, LinkType::Ethernet, pcap::Resolution::Nanoseconds);
        const std::vector<std::byte> bytes(1'500, std::byte{7});
        for (std::size_t i = 0; i < frames; ++i)
            pcap::appendFrame(out,
                              {.time = Timestamp(std::chrono::milliseconds(i)),
                               .bytes = Bytes(bytes).first(64 + i * 7 % 1'400),
                               .originalLength = 1'500},
                              pcap::Resolution::Nanoseconds);
        QFile file(folder_.filePath(name));
        const auto size = static_cast<qint64>(out.size() - cut);
        if (!file.open(QIODevice::WriteOnly) || file.write(reinterpret_cast<const char*>(out.data()), size) != size)
            qFatal("cannot write %s", qPrintable(name));
        return file.fileName();
    }
    static FileScan scanOf(const QString& path, std::string& text, std::uint64_t& passed,
                           const Lister::Learn& learn = nothing) {
        auto file = FileWalker::open(path.toStdString());
        if (!file)
            qFatal("%s", file.error().text().c_str());
        return {.file = std::move(*file),
                .makeExaminer = [&learn] { return std::make_unique<Lister>(learn); },
                .learn = learn,
                .deliver = [&](const ScanOutput& output) -> Result<void> {
                    text += output.text;
                    passed += output.passed;
                    return {};
                },
                .stop = {}};
    }

private slots:
    /// A chunk's first frame has its distance to the frame before, which is in another chunk.
    void chunksKnowTheTimeBeforeThem() {
        auto walker = FileWalker::open(writePcap("times.pcap").toStdString());
        QVERIFY(walker);
        std::size_t chunks = 0;
        Timestamp last{};
        for (FrameChunk chunk; walker->next(chunk); ++chunks) {
            QCOMPARE(chunk.firstTime, Timestamp{});
            QCOMPARE(chunk.previousTime, last);
            last = chunk.frames.back().time;
        }
        QVERIFY(chunks > 10);
    }

    void deliversAllFramesInOrderOnAnyNumberOfThreads_data() {
        QTest::addColumn<unsigned>("threads");
        for (const unsigned threads : {0U, 1U, 2U, 7U})
            QTest::addRow("%u", threads) << threads;
    }
    void deliversAllFramesInOrderOnAnyNumberOfThreads() {
        QFETCH(unsigned, threads);
        const QString path = writePcap("all.pcap");
        std::string text;
        std::uint64_t passed = 0;
        FrameNumber learned = 0; // changed by one thread at a time, which TSan checks
        const Lister::Learn learn = [&](const FrameChunk& chunk) {
            for (const Frame& frame : chunk.frames)
                learned = frame.number == learned + 1 ? frame.number : 0;
        };
        auto scan = scanOf(path, text, passed, learn);
        scan.threads = threads;
        QVERIFY(scan.run());
        QCOMPARE(passed, std::uint64_t{frames / 3});
        QCOMPARE(learned, FrameNumber{frames});
        // Compares with the index of the same file.
        auto store = FileStore::open(path.toStdString());
        QVERIFY(store && (*store)->index());
        std::string expected;
        for (FrameNumber number = 1; number <= (*store)->count(); ++number)
            expected += std::to_string(number) + " " + epochText((*store)->entry(number).timestamp()) + " " +
                        std::to_string(64 + (number - 1) * 7 % 1'400) + "\n";
        QVERIFY(text == expected);
    }

    void endsAtTheLastFrameThatIsWanted() {
        std::string text;
        std::uint64_t passed = 0;
        auto scan = scanOf(writePcap("last.pcap"), text, passed);
        scan.last = 4'321;
        QVERIFY(scan.run());
        QCOMPARE(passed, std::uint64_t{4'321 / 3});
        QVERIFY(text.ends_with("\n4321 4.320000000 " + std::to_string(64 + 4'320 * 7 % 1'400) + "\n"));
    }

    void saysWhereAFileIsCutShortAfterAllFramesBefore() {
        std::string text;
        std::uint64_t passed = 0;
        auto scan = scanOf(writePcap("cut.pcap", 10), text, passed);
        const auto result = scan.run();
        QVERIFY(!result);
        QCOMPARE(result.error().kind, ErrorKind::Damaged);
        QVERIFY2(result.error().text().find("cut short") != std::string::npos, result.error().text().c_str());
        QCOMPARE(std::ranges::count(text, '\n'), std::ptrdiff_t{frames - 1});
    }

    void endsWithTheFirstErrorOfTheOutput() {
        std::string text;
        std::uint64_t passed = 0;
        auto scan = scanOf(writePcap("error.pcap"), text, passed);
        int calls = 0;
        scan.deliver = [&](const ScanOutput&) -> Result<void> {
            ++calls;
            return failure(ErrorKind::NoSpace, "write to", "the output", "it is full");
        };
        const auto result = scan.run();
        QVERIFY(!result);
        QCOMPARE(result.error().kind, ErrorKind::NoSpace);
        QCOMPARE(calls, 1);
    }

    void stopsWhenAsked() {
        std::string text;
        std::uint64_t passed = 0;
        auto scan = scanOf(writePcap("stop.pcap"), text, passed);
        std::stop_source stop;
        scan.stop = stop.get_token();
        scan.deliver = [&](const ScanOutput&) -> Result<void> {
            stop.request_stop();
            return {};
        };
        const auto result = scan.run();
        QVERIFY(!result);
        QCOMPARE(result.error().kind, ErrorKind::Cancelled);
    }
};

QTEST_GUILESS_MAIN(FileScanTest)
#include "file_scan_test.moc"
