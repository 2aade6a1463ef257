#include <stats/expert_findings.h>
#include <stats/traffic_ends.h>

#include <statistic/statistic.h>

#include <array>

namespace tapscope {
namespace {

using Finding = ExpertFinding;

constexpr std::array<std::string_view, 5> severities = {"Error", "Warning", "Note", "Chat", "Comment"};

constexpr Finding tcp(std::string_view field, Severity severity, std::string_view summary,
                      std::string_view detail = {}) {
    return {field, severity, "Sequence", "TCP", summary, detail};
}
constexpr Finding checksum(std::string_view field, std::string_view protocol) {
    return {
        field, Severity::Error, "Checksum", protocol, "Bad checksum [should be verified where the frame was sent]", {},
        0};
}

/// With the severity, group and text that Wireshark uses.
constexpr std::array findings = {
    tcp("tcp.analysis.retransmission", Severity::Note, "This frame is a (suspected) retransmission"),
    tcp("tcp.analysis.fast_retransmission", Severity::Note, "This frame is a (suspected) fast retransmission"),
    tcp("tcp.analysis.spurious_retransmission", Severity::Note, "This frame is a (suspected) spurious retransmission"),
    tcp("tcp.analysis.out_of_order", Severity::Warning, "This frame is a (suspected) out-of-order segment"),
    tcp("tcp.analysis.lost_segment", Severity::Warning, "Previous segment(s) not captured (common at capture start)"),
    tcp("tcp.analysis.ack_lost_segment", Severity::Warning,
        "ACKed segment that wasn't captured (common at capture start)"),
    tcp("tcp.analysis.window_update", Severity::Chat, "TCP window update"),
    tcp("tcp.analysis.window_full", Severity::Warning, "TCP window specified by the receiver is now completely full"),
    tcp("tcp.analysis.keep_alive", Severity::Note, "TCP keep-alive segment"),
    tcp("tcp.analysis.keep_alive_ack", Severity::Note, "ACK to a TCP keep-alive segment"),
    tcp("tcp.analysis.duplicate_ack_num", Severity::Note, "Duplicate ACK (#{})", "tcp.analysis.duplicate_ack_num"),
    tcp("tcp.analysis.zero_window_probe", Severity::Note, "TCP Zero Window Probe"),
    tcp("tcp.analysis.zero_window", Severity::Warning, "TCP Zero Window segment"),
    tcp("tcp.analysis.zero_window_probe_ack", Severity::Note, "ACK to a TCP Zero Window Probe"),
    tcp("tcp.analysis.reused_ports", Severity::Note,
        "A new tcp session is started with the same ports as an earlier session in this trace"),
    Finding{"tcp.flags.reset", Severity::Warning, "Sequence", "TCP", "Connection reset (RST)", {}, 1},
    Finding{"tcp.flags.fin", Severity::Chat, "Sequence", "TCP", "Connection finish (FIN)", {}, 1},
    Finding{"tcp.flags.syn", Severity::Chat, "Sequence", "TCP", "Connection establish request (SYN): server port {}",
            "tcp.dstport", 1, "tcp.flags.ack"},
    Finding{"tcp.flags.syn",
            Severity::Chat,
            "Sequence",
            "TCP",
            "Connection establish acknowledge (SYN+ACK): server port {}",
            "tcp.srcport",
            1,
            {},
            "tcp.flags.ack"},
    Finding{"_ws.malformed", Severity::Error, "Malformed", {}, "Malformed Packet (Exception occurred)"},
    checksum("ip.checksum.status", "IPv4"),
    checksum("tcp.checksum.status", "TCP"),
    checksum("udp.checksum.status", "UDP"),
    checksum("icmp.checksum.status", "ICMP"),
    checksum("icmpv6.checksum.status", "ICMPv6"),
    Finding{"frame.comment", Severity::Comment, "Comment", "Frame", {}},
};

/// The value of the nearest `field` of the same layer: the last one before `near`, or else the next one after it.
std::uint64_t numberNear(const Dissection& dissection, const FieldValue& near, FieldId field) noexcept {
    std::uint64_t found = 0;
    const auto fields = dissection.fields();
    const auto at = static_cast<std::size_t>(&near - fields.data());
    for (std::size_t i = 0; i < fields.size(); ++i) {
        if (fields[i].field == field && (i <= at || found == 0))
            found = fields[i].number;
    }
    return found;
}

/// Whether the field belongs to a layer quoted by an ICMP error, that is, its bytes lie within one.
bool isInQuoted(const Dissection& dissection, const FieldValue& value) noexcept {
    const auto layers = dissection.layers();
    for (std::size_t i = 0; i < layers.size(); ++i) {
        if (isQuoted(layers, i) && value.range.length != 0 && value.range.offset >= layers[i].range.offset)
            return true;
    }
    return false;
}

} // namespace

std::string_view nameOf(Severity severity) {
    return severities[static_cast<std::size_t>(severity)];
}

std::span<const ExpertFinding> ExpertFindings::all() noexcept {
    return findings;
}

ExpertFindings::ExpertFindings(const DecoderRegistry& registry) : firstOf_(registry.fieldCount(), none) {
    static_assert(findings.size() < none);
    const auto number = [&](std::string_view name) { return name.empty() ? noField : fieldNamed(registry, name); };
    for (const Finding& each : findings) {
        ids_.push_back({number(each.field), number(each.detail), number(each.without), number(each.with)});
        const FieldId field = ids_.back().field;
        if (field != noField && firstOf_[field] == none)
            firstOf_[field] = static_cast<std::uint8_t>(ids_.size() - 1);
    }
}

std::vector<FieldId> ExpertFindings::fields() const {
    std::vector<FieldId> wanted;
    for (const Ids& ids : ids_) {
        for (const FieldId field : {ids.field, ids.detail, ids.without, ids.with}) {
            if (field != noField)
                wanted.push_back(field);
        }
    }
    return wanted;
}

bool ExpertFindings::isFound(std::size_t finding, const FieldValue& value,
                             const Dissection& dissection) const noexcept {
    const Ids& ids = ids_[finding];
    if (findings[finding].value != Finding::anything && findings[finding].value != value.number)
        return false;
    if ((ids.without != noField && numberNear(dissection, value, ids.without) != 0) ||
        (ids.with != noField && numberNear(dissection, value, ids.with) == 0))
        return false;
    return !isInQuoted(dissection, value);
}

std::uint64_t ExpertFindings::detailOf(std::size_t finding, const FieldValue& value,
                                       const Dissection& dissection) const noexcept {
    const FieldId detail = ids_[finding].detail;
    return detail == noField ? 0 : numberNear(dissection, value, detail);
}

} // namespace tapscope
