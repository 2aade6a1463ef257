#include <stats/capture_summary.h>
#include <stats/conversations.h>
#include <stats/expert_information.h>
#include <stats/field_counts.h>
#include <stats/flow_diagram.h>
#include <stats/frame_lengths.h>
#include <stats/io_statistic.h>
#include <stats/protocol_hierarchy.h>
#include <stats/response_times.h>
#include <stats/statistic_kinds.h>
#include <stats/tcp_graph.h>

#include <algorithm>
#include <array>

namespace tapscope {
namespace {

constexpr std::array dnsDirections = {ValueName{0, "Query"}, ValueName{1, "Response"}};
constexpr std::array<CountedField, 5> dnsParts = {{
    {"Kind of message", "dns.flags.response", CountedField::Grouping::None, dnsDirections},
    {"Operation", "dns.flags.opcode"},
    {"Result", "dns.flags.rcode"},
    {"Query type", "dns.qry.type"},
    {"Query class", "dns.qry.class"},
}};
constexpr std::array<CountedField, 4> httpParts = {{
    {"Requests", "http.request.method"},
    {"Responses by class", "http.response.code", CountedField::Grouping::Hundreds},
    {"Responses", "http.response.code"},
    {"Hosts asked", "http.host"},
}};
constexpr std::array<CountedField, 3> sipParts = {{
    {"Requests", "sip.Method"},
    {"Responses by class", "sip.Status-Code", CountedField::Grouping::Hundreds},
    {"Responses", "sip.Status-Code"},
}};
constexpr std::array<CountedField, 2> endParts = {{{"Sources", "ip.src"}, {"Destinations", "ip.dst"}}};
constexpr std::array<CountedField, 1> hostParts = {{{"Addresses", "ip.addr"}}};
constexpr std::array<CountedField, 1> protocolParts = {{{"Protocols", "ip.proto"}}};
constexpr std::array<CountedField, 1> dhcpParts = {{{"Message type", "dhcp.option.dhcp"}}};

std::vector<std::string_view> wordsOf(std::string_view text) {
    std::vector<std::string_view> words;
    while (!text.empty()) {
        const auto comma = text.find(',');
        words.push_back(text.substr(0, comma));
        text = comma == std::string_view::npos ? std::string_view() : text.substr(comma + 1);
    }
    return words;
}

} // namespace

StatisticKinds::StatisticKinds(std::span<const StatisticKind* const> ofPlugins) {
    own_.push_back(std::make_unique<CaptureSummaryKind>());
    own_.push_back(std::make_unique<ProtocolHierarchyKind>());
    constexpr std::array<std::string_view, 5> layers = {"eth", "ip", "ipv6", "tcp", "udp"};
    for (const auto layer : layers)
        own_.push_back(std::make_unique<ConversationsKind>(layer));
    for (const auto layer : layers)
        own_.push_back(std::make_unique<EndpointsKind>(layer));
    own_.push_back(std::make_unique<IoStatisticKind>(IoStatisticKind::Form::TableAndSeries));
    own_.push_back(std::make_unique<IoStatisticKind>(IoStatisticKind::Form::Series));
    own_.push_back(std::make_unique<ExpertInformationKind>());
    own_.push_back(std::make_unique<FrameLengthsKind>());
    own_.push_back(std::make_unique<FieldCountsKind>("dns,tree", "DNS messages", "dns", dnsParts));
    own_.push_back(std::make_unique<FieldCountsKind>("http,tree", "HTTP messages", "http", httpParts));
    own_.push_back(std::make_unique<FieldCountsKind>("dhcp,stat", "DHCP messages", "dhcp", dhcpParts));
    own_.push_back(std::make_unique<FieldCountsKind>("sip,stat", "SIP messages", "sip", sipParts));
    own_.push_back(std::make_unique<FieldCountsKind>("ip_hosts,tree", "IPv4 addresses", "ip", hostParts));
    own_.push_back(
        std::make_unique<FieldCountsKind>("ip_srcdst,tree", "IPv4 sources and destinations", "ip", endParts));
    own_.push_back(std::make_unique<FieldCountsKind>("ptype,tree", "IPv4 protocols", "ip", protocolParts));
    own_.push_back(std::make_unique<FieldValuesKind>());
    own_.push_back(std::make_unique<TcpGraphKind>());
    own_.push_back(std::make_unique<FlowKind>());
    for (const std::string_view protocol : ResponseTimesKind::words())
        own_.push_back(std::make_unique<ResponseTimesKind>(protocol));
    for (const StatisticKind* kind : ofPlugins) {
        if (std::ranges::find(ofPlugins_, kind->id(), &GuardedKind::id) == ofPlugins_.end())
            ofPlugins_.push_back(std::make_unique<const GuardedKind>(*kind));
    }
    for (const auto& kind : own_) {
        if (std::ranges::find(ofPlugins_, kind->id(), &GuardedKind::id) == ofPlugins_.end())
            all_.push_back(kind.get());
    }
    for (const auto& kind : ofPlugins_)
        all_.push_back(kind.get());
}

const StatisticKind* StatisticKinds::find(std::string_view id) const noexcept {
    const auto found = std::ranges::find(all_, id, &StatisticKind::id);
    return found == all_.end() ? nullptr : *found;
}

std::vector<StatisticKinds::Failure> StatisticKinds::failures() const {
    std::vector<Failure> all;
    for (const auto& kind : ofPlugins_) {
        if (std::string reason = kind->failure(); !reason.empty())
            all.push_back({kind->id(), std::move(reason)});
    }
    return all;
}

void StatisticKinds::look(unsigned looks) const {
    for (const auto& kind : ofPlugins_)
        kind->look(looks);
}

Result<ChosenStatistic> StatisticKinds::choose(std::string_view text, const DecoderRegistry& registry) const {
    const StatisticKind* chosen = nullptr;
    for (const StatisticKind* kind : all_) {
        const std::string_view rest = text.starts_with(kind->id()) ? text.substr(kind->id().size()) : "?";
        const bool isLonger = chosen == nullptr || kind->id().size() > chosen->id().size();
        if ((rest.empty() || rest.starts_with(',')) && isLonger)
            chosen = kind;
    }
    if (chosen == nullptr) {
        std::string known;
        for (const StatisticKind* kind : all_)
            known += (known.empty() ? "" : " ") + std::string(kind->id()) + std::string(kind->arguments());
        return failure(ErrorKind::NotFound, "count", std::string(text), "there is no such statistic",
                       "There are: " + known);
    }
    std::string_view rest = text.substr(chosen->id().size());
    if (!rest.empty())
        rest.remove_prefix(1);
    const auto words = chosen->takesArguments() ? wordsOf(rest) : std::vector<std::string_view>{};
    auto statistic = chosen->make(words, registry);
    if (!statistic)
        return std::unexpected(statistic.error());
    ChosenStatistic result{.text = std::string(text), .statistic = std::move(*statistic)};
    if (chosen->takesArguments() || rest.empty())
        return result;
    auto filter = FieldFilter::compile(rest, registry);
    if (!filter)
        return std::unexpected(filter.error().asError(rest));
    result.filter = std::make_shared<const FieldFilter>(std::move(*filter));
    return result;
}

} // namespace tapscope
