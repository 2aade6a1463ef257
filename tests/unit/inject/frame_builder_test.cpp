#include <inject/frame_builder.h>

#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace tapscope;

namespace {

const MacAddress here = *MacAddress::parse("02:00:00:00:00:01");
const MacAddress there = *MacAddress::parse("02:00:00:00:00:02");

IpAddress ip(const char* text) {
    return *IpAddress::parse(text);
}

Bytes bytesOf(std::string_view text) {
    return std::as_bytes(std::span(text));
}

/// tshark's fields of a frame, with verified checksums.
QString tshark(const std::vector<std::byte>& frame, const QStringList& fields) {
    QTemporaryDir folder;
    QString dump = "0000";
    for (const std::byte each : frame)
        dump += QStringLiteral(" %1").arg(std::to_integer<unsigned>(each), 2, 16, QLatin1Char('0'));
    QFile text(folder.filePath("frame.txt"));
    if (!text.open(QIODevice::WriteOnly) || text.write(dump.toLatin1() + '\n') < 0)
        qFatal("cannot write the dump");
    text.close();
    const QString capture = folder.filePath("frame.pcap");
    QProcess::execute("text2pcap", {"-q", text.fileName(), capture});
    QStringList arguments = {
        "-r", capture, "-o", "ip.check_checksum:TRUE", "-o", "udp.check_checksum:TRUE", "-o", "tcp.check_checksum:TRUE",
        "-T", "fields"};
    for (const QString& field : fields)
        arguments << "-e" << field;
    QProcess process;
    process.start("tshark", arguments);
    process.waitForFinished();
    return QString::fromUtf8(process.readAllStandardOutput()).remove('\n');
}

} // namespace

class FrameBuilderTest : public QObject {
    Q_OBJECT

private slots:
    void udpOverIpv4HasGoodChecksums() {
        const auto frame = FrameBuilder()
                               .ethernet(there, here, 0x0800)
                               .ip(ip("10.9.0.1"), ip("10.9.0.2"), 17)
                               .udp(40000, 9)
                               .payload(bytesOf("odd"))
                               .finish();
        QCOMPARE(frame.size(), std::size_t{14 + 20 + 8 + 3});
        QCOMPARE(tshark(frame, {"eth.dst", "ip.dst", "udp.dstport", "ip.checksum.status", "udp.checksum.status"}),
                 QString("02:00:00:00:00:02\t10.9.0.2\t9\t1\t1"));
    }

    void udpOverIpv6HasAGoodChecksum() {
        const auto frame = FrameBuilder()
                               .ethernet(there, here, 0x86dd)
                               .ip(ip("fd09::1"), ip("fd09::2"), 17)
                               .udp(1, 2)
                               .payload(bytesOf("payload"))
                               .finish();
        QCOMPARE(tshark(frame, {"ipv6.dst", "udp.checksum.status", "ipv6.plen"}), QString("fd09::2\t1\t15"));
    }

    void tcpHasAGoodChecksumAndItsFlags() {
        const auto frame = FrameBuilder()
                               .ethernet(there, here, 0x0800)
                               .ip(ip("10.9.0.1"), ip("10.9.0.2"), 6, 17)
                               .tcp(443, 50000, 7, 8, 0x12)
                               .finish();
        QCOMPARE(tshark(frame, {"ip.ttl", "tcp.seq_raw", "tcp.ack_raw", "tcp.flags", "tcp.checksum.status"}),
                 QString("17\t7\t8\t0x0012\t1"));
    }

    void icmpAndIcmpv6HaveGoodChecksums() {
        const auto four = FrameBuilder()
                              .ethernet(there, here, 0x0800)
                              .ip(ip("10.9.0.1"), ip("10.9.0.2"), 1)
                              .icmp(8, 0)
                              .u16(1)
                              .u16(2)
                              .finish();
        QCOMPARE(tshark(four, {"icmp.type", "icmp.checksum.status", "icmp.seq"}), QString("8\t1\t2"));
        const auto six = FrameBuilder()
                             .ethernet(there, here, 0x86dd)
                             .ip(ip("fd09::1"), ip("fd09::2"), 58)
                             .icmp(128, 0)
                             .u32(0)
                             .finish();
        QCOMPARE(tshark(six, {"icmpv6.type", "icmpv6.checksum.status"}), QString("128\t1"));
    }

    void arpSaysWhoIsWhere() {
        const auto frame =
            FrameBuilder().ethernet(there, here, 0x0806).arp(2, here, ip("10.9.0.1"), there, ip("10.9.0.2")).finish();
        QCOMPARE(tshark(frame, {"arp.opcode", "arp.src.proto_ipv4", "arp.dst.hw_mac"}),
                 QString("2\t10.9.0.1\t02:00:00:00:00:02"));
    }

    void aBuilderIsEmptyAfterItsFrame() {
        FrameBuilder builder;
        QVERIFY(!builder.u16(1).finish().empty());
        QVERIFY(builder.finish().empty());
    }
};

QTEST_GUILESS_MAIN(FrameBuilderTest)
#include "frame_builder_test.moc"
