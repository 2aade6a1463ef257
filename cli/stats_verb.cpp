#include "counting.h"
#include "json_writer.h"
#include "loaded_plugins.h"
#include "verb.h"

#include <base/printable_text.h>
#include <stats/result_text.h>

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>

namespace tapscope::cli {
namespace {

struct StatsWords {
    CountWords count;
    std::vector<std::string> scripts;
    bool byInterface = false, json = false;
};

void writeJson(JsonWriter& json, const StatisticValue& value) {
    if (const auto* words = std::get_if<std::string>(&value))
        json.value(*words);
    else if (const auto* whole = std::get_if<std::uint64_t>(&value))
        json.value(*whole);
    else if (const auto* number = std::get_if<double>(&value))
        json.value(*number);
    else
        json.null();
}

void writeJson(JsonWriter& json, const StatisticTable& table) {
    json.beginObject();
    json.member("title", table.title);
    json.key("columns");
    json.beginArray();
    for (const StatisticColumn& column : table.columns)
        json.value(column.title);
    json.endArray();
    json.key("rows");
    json.beginArray();
    for (const StatisticRow& row : table.rows) {
        json.beginObject();
        json.key("values");
        json.beginArray();
        for (const StatisticValue& value : row.values)
            writeJson(json, value);
        json.endArray();
        json.member("depth", row.depth);
        if (!row.filter.empty())
            json.member("filter", row.filter);
        if (row.frame != 0)
            json.member("frame", row.frame);
        json.endObject();
    }
    json.endArray();
    json.endObject();
}

/// A result as it is printed, with what it is of.
struct Named {
    std::string kind, interface; ///< interface: empty for all together
    StatisticResult result;
};

std::vector<Named> resultsOf(const CountedFile& counted, bool byInterface) {
    std::vector<Named> all;
    const auto& statistics = counted.plan->statistics();
    for (std::size_t i = 0; i < statistics.size(); ++i) {
        if (!byInterface) {
            all.push_back({statistics[i].text, {}, counted.count.result(i)});
            continue;
        }
        for (const std::uint32_t interface : counted.count.interfaces())
            all.push_back({statistics[i].text, counted.nameOf(interface), counted.count.result(i, interface)});
    }
    return all;
}

void printJson(const std::vector<Named>& results, Output& out) {
    std::string text;
    JsonWriter json(text);
    json.beginArray();
    for (const Named& each : results) {
        json.beginObject();
        json.member("kind", each.kind);
        if (!each.interface.empty())
            json.member("interface", each.interface);
        json.member("title", each.result.title);
        json.key("tables");
        json.beginArray();
        for (const StatisticTable& table : each.result.tables)
            writeJson(json, table);
        json.endArray();
        json.key("notes");
        json.beginArray();
        for (const std::string& note : each.result.notes)
            json.value(note);
        json.endArray();
        json.endObject();
    }
    json.endArray();
    out.write(text + "\n");
}

void printText(const std::vector<Named>& results, Output& out) {
    std::string text;
    for (const Named& each : results) {
        if (!text.empty())
            text += '\n';
        if (!each.interface.empty())
            text += "Interface " + printable(each.interface) + ": ";
        appendText(text, each.result);
    }
    out.write(text);
}

Result<void> countFile(const StatsWords& words, Session& session) {
    const LoadedPlugins plugins(session.plugins, words.scripts);
    auto counted = countStatistics(words.count, plugins.host());
    if (!counted)
        return std::unexpected(counted.error());
    const auto interfaces = counted->count.interfaces().size();
    const auto results = resultsOf(*counted, words.byInterface);
    words.json ? printJson(results, session.out) : printText(results, session.out);
    if (interfaces > 1 && !words.byInterface)
        complain(
            fmt::format("the frames are those of {} interfaces, and one that was seen on two of them counts twice. "
                        "--by-interface counts each for itself",
                        interfaces));
    if (counted->damage)
        return std::unexpected(*counted->damage);
    return {};
}

} // namespace

void addStatsVerb(CLI::App& app, Action& chosen) {
    auto words = std::make_shared<StatsWords>();
    auto* verb = app.add_subcommand("stats", "Count what the frames of a capture are, by the kinds of tshark's -z");
    verb->add_option("FILE", words->count.file, "pcap or pcapng")->required();
    verb->add_option(
            "KIND", words->count.kinds,
            "summary, io,phs, conv,TYPE, endpoints,TYPE (eth, ip, ipv6, tcp, udp), io,stat,INTERVAL[,FILTER…], "
            "expert, plen,tree, dns,tree, http,tree, dhcp,stat, srt, values,FIELD; behind most a comma and a "
            "field filter")
        ->required();
    verb->add_option("-Y", words->count.filter, "Count only frames that pass this field filter");
    verb->add_flag("--by-interface", words->byInterface, "Count the frames of each interface for themselves");
    verb->add_flag("--reassemble", words->count.reassemble,
                   "Put IP fragments and messages that span TCP segments together first, as tshark does");
    verb->add_flag("--json", words->json, "Print as JSON");
    addScriptOption(*verb, words->scripts);
    verb->callback([words, &chosen] { chosen = [words](Session& session) { return countFile(*words, session); }; });
}

} // namespace tapscope::cli
