#include <file/capture_parser.h>
#include <file/packet_offload.h>
#include <file/pcapng_writer.h>

#include <QTest>

using namespace tapscope;

class PacketOffloadTest : public QObject {
    Q_OBJECT

    static constexpr Offload offload{.flags = 1,
                                     .segmentation = 0x84,
                                     .headerLength = 74,
                                     .segmentSize = 1440,
                                     .checksumStart = 54,
                                     .checksumOffset = 16};

private slots:
    void anOffloadStandsBesideTheBytesOfItsFrame() {
        const std::array<std::byte, 61> bytes{std::byte{1}, std::byte{2}};
        const Frame frame{.bytes = bytes,
                          .originalLength = bytes.size(),
                          .direction = Direction::Outbound,
                          .comment = "a remark",
                          .offload = offload};
        std::vector<std::byte> block;
        pcapng::appendFrame(block, frame);
        QCOMPARE(block.size(), pcapng::frameBlockSize(frame));
        const auto read = parseRecord({.description = {}, .layout = {}}, block);
        QVERIFY(read);
        QVERIFY(read->offload == offload);
        QVERIFY(std::ranges::equal(read->bytes, bytes));
        QCOMPARE(read->comment, std::string_view("a remark"));
        QVERIFY(read->direction == Direction::Outbound);
    }

    void aFrameThatLeavesNothingCostsNothing() {
        const std::array<std::byte, 60> bytes{};
        std::vector<std::byte> block;
        pcapng::appendFrame(block, {.bytes = bytes, .originalLength = bytes.size()});
        QCOMPARE(block.size(), std::size_t{28 + 60 + 4});
    }

    void optionsOfOtherProgramsAreNotMistakenForIt() {
        auto value = pcapng::packetOffload(offload);
        QVERIFY(pcapng::readPacketOffload(value, FrameLayout::ByteOrder::Little) == offload);
        QVERIFY(!pcapng::readPacketOffload(value, FrameLayout::ByteOrder::Big));
        QVERIFY(!pcapng::readPacketOffload(Bytes(value).first(21), FrameLayout::ByteOrder::Little));
        QVERIFY(!pcapng::readPacketOffload({}, FrameLayout::ByteOrder::Little));
        std::vector<std::byte> longer(value.begin(), value.end());
        longer.push_back({});
        QVERIFY(!pcapng::readPacketOffload(longer, FrameLayout::ByteOrder::Little));
        value[5] = std::byte{'x'};
        QVERIFY(!pcapng::readPacketOffload(value, FrameLayout::ByteOrder::Little));
    }
};

QTEST_APPLESS_MAIN(PacketOffloadTest)
#include "packet_offload_test.moc"
