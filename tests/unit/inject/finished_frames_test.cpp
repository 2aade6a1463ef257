#include <inject/finished_frames.h>
#include <inject/frame_builder.h>
#include <inject/packet_checksums.h>

#include <QTest>

#include <algorithm>
#include <string>

using namespace tapscope;
using Segmentation = Offload::Segmentation;

namespace {

/// A frame with offloads, and the positions of its parts.
struct Given {
    std::vector<std::byte> bytes;
    Offload offload;
    LinkType linkType = LinkType::Ethernet;
    std::size_t network = 14, transport = 34, payload = 54;
    bool isTcp = true;

    [[nodiscard]] Frame frame() const {
        return {.bytes = bytes,
                .originalLength = static_cast<std::uint32_t>(bytes.size()),
                .linkType = linkType,
                .offload = offload};
    }
};

IpAddress address(const char* text) {
    return *IpAddress::parse(text);
}

std::vector<std::byte> counting(std::size_t size) {
    std::vector<std::byte> bytes(size);
    for (std::size_t i = 0; i < size; ++i)
        bytes[i] = static_cast<std::byte>(i * 7 + i / 256);
    return bytes;
}

/// A TCP segment or UDP datagram with this size of payload, whose checksum is not computed yet.
Given make(bool isIpv6, bool isTcp, LinkType linkType, std::size_t tags, std::size_t payload,
           std::uint8_t flags = 0x18) {
    FrameBuilder builder;
    const IpAddress source = address(isIpv6 ? "2001:db8::1" : "10.9.0.1");
    const IpAddress target = address(isIpv6 ? "2001:db8::2" : "10.9.0.2");
    const bool isEthernet = linkType == LinkType::Ethernet;
    if (isEthernet)
        builder.ethernet({{2, 0, 0, 0, 0, 2}}, {{2, 0, 0, 0, 0, 1}}, isIpv6 ? 0x86dd : 0x0800);
    builder.ip(source, target, isTcp ? 6 : 17);
    if (isTcp)
        builder.tcp(1000, 2000, 0xfffff000, 7, flags);
    else
        builder.udp(1000, 2000);
    Given given{.bytes = builder.payload(counting(payload)).finish(), .linkType = linkType, .isTcp = isTcp};
    for (std::size_t i = 0; i < tags; ++i) {
        const std::array<std::byte, 4> tag = {std::byte{0x81}, std::byte{0}, std::byte{0}, std::byte{5}};
        given.bytes.insert(given.bytes.begin() + 12, tag.begin(), tag.end());
    }
    given.network = (isEthernet ? 14 : 0) + 4 * tags;
    given.transport = given.network + (isIpv6 ? 40 : 20);
    given.payload = given.transport + (isTcp ? 20 : 8);
    given.offload = {.flags = Offload::needsChecksum,
                     .headerLength = static_cast<std::uint16_t>(given.payload),
                     .checksumStart = static_cast<std::uint16_t>(given.transport),
                     .checksumOffset = static_cast<std::uint16_t>(isTcp ? 16 : 6)};
    startChecksum(given.bytes, linkType);
    return given;
}

std::uint32_t number(Bytes bytes, std::size_t at, std::size_t size) {
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < size; ++i)
        value = value << 8 | std::to_integer<std::uint32_t>(bytes[at + i]);
    return value;
}

} // namespace

Q_DECLARE_METATYPE(Given)

class FinishedFramesTest : public QObject {
    Q_OBJECT

    static void columns() {
        QTest::addColumn<Given>("given");
        for (const bool isIpv6 : {false, true}) {
            for (const bool isTcp : {true, false}) {
                for (const std::size_t tags : {0, 1, 2}) {
                    const std::string name = std::string(isTcp ? "TCP" : "UDP") + " over IPv" + (isIpv6 ? "6" : "4") +
                                             ", " + std::to_string(tags) + " tags";
                    QTest::newRow(name.c_str()) << make(isIpv6, isTcp, LinkType::Ethernet, tags, 5001);
                }
                QTest::newRow(isTcp ? "TCP in a packet" : "UDP in a packet")
                    << make(isIpv6, isTcp, LinkType::Raw, 0, 5001);
            }
        }
    }

private slots:
    void aChecksumIsFinished_data() { columns(); }
    void aChecksumIsFinished() {
        QFETCH(Given, given);
        auto right = given.bytes;
        correctChecksums(right, given.linkType);
        QVERIFY(right != given.bytes);
        FinishedFrames finished;
        QCOMPARE(finished.add(given.frame()), std::string_view());
        QCOMPARE(finished.frames().size(), std::size_t{1});
        const Frame& frame = finished.frames().front();
        QVERIFY(std::ranges::equal(frame.bytes, right));
        QVERIFY(frame.offload == Offload{});
    }

    void aLargeFrameIsCut_data() { columns(); }
    void aLargeFrameIsCut() {
        QFETCH(Given, given);
        constexpr std::size_t size = 1400;
        const bool isIpv4 = std::to_integer<unsigned>(given.bytes[given.network]) >> 4 == 4;
        given.offload.segmentSize = size;
        given.offload.segmentation = static_cast<std::uint8_t>(!given.isTcp ? Segmentation::UdpSegments
                                                               : isIpv4     ? Segmentation::Tcp4
                                                                            : Segmentation::Tcp6);
        FinishedFrames finished;
        QCOMPARE(finished.add(given.frame()), std::string_view());
        const auto segments = finished.frames();
        QCOMPARE(segments.size(), std::size_t{4}); // for 5001 bytes
        std::vector<std::byte> payload;
        for (std::size_t i = 0; i < segments.size(); ++i) {
            const Bytes bytes = segments[i].bytes;
            const bool isLast = i + 1 == segments.size();
            QCOMPARE(bytes.size(), given.payload + (isLast ? 5001 - 3 * size : size));
            QCOMPARE(segments[i].originalLength, std::uint32_t(bytes.size()));
            QVERIFY(segments[i].offload == Offload{});
            auto right = std::vector(bytes.begin(), bytes.end());
            correctChecksums(right, given.linkType);
            QVERIFY(std::ranges::equal(bytes, right));
            const std::size_t network = bytes.size() - given.network, transport = bytes.size() - given.transport;
            if (isIpv4) {
                QCOMPARE(number(bytes, given.network + 2, 2), std::uint32_t(network));
                QCOMPARE(number(bytes, given.network + 4, 2), number(given.bytes, given.network + 4, 2) + i);
            } else {
                QCOMPARE(number(bytes, given.network + 4, 2), std::uint32_t(network - 40));
            }
            if (given.isTcp) {
                QCOMPARE(number(bytes, given.transport + 4, 4), std::uint32_t(0xfffff000 + i * size));
                QCOMPARE(number(bytes, given.transport + 13, 1), isLast ? 0x18U : 0x10U);
            } else {
                QCOMPARE(number(bytes, given.transport + 4, 2), std::uint32_t(transport));
            }
            payload.insert(payload.end(), bytes.begin() + static_cast<std::ptrdiff_t>(given.payload), bytes.end());
        }
        QVERIFY(payload == counting(5001));
    }

    void flagsStandInTheSegmentThatTheyBelongTo() {
        constexpr std::uint8_t finPushAckAndReduced = 0x99;
        Given given = make(false, true, LinkType::Ethernet, 0, 3000, finPushAckAndReduced);
        given.offload.segmentation = static_cast<std::uint8_t>(Segmentation::Tcp4) | Offload::congestion;
        given.offload.segmentSize = 1000;
        FinishedFrames finished;
        QCOMPARE(finished.add(given.frame()), std::string_view());
        QCOMPARE(finished.frames().size(), std::size_t{3});
        QCOMPARE(number(finished.frames()[0].bytes, 47, 1), 0x90U);
        QCOMPARE(number(finished.frames()[1].bytes, 47, 1), 0x10U);
        QCOMPARE(number(finished.frames()[2].bytes, 47, 1), 0x19U);
    }

    void unfinishableFramesAreRefused_data() {
        QTest::addColumn<Given>("given");
        const auto row = [](const char* name, auto change) {
            Given given = make(false, true, LinkType::Ethernet, 0, 3000);
            given.offload.segmentation = static_cast<std::uint8_t>(Segmentation::Tcp4);
            given.offload.segmentSize = 1000;
            change(given);
            QTest::newRow(name) << given;
        };
        row("segments of nothing", [](Given& given) { given.offload.segmentSize = 0; });
        row("a kind that is not known", [](Given& given) { given.offload.segmentation = 9; });
        row("fragmentation", [](Given& given) { given.offload.segmentation = 3; });
        row("another family", [](Given& given) { given.offload.segmentation = 4; });
        row("another transport", [](Given& given) { given.offload.segmentation = 5; });
        row("a fragment", [](Given& given) { given.bytes[20] = std::byte{0x20}; });
        row("a header that ends too early", [](Given& given) { given.bytes.resize(50); });
        row("a header longer than the frame", [](Given& given) {
            given.bytes[46] = std::byte{0xf0};
            given.bytes.resize(60);
        });
        row("a header shorter than one can be", [](Given& given) { given.bytes[46] = std::byte{0x10}; });
        row("no frame", [](Given& given) { given.bytes.clear(); });
        row("a checksum outside of the frame", [](Given& given) {
            given.offload.segmentation = 0;
            given.offload.checksumStart = 4000;
        });
        row("too many segments", [](Given& given) {
            given = make(false, true, LinkType::Ethernet, 0, 60000);
            given.offload.segmentation = 1;
            given.offload.segmentSize = 1;
        });
    }
    void unfinishableFramesAreRefused() {
        QFETCH(Given, given);
        FinishedFrames finished;
        QVERIFY(!finished.add(given.frame()).empty());
        QVERIFY(finished.frames().empty());
    }
};

QTEST_APPLESS_MAIN(FinishedFramesTest)
#include "finished_frames_test.moc"
