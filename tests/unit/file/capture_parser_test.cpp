#include <file/capture_parser.h>
#include <file/pcap_writer.h>
#include <file/pcapng_writer.h>

#include <QTest>

#include <array>

using namespace tapscope;
using Step = CaptureParser::Step;

namespace {

/// Integers in either byte order, as other programs write them.
class Builder {
public:
    explicit Builder(std::endian order) : order_(order) {}
    template <typename Number>
    Builder& put(Number number) {
        std::array<std::byte, sizeof number> bytes;
        for (std::size_t i = 0; i < sizeof number; ++i) {
            const std::size_t shift = 8 * (order_ == std::endian::little ? i : sizeof number - 1 - i);
            bytes[i] = static_cast<std::byte>(static_cast<std::uint64_t>(number) >> shift);
        }
        bytes_.insert(bytes_.end(), bytes.begin(), bytes.end());
        return *this;
    }
    Builder& block(std::uint32_t type, const Builder& body) {
        const auto length = static_cast<std::uint32_t>(body.bytes_.size() + 12);
        put(type).put(length);
        bytes_.insert(bytes_.end(), body.bytes_.begin(), body.bytes_.end());
        return put(length);
    }
    [[nodiscard]] Builder empty() const { return Builder(order_); }
    [[nodiscard]] Bytes bytes() const { return bytes_; }

private:
    std::endian order_;
    std::vector<std::byte> bytes_;
};

struct Found {
    std::vector<Frame> frames;
    std::string damage;
};

/// Reads a file as a pipe would give it: a few bytes more each time.
Found parse(Bytes file, CaptureParser& parser, std::size_t step = 7) {
    Found found;
    std::size_t known = step;
    while (true) {
        const std::size_t end = std::min(known, file.size());
        const auto offset = static_cast<std::size_t>(parser.offset());
        switch (parser.next(file.subspan(offset, end - std::min(end, offset)))) {
        case Step::Frame:
            found.frames.push_back(parser.frame());
            break;
        case Step::Skipped:
            break;
        case Step::NeedMore:
            if (end == file.size()) {
                if (parser.offset() < file.size())
                    found.damage = parser.cutShort();
                return found;
            }
            known += step;
            break;
        case Step::Damage:
            found.damage = parser.damage();
            return found;
        }
    }
}

Builder sectionHeader(std::endian order) {
    Builder file(order);
    Builder body = file.empty();
    body.put(0x1a2b3c4dU).put(std::uint16_t{1}).put(std::uint16_t{0}).put(std::int64_t{-1});
    return file.block(0x0a0d0d0a, body);
}

void addInterface(Builder& file, std::uint16_t linkType, std::uint8_t resolution, std::int64_t offset = 0) {
    Builder body = file.empty();
    body.put(linkType).put(std::uint16_t{0}).put(96U);
    body.put(std::uint16_t{9}).put(std::uint16_t{1}).put(resolution).put(std::uint8_t{0}).put(std::uint16_t{0});
    if (offset != 0)
        body.put(std::uint16_t{14}).put(std::uint16_t{8}).put(offset); // if_tsoffset, in seconds
    body.put(0U);
    file.block(1, body);
}

void addFrame(Builder& file, std::uint32_t interface, std::uint64_t ticks) {
    Builder body = file.empty();
    body.put(interface).put(static_cast<std::uint32_t>(ticks >> 32)).put(static_cast<std::uint32_t>(ticks));
    body.put(2U).put(60U).put(std::uint8_t{0xab}).put(std::uint8_t{0xcd}).put(std::uint16_t{0});
    body.put(std::uint16_t{2}).put(std::uint16_t{4}).put(2U); // epb_flags: outbound
    body.put(std::uint16_t{1})
        .put(std::uint16_t{3})
        .put(std::uint8_t{'h'})
        .put(std::uint8_t{'e'})
        .put(std::uint8_t{'y'});
    body.put(std::uint8_t{0}).put(0U);
    file.block(6, body);
}

} // namespace

class CaptureParserTest : public QObject {
    Q_OBJECT

private slots:
    void tellsTimesThatNanosecondsCannot_data() {
        QTest::addColumn<int>("resolution");
        QTest::addColumn<quint64>("ticks");
        QTest::addColumn<QString>("text");
        QTest::newRow("the year 2286") << 0 << quint64{10'000'000'000} << "10000000000.000000000";
        QTest::newRow("the last of all") << 0 << ~quint64{0} << "18446744073709551615.000000000";
        QTest::newRow("with a fraction") << 3 << quint64{10'000'000'000'123} << "10000000000.123000000";
        QTest::newRow("binary") << 0x81 << quint64{20'000'000'001} << "10000000000.500000000";
        QTest::newRow("one that they can") << 9 << quint64{1'700'000'000'000'000'000} << "";
        QTest::newRow("the epoch") << 9 << quint64{0} << "";
    }
    void tellsTimesThatNanosecondsCannot() {
        QFETCH(int, resolution);
        QFETCH(quint64, ticks);
        QFETCH(QString, text);
        Builder file = sectionHeader(std::endian::big);
        addInterface(file, 1, static_cast<std::uint8_t>(resolution));
        addFrame(file, 0, ticks);
        CaptureParser parser;
        const auto next = [&] { return parser.next(file.bytes().subspan(static_cast<std::size_t>(parser.offset()))); };
        QVERIFY(next() == Step::Skipped && next() == Step::Skipped && next() == Step::Frame);
        QCOMPARE(QString::fromStdString(parser.oddTime()), text);
    }

    void readsPcapOfEveryKind_data() {
        QTest::addColumn<quint32>("magic");
        QTest::addColumn<bool>("bigEndian");
        QTest::addColumn<bool>("isModified");
        QTest::addColumn<qint64>("nanoseconds");
        const std::array<std::tuple<const char*, quint32, bool, qint64>, 3> kinds = {
            {{"microseconds", 0xa1b2c3d4, false, 5'000},
             {"nanoseconds", 0xa1b23c4d, false, 5},
             {"modified", 0xa1b2cd34, true, 5'000}}};
        for (const auto& [name, magic, modified, fraction] : kinds) {
            QTest::addRow("%s, little", name) << magic << false << modified << fraction;
            QTest::addRow("%s, big", name) << magic << true << modified << fraction;
        }
    }
    void readsPcapOfEveryKind() {
        QFETCH(quint32, magic);
        QFETCH(bool, bigEndian);
        QFETCH(bool, isModified);
        QFETCH(qint64, nanoseconds);
        Builder file(bigEndian ? std::endian::big : std::endian::little);
        file.put(magic).put(std::uint16_t{2}).put(std::uint16_t{4}).put(0U).put(0U).put(65535U).put(1U);
        file.put(7U).put(5U).put(2U).put(60U);
        if (isModified)
            file.put(0U).put(0U);
        file.put(std::uint16_t{0x1234});
        CaptureParser parser;
        const auto found = parse(file.bytes(), parser);
        QCOMPARE(found.damage, std::string());
        QCOMPARE(found.frames.size(), std::size_t{1});
        QCOMPARE(found.frames[0].bytes.size(), std::size_t{2});
        QCOMPARE(found.frames[0].originalLength, 60U);
        QCOMPARE(qint64{found.frames[0].time.time_since_epoch().count()}, 7'000'000'000 + nanoseconds);
    }

    void readsPcapngSectionsOfBothByteOrders() {
        Builder little = sectionHeader(std::endian::little);
        addInterface(little, 1, 6);
        addFrame(little, 0, 1'500'000);
        Builder big = sectionHeader(std::endian::big);
        addInterface(big, 101, 0x80 | 10); // 2^-10 s
        addFrame(big, 0, 1536);
        std::vector<std::byte> file(little.bytes().begin(), little.bytes().end());
        file.insert(file.end(), big.bytes().begin(), big.bytes().end());
        CaptureParser parser;
        const auto found = parse(file, parser);
        QCOMPARE(found.damage, std::string());
        QCOMPARE(found.frames.size(), std::size_t{2});
        for (const Frame& frame : found.frames) {
            QCOMPARE(qint64{frame.time.time_since_epoch().count()}, qint64{1'500'000'000});
            QCOMPARE(frame.direction, Direction::Outbound);
            QCOMPARE(frame.comment, std::string_view("hey"));
        }
        QCOMPARE(found.frames[1].interfaceId, 1U);
        QCOMPARE(found.frames[1].linkType, LinkType::Raw);
    }

    void anOffsetIsAddedToTheTimesOfItsInterface_data() {
        QTest::addColumn<bool>("isBig");
        QTest::addColumn<qint64>("offset");
        QTest::addColumn<qint64>("seconds");
        QTest::newRow("later") << false << qint64{1'700'000'000} << qint64{1'700'000'002};
        QTest::newRow("earlier, big endian") << true << qint64{-7200} << qint64{-7198};
    }
    void anOffsetIsAddedToTheTimesOfItsInterface() {
        QFETCH(const bool, isBig);
        QFETCH(const qint64, offset);
        QFETCH(const qint64, seconds);
        Builder file = sectionHeader(isBig ? std::endian::big : std::endian::little);
        addInterface(file, 1, 6, offset);
        addInterface(file, 1, 6);
        addFrame(file, 0, 2'500'000);
        addFrame(file, 1, 2'500'000);
        CaptureParser parser;
        const auto found = parse(file.bytes(), parser);
        QCOMPARE(found.damage, std::string());
        QCOMPARE(found.frames.size(), std::size_t{2});
        QCOMPARE(qint64{found.frames[0].time.time_since_epoch().count()}, seconds * 1'000'000'000 + 500'000'000);
        QCOMPARE(qint64{found.frames[1].time.time_since_epoch().count()}, qint64{2'500'000'000});
    }

    void saysWhereDamageIs_data() {
        QTest::addColumn<QByteArray>("tail");
        QTest::addColumn<QString>("said");
        QTest::newRow("cut within a block") << QByteArray::fromHex("06000000 40000000 0000") << "cut short at offset";
        QTest::newRow("impossible length")
            << QByteArray::fromHex("06000000 ffffffff 00000000 00000000") << "a block claims to be";
        QTest::newRow("unknown interface")
            << QByteArray::fromHex("06000000 20000000 09000000 00000000 00000000 00000000 00000000 20000000")
            << "interface 9";
        QTest::newRow("giant frame") << QByteArray::fromHex(
                                            "06000000 20000000 00000000 00000000 00000000 ffffff00 00000000 20000000")
                                     << "longer than the maximum";
        QTest::newRow("lengths differ") << QByteArray::fromHex("77000000 10000000 00000000 14000000")
                                        << "the two lengths";
    }
    void saysWhereDamageIs() {
        QFETCH(QByteArray, tail);
        QFETCH(QString, said);
        Builder good = sectionHeader(std::endian::little);
        addInterface(good, 1, 9);
        addFrame(good, 0, 1);
        std::vector<std::byte> file(good.bytes().begin(), good.bytes().end());
        const auto tailBytes = std::as_bytes(std::span(tail.constData(), static_cast<std::size_t>(tail.size())));
        file.insert(file.end(), tailBytes.begin(), tailBytes.end());
        CaptureParser parser;
        const auto found = parse(file, parser);
        QCOMPARE(found.frames.size(), std::size_t{1});
        QVERIFY2(QString::fromStdString(found.damage).contains(said), found.damage.c_str());
        QVERIFY2(QString::fromStdString(found.damage).contains(QString::number(good.bytes().size())),
                 found.damage.c_str());
    }

    void skipsUnknownBlocks() {
        Builder file = sectionHeader(std::endian::big);
        Builder body = file.empty();
        body.put(0x12345678U);
        file.block(0x7777, body);
        addInterface(file, 1, 9);
        addFrame(file, 0, 1);
        CaptureParser parser;
        QCOMPARE(parse(file.bytes(), parser).frames.size(), std::size_t{1});
    }

    void readsBackWhatTheWriterWrites() {
        std::vector<std::byte> file;
        pcapng::appendSectionHeader(file, "a section");
        pcapng::appendInterface(
            file, {.linkType = LinkType::Ethernet, .name = "tap0", .filter = "arp", .frameCheckLength = 4});
        const std::array bytes{std::byte{1}, std::byte{2}, std::byte{3}};
        const Frame written{.time = Timestamp(std::chrono::nanoseconds(1'700'000'000'123'456'789)),
                            .bytes = bytes,
                            .originalLength = 1514,
                            .direction = Direction::Inbound,
                            .frameCheckLength = 4,
                            .comment = "resumed"};
        pcapng::appendFrame(file, written);
        pcapng::appendStatistics(file, {.interfaceId = 0, .received = 9, .droppedInterface = 2, .droppedSystem = 3},
                                 {});
        CaptureParser parser;
        const auto found = parse(file, parser);
        QCOMPARE(found.damage, std::string());
        QCOMPARE(found.frames.size(), std::size_t{1});
        QVERIFY(found.frames[0].time == written.time);
        QCOMPARE(found.frames[0].direction, Direction::Inbound);
        QCOMPARE(found.frames[0].frameCheckLength, std::uint8_t{4});
        QCOMPARE(found.frames[0].comment, std::string_view("resumed"));
        QCOMPARE(found.frames[0].originalLength, 1514U);
        QCOMPARE(parser.interfaces()[0].description.name, std::string("tap0"));
        QCOMPARE(parser.interfaces()[0].description.filter, std::string("arp"));
        QCOMPARE(parser.interfaces()[0].description.frameCheckLength, std::uint8_t{4});
        QCOMPARE(parser.sectionComment(), std::string("a section"));
        QCOMPARE(parser.statistics()[0].droppedSystem.value_or(0), std::uint64_t{3});
    }
};

QTEST_APPLESS_MAIN(CaptureParserTest)
#include "capture_parser_test.moc"
