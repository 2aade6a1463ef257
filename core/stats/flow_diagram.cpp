#include <base/elapsed.h>
#include <base/hash.h>
#include <base/printable_text.h>
#include <filter/field_filter.h>
#include <stats/flow_diagram.h>

#include <fmt/core.h>
#include <statistic/earliest_items.h>

#include <algorithm>
#include <array>
#include <unordered_map>

namespace tapscope {
namespace {

constexpr std::size_t mostArrows = std::size_t{1} << 16;

struct Passage {
    FrameNumber frame = 0;
    std::chrono::nanoseconds time{};
    ColumnAddress source, destination;
    std::uint32_t sourcePort = 0, destinationPort = 0;
    std::string text;
};

struct AddressHash {
    [[nodiscard]] std::size_t operator()(const ColumnAddress& address) const noexcept {
        return mixHash(mixHash(static_cast<std::uint64_t>(address.kind), address.words[0]), address.words[1]);
    }
};

/// The fields of a segment that its arrow shows.
class TcpWords {
public:
    explicit TcpWords(const DecoderRegistry& registry) {
        std::ranges::transform(names, ids_.begin(), [&](std::string_view name) { return fieldNamed(registry, name); });
    }
    [[nodiscard]] std::vector<FieldId> fields() const { return {ids_.begin(), ids_.end()}; }
    /// "SYN, ACK Seq=0 Ack=1 Len=0"
    [[nodiscard]] std::string textOf(const Dissection& dissection) const {
        std::array<std::uint64_t, count> numbers{};
        bool isIn = false;
        for (const FieldValue& value : dissection.fields()) {
            const auto* const found = std::ranges::find(ids_, value.field);
            if (value.field == noField || found == ids_.end())
                continue;
            if (found == ids_.begin() && std::exchange(isIn, true))
                break; // only the outermost one
            numbers[static_cast<std::size_t>(found - ids_.begin())] = value.number;
        }
        std::string text;
        for (std::size_t i = firstFlag; i < count; ++i) {
            if (numbers[i] != 0)
                text += (text.empty() ? "" : ", ") + std::string(flags[i - firstFlag]);
        }
        text += fmt::format(" Seq={}", numbers[1]);
        if (numbers[firstFlag + 1] != 0)
            text += fmt::format(" Ack={}", numbers[2]);
        return text + fmt::format(" Len={}", numbers[3]);
    }

private:
    static constexpr std::size_t count = 9, firstFlag = 4;
    static constexpr std::array<std::string_view, count> names = {
        "tcp",           "tcp.seq",        "tcp.ack",       "tcp.len",        "tcp.flags.syn",
        "tcp.flags.ack", "tcp.flags.push", "tcp.flags.fin", "tcp.flags.reset"};
    static constexpr std::array<std::string_view, count - firstFlag> flags = {"SYN", "ACK", "PSH", "FIN", "RST"};
    std::array<FieldId, count> ids_{};
};

struct FlowWords {
    FieldFilter which; ///< selects the frames of the kind of flow
    FieldFilter filter;
    std::optional<TcpWords> segments = {}; ///< if set, the arrows show these instead of the Info column
};

class FlowTally final : public Tally {
public:
    explicit FlowTally(const FlowWords& words) : words_(words) {}

    void take(const CountedFrame& frame) override {
        const Dissection& dissection = frame.dissection;
        if (!words_.which.matches(dissection, scratch_) || !words_.filter.matches(dissection, scratch_))
            return;
        constexpr std::size_t longestText = 160; // bytes of a line of the diagram
        const std::string text =
            words_.segments ? words_.segments->textOf(dissection) : std::string(dissection.infoColumn());
        passages_.add({.frame = frame.frame().number,
                       .time = frame.time,
                       .source = dissection.sourceColumn(),
                       .destination = dissection.destinationColumn(),
                       .sourcePort = dissection.carrier().sourcePort,
                       .destinationPort = dissection.carrier().destinationPort,
                       .text = std::string(PrintableText<longestText>(std::string_view(text)).view())});
    }
    void merge(const Tally& tally) override { passages_.merge(static_cast<const FlowTally&>(tally).passages_); }

    [[nodiscard]] StatisticResult result() const override {
        StatisticResult result{.title = "Flow"};
        SequenceDiagram diagram;
        std::unordered_map<ColumnAddress, std::uint32_t, AddressHash> places;
        const auto placeOf = [&](const ColumnAddress& address) {
            const auto [known, isNew] = places.try_emplace(address, static_cast<std::uint32_t>(diagram.hosts.size()));
            if (isNew) {
                const ColumnText text(address);
                diagram.hosts.push_back(text.view().empty() ? "no address" : printable(text.view()));
            }
            return known->second;
        };
        for (Passage& each : passages_.sorted()) {
            const std::uint32_t from = placeOf(each.source), to = placeOf(each.destination);
            diagram.arrows.push_back({.frame = each.frame,
                                      .time = secondsOf(each.time),
                                      .from = from,
                                      .to = to,
                                      .fromPort = each.sourcePort,
                                      .toPort = each.destinationPort,
                                      .text = std::move(each.text)});
        }
        if (passages_.isCut())
            result.notes.push_back(fmt::format(
                "There are more than {} frames: later ones are left out. A filter chooses among them.", mostArrows));
        result.diagrams.push_back(std::move(diagram));
        return result;
    }

private:
    const FlowWords& words_;
    FilterScratch scratch_;
    EarliestItems<Passage, mostArrows> passages_;
};

class Flow final : public Statistic {
public:
    explicit Flow(FlowWords words) : words_(std::move(words)) {}

    [[nodiscard]] std::string title() const override { return "Flow"; }
    [[nodiscard]] std::vector<FieldId> fields() const override {
        std::vector<FieldId> wanted = words_.which.fields();
        const auto& more = words_.filter.fields();
        wanted.insert(wanted.end(), more.begin(), more.end());
        if (words_.segments)
            std::ranges::copy(words_.segments->fields(), std::back_inserter(wanted));
        return wanted;
    }
    [[nodiscard]] bool needsColumns() const override { return true; }
    [[nodiscard]] std::unique_ptr<Tally> begin() const override { return std::make_unique<FlowTally>(words_); }

private:
    FlowWords words_;
};

} // namespace

Result<std::unique_ptr<const Statistic>> FlowKind::make(std::span<const std::string_view> words,
                                                        const DecoderRegistry& registry) const {
    constexpr std::array<std::string_view, 4> known = {"any", "tcp", "icmp", "icmpv6"};
    const std::string_view what = words.empty() ? "any" : words.front();
    if (std::ranges::find(known, what) == known.end())
        return failure(ErrorKind::NotFound, "draw the flow of", std::string(what), "there is no such flow",
                       "There are: any tcp icmp icmpv6");
    auto rest = words.empty() ? words : words.subspan(1);
    if (!rest.empty() && (rest.front() == "standard" || rest.front() == "network"))
        rest = rest.subspan(1);
    std::string filter;
    for (const std::string_view each : rest)
        filter += (filter.empty() ? "" : ",") + std::string(each);
    auto which = FieldFilter::compile(what == "any" ? std::string_view() : what, registry);
    auto compiled = FieldFilter::compile(filter, registry);
    if (!which || !compiled)
        return std::unexpected((which ? compiled : which).error().asError(which ? std::string_view(filter) : what));
    FlowWords all{.which = std::move(*which), .filter = std::move(*compiled)};
    if (what == "tcp")
        all.segments.emplace(registry);
    return std::make_unique<const Flow>(std::move(all));
}

} // namespace tapscope
