#include "sample_frames.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <unistd.h>

using namespace tapscope;
using namespace tapscope::test;
using namespace std::chrono_literals;

/// The rest of a recording after a power cut, or any other sudden end: all frames whose bytes are complete.
class PowerCutTest : public QObject {
    Q_OBJECT

    static constexpr qsizetype lastBytes = 64 * 1024;

    QTemporaryDir folder_;
    const QString path_ = folder_.filePath("recording.pcapng");
    QByteArray file_;
    std::vector<std::uint64_t> ends_; ///< of the frames: file offsets

    [[nodiscard]] std::uint64_t framesWithin(qsizetype size) const {
        return static_cast<std::uint64_t>(std::ranges::upper_bound(ends_, static_cast<std::uint64_t>(size)) -
                                          ends_.begin());
    }
    /// Cuts the file at each byte of each block that touches the last 64 KiB. `tail` produces the bytes that a reader
    /// finds from the block's start on.
    template <typename Tail>
    void atEachByte(const Tail& tail) const {
        const Bytes bytes = std::as_bytes(std::span(file_.constData(), static_cast<std::size_t>(file_.size())));
        CaptureParser parser;
        std::uint64_t frames = 0;
        while (parser.offset() < bytes.size()) {
            const CaptureParser before = parser;
            const auto start = static_cast<std::size_t>(parser.offset());
            const auto whole = parser.next(bytes.subspan(start));
            QVERIFY(whole <= CaptureParser::Step::Skipped);
            if (whole == CaptureParser::Step::Frame)
                QCOMPARE(SampleFrame::numberOf(parser.frame()), ++frames);
            if (parser.offset() + lastBytes < bytes.size())
                continue;
            const Bytes block = bytes.subspan(start, static_cast<std::size_t>(parser.offset()) - start);
            for (std::size_t size = 0; size < block.size(); ++size) {
                CaptureParser cut = before;
                const QByteArray found = tail(block.first(size));
                const Bytes there = std::as_bytes(std::span(found.constData(), static_cast<std::size_t>(found.size())));
                const bool isThere =
                    there.size() >= block.size() && std::ranges::equal(there.first(block.size()), block);
                QVERIFY2((cut.next(there) <= CaptureParser::Step::Skipped) == isThere,
                         QByteArray::number(static_cast<qulonglong>(start + size)));
            }
        }
        QCOMPARE(frames, std::uint64_t{ends_.size()});
    }
    static QByteArray copyOf(Bytes bytes) {
        return {reinterpret_cast<const char*>(bytes.data()), static_cast<qsizetype>(bytes.size())};
    }

private slots:
    void initTestCase() {
        auto recording = Recording::create(path_.toStdString()).value();
        QVERIFY(recording->addInterface({.name = "tap0"}));
        constexpr std::uint64_t frames = 500; // of 300 bytes on average
        for (std::uint64_t number = 1; number <= frames; ++number)
            QVERIFY(recording->append(SampleFrame(number).get()));
        recording->finish({{.interfaceId = 0, .received = frames}});
        QVERIFY(recording->settle(60s));
        QFile file(path_);
        QVERIFY(file.open(QFile::ReadOnly));
        file_ = file.readAll();
        QVERIFY(file_.size() > lastBytes + 1000);
        const Bytes bytes = std::as_bytes(std::span(file_.constData(), static_cast<std::size_t>(file_.size())));
        CaptureParser parser;
        while (parser.offset() < bytes.size()) {
            const auto step = parser.next(bytes.subspan(static_cast<std::size_t>(parser.offset())));
            QVERIFY(step <= CaptureParser::Step::Skipped);
            if (step == CaptureParser::Step::Frame)
                ends_.push_back(parser.offset());
        }
        QCOMPARE(std::uint64_t{ends_.size()}, frames);
    }

    void atAnyByteOfTheLast64KiB() { atEachByte(copyOf); }

    void theFileIsCutAndFollowedByZeros() { // as file systems that allocate space first leave it
        atEachByte([](Bytes part) { return copyOf(part) + QByteArray(4096, '\0'); });
    }

    void theFileIsReadAndTheCutIsTold() {
        constexpr qsizetype step = 4099;
        for (qsizetype size = file_.size(); size > file_.size() - lastBytes; size -= step) {
            QVERIFY(truncate(path_.toLocal8Bit().constData(), size) == 0);
            const auto content = contentOf(path_.toStdString());
            QCOMPARE(content.numbers, firstNumbers(framesWithin(size)));
            const bool endsAtABlock = size == file_.size() || std::ranges::binary_search(ends_, std::uint64_t(size));
            QVERIFY2(content.report.damage.has_value() != endsAtABlock, QByteArray::number(size));
        }
    }
};

QTEST_GUILESS_MAIN(PowerCutTest)
#include "power_cut_test.moc"
