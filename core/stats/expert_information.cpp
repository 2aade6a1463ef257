#include <base/printable_text.h>
#include <stats/count_table.h>
#include <stats/expert_information.h>
#include <stats/traffic_ends.h>

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>

namespace tapscope {
namespace {

enum class Severity : std::uint8_t { Error, Warning, Note, Chat, Comment };
constexpr std::array<std::string_view, 5> severities = {"Error", "Warning", "Note", "Chat", "Comment"};

/// A field whose presence, or whose value, is worth telling.
struct Finding {
    std::string_view field;
    Severity severity;
    std::string_view group, protocol;
    std::string_view summary;       ///< {} is the number in `detail`
    std::string_view detail = {};   ///< another field of the same layer
    std::uint64_t value = anything; ///< the field's
    std::string_view without = {};  ///< only where this field of the layer is 0
    std::string_view with = {};     ///< only where this one is not 0

    static constexpr std::uint64_t anything = ~std::uint64_t{0};
};

constexpr Finding tcp(std::string_view field, Severity severity, std::string_view summary,
                      std::string_view detail = {}) {
    return {field, severity, "Sequence", "TCP", summary, detail};
}
constexpr Finding checksum(std::string_view field, std::string_view protocol) {
    return {
        field, Severity::Error, "Checksum", protocol, "Bad checksum [should be verified where the frame was sent]", {},
        0};
}

/// With the severity, group and words that Wireshark has for them.
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

/// A finding and what is particular about it.
struct Said {
    std::size_t finding = 0;
    std::uint64_t number = 0;         ///< in its summary
    ProtocolId protocol = noProtocol; ///< of damage
    std::string text = {};            ///< of a comment

    [[nodiscard]] bool operator==(const Said&) const noexcept = default;
    [[nodiscard]] std::uint64_t hashed(std::uint64_t seed) const noexcept {
        const std::uint64_t hash = mixHash(mixHash(mixHash(seed, finding), number), protocol);
        return text.empty() ? hash : mixHash(hash, std::hash<std::string>{}(text));
    }
};
struct HowOften {
    std::uint64_t times = 0;
    FrameNumber firstFrame = ~FrameNumber{0};

    void add(const HowOften& other) noexcept {
        times += other.times;
        firstFrame = std::min(firstFrame, other.firstFrame);
    }
};

/// The findings' fields, as one registry numbers them.
struct FindingFields {
    explicit FindingFields(const DecoderRegistry& known) : registry(known) {
        for (std::size_t i = 0; i < findings.size(); ++i) {
            const auto number = [&](std::string_view name) {
                return name.empty() ? noField : fieldNamed(registry, name);
            };
            fields[i] = {number(findings[i].field), number(findings[i].detail), number(findings[i].without),
                         number(findings[i].with)};
        }
    }
    struct Ids {
        FieldId field, detail, without, with;
    };
    const DecoderRegistry& registry;
    std::array<Ids, findings.size()> fields{};
};

class ExpertTally final : public Tally {
public:
    explicit ExpertTally(const FindingFields& known) : known_(known) {}

    void take(const CountedFrame& frame) override {
        const Dissection& dissection = frame.dissection;
        for (const FieldValue& value : dissection.fields()) {
            for (std::size_t i = 0; i < findings.size(); ++i) {
                if (known_.fields[i].field == value.field)
                    look(i, value, frame);
            }
        }
    }
    void merge(const Tally& tally) override { said_.merge(static_cast<const ExpertTally&>(tally).said_); }

    [[nodiscard]] StatisticResult result() const override {
        StatisticTable table{
            .title = "Expert information",
            .columns = {
                {"Severity"}, {"Group"}, {"Protocol"}, {"Summary"}, {"Frequency", StatisticColumn::Kind::Count}}};
        const auto all = said_.sorted([](const auto& one, const auto& other) {
            const auto key = [](const auto& each) {
                return std::tuple(findings[each.first.finding].severity, each.second.firstFrame, each.first.finding);
            };
            return key(one) < key(other);
        });
        for (const auto* each : all)
            table.rows.push_back(row(each->first, each->second));
        StatisticResult result{.title = table.title, .tables = {std::move(table)}};
        if (const HowOften* others = said_.others(); others != nullptr)
            result.notes.push_back(
                fmt::format("There are more than {} different findings: {} of further ones are not shown.",
                            decltype(said_)::ceiling, others->times));
        return result;
    }

private:
    /// The layer's other fields stand near it: between it and the next or last one of the same kind.
    [[nodiscard]] std::uint64_t numberOf(const Dissection& dissection, const FieldValue& near, FieldId field) const {
        std::uint64_t found = 0;
        const auto fields = dissection.fields();
        const auto at = static_cast<std::size_t>(&near - fields.data());
        for (std::size_t i = 0; i < fields.size(); ++i) {
            if (fields[i].field == field && (i <= at || found == 0))
                found = fields[i].number;
        }
        return found;
    }
    void look(std::size_t which, const FieldValue& value, const CountedFrame& frame) {
        const Finding& finding = findings[which];
        const FindingFields::Ids& ids = known_.fields[which];
        const Dissection& dissection = frame.dissection;
        if (finding.value != Finding::anything && finding.value != value.number)
            return;
        if ((ids.without != noField && numberOf(dissection, value, ids.without) != 0) ||
            (ids.with != noField && numberOf(dissection, value, ids.with) == 0))
            return;
        if (isInQuoted(dissection, value))
            return;
        Said said{.finding = which};
        if (ids.detail != noField)
            said.number = numberOf(dissection, value, ids.detail);
        if (finding.protocol.empty())
            said.protocol = lastProtocol(dissection);
        if (finding.summary.empty())
            said.text = std::string(PrintableText<256>(dissection.madeText(value)).view());
        said_[said].add({1, frame.frame().number});
    }
    /// Whether it belongs to a layer that an ICMP error quotes: its bytes lie in one.
    [[nodiscard]] static bool isInQuoted(const Dissection& dissection, const FieldValue& value) noexcept {
        const auto layers = dissection.layers();
        for (std::size_t i = 0; i < layers.size(); ++i) {
            if (isQuoted(layers, i) && value.range.length != 0 && value.range.offset >= layers[i].range.offset)
                return true;
        }
        return false;
    }
    [[nodiscard]] static ProtocolId lastProtocol(const Dissection& dissection) noexcept {
        ProtocolId last = noProtocol;
        for (const Layer& layer : dissection.layers())
            last = layer.protocol != noProtocol ? layer.protocol : last;
        return last;
    }
    [[nodiscard]] StatisticRow row(const Said& said, const HowOften& often) const {
        const Finding& finding = findings[said.finding];
        const std::string protocol = said.protocol != noProtocol
                                         ? std::string(known_.registry.protocol(said.protocol).column)
                                         : std::string(finding.protocol);
        const std::string summary =
            finding.summary.empty() ? said.text : fmt::format(fmt::runtime(finding.summary), said.number);
        StatisticRow row{.values = {std::string(severities[static_cast<std::size_t>(finding.severity)]),
                                    std::string(finding.group), protocol, summary, often.times},
                         .frame = often.firstFrame};
        row.filter = finding.value == Finding::anything ? std::string(finding.field)
                                                        : fmt::format("{} == {}", finding.field, finding.value);
        if (!finding.without.empty())
            row.filter += fmt::format(" && {} == 0", finding.without);
        if (!finding.with.empty())
            row.filter += fmt::format(" && {} == 1", finding.with);
        if (!finding.detail.empty())
            row.filter += fmt::format(" && {} == {}", finding.detail, said.number);
        return row;
    }

    const FindingFields& known_;
    CountTable<Said, HowOften> said_;
};

class ExpertInformation final : public Statistic {
public:
    explicit ExpertInformation(const DecoderRegistry& registry) : known_(registry) {}

    [[nodiscard]] std::string title() const override { return "Expert information"; }
    [[nodiscard]] std::vector<FieldId> fields() const override {
        std::vector<FieldId> wanted;
        for (const auto& ids : known_.fields) {
            for (const FieldId field : {ids.field, ids.detail, ids.without, ids.with}) {
                if (field != noField)
                    wanted.push_back(field);
            }
        }
        return wanted;
    }
    [[nodiscard]] std::unique_ptr<Tally> begin() const override { return std::make_unique<ExpertTally>(known_); }

private:
    FindingFields known_;
};

} // namespace

Result<std::unique_ptr<const Statistic>> ExpertInformationKind::make(std::span<const std::string_view>,
                                                                     const DecoderRegistry& registry) const {
    return std::make_unique<const ExpertInformation>(registry);
}

} // namespace tapscope
