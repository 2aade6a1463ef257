#include "statistic_pages.h"

#include "../text/plain_text.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <string_view>

namespace tapscope {
namespace {

using View = StatisticPage::View;

struct KnownVariant {
    const char* title; ///< of its tab; empty if the page has one only
    const char* kind;
};
struct KnownPage {
    const char* title;
    std::array<KnownVariant, 5> variants;
    View view = View::Table;
};
constexpr std::array<KnownPage, 14> knownPages = {{
    {QT_TRANSLATE_NOOP("tapscope::StatisticsWindow", "Summary"), {{{"", "summary"}}}},
    {QT_TRANSLATE_NOOP("tapscope::StatisticsWindow", "Protocol hierarchy"), {{{"", "io,phs"}}}},
    {QT_TRANSLATE_NOOP("tapscope::StatisticsWindow", "Conversations"),
     {{{"Ethernet", "conv,eth"},
       {"IPv4", "conv,ip"},
       {"IPv6", "conv,ipv6"},
       {"TCP", "conv,tcp"},
       {"UDP", "conv,udp"}}}},
    {QT_TRANSLATE_NOOP("tapscope::StatisticsWindow", "Endpoints"),
     {{{"Ethernet", "endpoints,eth"},
       {"IPv4", "endpoints,ip"},
       {"IPv6", "endpoints,ipv6"},
       {"TCP", "endpoints,tcp"},
       {"UDP", "endpoints,udp"}}}},
    {QT_TRANSLATE_NOOP("tapscope::StatisticsWindow", "I/O graph"), {}, View::Graph},
    {QT_TRANSLATE_NOOP("tapscope::StatisticsWindow", "Frame lengths"), {{{"", "plen,tree"}}}},
    {QT_TRANSLATE_NOOP("tapscope::StatisticsWindow", "TCP stream"), {}, View::Stream},
    {QT_TRANSLATE_NOOP("tapscope::StatisticsWindow", "Flow"), {}, View::Flow},
    {QT_TRANSLATE_NOOP("tapscope::StatisticsWindow", "Expert information"), {{{"", "expert"}}}},
    {QT_TRANSLATE_NOOP("tapscope::StatisticsWindow", "Response times"), {{{"", "srt"}}}},
    {QT_TRANSLATE_NOOP("tapscope::StatisticsWindow", "DNS"), {{{"", "dns,tree"}}}},
    {QT_TRANSLATE_NOOP("tapscope::StatisticsWindow", "HTTP"), {{{"", "http,tree"}}}},
    {QT_TRANSLATE_NOOP("tapscope::StatisticsWindow", "DHCP"), {{{"", "dhcp,stat"}}}},
    {QT_TRANSLATE_NOOP("tapscope::StatisticsWindow", "SIP"), {{{"", "sip,stat"}}}},
}};

/// Kinds that have a special page: graphs, flows, and response times of one protocol.
bool isShownElsewhere(std::string_view kind) {
    constexpr std::array<std::string_view, 4> others = {"io,stat", "io,series", "tcp-graph", "flow"};
    return std::ranges::find(others, kind) != others.end() || kind.ends_with(",srt");
}

} // namespace

std::vector<StatisticPage> statisticPages(const StatisticKinds& kinds) {
    std::vector<StatisticPage> pages;
    std::vector<std::string_view> shown;
    for (const KnownPage& known : knownPages) {
        StatisticPage page{.title = QCoreApplication::translate("tapscope::StatisticsWindow", known.title),
                           .view = known.view};
        for (const KnownVariant& each : known.variants) {
            if (each.kind == nullptr)
                continue;
            page.variants.push_back({QString::fromLatin1(each.title), each.kind});
            shown.emplace_back(each.kind);
        }
        pages.push_back(std::move(page));
    }
    for (const StatisticKind* kind : kinds.all()) {
        if (std::ranges::find(shown, kind->id()) != shown.end() || isShownElsewhere(kind->id()))
            continue;
        pages.push_back({.title = plainText(kind->title()),
                         .variants = {{{}, std::string(kind->id()), plainText(kind->arguments())}}});
    }
    return pages;
}

} // namespace tapscope
