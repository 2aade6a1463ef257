#include <decode/dissector.h>
#include <decode/tree_text.h>
#include <plugin/plugin_host.h>
#include <store/file_walker.h>
#include <support/commands.h>

#include <QDir>
#include <QTest>

#include <algorithm>
#include <array>
#include <numeric>
#include <random>

using namespace tapscope;
using namespace tapscope::test;

namespace {

const QString ourCaptures = QStringLiteral(TAPSCOPE_SOURCE_DIR "/tests/captures");

/// A frame that owns its bytes.
struct KeptFrame {
    Frame frame;
    std::vector<std::byte> bytes;
};

std::vector<KeptFrame> firstFramesOf(const QString& file, std::size_t most) {
    std::vector<KeptFrame> frames;
    auto walker = FileWalker::open(file.toStdString());
    for (FrameChunk chunk; walker && frames.size() < most && walker->next(chunk);) {
        for (const Frame& frame : chunk.frames) {
            KeptFrame& kept = frames.emplace_back(frame, std::vector(frame.bytes.begin(), frame.bytes.end()));
            kept.frame.comment = {};
            if (frames.size() == most)
                break;
        }
    }
    for (KeptFrame& each : frames)
        each.frame.bytes = each.bytes;
    return frames;
}

/// The text without lines that depend on later frames.
std::string withoutOutlook(const std::string& text) {
    std::string kept;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find('\n', at), text.size() - 1) + 1;
        const std::string_view line = std::string_view(text).substr(at, end - at);
        if (!line.contains("[Reassembled in frame:"))
            kept += line;
        at = end;
    }
    if (const auto from = kept.find(" [Reassembled in #"); from != std::string::npos)
        kept.erase(from, kept.find(']', from) + 1 - from);
    return kept;
}

std::vector<std::byte> fragment(std::uint16_t number, std::uint16_t place, std::size_t size) {
    std::vector<std::byte> frame(34 + size);
    const auto put = [&](std::size_t at, std::initializer_list<unsigned> octets) {
        for (const unsigned octet : octets)
            frame[at++] = static_cast<std::byte>(octet);
    };
    put(12, {0x08, 0x00, 0x45, 0x00});
    put(16, {static_cast<unsigned>(size + 20) >> 8, static_cast<unsigned>(size + 20) & 255U});
    put(18, {number / 256U, number % 256U, place / 256U, place % 256U, 64, 17});
    put(26, {10, 0, 0, 1, 10, 0, 0, 2});
    return frame;
}

/// An IPv6 fragment of UDP; `offset` is a multiple of 8.
std::vector<std::byte> fragment6(unsigned number, std::size_t offset, bool isLast, std::size_t size) {
    std::vector<std::byte> frame(62 + size);
    const auto put = [&](std::size_t at, std::initializer_list<std::size_t> octets) {
        for (const std::size_t octet : octets)
            frame[at++] = static_cast<std::byte>(octet);
    };
    put(12, {0x86, 0xdd, 0x60});
    put(18, {(size + 8) >> 8, (size + 8) & 255U, 44, 64, 0xfd});
    put(37, {1, 0xfd});
    put(53, {2, 17, 0, offset >> 8, (offset & 255U) | (isLast ? 0U : 1U), 0, 0, number / 256U, number % 256U});
    return frame;
}

} // namespace

/// IP fragments and messages that span TCP segments, with the decoders of the project.
class ReassemblyTest : public QObject {
    Q_OBJECT

    const QString program_ = QStringLiteral(TAPSCOPE_BIN_DIR "/tapscope-cli");
    const PluginHost host_{{TAPSCOPE_PLUGIN_DIR}};
    const Dissector dissector_{host_.decoders()};
    const DissectionPlan tree_ = DissectionPlan::tree(host_.decoders());
    Dissection dissection_;

    std::string told(const Frame& frame, const FrameFacts& facts) {
        dissector_.dissect(frame, tree_, dissection_, facts);
        std::string text;
        appendTree(text, host_.decoders(), dissection_);
        text += dissection_.protocolColumn();
        text += '\t';
        text += dissection_.infoColumn();
        return text;
    }

private slots:
    void framesThatCompleteAMessageReadAsTsharkReadsThem() {
        const QString file = ourCaptures + "/reassembly.pcap";
        const QStringList fields{"frame.number",
                                 "frame.protocols",
                                 "_ws.col.Protocol",
                                 "_ws.col.Info",
                                 "ip.fragment",
                                 "ip.fragment.count",
                                 "ip.fragment.overlap",
                                 "ip.reassembled_in",
                                 "ip.reassembled.length",
                                 "ip.reassembled.data",
                                 "ipv6.fragment",
                                 "ipv6.fragment.count",
                                 "ipv6.reassembled.in",
                                 "ipv6.reassembled.length",
                                 "ipv6.reassembled.data",
                                 "tcp.segment",
                                 "tcp.segment.count",
                                 "tcp.reassembled_in",
                                 "tcp.reassembled.length",
                                 "tcp.reassembled.data",
                                 "udp.srcport",
                                 "udp.length",
                                 "udp.checksum",
                                 "syslog.msg",
                                 "http.request.uri",
                                 "http.content_length",
                                 "http.time",
                                 "http.request_in",
                                 "dns.qry.name",
                                 "dns.a",
                                 "dns.time",
                                 "dns.response_to",
                                 "tls.record.length",
                                 "tls.handshake.ciphersuite",
                                 "bgp.length"};
        QStringList asked{"-T", "fields"};
        for (const QString& field : fields)
            asked << "-e" << field;
        const auto ours = run(program_, QStringList{"read", "--reassemble", file} + asked);
        // tshark waits for segments out of order only on request; TapScope always does.
        const auto theirs =
            run("tshark", QStringList{"-n", "-2", "-o", "tcp.reassemble_out_of_order:TRUE", "-r", file} + asked);
        QCOMPARE(theirs.status, 0);
        const auto left = ours.out.split('\n'), right = theirs.out.split('\n');
        QCOMPARE(left.size(), right.size());
        QStringList mismatches;
        for (qsizetype row = 0; row + 1 < left.size(); ++row) {
            const auto mine = left[row].split('\t'), its = right[row].split('\t');
            QCOMPARE(its.size(), fields.size());
            for (qsizetype i = 0; i < fields.size(); ++i) {
                if (mine[i] != its[i])
                    mismatches += QString("frame %1, %2: ours %3, tshark's %4")
                                      .arg(row + 1)
                                      .arg(fields[i], QString::fromUtf8(mine[i]), QString::fromUtf8(its[i]));
            }
        }
        QVERIFY2(mismatches.isEmpty(), qPrintable(mismatches.join('\n')));
    }

    void withoutBeingAskedEachFrameIsReadForItself() {
        const auto read = run(program_, {"read", ourCaptures + "/reassembly.pcap", "-T", "fields", "-e", "ip.fragment",
                                         "-e", "tcp.segment", "-e", "ip.reassembled_in"});
        QCOMPARE(read.status, 0);
        QVERIFY2(read.out.trimmed().isEmpty(), read.out);
    }

    void framesReadInRandomOrderShowTheSame_data() {
        QTest::addColumn<QString>("folder");
        QTest::newRow("our captures") << ourCaptures;
        const QString named = qEnvironmentVariable("TAPSCOPE_CAPTURES");
        const QString shared = (named.isEmpty() ? TAPSCOPE_SOURCE_DIR "/../shared/captures" : named) + "/valid";
        if (QDir(shared).exists())
            QTest::newRow("public captures") << shared;
    }
    void framesReadInRandomOrderShowTheSame() {
        QFETCH(const QString, folder);
        constexpr std::size_t mostFrames = 250;
        int files = 0;
        for (const QString& name : QDir(folder).entryList({"*.pcap", "*.pcapng", "*.cap"}, QDir::Files, QDir::Name)) {
            const auto frames = firstFramesOf(folder + "/" + name, mostFrames);
            History history(ReassemblyLimits{});
            std::vector<std::string> inOrder;
            for (const KeptFrame& each : frames)
                inOrder.push_back(told(each.frame, {.learning = &history}));
            std::vector<std::size_t> order(frames.size());
            std::iota(order.begin(), order.end(), std::size_t{0});
            std::ranges::shuffle(order, std::mt19937(1));
            for (const std::size_t i : order) {
                const std::string atRandom = told(frames[i].frame, {.history = &history});
                if (withoutOutlook(atRandom) != withoutOutlook(inOrder[i]))
                    QFAIL(qPrintable(QString("%1, frame %2: in order\n%3\nat random\n%4")
                                         .arg(name)
                                         .arg(i + 1)
                                         .arg(inOrder[i].c_str(), atRandom.c_str())));
            }
            files += frames.empty() ? 0 : 1;
        }
        QVERIFY(files > 10);
    }

    void aDatagramHasAtMost65535Octets_data() {
        QTest::addColumn<int>("last");
        QTest::addColumn<bool>("isWhole");
        QTest::newRow("65535") << 7 << true;
        QTest::newRow("65536") << 8 << false;
    }
    void aDatagramHasAtMost65535Octets() {
        QFETCH(const int, last);
        QFETCH(const bool, isWhole);
        const std::array parts{fragment6(1, 0, false, 32768), fragment6(1, 32768, false, 32760),
                               fragment6(1, 65528, true, static_cast<std::size_t>(last))};
        History history{ReassemblyLimits{}};
        std::string text;
        FrameNumber number = 0;
        for (const auto& bytes : parts) {
            const Frame frame{.number = ++number,
                              .bytes = bytes,
                              .originalLength = static_cast<std::uint32_t>(bytes.size()),
                              .linkType = LinkType::Ethernet};
            text = told(frame, {.learning = &history});
        }
        QCOMPARE(text.contains("3 IPv6 Fragments (65535 bytes)"), isWhole);
    }

    /// The octets of the fragment that completes a datagram are told, too.
    void theLastFragmentIsNoUndecodedData() {
        const auto first = fragment(1, 0x2000, 64), last = fragment(1, 8, 16);
        const auto first6 = fragment6(1, 0, false, 64), last6 = fragment6(1, 64, true, 16);
        History history{ReassemblyLimits{}};
        FrameNumber number = 0;
        for (const auto& bytes : {first, last, first6, last6}) {
            const Frame frame{.number = ++number,
                              .bytes = bytes,
                              .originalLength = static_cast<std::uint32_t>(bytes.size()),
                              .linkType = LinkType::Ethernet};
            const std::string text = told(frame, {.learning = &history});
            QVERIFY2(!text.contains("Undecoded"), text.c_str());
            QCOMPARE(text.contains("Fragments (80 bytes)"), number % 2 == 0);
        }
    }

    void aFloodOfUnfinishedFragmentsDoesNotPreventReassembly() {
        constexpr std::uint16_t more = 0x2000;
        constexpr FrameNumber flood = 20'000;
        History history(ReassemblyLimits{});
        for (FrameNumber number = 1; number <= flood; ++number) {
            const auto bytes = fragment(static_cast<std::uint16_t>(number), more | 8000, 1400);
            told({.number = number, .bytes = bytes, .originalLength = static_cast<std::uint32_t>(bytes.size())},
                 {.learning = &history});
        }
        const auto first = fragment(1, more, 800), second = fragment(1, 100, 800);
        const Frame one{.number = flood + 1, .bytes = first, .originalLength = 834};
        const Frame other{.number = flood + 2, .bytes = second, .originalLength = 834};
        told(one, {.learning = &history});
        QVERIFY(
            told(other, {.learning = &history}).contains("2 IPv4 Fragments (1600 bytes): #20001(800), #20002(800)"));
        QVERIFY(told(one, {.history = &history}).contains("[Reassembled in #20002]"));
    }
};

QTEST_GUILESS_MAIN(ReassemblyTest)
#include "reassembly_test.moc"
