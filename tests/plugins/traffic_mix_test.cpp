#include "traffic_mix.h"

#include <inject/packet_checksums.h>

#include <QTest>

#include <algorithm>
#include <map>
#include <set>

using namespace tapscope;
using Kind = TrafficMix::Kind;

Q_DECLARE_METATYPE(tapscope::LinkType)

class TrafficMixTest : public QObject {
    Q_OBJECT

private slots:
    void framesHaveRightChecksums_data() {
        QTest::addColumn<std::vector<Kind>>("kinds");
        QTest::addColumn<std::size_t>("size");
        QTest::addColumn<LinkType>("linkType");
        const std::vector<Kind> all = {Kind::Udp, Kind::Tcp, Kind::Arp, Kind::Icmp};
        const std::vector<Kind> ip = {Kind::Tcp, Kind::Icmp, Kind::Udp};
        QTest::newRow("all") << all << std::size_t{200} << LinkType::Ethernet;
        QTest::newRow("the smallest") << all << std::size_t{60} << LinkType::Ethernet;
        QTest::newRow("an odd size") << all << std::size_t{1001} << LinkType::Ethernet;
        QTest::newRow("packets") << ip << std::size_t{1500} << LinkType::Raw;
        QTest::newRow("the largest") << std::vector{Kind::Udp} << std::size_t{65535} << LinkType::Raw;
    }
    void framesHaveRightChecksums() {
        QFETCH(std::vector<Kind>, kinds);
        QFETCH(std::size_t, size);
        QFETCH(LinkType, linkType);
        TrafficMix mix(kinds, size, linkType);
        std::set<std::vector<std::byte>> different;
        for (std::size_t made = 0; made < 700;) {
            QVERIFY(mix.ready() > 0);
            const auto frames = mix.next(std::min<std::size_t>(mix.ready(), 50));
            QVERIFY(!frames.empty());
            for (const Frame& frame : frames) {
                const std::vector<std::byte> bytes(frame.bytes.begin(), frame.bytes.end());
                auto corrected = bytes;
                correctChecksums(corrected, linkType);
                QVERIFY2(bytes == corrected, qPrintable(QString("frame %1").arg(made)));
                QCOMPARE(frame.originalLength, std::uint32_t(bytes.size()));
                different.insert(bytes);
                ++made;
            }
        }
        QVERIFY(different.size() > 300);
    }

    void streamsGoOnWhereTheyWere() {
        TrafficMix mix(std::vector{Kind::Tcp}, 54 + 100, LinkType::Ethernet);
        std::map<unsigned, std::uint32_t> next; // by port
        for (int i = 0; i < 1000; ++i) {
            const Frame frame = mix.next(1).front();
            const auto octet = [&](std::size_t at) { return std::to_integer<std::uint32_t>(frame.bytes[at]); };
            const unsigned port = octet(34) << 8 | octet(35);
            const std::uint32_t sequence = octet(38) << 24 | octet(39) << 16 | octet(40) << 8 | octet(41);
            if (const auto known = next.find(port); known != next.end())
                QCOMPARE(sequence, known->second);
            next[port] = sequence + 100;
        }
        QCOMPARE(next.size(), std::size_t{16});
    }

    void framesAreMadeInTurns() {
        TrafficMix mix(std::vector{Kind::Udp, Kind::Arp}, 100, LinkType::Ethernet);
        for (int i = 0; i < 10; ++i) {
            QCOMPARE(mix.next(1).front().bytes.size(), std::size_t{100});
            QCOMPARE(mix.next(1).front().bytes.size(), std::size_t{42});
        }
    }
};

QTEST_APPLESS_MAIN(TrafficMixTest)
#include "traffic_mix_test.moc"
