#include <base/printable_text.h>
#include <stats/expert_findings.h>
#include <stats/expert_information.h>

#include <fmt/core.h>
#include <statistic/count_table.h>

#include <algorithm>
#include <string>

namespace tapscope {
namespace {

/// A finding with its details.
struct FoundDetails {
    std::size_t finding = 0;
    std::uint64_t number = 0;         ///< for the summary
    ProtocolId protocol = noProtocol; ///< the damaged protocol
    std::string text = {};            ///< the text of a comment

    [[nodiscard]] bool operator==(const FoundDetails&) const noexcept = default;
    [[nodiscard]] std::uint64_t hashed(std::uint64_t seed) const noexcept {
        const std::uint64_t hash = mixHash(mixHash(mixHash(seed, finding), number), protocol);
        return text.empty() ? hash : mixHash(hash, std::hash<std::string>{}(text));
    }
};
struct FindingCount {
    std::uint64_t times = 0;
    FrameNumber firstFrame = ~FrameNumber{0};

    void add(const FindingCount& other) noexcept {
        times += other.times;
        firstFrame = std::min(firstFrame, other.firstFrame);
    }
};

class ExpertTally final : public Tally {
public:
    ExpertTally(const ExpertFindings& findings, const DecoderRegistry& registry)
        : findings_(findings), registry_(registry) {}

    void take(const CountedFrame& frame) override {
        const Dissection& dissection = frame.dissection;
        findings_.find(dissection, [&](std::size_t which, const FieldValue& value) {
            const ExpertFinding& finding = ExpertFindings::all()[which];
            FoundDetails said{.finding = which, .number = findings_.detailOf(which, value, dissection)};
            if (finding.protocol.empty())
                said.protocol = lastProtocol(dissection);
            if (finding.summary.empty())
                said.text = std::string(PrintableText<256>(dissection.madeText(value)).view());
            said_[said].add({1, frame.frame().number});
        });
    }
    void merge(const Tally& tally) override { said_.merge(static_cast<const ExpertTally&>(tally).said_); }

    [[nodiscard]] StatisticResult result() const override {
        StatisticTable table{
            .title = "Expert information",
            .columns = {
                {"Severity"}, {"Group"}, {"Protocol"}, {"Summary"}, {"Frequency", StatisticColumn::Kind::Count}}};
        const auto all = said_.sorted([](const auto& one, const auto& other) {
            const auto key = [](const auto& each) {
                return std::tuple(ExpertFindings::all()[each.first.finding].severity, each.second.firstFrame,
                                  each.first.finding);
            };
            return key(one) < key(other);
        });
        for (const auto* each : all)
            table.rows.push_back(row(each->first, each->second));
        StatisticResult result{.title = table.title, .tables = {std::move(table)}};
        if (const FindingCount* others = said_.others(); others != nullptr)
            result.notes.push_back(fmt::format("There are more than {} different findings: {} more are not shown.",
                                               decltype(said_)::ceiling, others->times));
        return result;
    }

private:
    [[nodiscard]] static ProtocolId lastProtocol(const Dissection& dissection) noexcept {
        ProtocolId last = noProtocol;
        for (const Layer& layer : dissection.layers())
            last = layer.protocol != noProtocol ? layer.protocol : last;
        return last;
    }
    [[nodiscard]] StatisticRow row(const FoundDetails& said, const FindingCount& often) const {
        const ExpertFinding& finding = ExpertFindings::all()[said.finding];
        const std::string protocol = said.protocol != noProtocol ? std::string(registry_.protocol(said.protocol).column)
                                                                 : std::string(finding.protocol);
        const std::string summary =
            finding.summary.empty() ? said.text : fmt::format(fmt::runtime(finding.summary), said.number);
        StatisticRow row{.values = {std::string(nameOf(finding.severity)), std::string(finding.group), protocol,
                                    summary, often.times},
                         .frame = often.firstFrame};
        row.filter = finding.value == ExpertFinding::anything ? std::string(finding.field)
                                                              : fmt::format("{} == {}", finding.field, finding.value);
        if (!finding.without.empty())
            row.filter += fmt::format(" && {} == 0", finding.without);
        if (!finding.with.empty())
            row.filter += fmt::format(" && {} == 1", finding.with);
        if (!finding.detail.empty())
            row.filter += fmt::format(" && {} == {}", finding.detail, said.number);
        return row;
    }

    const ExpertFindings& findings_;
    const DecoderRegistry& registry_;
    CountTable<FoundDetails, FindingCount> said_;
};

class ExpertInformation final : public Statistic {
public:
    explicit ExpertInformation(const DecoderRegistry& registry) : findings_(registry), registry_(registry) {}

    [[nodiscard]] std::string title() const override { return "Expert information"; }
    [[nodiscard]] std::vector<FieldId> fields() const override { return findings_.fields(); }
    [[nodiscard]] std::unique_ptr<Tally> begin() const override {
        return std::make_unique<ExpertTally>(findings_, registry_);
    }

private:
    ExpertFindings findings_;
    const DecoderRegistry& registry_;
};

} // namespace

Result<std::unique_ptr<const Statistic>> ExpertInformationKind::make(std::span<const std::string_view>,
                                                                     const DecoderRegistry& registry) const {
    return std::make_unique<const ExpertInformation>(registry);
}

} // namespace tapscope
