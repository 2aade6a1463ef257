#include "counting.h"
#include "json_output.h"
#include "loaded_plugins.h"
#include "name_words.h"
#include "number_check.h"
#include "stop_words.h"
#include "verb.h"

#include <base/printable_text.h>
#include <capture/source_catalog.h>
#include <net/device_names.h>
#include <net/packet_port.h>
#include <privilege/device_places.h>
#include <stats/result_text.h>
#include <stats/sequence_text.h>

#include <fmt/core.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <memory>

namespace tapscope::cli {
namespace {

struct StatsWords {
    CountWords count;
    CaptureWords capture; ///< of a device
    std::vector<std::string> scripts, hostFiles;
    std::string names;
    bool byInterface = false, json = false, csv = false, isListing = false;
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
    json.array("columns", table.columns, [&](const StatisticColumn& column) { json.value(column.title); });
    json.array("rows", table.rows, [&](const StatisticRow& row) {
        json.beginObject();
        json.array("values", row.values, [&](const StatisticValue& value) { writeJson(json, value); });
        json.member("depth", row.depth);
        if (!row.filter.empty())
            json.member("filter", row.filter);
        if (row.frame != 0)
            json.member("frame", row.frame);
        json.endObject();
    });
    json.endObject();
}

void writeJson(JsonWriter& json, const StatisticPlot& plot) {
    json.beginObject();
    json.member("title", plot.title);
    json.member("direction", plot.subject);
    json.member("x", plot.xTitle);
    json.member("y", plot.yTitle);
    json.array("lines", plot.lines, [&](const PlotLine& line) {
        json.beginObject();
        json.member("title", line.title);
        json.array("points", line.points, [&](const PlotPoint& point) {
            json.beginObject();
            json.member("x", point.x);
            json.member("y", point.y);
            if (line.style == PlotLine::Style::Spans)
                json.member("top", point.top);
            json.member("frame", point.frame);
            json.endObject();
        });
        json.endObject();
    });
    json.endObject();
}

void writeJson(JsonWriter& json, const SequenceDiagram& diagram) {
    json.array(diagram.arrows, [&](const SequenceDiagram::Arrow& arrow) {
        json.beginObject();
        json.member("frame", arrow.frame);
        json.member("time", arrow.time);
        json.member("source", diagram.hosts[arrow.from]);
        json.member("destination", diagram.hosts[arrow.to]);
        if (arrow.fromPort != 0)
            json.member("source_port", arrow.fromPort);
        if (arrow.toPort != 0)
            json.member("destination_port", arrow.toPort);
        json.member("text", arrow.text);
        json.endObject();
    });
}

void writeJson(JsonWriter& json, const StatisticSeries& series) {
    json.beginObject();
    json.member("title", series.title);
    json.member("unit", series.unit);
    json.member("interval", std::chrono::duration<double>(series.interval).count());
    json.values("values", series.values);
    json.endObject();
}

/// The parts of one kind in a result, if it has any.
template <typename Each>
void writeJson(JsonWriter& json, std::string_view key, const std::vector<Each>& all) {
    if (!all.empty())
        json.array(key, all, [&](const Each& each) { writeJson(json, each); });
}

/// A result to print, with its statistic and interface.
struct Named {
    std::string kind, interface; ///< interface; empty for all interfaces together
    StatisticResult result;
};

std::vector<Named> resultsOf(const CountedFile& counted, bool byInterface) {
    std::vector<Named> all;
    const auto& statistics = counted.plan->statistics();
    for (std::size_t i = 0; i < statistics.size(); ++i) {
        if (!byInterface) {
            all.push_back({statistics[i].text, {}, counted.count->result(i)});
            continue;
        }
        for (const std::uint32_t interface : counted.count->interfaces())
            all.push_back({statistics[i].text, counted.nameOf(interface), counted.count->result(i, interface)});
    }
    return all;
}

void printResultsJson(const std::vector<Named>& results, Output& out) {
    printAsJson(out, results, [](JsonWriter& json, const Named& each) {
        json.beginObject();
        json.member("kind", each.kind);
        if (!each.interface.empty())
            json.member("interface", each.interface);
        json.member("title", each.result.title);
        json.array("tables", each.result.tables, [&](const StatisticTable& table) { writeJson(json, table); });
        if (each.result.tables.empty()) // otherwise the table has the same values
            writeJson(json, "series", each.result.series);
        writeJson(json, "plots", each.result.plots);
        writeJson(json, "flows", each.result.diagrams);
        json.values("notes", each.result.notes);
        json.endObject();
    });
}

/// Addresses are shown by their names.
void putNames(StatisticResult& result, const NameBook& names) {
    const auto rename = [&](std::string& address) {
        if (std::string name = names.ofText(address); !name.empty())
            address = std::move(name);
    };
    for (StatisticTable& table : result.tables) {
        for (StatisticRow& row : table.rows) {
            for (StatisticValue& value : row.values) {
                if (auto* text = std::get_if<std::string>(&value))
                    rename(*text);
            }
        }
    }
    for (SequenceDiagram& diagram : result.diagrams)
        std::ranges::for_each(diagram.hosts, rename);
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

/// Whether frames are counted as they arrive from a device or source. A file or pipe of that name comes first.
bool isLive(const StatsWords& words, Session& session) {
    const std::string& name = words.count.name;
    std::error_code ignored;
    if (!words.capture.machine.machine.empty())
        return true;
    if (isPath(name) || std::filesystem::exists(name, ignored))
        return false;
    if (!SourceCatalog::isDevice(name) || name == PacketPort::anyInterface)
        return true;
    const auto placed = PlacedName::parse(name);
    DevicePlaces places(session.devices, HelperProgram::ofThisProgram());
    const auto devices = places.at(placed.place);
    if (!devices)
        return devices.error().kind == ErrorKind::NotPermitted; // capturing tells why
    const auto device = deviceNamed(**devices, placed.device);
    const auto info = device ? (*devices)->info(*device) : std::unexpected(device.error());
    return info || (device && info.error().kind != ErrorKind::NotFound); // or another kind of interface
}

/// A name that is neither a file nor a device.
Error withAdvice(Error error, const std::string& name) {
    if (error.kind == ErrorKind::NotFound && error.hint.empty() && SourceCatalog::isDevice(name))
        error.hint = "No device has this name either";
    return error;
}

/// Options that need a device, or a file.
Result<void> checkFor(const StatsWords& words, bool isLive) {
    const CaptureWords& capture = words.capture;
    const std::string option = capture.count             ? "-c"
                               : !capture.stop.empty()   ? "-a"
                               : !capture.filter.empty() ? "-f"
                               : !capture.mode.empty()   ? "--mode"
                                                         : "";
    if (!isLive && !option.empty())
        return failure(ErrorKind::Invalid, "use " + option, words.count.name, "it is no device",
                       "Leave it out; -Y counts some of the frames of a file");
    const auto stop = parseStopWords(capture.stop);
    if (!stop)
        return std::unexpected(stop.error());
    if (stop->bytesOnDisk)
        return failure(ErrorKind::Invalid, "end at a size of", words.count.name, "no frame is kept",
                       "Write -a duration:S or -a packets:N");
    if (isLive && words.count.reassemble)
        return failure(ErrorKind::Unsupported, "reassemble the frames of", words.count.name,
                       "the whole capture is needed first", "Record it with capture, and count the file");
    return {};
}

/// The names that are printed instead of addresses; null for none.
Result<std::shared_ptr<const NameBook>> namesOf(const StatsWords& words, bool isLive, const DecoderRegistry& registry) {
    const auto switches = parseNameSwitches(words.names);
    if (!switches)
        return std::unexpected(switches.error());
    if (switches->services)
        return failure(ErrorKind::Unsupported, "use -N", words.names, "statistics have ports as numbers",
                       "Leave t out");
    if (isLive && switches->hosts)
        return failure(ErrorKind::Unsupported, "use -N", words.names, "the names come from a file", "Leave n out");
    return namesFor({.file = words.count.name, .names = *switches, .hostFiles = words.hostFiles}, registry);
}

/// Prints plots and flows as drawn; for a result without either, its tables.
void printCsv(const std::vector<Named>& results, Output& out) {
    for (const Named& each : results) {
        if (each.result.tables.empty() && !each.result.series.empty())
            out.write(csvOf(each.result.series));
        if (!each.result.plots.empty())
            out.write(csvOf(each.result.plots));
        for (const SequenceDiagram& diagram : each.result.diagrams)
            out.write(csvOf(diagram));
        if (!each.result.plots.empty() || !each.result.diagrams.empty())
            continue;
        for (const StatisticTable& table : each.result.tables)
            out.write(csvOf(table));
    }
}

void printKinds(const StatsWords& words, Session& session) {
    const LoadedPlugins plugins(session.plugins, words.scripts);
    const StatisticKinds kinds(plugins.host().statistics());
    if (words.json) {
        printAsJson(session.out, kinds.all(), [](JsonWriter& json, const StatisticKind* kind) {
            json.beginObject();
            json.member("id", kind->id());
            json.member("arguments", kind->arguments());
            json.member("title", kind->title());
            json.endObject();
        });
        return;
    }
    for (const StatisticKind* kind : kinds.all()) {
        const std::string call = printable(kind->id()) + printable(kind->arguments());
        session.out.print("{:<40} {}\n", call, printable(kind->title()));
    }
}

Result<void> count(const StatsWords& words, Session& session) {
    static_cast<void>(session.interruption()); // before the plugins, which may start threads
    const bool isLive = cli::isLive(words, session);
    if (auto checked = checkFor(words, isLive); !checked)
        return checked;
    const LoadedPlugins plugins(session.plugins, words.scripts);
    const auto names = namesOf(words, isLive, plugins.host().decoders());
    if (!names)
        return std::unexpected(names.error());
    auto counted = isLive ? countLive(words.count, words.capture, plugins.host(), session)
                          : countStatistics(words.count, plugins.host());
    if (!counted)
        return std::unexpected(withAdvice(counted.error(), words.count.name));
    const auto interfaces = counted->count->interfaces().size();
    auto results = resultsOf(*counted, words.byInterface);
    for (Named& each : results) {
        if (*names)
            putNames(each.result, **names);
    }
    const auto print = words.json ? printResultsJson : words.csv ? printCsv : printText;
    print(results, session.out);
    if (interfaces > 1 && !words.byInterface)
        complain(fmt::format("the capture has {} interfaces, and a frame that was seen on two of them is counted "
                             "twice. --by-interface counts each interface separately",
                             interfaces));
    if (counted->damage)
        return std::unexpected(*counted->damage);
    if (auto leftOut = counted->leftOut())
        return std::unexpected(std::move(*leftOut));
    return {};
}

} // namespace

void addStatsVerb(CLI::App& app, Action& chosen) {
    auto words = std::make_shared<StatsWords>();
    auto* verb = app.add_subcommand("stats", "Print statistics of a file or device, of the same kinds as tshark's -z");
    verb->add_option("FILE", words->count.name,
                     "pcap or pcapng; - is standard input. Or a device or source, as for capture: its frames are "
                     "counted as they arrive and are not kept, and the statistics are printed at the end: after -c or "
                     "-a, or at Ctrl+C. A file comes before a device of the same name");
    verb->add_option(
        "KIND", words->count.kinds,
        "summary, io,phs, conv,TYPE, endpoints,TYPE (eth, ip, ipv6, tcp, udp), io,stat,INTERVAL[,FILTER…], io,series "
        "(the same without a table), "
        "expert, plen,tree, dns,tree, http,tree, dhcp,stat, srt, PROTOCOL,srt, values,FIELD, "
        "tcp-graph,STREAM[,GRAPH] (stevens, tcptrace, rtt, throughput, window), flow,WHAT (any, tcp, icmp, "
        "icmpv6), or another kind from --list; most can be followed by a comma and a field filter");
    verb->add_flag("--list", words->isListing,
                   "List the kinds, including those of plugins and scripts, instead of counting");
    verb->add_option("-Y", words->count.filter, "Count only frames that match this field filter");
    verb->add_option("-c", words->capture.count, "Of a device: end after this number of frames")
        ->check(aNumberFromOne());
    verb->add_option("-a", words->capture.stop, "Of a device: end at duration:S or packets:N")->allow_extra_args(false);
    verb->add_option("-f", words->capture.filter, "Of a device: a capture filter, see pcap-filter(7)");
    verb->add_option("--mode", words->capture.mode, "Of a device: attach or monitor, as for capture")
        ->check(CLI::IsMember({std::string(source_role::attach), std::string(source_role::monitor)}));
    addMachineOptions(*verb, words->capture.machine);
    verb->add_flag("--by-interface", words->byInterface, "Count the frames of each interface separately");
    verb->add_flag("--reassemble", words->count.reassemble,
                   "Reassemble IP fragments and messages that span TCP segments first, as tshark does");
    auto* json = verb->add_flag("--json", words->json, "Print as JSON");
    auto* csv = verb->add_flag("--csv", words->csv,
                               "Print as CSV: the points of graphs, the arrows of flows, the rows of tables")
                    ->excludes(json);
    auto* names = verb->add_option("-N", words->names,
                                   "Show names instead of addresses in text: m (vendors of network cards), n (hosts, "
                                   "from the capture and /etc/hosts). JSON and CSV have addresses")
                      ->excludes(json)
                      ->excludes(csv);
    verb->add_option("-H", words->hostFiles, "A file of host names in the format of /etc/hosts; needs -N n")
        ->allow_extra_args(false)
        ->needs(names);
    addScriptOption(*verb, words->scripts);
    verb->callback([words, &chosen] {
        if (!words->isListing && words->count.kinds.empty())
            throw CLI::RequiredError(words->count.name.empty() ? "FILE" : "KIND");
        chosen = [words](Session& session) -> Result<void> {
            if (!words->isListing)
                return count(*words, session);
            printKinds(*words, session);
            return {};
        };
    });
}

} // namespace tapscope::cli
