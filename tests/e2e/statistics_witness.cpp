#include "statistics_witness.h"

#include <support/commands.h>

#include <QHash>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

namespace tapscope::test {

QStringList tsharkWords(const QString& capture, const QString& kind) {
    return {"-n", "-q",
            "-o", "tcp.desegment_tcp_streams:false",
            "-o", "ip.defragment:false",
            "-o", "ipv6.defragment:false",
            "-r", capture,
            "-z", kind};
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
    static const QHash<QString, const char*> reasons = {
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
    const auto said = run("tshark", tsharkWords(capture, kind));
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
