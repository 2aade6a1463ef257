// Vendors' protocols between neighbouring switches and clusters: Nortel's discovery, Cisco's VTP, Microsoft's network
// load balancing.

#include "bridge_decoders.h"

#include <decode/message_fields.h>

#include <array>

namespace tapscope::neighbour {
namespace {

namespace ndp {
constexpr std::array states = {ValueName{1, "Topology Change"}, ValueName{2, "Heartbeat"}, ValueName{3, "New"}};
enum Field : std::uint16_t { Address, Segment, Chassis, Backplane, State, Links };
constexpr std::array fields = {
    FieldInfo{.name = "ndp.ipaddress", .title = "IP address", .type = FieldType::Ipv4},
    FieldInfo{.name = "ndp.segmentident", .title = "Segment Identifier", .base = Base::Hex, .hexDigits = 6},
    FieldInfo{.name = "ndp.chassis", .title = "Chassis type"},
    FieldInfo{.name = "ndp.backplane", .title = "Backplane type"},
    FieldInfo{.name = "ndp.state", .title = "State", .values = states},
    FieldInfo{.name = "ndp.numberoflinks", .title = "Number of links"},
};
constexpr std::uint32_t flatNet = 0x0081'01a1, segment = 0x0081'01a2;
constexpr std::array hooks = {Hook{"llc.snap_pid", flatNet}, Hook{"llc.snap_pid", segment}};
const ProtocolInfo info = {
    .abbreviation = "ndp", .title = "Nortel Discovery Protocol", .column = "NDP", .fields = fields, .hooks = hooks};
} // namespace ndp

namespace vtp {
constexpr std::array codes = {ValueName{1, "Summary Advertisement"}, ValueName{2, "Subset Advertisement"},
                              ValueName{3, "Advertisement Request"}, ValueName{4, "Join/Prune Message"}};
enum Code : std::uint8_t { Summary = 1, Subset };
enum Field : std::uint16_t {
    Version,
    CodeOf,
    Followers,
    Sequence,
    DomainLength,
    Domain,
    Revision,
    Updater,
    UpdateTime,
    Digest,
    Data
};
constexpr std::array fields = {
    FieldInfo{.name = "vtp.version", .title = "Version", .base = Base::Hex},
    FieldInfo{.name = "vtp.code", .title = "Code", .base = Base::Hex, .values = codes},
    FieldInfo{.name = "vtp.followers", .title = "Followers"},
    FieldInfo{.name = "vtp.seq_num", .title = "Sequence Number"},
    FieldInfo{.name = "vtp.md_len", .title = "Management Domain Length"},
    FieldInfo{.name = "vtp.md", .title = "Management Domain", .type = FieldType::Text},
    FieldInfo{.name = "vtp.conf_rev_num", .title = "Configuration Revision Number"},
    FieldInfo{.name = "vtp.upd_id", .title = "Updater Identity", .type = FieldType::Ipv4},
    FieldInfo{.name = "vtp.upd_ts", .title = "Update Timestamp", .type = FieldType::Text},
    FieldInfo{.name = "vtp.md5_digest", .title = "MD5 Digest", .type = FieldType::ByteString},
    FieldInfo{.name = "vtp.data", .title = "Data", .type = FieldType::ByteString},
};
constexpr std::array hooks = {Hook{"llc.snap_pid", 0x000c'2003}};
const ProtocolInfo info = {
    .abbreviation = "vtp", .title = "VLAN Trunking Protocol", .column = "VTP", .fields = fields, .hooks = hooks};
constexpr std::size_t domainSize = 32;
} // namespace vtp

namespace nlb {
constexpr std::array signatures = {ValueName{0x00, "MS NLB cleanup"}, ValueName{0xc0de01bf, "MS NLB heartbeat"},
                                   ValueName{0xc0de01c0, "MS NLB unknown signature"}};
enum Field : std::uint16_t { Signature, Version, HostId, ClusterAddress, HostAddress, Data };
constexpr std::array fields = {
    FieldInfo{.name = "msnlb.signature", .title = "Signature", .base = Base::Hex, .values = signatures},
    FieldInfo{.name = "msnlb.version", .title = "Version", .base = Base::Hex},
    FieldInfo{.name = "msnlb.unique_host_id", .title = "Unique Host ID"},
    FieldInfo{.name = "msnlb.cluster_ip", .title = "Cluster IP", .type = FieldType::Ipv4},
    FieldInfo{.name = "msnlb.host_ip", .title = "Host IP", .type = FieldType::Ipv4},
    FieldInfo{.name = "msnlb.data", .title = "Signature Data", .type = FieldType::ByteString},
};
constexpr std::array hooks = {Hook{"ethertype", 0x886f}};
const ProtocolInfo info = {.abbreviation = "msnlb",
                           .title = "MS Network Load Balancing",
                           .column = "MS NLB",
                           .fields = fields,
                           .hooks = hooks};
} // namespace nlb

} // namespace

const ProtocolInfo& NortelDiscoveryDecoder::protocol() const noexcept {
    return ndp::info;
}

void NortelDiscoveryDecoder::decode(ByteReader& bytes, Dissection& d) const {
    using namespace ndp;
    d.info("Hello");
    d.ipv4(bytes, Address);
    d.u24(bytes, Segment);
    d.u8(bytes, Chassis);
    d.u8(bytes, Backplane);
    d.u8(bytes, State);
    d.u8(bytes, Links);
    d.layerLength(bytes.position()); // the rest is padding
}

const ProtocolInfo& VlanTrunkingDecoder::protocol() const noexcept {
    return vtp::info;
}

void VlanTrunkingDecoder::decode(ByteReader& bytes, Dissection& d) const {
    using namespace vtp;
    constexpr std::size_t timestampSize = 12, digestSize = 16;
    d.u8(bytes, Version);
    const std::uint8_t code = d.u8(bytes, CodeOf);
    d.u8(bytes, code == Summary ? Followers : Sequence);
    d.u8(bytes, DomainLength);
    d.text(bytes, Domain, domainSize);
    d.info("{}", nameOf(codes, code, "Unknown"));
    if (code == Summary || code == Subset)
        d.infoAppend(", Revision: {}", d.u32(bytes, Revision));
    if (code == Summary) {
        d.ipv4(bytes, Updater);
        d.text(bytes, UpdateTime, timestampSize);
        d.data(bytes, Digest, digestSize);
    }
    if (!bytes.atEnd())
        d.data(bytes, Data, bytes.remaining());
}

const ProtocolInfo& LoadBalancingDecoder::protocol() const noexcept {
    return nlb::info;
}

void LoadBalancingDecoder::decode(ByteReader& bytes, Dissection& d) const {
    using namespace nlb;
    const std::uint64_t signature = d.uintLe(bytes, Signature, 4);
    d.uintLe(bytes, Version, 4);
    const std::uint64_t host = d.uintLe(bytes, HostId, 4);
    d.ipv4(bytes, ClusterAddress);
    d.ipv4(bytes, HostAddress);
    d.info("{}, Host ID: {}", nameOf(signatures, signature, "Unknown"), host);
    if (!bytes.atEnd())
        d.data(bytes, Data, bytes.remaining());
}

} // namespace tapscope::neighbour
