#include "counting.h"
#include "loaded_plugins.h"
#include "verb.h"

#include <stats/result_text.h>

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <cstdio>
#include <memory>

namespace tapscope::cli {
namespace {

struct StatsWords {
    CountWords count;
    std::vector<std::string> scripts;
    bool byInterface = false, json = false;
};

QString text(const std::string& bytes) {
    return QString::fromStdString(bytes);
}

QJsonValue toJson(const StatisticValue& value) {
    if (const auto* words = std::get_if<std::string>(&value))
        return text(*words);
    if (const auto* whole = std::get_if<std::uint64_t>(&value))
        return static_cast<qint64>(*whole);
    if (const auto* number = std::get_if<double>(&value))
        return *number;
    return QJsonValue::Null;
}

QJsonObject toJson(const StatisticTable& table) {
    QJsonArray columns, rows;
    for (const StatisticColumn& column : table.columns)
        columns.append(text(column.title));
    for (const StatisticRow& row : table.rows) {
        QJsonArray values;
        for (const StatisticValue& value : row.values)
            values.append(toJson(value));
        QJsonObject object{{"values", values}, {"depth", static_cast<int>(row.depth)}};
        if (!row.filter.empty())
            object["filter"] = text(row.filter);
        if (row.frame != 0)
            object["frame"] = static_cast<qint64>(row.frame);
        rows.append(object);
    }
    return {{"title", text(table.title)}, {"columns", columns}, {"rows", rows}};
}

QJsonObject toJson(const StatisticResult& result) {
    QJsonArray tables, notes;
    for (const StatisticTable& table : result.tables)
        tables.append(toJson(table));
    for (const std::string& note : result.notes)
        notes.append(text(note));
    return {{"title", text(result.title)}, {"tables", tables}, {"notes", notes}};
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

void print(const std::vector<Named>& results, bool asJson) {
    std::string out;
    QJsonArray array;
    for (const Named& each : results) {
        if (asJson) {
            QJsonObject object = toJson(each.result);
            object["kind"] = text(each.kind);
            if (!each.interface.empty())
                object["interface"] = text(each.interface);
            array.append(object);
            continue;
        }
        if (!out.empty())
            out += '\n';
        if (!each.interface.empty())
            out += "Interface " + each.interface + ": ";
        appendText(out, each.result);
    }
    if (asJson)
        out = QJsonDocument(array).toJson().toStdString();
    std::fwrite(out.data(), 1, out.size(), stdout);
}

Result<void> countFile(const StatsWords& words) {
    const LoadedPlugins plugins(words.scripts);
    auto counted = countStatistics(words.count, plugins.host());
    if (!counted)
        return std::unexpected(counted.error());
    const auto interfaces = counted->count.interfaces().size();
    print(resultsOf(*counted, words.byInterface), words.json);
    if (interfaces > 1 && !words.byInterface)
        std::fprintf(
            stderr,
            "tapscope-cli: the frames are those of %zu interfaces, and one that was seen on two of them counts "
            "twice. --by-interface counts each for itself\n",
            interfaces);
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
    verb->callback([words, &chosen] { chosen = [words](const Devices&) { return countFile(*words); }; });
}

} // namespace tapscope::cli
