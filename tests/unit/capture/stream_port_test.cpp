#include <capture/capture_engine.h>
#include <file/ordered_block.h>
#include <file/pcapng_sections.h>
#include <file/pcapng_writer.h>
#include <store/frame_reader.h>
#include <support/patience.h>

#include <QTemporaryDir>
#include <QTest>

#include <fcntl.h>
#include <source/stream_port.h>
#include <unistd.h>

using namespace tapscope;
using namespace std::chrono_literals;

namespace {

Bytes bytesOf(std::string_view text) {
    return std::as_bytes(std::span(text));
}

/// Writes a pcapng stream. The reader gets the data up to the last send().
class Pipe {
public:
    Pipe() {
        std::array<int, 2> ends{};
        if (pipe2(ends.data(), O_CLOEXEC) != 0)
            qFatal("no pipe");
        reader = UniqueFd(ends[0]);
        writer_ = UniqueFd(ends[1]);
    }
    void begin() { pcapng::appendSectionHeader(blocks_); }
    void addInterface(std::string name, LinkType type) {
        pcapng::appendInterface(blocks_, {.linkType = type, .name = std::move(name)});
    }
    void addFrame(std::uint32_t interface, std::string_view text) {
        pcapng::appendFrame(blocks_, {.time = Timestamp(1s),
                                      .bytes = bytesOf(text),
                                      .originalLength = static_cast<std::uint32_t>(text.size()),
                                      .interfaceId = interface});
    }
    void add(Bytes block) { blocks_.insert(blocks_.end(), block.begin(), block.end()); }
    void addStatistics(std::uint32_t interface, std::uint64_t dropped) {
        pcapng::appendStatistics(blocks_, {.interfaceId = interface, .droppedSystem = dropped}, Timestamp(1s));
    }
    void send(std::size_t withoutTheLast = 0) {
        const std::size_t size = blocks_.size() - withoutTheLast;
        if (::write(writer_.get(), blocks_.data(), size) != static_cast<ssize_t>(size))
            qFatal("the pipe is full");
        blocks_.erase(blocks_.begin(), blocks_.begin() + static_cast<std::ptrdiff_t>(size));
    }
    void sendText(std::string_view text) {
        const Bytes bytes = bytesOf(text);
        blocks_.insert(blocks_.end(), bytes.begin(), bytes.end());
        send();
    }
    void close() { writer_ = UniqueFd(); }

    UniqueFd reader;

private:
    UniqueFd writer_;
    pcapng::Buffer blocks_;
};

} // namespace

/// A capture of a pcap or pcapng stream (`-r -`).
class StreamPortTest : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;
    int files_ = 0;
    std::unique_ptr<Pipe> pipe_;
    std::shared_ptr<Recording> recording_;
    std::unique_ptr<CaptureEngine> engine_;

    void start() {
        const auto path = folder_.filePath(QString::number(++files_) + ".pcapng").toStdString();
        recording_ = Recording::create(path).value();
        std::vector<AddedPort> ports;
        ports.push_back({.choice = {.name = "stream", .open = {}},
                         .port = streamPort(std::move(pipe_->reader), "the stream"),
                         .use = {}});
        engine_ = CaptureEngine::start(recording_, {.stop = {}, .ports = std::move(ports)}).value();
    }
    void waitForEnd() { QTRY_COMPARE(engine_->status().state, CaptureStatus::State::Ended); }
    /// "interface:link type:bytes" of each frame.
    [[nodiscard]] QStringList recorded() const {
        if (!recording_->settle(60s))
            qFatal("the disk takes nothing");
        QStringList frames;
        FrameReader reader(recording_->store());
        for (FrameNumber number = 1; number <= recording_->store()->count(); ++number) {
            const auto frame = reader.read(number).value();
            frames << QStringLiteral("%1:%2:%3")
                          .arg(QString::fromStdString(recording_->store()->interface(frame.interfaceId).name))
                          .arg(static_cast<int>(frame.linkType))
                          .arg(QString::fromLatin1(reinterpret_cast<const char*>(frame.bytes.data()),
                                                   static_cast<qsizetype>(frame.bytes.size())));
        }
        return frames;
    }

    static std::vector<std::byte> header(FrameLayout::ByteOrder order) {
        std::vector<std::byte> out;
        pcapng::OrderedBlock block(out, order, pcapng::sectionHeader);
        block.number(pcapng::byteOrderMagic, 4);
        block.number(1, 2); // version 1.0
        block.number(0, 2);
        block.number(~std::uint64_t{0}, 8); // the section's length is not known
        block.end();
        return out;
    }
    static std::vector<std::byte> names(FrameLayout::ByteOrder order) {
        std::vector<std::byte> out;
        pcapng::OrderedBlock block(out, order, pcapng::nameResolution);
        constexpr std::string_view record("\x0a\x01\x00\x01gate\0", 9); // 10.1.0.1 is called gate
        block.number(1, 2);
        block.number(record.size(), 2);
        block.bytes(bytesOf(record));
        block.number(0, 4); // the end of the records
        block.end();
        return out;
    }
    static std::vector<std::byte> keys(FrameLayout::ByteOrder order) {
        std::vector<std::byte> out;
        pcapng::OrderedBlock block(out, order, pcapng::decryptionSecrets);
        constexpr std::string_view log = "CLIENT_RANDOM 00 11\n";
        block.number(0x544c534b, 4); // a TLS key log
        block.number(log.size(), 4);
        block.bytes(bytesOf(log));
        block.end();
        return out;
    }

private slots:
    void init() { pipe_ = std::make_unique<Pipe>(); }
    void cleanup() {
        engine_.reset();
        recording_.reset();
    }

    void eachInterfaceOfAStreamKeepsItsNameAndLinkType() {
        start();
        pipe_->begin();
        pipe_->addInterface("tap0", LinkType::Ethernet);
        pipe_->addInterface("tun0", LinkType::Raw);
        pipe_->addInterface("silent0", LinkType::Ethernet);
        pipe_->addFrame(1, "packet");
        pipe_->addFrame(0, "frame");
        pipe_->begin(); // another section counts its interfaces from 0 again
        pipe_->addInterface("tun1", LinkType::Raw);
        pipe_->addFrame(0, "other");
        pipe_->send();
        pipe_->close();
        waitForEnd();
        QVERIFY(engine_->stop());
        QCOMPARE(recorded(), (QStringList{"tun0:101:packet", "tap0:1:frame", "tun1:101:other"}));
        QCOMPARE(recording_->store()->interfaceCount(), std::size_t{4});
    }

    void namesAndKeysOfAStreamAreKept_data() {
        QTest::addColumn<bool>("isLittle");
        QTest::newRow("little endian") << true;
        QTest::newRow("big endian") << false;
    }
    void namesAndKeysOfAStreamAreKept() {
        QFETCH(const bool, isLittle);
        start();
        const auto order = isLittle ? FrameLayout::ByteOrder::Little : FrameLayout::ByteOrder::Big;
        pipe_->add(header(order));
        pipe_->add(names(order));
        pipe_->add(keys(order));
        pipe_->send();
        pipe_->close();
        waitForEnd();
        QVERIFY(engine_->stop());
        QVERIFY(recording_->settle(60s));
        QFile file(folder_.filePath(QString::number(files_) + ".pcapng"));
        QVERIFY(file.open(QFile::ReadOnly));
        const QByteArray all = file.readAll();
        for (const auto& block : {names(pcapng::OneSection::byteOrder), keys(pcapng::OneSection::byteOrder)})
            QVERIFY(all.contains(
                QByteArray(reinterpret_cast<const char*>(block.data()), static_cast<qsizetype>(block.size()))));
    }

    void theLatestDropCountsOfAStreamAreOurs() {
        start();
        pipe_->begin();
        pipe_->addInterface("tap0", LinkType::Ethernet);
        pipe_->addInterface("tap1", LinkType::Ethernet);
        pipe_->addStatistics(0, 3);
        pipe_->addStatistics(1, 4);
        pipe_->addStatistics(0, 5);
        pipe_->send();
        pipe_->close();
        waitForEnd();
        QVERIFY(engine_->stop());
        QCOMPARE(engine_->status().drops.system, std::uint64_t{9});
    }

    void framesAreThereWhileTheStreamGoesOn() {
        start();
        pipe_->begin();
        pipe_->addInterface("tap0", LinkType::Ethernet);
        pipe_->addFrame(0, "first");
        pipe_->addFrame(0, "second");
        pipe_->send(5); // in the middle of a block
        QTRY_COMPARE(engine_->status().frames, std::uint64_t{1});
        pipe_->send();
        QTRY_COMPARE(engine_->status().frames, std::uint64_t{2});
        QVERIFY(engine_->stop());
        QCOMPARE(recorded(), (QStringList{"tap0:1:first", "tap0:1:second"}));
    }

    void damageOfAStreamIsReportedAndEarlierFramesAreKept_data() {
        QTest::addColumn<QByteArray>("rest");
        QTest::newRow("cut within a block") << QByteArray("\x06\x00\x00\x00\x40\x00\x00\x00", 8);
        QTest::newRow("a length that cannot be") << QByteArray("\x06\x00\x00\x00\x05\x00\x00\x00", 8);
        QTest::newRow("a block of four gigabytes") << QByteArray("\x06\x00\x00\x00\xfc\xff\xff\xff", 8);
    }
    void damageOfAStreamIsReportedAndEarlierFramesAreKept() {
        QFETCH(const QByteArray, rest);
        start();
        pipe_->begin();
        pipe_->addInterface("tap0", LinkType::Ethernet);
        pipe_->addFrame(0, "whole");
        pipe_->sendText({rest.data(), static_cast<std::size_t>(rest.size())});
        pipe_->close();
        waitForEnd();
        const auto stopped = engine_->stop();
        QVERIFY(!stopped);
        QCOMPARE(stopped.error().kind, ErrorKind::Damaged);
        QVERIFY(stopped.error().text().find("the stream") != std::string::npos);
        QCOMPARE(recorded(), QStringList{"tap0:1:whole"});
    }

    void aStreamThatIsNoCaptureIsRefused() {
        start();
        pipe_->sendText("GET / HTTP/1.1\r\n\r\n");
        pipe_->close();
        waitForEnd();
        QVERIFY(!engine_->stop());
    }
};

QTEST_GUILESS_MAIN(StreamPortTest)
#include "stream_port_test.moc"
