#include <decode/dissector.h>
#include <decode/field_text.h>
#include <plugin/plugin_host.h>
#include <store/file_store.h>
#include <store/frame_reader.h>

#include <QTest>

#include <functional>

using namespace tapscope;

namespace {

constexpr std::size_t captureSize = 10'000'000; ///< bytes of frames

using Octets = std::vector<std::byte>;

void append(Octets& to, const char* hex) {
    const QByteArray bytes = QByteArray::fromHex(hex);
    for (const char c : bytes)
        to.push_back(static_cast<std::byte>(c));
}

void append16(Octets& to, std::size_t number) {
    to.push_back(static_cast<std::byte>(number >> 8));
    to.push_back(static_cast<std::byte>(number));
}

/// An Ethernet frame with a UDP datagram.
Octets datagram(std::uint16_t port, const Octets& payload) {
    Octets frame;
    append(frame, "020000000002020000000001 0800 4500");
    append16(frame, 28 + payload.size());
    append(frame, "00010000 4011 0000 0a090001 0a090002");
    append16(frame, 40000);
    append16(frame, port);
    append16(frame, 8 + payload.size());
    append16(frame, 0);
    frame.insert(frame.end(), payload.begin(), payload.end());
    return frame;
}

Octets repeated(const char* head, const char* element, std::size_t size) {
    Octets made;
    append(made, head);
    while (made.size() < size)
        append(made, element);
    return made;
}

/// A DNS response whose records' names all point to one long name.
Octets dnsOfPointers(const char* record) {
    Octets message;
    append(message, "0001 8180 0001 ffff 0000 0000");
    for (int label = 0; label < 127; ++label)
        append(message, "0161");
    append(message, "00 0001 0001");
    while (message.size() < 8000)
        append(message, record);
    return message;
}

} // namespace

/// The cost of a frame is in proportion to its size, whatever its content: captures of 10 MB that are designed to be
/// slow are compared with harmless ones of the same size, by counting steps and the text that is shown.
class ProportionTest : public QObject {
    Q_OBJECT

    struct Cost {
        std::size_t steps = 0; ///< for the list and for the fields
        std::size_t text = 0;  ///< bytes of all lines of the tree
        std::size_t deepest = 0;
    };
    std::unique_ptr<PluginHost> plugins_;
    Cost harmless_;

    Cost costOf(const std::vector<Octets>& frames, LinkType linkType = LinkType::Ethernet) const {
        const auto& registry = plugins_->decoders();
        const Dissector dissector(registry);
        const auto columns = DissectionPlan::columns(registry);
        const auto tree = DissectionPlan::tree(registry);
        Dissection dissection;
        Cost cost;
        std::size_t size = 0;
        for (const Octets& each : frames)
            size += each.size();
        // A frame costs the same each time, so a frame that occurs once in a megabyte is counted ten times.
        const double times = static_cast<double>(captureSize) / static_cast<double>(size);
        for (const Octets& each : frames) {
            const Frame frame{.number = 1,
                              .bytes = each,
                              .originalLength = static_cast<std::uint32_t>(each.size()),
                              .linkType = linkType};
            dissector.dissect(frame, columns, dissection);
            cost.steps += dissection.work();
            dissector.dissect(frame, tree, dissection);
            cost.steps += dissection.work();
            std::vector<std::size_t> depth;
            for (const FieldValue& value : dissection.fields()) {
                depth.push_back(value.parent == FieldValue::noParent ? 0 : depth[value.parent] + 1);
                cost.deepest = std::max(cost.deepest, depth.back());
                cost.text += depth.back() * 4 + treeLine(registry, dissection, value).size();
            }
        }
        cost.steps = static_cast<std::size_t>(static_cast<double>(cost.steps) * times);
        cost.text = static_cast<std::size_t>(static_cast<double>(cost.text) * times);
        return cost;
    }
    static std::vector<Octets> framesOf(const char* name) {
        auto store = FileStore::open(std::string(TAPSCOPE_SOURCE_DIR "/tests/captures/") + name);
        if (!store || !(*store)->index())
            qFatal("no %s", name);
        std::vector<Octets> frames;
        FrameReader reader(*store);
        for (FrameNumber number = 1; number <= (*store)->count(); ++number) {
            if (const auto frame = reader.read(number); frame && frame->linkType == LinkType::Ethernet)
                frames.emplace_back(frame->bytes.begin(), frame->bytes.end());
        }
        return frames;
    }

private slots:
    void initTestCase() {
        plugins_ = std::make_unique<PluginHost>(QStringList{TAPSCOPE_PLUGIN_DIR});
        harmless_ = costOf(framesOf("app-dns.pcap"));
        QVERIFY(harmless_.steps > 0);
        qInfo("harmless: %zu steps, %zu bytes of text", harmless_.steps, harmless_.text);
    }

    void hostileCapturesCostWhatOthersDo_data() {
        QTest::addColumn<std::vector<Octets>>("frames");
        const auto row = [](const char* name, const Octets& frame) {
            QTest::newRow(name) << std::vector<Octets>{frame};
        };
        row("DNS names that point to one long name", datagram(53, dnsOfPointers("c00c 0001 0001 00000000 0000")));
        row("DNS host identity records full of pointers",
            datagram(53, dnsOfPointers("c00c 0037 0001 00000000 0404 00000000 "
                                       "c00c c00c c00c c00c c00c c00c c00c c00c c00c c00c c00c c00c c00c c00c c00c")));
        row("DNS bit maps of types",
            datagram(53, repeated("0001 8180 0000 ffff 0000 0000",
                                  "00 002f 0001 00000000 0023 00 00 20 "
                                  "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff",
                                  8000)));
        row("MPLS labels", repeated("020000000002020000000001 8847", "00001001", 16000));
        row("MPLS labels, small frames", repeated("020000000002020000000001 8847", "00001001", 400));
        row("VLAN tags", repeated("020000000002020000000001", "8100 0001", 9000));
        row("PPPoE tags", repeated("020000000002020000000001 8863 1109 0000 2328", "0101 0000", 9000));
        row("ARP and padding", repeated("020000000002020000000001 0806 0001 0800 06 04 0001", "00", 9000));
        row("SNMP, nested", datagram(161, repeated("3082 1f00 020101 0400 a082 1f00", "3080", 8000)));
        row("DHCP options without a value", datagram(67, [] {
                Octets made = repeated("0101 0600", "00", 236);
                append(made, "63825363");
                while (made.size() < 9000)
                    append(made, "3500");
                return made;
            }()));
        row("syslog of control characters", datagram(514, repeated("3c31333e", "1b", 9000)));
        row("SIP of empty headers",
            datagram(5060, repeated("4f5054494f4e5320782053495021 2e300d0a", "613a0d0a", 9000)));
        row("RADIUS attributes", datagram(1812, repeated("0101 2328 00000000000000000000000000000000", "0102", 9000)));
        row("BACnet, nested", datagram(47808, repeated("810a 2328 0104 00050c0c", "0e", 9000)));
        Octets nested;
        append(nested, "020000000002020000000001");
        for (int layer = 0; layer < 400; ++layer) { // IP in IP in IP
            if (layer == 0)
                append(nested, "0800");
            append(nested, "4500");
            append16(nested, std::size_t(20) * std::size_t(400 - layer));
            append(nested, "00010000 4004 0000 0a090001 0a090002");
        }
        row("IP in IP", nested);
        // Patterns to each port that a decoder hooks into.
        for (const char* pattern : {"00", "ff", "01", "30", "0d0a", "0001", "3082", "4100", "c000", "20"}) {
            std::vector<Octets> frames;
            const auto& registry = plugins_->decoders();
            for (std::size_t port = 1; port < 65535; ++port) {
                if (registry.lookUp("udp.port", static_cast<std::uint32_t>(port)) != noProtocol)
                    frames.push_back(datagram(static_cast<std::uint16_t>(port), repeated("", pattern, 1400)));
            }
            QTest::newRow(pattern) << frames;
        }
    }
    void hostileCapturesCostWhatOthersDo() {
        QFETCH(std::vector<Octets>, frames);
        constexpr std::size_t most = 5; // times
        const Cost cost = costOf(frames);
        qInfo("%.2f times the steps, %.2f times the text, depth %zu",
              static_cast<double>(cost.steps) / static_cast<double>(harmless_.steps),
              static_cast<double>(cost.text) / static_cast<double>(harmless_.text), cost.deepest);
        QVERIFY(cost.steps <= most * harmless_.steps);
        QVERIFY(cost.text <= most * harmless_.text);
        QVERIFY(cost.deepest <= 70);
    }

    /// The frame says what was left out.
    void theRestIsSaid() {
        const auto& registry = plugins_->decoders();
        const Dissector dissector(registry);
        Dissection dissection;
        const auto lastLine = [&](const Octets& bytes) {
            const Frame frame{.number = 1, .bytes = bytes, .originalLength = static_cast<std::uint32_t>(bytes.size())};
            dissector.dissect(frame, DissectionPlan::tree(registry), dissection);
            return treeLine(registry, dissection, dissection.fields().back());
        };
        const Octets labels = repeated("020000000002020000000001 8847", "00001001", 16000);
        const std::string line = lastLine(labels);
        QVERIFY2(line.starts_with("[… ") && line.contains("more fields"), line.c_str());
        QVERIFY(dissection.isCut());
        const std::string names = lastLine(datagram(53, dnsOfPointers("c00c 0001 0001 00000000 0000")));
        QVERIFY2(names.starts_with("[… more"), names.c_str());
        Octets tags = repeated("020000000002020000000001", "8100 0001", 9000);
        const std::string layers = lastLine(tags);
        QVERIFY2(layers.starts_with("[… more layers"), layers.c_str());
        lastLine(framesOf("app-dns.pcap").front());
        QVERIFY(!dissection.isCut());
    }

    /// None of our captures of ordinary traffic comes near a limit.
    void ordinaryFramesAreWhole_data() {
        QTest::addColumn<QString>("name");
        for (const char* name :
             {"app-dns.pcap", "app-flows.pcap", "app-industry.pcap", "app-management.pcap", "app-services.pcap",
              "app-sip.pcap", "app-streams.pcap", "link-arp.pcap", "link-bridge.pcap", "link-ethernet.pcap",
              "link-icmp.pcap", "link-igmp.pcap", "link-ip.pcap", "link-routing.pcap", "link-tunnel.pcap",
              "mixed.pcapng", "stream-http.pcap", "stream-tls.pcap"})
            QTest::newRow(name) << QString::fromLatin1(name);
    }
    void ordinaryFramesAreWhole() {
        QFETCH(QString, name);
        const auto& registry = plugins_->decoders();
        const Dissector dissector(registry);
        const auto tree = DissectionPlan::tree(registry);
        Dissection dissection;
        for (const Octets& bytes : framesOf(name.toUtf8().constData())) {
            const Frame frame{.number = 1, .bytes = bytes, .originalLength = static_cast<std::uint32_t>(bytes.size())};
            dissector.dissect(frame, tree, dissection);
            QVERIFY(!dissection.isCut());
        }
    }
};

QTEST_GUILESS_MAIN(ProportionTest)
#include "proportion_test.moc"
