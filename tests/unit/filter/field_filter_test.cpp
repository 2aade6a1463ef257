#include <filter/capture_filter.h>
#include <filter/field_filter.h>
#include <plugin/plugin_host.h>
#include <support/commands.h>

#include <QCoreApplication>
#include <QTest>

using namespace tapscope;

/// The language, with tshark as the witness of what each filter means.
class FieldFilterTest : public QObject {
    Q_OBJECT

    const QString capture_ = QStringLiteral(TAPSCOPE_SOURCE_DIR "/tests/captures/ping.pcapng");

private slots:
    void passesTheFramesThatTsharkPasses_data() {
        QTest::addColumn<QString>("filter");
        for (const char* filter : {"icmp",
                                   "tcp",
                                   "!icmp",
                                   "not tcp",
                                   "icmp && ip",
                                   "tcp || icmp",
                                   "icmp.type == 8",
                                   "icmp.type == 0",
                                   "icmp.type != 8",
                                   "icmp.type eq 8 or icmp.type eq 0",
                                   "ip.addr == 10.9.0.1",
                                   "ip.addr != 10.9.0.1",
                                   "!(ip.addr == 10.9.0.1)",
                                   "ip.src == 10.9.0.1",
                                   "ip.src != 10.9.0.1",
                                   "ip.src == 10.9.0.0/24",
                                   "ip.dst == 10.9.0.0/30 and icmp.type == 8",
                                   "ip.src == 10.8.0.0/16",
                                   "ip.ttl >= 64",
                                   "ip.ttl > 64",
                                   "ip.ttl < 0x41",
                                   "ip.ttl in {1, 64}",
                                   "ip.proto == 1",
                                   "eth.type == 0x0800",
                                   "eth.src == 02:42:0a:09:00:02",
                                   "eth.addr == 02-42-0a-09-00-02",
                                   "frame.number == 2",
                                   "frame.len == 98",
                                   "frame.len > 98",
                                   "icmp.seq == 1",
                                   "tcp.port == 80",
                                   "udp",
                                   "ip.flags.df == 1",
                                   "ip.flags.df == 0",
                                   "icmp and (ip.src == 10.9.0.2 or frame.number == 9)",
                                   "frame.protocols contains \"icmp\"",
                                   "ipv6.addr == fe80::/10",
                                   "arp.opcode == 1",
                                   "not (icmp.type == 8 || icmp.type == 0)",
                                   "icmp.type == 8 and not icmp.type == 0 or tcp"})
            QTest::newRow(filter) << QString::fromLatin1(filter);
    }
    void passesTheFramesThatTsharkPasses() {
        QFETCH(QString, filter);
        const auto ours = test::run(TAPSCOPE_BIN_DIR "/tapscope-cli",
                                    {"read", capture_, "-Y", filter, "-T", "fields", "-e", "frame.number"});
        const auto theirs =
            test::run("tshark", {"-n", "-r", capture_, "-Y", filter, "-T", "fields", "-e", "frame.number"});
        QVERIFY2(ours.status == 0 && theirs.status == 0, ours.err + theirs.err);
        QCOMPARE(ours.out, theirs.out);
    }

    void saysWhatIsWrongAndWhere_data() {
        QTest::addColumn<QString>("filter");
        QTest::addColumn<int>("offset");
        QTest::addColumn<QString>("said");
        QTest::newRow("unknown field") << "ip.tll == 1" << 0 << "\"ip.tll\" is no field or protocol";
        QTest::newRow("no value") << "ip.ttl == " << 10 << "a value is missing";
        QTest::newRow("bad value") << "ip && ip.ttl == many" << 16 << "\"many\" is no value of ip.ttl";
        QTest::newRow("bad address") << "ip.src == 10.9.0.300" << 10 << "is no value of ip.src";
        QTest::newRow("no end") << "(icmp" << 5 << "a ) is missing";
        QTest::newRow("too much") << "icmp )" << 5 << "does not belong here";
        QTest::newRow("open quote") << "frame.protocols contains \"x" << 27 << "closing quote";
        QTest::newRow("nothing after and") << "icmp and" << 8 << "a field or protocol is missing";
        QTest::newRow("deep") << QString(100'0, '(') << 128 << "nested too deeply";
        QTest::newRow("long") << QString(70'000, ' ') << 0 << "longer than 64 KiB";
    }
    void saysWhatIsWrongAndWhere() {
        QFETCH(QString, filter);
        QFETCH(int, offset);
        QFETCH(QString, said);
        const PluginHost host({TAPSCOPE_PLUGIN_DIR});
        const auto compiled = FieldFilter::compile(filter.toStdString(), host.decoders());
        QVERIFY(!compiled);
        QVERIFY2(QString::fromStdString(compiled.error().message).contains(said), compiled.error().message.c_str());
        QCOMPARE(static_cast<int>(compiled.error().offset), offset);
    }

    void captureFiltersSayWhatLibpcapSays() {
        QVERIFY(CaptureFilter::compile("tcp port 80 or arp", LinkType::Ethernet));
        const auto wrong = CaptureFilter::compile("tcp prt 80", LinkType::Ethernet);
        QVERIFY(!wrong);
        QVERIFY2(wrong.error().text().find("syntax error") != std::string::npos, wrong.error().text().c_str());
    }
};

QTEST_GUILESS_MAIN(FieldFilterTest)
#include "field_filter_test.moc"
