#include <support/commands.h>

#include <QTest>

using namespace tapscope::test;

/// Values that follow from a specification, where tshark shows less: one line for each frame, with its values separated
/// by commas.
class ValuesTest : public QObject {
    Q_OBJECT

private slots:
    void fieldsHaveTheseValues_data() {
        QTest::addColumn<QString>("capture");
        QTest::addColumn<QStringList>("options");
        QTest::addColumn<QString>("field");
        QTest::addColumn<QString>("values");
        const auto row = [](const QByteArray& name, const char* capture, const char* field, const QByteArray& values,
                            const QStringList& options = {}) {
            QTest::newRow(name.constData()) << capture << options << field << QString::fromUtf8(values);
        };
        row("behind the end of TCP's options", "option-tcp.pcap", "tcp.options.padding",
            "084011\n030307\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n");
        row("behind the end of IP's options", "option-ip.pcap", "ip.opt.padding", "\n9404\n0000");
        row("octets that an IP option has too many", "option-ip.pcap", "ip.opt.data", "\n\n01");
        row("options in the names' fields", "option-dhcp.pcap", "dhcp.option.router",
            "10.9.0.254\n10.9.0.254\n10.9.0.254\n\n\n10.9.0.254");
        row("a text in two options", "option-dhcp.pcap", "dhcp.option.domain_name",
            "hidden.example\n\n\n\n\nlong.name.example");
        row("names where options say nothing of them", "option-dhcp.pcap", "dhcp.file", "\n\n\nboot.img\n\n");
        row("a message type in the file's name", "option-dhcp.pcap", "_ws.col.Protocol",
            "DHCP\nDHCP\nDHCP\nDHCP\nDHCP\nDHCP");
        row("a parameter beyond its record", "option-dns.pcap", "_ws.malformed", "\nMalformed Packet");
        row("a path of DNS over HTTPS", "option-dns.pcap", "dns.svcb.svcparam.dohpath", "/dns-query{?dns}\n");
        row("padding behind tags", "option-ethernet.pcap", "eth.padding",
            "00000000000000000000000000000000\n000000000000000000000000\n0000000000000000\n"
            "00000000000000000000000000000000\n000000000000000000000000\n00000000000000000000000000000000");
        row("check sequence behind tags", "option-ethernet.pcap", "eth.fcs.status", "\n\n\n1\n1\n");
        row("what is no check sequence", "option-ethernet.pcap", "eth.trailer", "\n\n\n\n\n01020304");
        row("segments of BIG TCP", "option-big-tcp.pcap", "tcp.len", "3000\n2000");
        row("BIG TCP loses nothing", "option-big-tcp.pcap", "tcp.analysis.flags", "\n");
        row("payload of UDP", "option-ip.pcap", "udp.payload", "64617461\n64617461\n64617461");
        row("a slice behind a header", "option-ip.pcap", "frame.number", "1\n2\n3", {"-Y", "udp[8:2] == 64:61"});
        row("a ClientHello in two packets", "stream-quic.pcap", "tls.handshake.extensions_server_name",
            "one.example\n\n\n\n\nscattered.example\n\ntwo-packets.example\n\ntwo-packets.example\n"
            "second.example\ndraft.example\n\n\nretry.example\n\nretry.example",
            {"--reassemble"});
        row("where a ClientHello goes on", "stream-quic.pcap", "quic.reassembled.in",
            "\n\n\n\n\n\n8\n\n10\n\n\n\n\n\n\n\n", {"--reassemble"});
        const QByteArray nothing(21, '\n'); // for 22 frames
        for (const char* capture : {"views.pcapng", "views-any.pcap"}) {
            row(QByteArray("one flow on two interfaces, ") + capture, capture, "tcp.analysis.flags", nothing);
            row(QByteArray("a stream for each view, ") + capture, capture, "tcp.stream",
                "0\n1\n0\n1\n0\n1\n0\n1\n0\n1\n0\n1\n0\n1\n0\n1\n0\n1\n\n\n\n");
            row(QByteArray("an answer to the query beside it, ") + capture, capture, "dns.response_to",
                nothing.first(20) + "19\n20");
        }
        row("a direction on each interface, then the ports anew", "halves.pcapng", "tcp.analysis.flags",
            QByteArray(11, '\n') + "1" + QByteArray(21, '\n'));
        row("one stream of both, and then a view each", "halves.pcapng", "tcp.stream",
            "0\n0\n0\n0\n0\n0\n0\n0\n0\n\n\n1\n2\n1\n2\n1\n2\n1\n2\n1\n2\n1\n2\n1\n2\n1\n2\n1\n2\n\n\n\n");
        row("an answer on the other interface", "halves.pcapng", "dns.response_to",
            QByteArray(10, '\n') + "10" + QByteArray(21, '\n') + "30\n31");
        row("packets in ESP without encryption", "link-tunnels.pcap", "udp.dstport",
            "3544\n3544\n3544,4001\n51000,4001\n5247\n5247\n5246\n5246\n4342\n4342\n4342\n4342\n4342,4001\n"
            "4341,4001\n4341,4001\n\n\n\n\n4790,4001\n4790,4001\n4790\n4790,4001\n4790,4001\n4001\n4001\n\n4001\n"
            "2152,4001\n");
        row("padding of ESP", "link-tunnels.pcap", "esp.pad", QByteArray(24, '\n') + "01\n01\n\n01\n\n");
        row("check values of ESP", "link-tunnels.pcap", "esp.icv",
            QByteArray(24, '\n') + QByteArray("aa").repeated(12) + '\n' + QByteArray("aa").repeated(16) + "\n\n\n\n");
        row("a subnet of NVGRE", "link-tunnels.pcap", "gre.key.vsid",
            QByteArray(18, '\n') + "300" + QByteArray(11, '\n'));
        row("the tunnel around the protocol", "link-tunnels.pcap", "_ws.col.Protocol",
            "IPv6\nIPv6\nUDP\nUDP\nARP\nLLC\nCAPWAP-Control\nCAPWAP-Control\nLISP\nLISP\nLISP\nLISP\nUDP\nUDP\nUDP\n"
            "ARP\nARP\nARP\nARP\nUDP\nUDP\nARP\nUDP\nUDP\nUDP\nUDP\nESP\nUDP\nGTP <UDP>\nMACSEC");
        row("an announced check sequence", "link-checked.pcap", "eth.fcs.status", "1\n1\n1\n0\n\n");
        row("no part of it is payload", "link-checked.pcap", "data.len", "7\n\n5\n7\n7\n5");
        row("padding in front of it", "link-checked.pcap", "eth.padding",
            "\n000000000000000000000000000000000000\n000000000000000000\n\n\n");
        row("a check sequence announced by its interface or the frame", "checked.pcapng", "eth.fcs.status",
            "1\n1\n1\n0\n\n\n1\n");
        row("where nothing is announced", "checked.pcapng", "data.len", "7\n\n5\n7\n7\n5\n7\n11");
        row("a frame on the air and its check sequence", "link-radio.pcap", "wlan.fcs.status", "1\n\n0\n1\n\n\n");
        row("options of IS-IS", "link-routers.pcap", "isis.hello.clv.type",
            "129,1,132,211,6,229,240,8\n129,1,132,211,6,229,240,8" + QByteArray(23, '\n'));
        row("CAN by its head", "link-can.pcap", "can.id", "291\n291");
        row("USB by name", "link-usb.pcap", "_ws.col.Protocol", "USB");
        row("a service advertised", "link-ipx.pcap", "ipxsap.server.name", "PRINTER\n\n");
        row("a name looked for", "link-ipx.pcap", "nbipx.name", "\n\nWORKGROUP<1e>");
        row("versions of QUIC", "stream-quic.pcap", "_ws.col.Protocol",
            "QUIC\nQUIC\nQUIC\nQUIC\nQUIC\nQUIC\nQUIC\nQUIC\nQUIC\nQUIC\nQUIC\nQUIC\nQUIC\nQUIC\nQUIC\nQUIC\nQUIC");
    }

    void fieldsHaveTheseValues() {
        QFETCH(const QString, capture);
        QFETCH(const QStringList, options);
        QFETCH(const QString, field);
        QFETCH(const QString, values);
        const auto read = run(QStringLiteral(TAPSCOPE_BIN_DIR "/tapscope-cli"),
                              QStringList{"read", QStringLiteral(TAPSCOPE_SOURCE_DIR "/tests/captures/") + capture,
                                          "-T", "fields", "-e", field} +
                                  options);
        QVERIFY2(read.status == 0, read.err);
        QCOMPARE(QString::fromUtf8(read.out), values + '\n');
    }

    void namesAreThoseOfTheRegistries_data() {
        QTest::addColumn<QString>("capture");
        QTest::addColumn<QString>("name");
        QTest::newRow("TCP option 172") << "option-tcp.pcap" << "Accurate ECN";
        QTest::newRow("Multipath TCP") << "option-tcp.pcap" << "Data Sequence Signal";
        QTest::newRow("group 4588") << "stream-quic.pcap" << "X25519MLKEM768";
        QTest::newRow("service parameter 7") << "option-dns.pcap" << "dohpath";
        QTest::newRow("option 52") << "option-dhcp.pcap" << "Boot file and server host names hold options";
    }

    void namesAreThoseOfTheRegistries() {
        QFETCH(const QString, capture);
        QFETCH(const QString, name);
        const auto read = run(QStringLiteral(TAPSCOPE_BIN_DIR "/tapscope-cli"),
                              {"read", QStringLiteral(TAPSCOPE_SOURCE_DIR "/tests/captures/") + capture, "-V"});
        QVERIFY2(read.status == 0, read.err);
        QVERIFY(read.out.contains(name.toUtf8()));
    }
};

QTEST_GUILESS_MAIN(ValuesTest)
#include "values_test.moc"
