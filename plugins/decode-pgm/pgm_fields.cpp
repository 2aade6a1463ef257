#include "pgm_fields.h"

#include <array>

namespace tapscope::pgm {
namespace {

constexpr std::array types = {ValueName{0, "SPM"},   ValueName{1, "POLL"}, ValueName{2, "POLR"}, ValueName{4, "ODATA"},
                              ValueName{5, "RDATA"}, ValueName{8, "NAK"},  ValueName{9, "NNAK"}, ValueName{10, "NCF"},
                              ValueName{12, "SPMR"}, ValueName{13, "ACK"}};
constexpr std::array optionTypes = {
    ValueName{0, "Length"},        ValueName{1, "Fragment"},      ValueName{2, "NakList"},    ValueName{3, "Join"},
    ValueName{4, "NakBackOffIvl"}, ValueName{5, "NakBackOffRng"}, ValueName{7, "ReDirect"},   ValueName{8, "ParityPrm"},
    ValueName{9, "ParityGrp"},     ValueName{10, "CurrTgsiz"},    ValueName{13, "Syn"},       ValueName{14, "Fin"},
    ValueName{15, "Rst"},          ValueName{18, "CcData"},       ValueName{19, "CcFeedBack"}};
constexpr std::array fields = {
    FieldInfo{.name = "pgm.hdr.sport", .title = "Source Port", .alias = "pgm.port"},
    FieldInfo{.name = "pgm.hdr.dport", .title = "Destination Port", .alias = "pgm.port"},
    FieldInfo{.name = "pgm.hdr.type", .title = "Type", .base = Base::Hex, .values = types},
    FieldInfo{.name = "pgm.hdr.opts", .title = "Options", .base = Base::Hex},
    FieldInfo{.name = "pgm.hdr.opts.opt", .title = "Options", .type = FieldType::Boolean, .mask = 0x1},
    FieldInfo{
        .name = "pgm.hdr.opts.netsig", .title = "Network Significant Options", .type = FieldType::Boolean, .mask = 0x2},
    FieldInfo{.name = "pgm.hdr.opts.varlen",
              .title = "Variable length Parity Packet Option",
              .type = FieldType::Boolean,
              .mask = 0x40},
    FieldInfo{.name = "pgm.hdr.opts.parity", .title = "Parity", .type = FieldType::Boolean, .mask = 0x80},
    FieldInfo{.name = "pgm.hdr.cksum", .title = "Checksum", .base = Base::Hex},
    FieldInfo{.name = "pgm.hdr.gsi", .title = "Global Source Identifier", .type = FieldType::ByteString},
    FieldInfo{.name = "pgm.hdr.tsdulen", .title = "Transport Service Data Unit Length"},
    FieldInfo{.name = "pgm.spm.sqn", .title = "Sequence number", .base = Base::Hex},
    FieldInfo{.name = "pgm.spm.trail", .title = "Trailing Edge Sequence Number", .base = Base::Hex},
    FieldInfo{.name = "pgm.spm.lead", .title = "Leading Edge Sequence Number", .base = Base::Hex},
    FieldInfo{.name = "pgm.spm.pathafi", .title = "Path NLA AFI"},
    FieldInfo{.name = "pgm.spm.res", .title = "Reserved", .base = Base::Hex},
    FieldInfo{.name = "pgm.spm.path.ipv4", .title = "Path NLA", .type = FieldType::Ipv4},
    FieldInfo{.name = "pgm.spm.path.ipv6", .title = "Path NLA", .type = FieldType::Ipv6},
    FieldInfo{.name = "pgm.nak.sqn", .title = "Requested Sequence Number", .base = Base::Hex},
    FieldInfo{.name = "pgm.nak.srcafi", .title = "Source NLA AFI"},
    FieldInfo{.name = "pgm.nak.srcres", .title = "Reserved", .base = Base::Hex},
    FieldInfo{.name = "pgm.nak.src.ipv4", .title = "Source NLA", .type = FieldType::Ipv4},
    FieldInfo{.name = "pgm.nak.src.ipv6", .title = "Source NLA", .type = FieldType::Ipv6},
    FieldInfo{.name = "pgm.nak.grpafi", .title = "Multicast Group AFI"},
    FieldInfo{.name = "pgm.nak.grpres", .title = "Reserved", .base = Base::Hex},
    FieldInfo{.name = "pgm.nak.grp.ipv4", .title = "Multicast Group NLA", .type = FieldType::Ipv4},
    FieldInfo{.name = "pgm.nak.grp.ipv6", .title = "Multicast Group NLA", .type = FieldType::Ipv6},
    FieldInfo{.name = "pgm.poll.sqn", .title = "Sequence Number", .base = Base::Hex},
    FieldInfo{.name = "pgm.poll.round", .title = "Round"},
    FieldInfo{.name = "pgm.poll.subtype", .title = "Subtype", .base = Base::Hex},
    FieldInfo{.name = "pgm.poll.pathafi", .title = "Path NLA AFI"},
    FieldInfo{.name = "pgm.poll.res", .title = "Reserved", .base = Base::Hex},
    FieldInfo{.name = "pgm.poll.path.ipv4", .title = "Path NLA", .type = FieldType::Ipv4},
    FieldInfo{.name = "pgm.poll.path.ipv6", .title = "Path NLA", .type = FieldType::Ipv6},
    FieldInfo{.name = "pgm.poll.backoff_ivl", .title = "Back-off Interval"},
    FieldInfo{.name = "pgm.poll.rand_str", .title = "Random String", .base = Base::Hex},
    FieldInfo{.name = "pgm.poll.matching_bmask", .title = "Matching Bitmask", .base = Base::Hex},
    FieldInfo{.name = "pgm.polr.sqn", .title = "Sequence Number", .base = Base::Hex},
    FieldInfo{.name = "pgm.polr.round", .title = "Round"},
    FieldInfo{.name = "pgm.polr.res", .title = "Reserved", .base = Base::Hex},
    FieldInfo{.name = "pgm.ack.maxsqn", .title = "Maximum Received Sequence Number", .base = Base::Hex},
    FieldInfo{.name = "pgm.ack.bitmap", .title = "Packet Bitmap", .base = Base::Hex},
    FieldInfo{.name = "pgm.opts.type", .title = "Type", .base = Base::Hex, .values = optionTypes},
    FieldInfo{.name = "pgm.opts.len", .title = "Length"},
    FieldInfo{.name = "pgm.opts.tlen", .title = "Total Length"},
    FieldInfo{.name = "pgm.genopts.type", .title = "Type", .base = Base::Hex, .values = optionTypes, .mask = 0x7f},
    FieldInfo{.name = "pgm.genopts.end", .title = "Option end", .type = FieldType::Boolean, .mask = 0x80},
    FieldInfo{.name = "pgm.genopts.len", .title = "Length"},
    FieldInfo{.name = "pgm.genopts.opx", .title = "Option Extensibility Bits", .base = Base::Hex},
    FieldInfo{.name = "pgm.genopts.data", .title = "Option data", .type = FieldType::ByteString},
};

} // namespace

std::span<const FieldInfo> fieldTable() noexcept {
    return fields;
}

} // namespace tapscope::pgm
