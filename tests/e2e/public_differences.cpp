#include "public_differences.h"

#include <QStringList>

#include <algorithm>
#include <array>

namespace tapscope::test {
namespace {

constexpr const char* ended =
    "tshark counts an IPv6 packet behind its extension headers: none that ends with them or is "
    "malformed there";
constexpr const char* laterPart = "tshark does not count a later IPv6 fragment";
constexpr const char* streams = "tshark counts a datagram whose protocol begins a conversation of its own as another "
                                "stream between the same ends";
constexpr const char* routed = "tshark takes the last address of the routing header";
constexpr const char* cut =
    "tshark does not count a header with a wrong length; here it counts if its addresses and ports "
    "are there";

struct Difference {
    const char* capture;
    const char* kinds; ///< with a space between them
    const char* reason;
};
constexpr std::array differences = {
    Difference{"ndpi-dns_fragmented.pcap", "conv,ipv6 endpoints,ipv6", laterPart},
    Difference{"ndpi-fuzz-2021-06-07-c6c72a0a56.pcap",
               "io,phs conv,eth conv,ip conv,udp endpoints,eth endpoints,ip endpoints,udp",
               "tshark counts lengths beyond 2^31 - 1, which neither program shows as frame.len"},
    Difference{"ndpi-hart_ip.pcap", "conv,udp", streams},
    Difference{"ndpi-ip_fragmented_garbage.pcap", "conv,tcp endpoints,tcp", cut},
    Difference{"ndpi-skinny.pcap", "conv,udp", streams},
    Difference{"pcpp-BgpPackets.pcap", "conv,tcp expert",
               "tshark takes a connection on two interfaces for one; each interface has its own view of it here"},
    Difference{"pcpp-MplsPackets.pcap", "io,phs", "tshark counts the control word of an MPLS pseudowire as layers"},
    Difference{"pcpp-ip6_fragments.pcap", "conv,ipv6 endpoints,ipv6", laterPart},
    Difference{"pcpp-ipv6-frag.pcap", "conv,ipv6 endpoints,ipv6", laterPart},
    Difference{"pcpp-ipv6_opt_fragments.pcap", "conv,ipv6 endpoints,ipv6", laterPart},
    Difference{"tcpdump-DTP.pcap", "conv,eth endpoints,eth", "tshark counts the header of ISL as one of Ethernet"},
    Difference{"tcpdump-ipv6-routing-header.pcap", "conv,udp endpoints,udp", routed},
    Difference{"tcpdump-ipv6-rthdr-oobr.pcap", "conv,ipv6 endpoints,ipv6", ended},
    Difference{"tcpdump-ipv6-srh-insert-cksum.pcap", "conv,udp endpoints,udp", routed},
    Difference{"tcpdump-ipv6-srh-tlv-pad1-padn-5-trunc.pcap", "conv,ipv6 endpoints,ipv6", ended},
    Difference{"tcpdump-ipv6_mobility_1.pcap", "conv,ipv6 endpoints,ipv6", ended},
    Difference{"tcpdump-nhrp-trace.pcap", "io,phs conv,ip endpoints,ip",
               "the packet that an NHRP error quotes is decoded and counted"},
    Difference{"tcpdump-sflow-print-v6.pcap", "conv,eth endpoints,eth",
               "tshark counts the addresses of a sample for those of the frame if it has many samples"},
    Difference{"tcpdump-tcp_header_heapoverflow.pcap", "conv,tcp endpoints,tcp", cut},
    Difference{"tcpdump-timestamp_invalid_micro.pcap", "io,stat,1",
               "some of its times have too many microseconds, of which tshark carries one second at most"},
    Difference{"tcpdump-udp-length-heapoverflow.pcap", "conv,udp endpoints,udp", cut}};

} // namespace

const char* publicDifference(const QString& capture, const QString& kind) {
    const auto* const found = std::ranges::find_if(differences, [&](const Difference& each) {
        return capture == QLatin1String(each.capture) && QString::fromLatin1(each.kinds).split(' ').contains(kind);
    });
    return found == differences.end() ? nullptr : found->reason;
}

} // namespace tapscope::test
