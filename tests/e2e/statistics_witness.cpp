#include "statistics_witness.h"

#include <support/commands.h>

#include <QHash>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

namespace tapscope::test {

QStringList tsharkWords(const QString& capture, const QStringList& kinds) {
    QStringList words = {"-n", "-q",
                         "-o", "tcp.desegment_tcp_streams:false",
                         "-o", "ip.defragment:false",
                         "-o", "ipv6.defragment:false",
                         "-r", capture};
    for (const QString& kind : kinds)
        words << "-z" << kind;
    return words;
}

QJsonArray StatisticsWitness::rowsOf(const QByteArray& json) {
    return QJsonDocument::fromJson(json)[0]["tables"][0]["rows"].toArray();
}

void StatisticsWitness::addRows(const QStringList& kinds) {
    QTest::addColumn<QString>("capture");
    QTest::addColumn<QString>("kind");
    for (const char* capture : {"mixed.pcapng", "stream-tcp.pcap", "stream-http.pcap", "app-dns.pcap",
                                "app-services.pcap", "link-ip.pcap", "link-icmp.pcap", "link-tunnel.pcap"}) {
        for (const QString& kind : kinds)
            QTest::addRow("%s %s", qPrintable(kind), capture)
                << QString(TAPSCOPE_SOURCE_DIR "/tests/captures/") + capture << kind;
    }
}

void StatisticsWitness::expectKnownDifference(const QString& capture, const QString& kind) {
    static const char* const cut = "tshark does not count a header that ends early; here it counts if its "
                                   "addresses and ports are there";
    static const char* const quoted = "the packet that an NHRP error quotes is decoded and counted";
    static const char* const views = "tshark takes an exchange that two interfaces see for one; each interface "
                                     "has its own view of it here";
    static const char* const innermost = "tshark counts the innermost IP header of a frame, also of IPv6; here each "
                                         "IPv4 header counts, as in conversations";
    static const char* const protocols = "tshark calls every protocol without ports NONE, and a frame by what its "
                                         "ICMP error quotes; here protocols have their names";
    static const char* const early = "tshark leaves out a DNS message that ends early";
    static const char* const record = "tshark takes a frame's length and time from its ERF record; here they are those "
                                      "of the file's record";
    static const char* const streams = "tshark counts a datagram whose protocol begins a conversation of its own as "
                                       "another stream between the same ends";
    static const char* const further = "payloads of ESP without encryption, CAPWAP and Teredo are decoded further";
    static const char* const jumbo = "tshark 4.0 does not decode TCP in an IPv6 packet without a length (big TCP)";
    static const char* const nested = "tshark counts a layer only if it stands at the left edge of its tree";
    static const char* const second = "tshark puts the second message of a segment below the first, and counts some "
                                      "items of messages as layers";
    static const char* const damaged =
        "what is malformed or cut stands below the layer that is damaged; tshark puts it "
        "below the layer before, or ends at another layer";
    static const char* const laterPart = "tshark does not count a later IPv6 fragment";
    static const char* const nflog = "tshark leaves out the header of netfilter's log";
    static const char* const behind = "tshark decodes what stands behind a damaged header of a link";
    static const char* const osi = "IS-IS stands below OSI, which tshark leaves out";
    static const QHash<QString, const char*> reasons = {
        {"io,phs app-industry.pcap", second},
        {"io,phs app-sip.pcap", nested},
        {"io,phs damage.pcap",
         "as in link-ethernet.pcap; and EAP in RADIUS does not stand at the left edge of tshark's tree"},
        {"io,phs halves.pcapng", views},
        {"io,phs link-authentication.pcap", nested},
        {"io,phs link-can.pcap", "tshark calls the payload of a CAN frame data"},
        {"io,phs link-cisco.pcap", osi},
        {"io,phs link-erf.pcap", record},
        {"io,phs link-ethernet.pcap", damaged},
        {"io,phs link-ipx.pcap",
         "tshark counts RIP, SAP and NetBIOS of IPX as layers, which its own frame.protocols does not name"},
        {"io,phs link-loopback.pcap",
         "tshark counts lengths beyond 2^31 - 1, which neither program shows as frame.len"},
        {"io,phs link-nflog.pcap", nflog},
        {"io,phs damage-link.pcapng", nflog},
        {"conv,eth damage-link.pcapng", behind},
        {"conv,ip damage-link.pcapng", behind},
        {"endpoints,eth damage-link.pcapng", behind},
        {"endpoints,ip damage-link.pcapng", behind},
        {"io,phs link-ppi.pcap", "tshark counts its summary wlan_radio as a layer"},
        {"io,phs link-netlink.pcap", "tshark counts the attributes of netlink as layers of text"},
        {"io,phs link-radio.pcap", "tshark counts its summary wlan_radio, and a part of a management frame, as layers"},
        {"io,phs link-routers.pcap", osi},
        {"io,phs link-tunnels.pcap", further},
        {"io,phs option-big-tcp.pcap", jumbo},
        {"io,phs option-tcp.pcap", "data in a segment that begins a connection is counted"},
        {"io,phs reassembly.pcap", "tshark does not decode the first part of a message that it does not reassemble"},
        {"io,phs stream-quic.pcap",
         "TLS stands below QUIC; tshark puts the second packet of a datagram below the first"},
        {"io,phs stream-stun.pcap", second},
        {"io,phs stream-text.pcap", "tshark counts the items of ftp-data as layers"},
        {"io,phs views.pcapng", views},
        {"io,phs views-any.pcap", "tshark calls both versions of Linux cooked captures sll; and each interface has its "
                                  "own view here"},
        {"conv,udp app-management.pcap", streams},
        {"conv,udp link-frame-relay.pcap", streams},
        {"conv,ip damage.pcap", cut},
        {"conv,udp damage.pcap", cut},
        {"conv,ipv6 damage.pcap", cut},
        {"endpoints,ipv6 damage.pcap", cut},
        {"conv,ipv6 reassembly.pcap", laterPart},
        {"endpoints,ipv6 reassembly.pcap", laterPart},
        {"io,phs link-usb.pcap", "tshark does not count the data of a USB frame"},
        {"io,phs link-vsock.pcap", "tshark finds the payload of a vsock frame malformed"},
        {"io,phs link-wireless.pcap", "tshark counts the body of a management frame as a layer"},
        {"endpoints,ip damage.pcap", cut},
        {"endpoints,udp damage.pcap", cut},
        {"conv,udp reassembly.pcap", cut},
        {"endpoints,udp reassembly.pcap", cut},
        {"conv,tcp halves.pcapng", views},
        {"expert halves.pcapng", views},
        {"conv,tcp views.pcapng", views},
        {"expert views.pcapng", views},
        {"conv,tcp views-any.pcap", views},
        {"expert views-any.pcap", views},
        {"conv,eth link-erf.pcap", record},
        {"conv,ip link-erf.pcap", record},
        {"conv,ipv6 link-erf.pcap", record},
        {"conv,udp link-erf.pcap", record},
        {"endpoints,eth link-erf.pcap", record},
        {"endpoints,ip link-erf.pcap", record},
        {"endpoints,ipv6 link-erf.pcap", record},
        {"endpoints,udp link-erf.pcap", record},
        {"io,stat,1 link-erf.pcap", record},
        {"io,stat,1 link-loopback.pcap", "some of its times have too many nanoseconds, of which tshark carries one "
                                         "second at most"},
        {"conv,tcp option-big-tcp.pcap", jumbo},
        {"endpoints,tcp option-big-tcp.pcap", jumbo},
        {"conv,ip link-tunnels.pcap", further},
        {"conv,ipv6 link-tunnels.pcap", further},
        {"conv,udp link-tunnels.pcap", further},
        {"endpoints,ip link-tunnels.pcap", further},
        {"endpoints,ipv6 link-tunnels.pcap", further},
        {"endpoints,udp link-tunnels.pcap", further},
        {"ptype,tree mixed.pcapng", protocols},
        {"ptype,tree link-ip.pcap", protocols},
        {"ptype,tree link-icmp.pcap", protocols},
        {"ptype,tree link-tunnel.pcap", protocols},
        {"ip_srcdst,tree mixed.pcapng", innermost},
        {"ip_srcdst,tree link-ip.pcap", innermost},
        {"ip_srcdst,tree link-tunnel.pcap", innermost},
        {"ip_hosts,tree mixed.pcapng", innermost},
        {"ip_hosts,tree link-ip.pcap", innermost},
        {"ip_hosts,tree link-tunnel.pcap", innermost},
        {"dns,tree app-dns.pcap", early},
        {"dns,tree option-dns.pcap", early},
        {"dhcp,stat option-dhcp.pcap", "tshark does not read a message type that stands in the boot file name"},
        {"io,phs stream-http.pcap", "WebSocket stands below HTTP, which began it, in all its frames; tshark puts "
                                    "later ones below TCP"},
        {"io,phs app-dns.pcap", "tshark puts the second DNS message of a segment below the first"},
        {"io,phs link-ip.pcap", "tshark puts what is malformed below the layer before; it stands below the layer "
                                "that is malformed here"},
        {"io,phs link-icmp.pcap", "as in link-ip.pcap, and of DNS messages that ICMP errors quote"},
        {"io,phs link-tunnel.pcap", "NHRP, MPLS pseudowires and AH payloads are decoded further, or told apart "
                                    "from malformed ones"},
        {"conv,tcp mixed.pcapng", views},
        {"expert mixed.pcapng", views},
        {"dns,srt views-any.pcap", views},
        {"conv,ipv6 link-ip.pcap", "a frame with a routing header counts for the address in its IPv6 header"},
        {"endpoints,ipv6 link-ip.pcap", "as for conv,ipv6"},
        {"conv,udp link-ip.pcap", "as for conv,ipv6; tshark takes the last address of the routing header"},
        {"endpoints,udp link-ip.pcap", "as for conv,udp"},
        {"conv,tcp link-ip.pcap", cut},
        {"endpoints,tcp link-ip.pcap", cut},
        {"conv,ip link-tunnel.pcap", quoted},
        {"conv,udp link-tunnel.pcap", quoted},
        {"endpoints,ip link-tunnel.pcap", quoted},
        {"endpoints,udp link-tunnel.pcap", quoted},
        {"plen,tree link-tunnel.pcap", "tshark rounds 53.125 % to even"},
        {"io,stat,0.1,tcp,SUM(frame.len)frame.len && udp,COUNT(ip.ttl)ip.ttl link-ip.pcap",
         "a datagram whose header ends early is UDP here, and in tshark it is not"}};
    if (const char* reason = reasons.value(kind + ' ' + capture.section('/', -1)); reason != nullptr)
        QEXPECT_FAIL("", reason, Continue);
}

void StatisticsWitness::ask(const QString& capture, const QString& kind) {
    const auto said = run("tshark", tsharkWords(capture, {kind}));
    QVERIFY2(said.status == 0, said.err);
    theirs_ = said.out;
    askUs(capture, kind);
}
void StatisticsWitness::askUs(const QString& capture, const QString& kind) {
    const auto counted = run(TAPSCOPE_BIN_DIR "/tapscope-cli", {"stats", capture, kind, "--json"});
    QVERIFY2(counted.status == 0, counted.err);
    ours_ = rowsOf(counted.out);
}

} // namespace tapscope::test
