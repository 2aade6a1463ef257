#include "loaded_plugins.h"
#include "name_words.h"
#include "number_check.h"
#include "reading.h"
#include "verb.h"
#include "whole_file.h"

#include <CLI/CLI.hpp>
#include <map>
#include <memory>

namespace tapscope::cli {
namespace {

/// The values that CLI11 fills in, before they are combined.
struct Words {
    ReadWords read;
    std::string option, filterFile, laterFilter, output, time = "r", colour = "auto", expanded;
    std::vector<std::string> fieldOptions;
    std::string names;
    bool isNameless = false;
    bool tree = false, count = false, isQuiet = false, json = false;
    std::uint64_t ignored = 0; ///< options that are accepted without effect
};

const std::map<std::string, ReadWords::Output>& outputs() {
    static const std::map<std::string, ReadWords::Output> known = {
        {"text", ReadWords::Output::Columns}, {"tabs", ReadWords::Output::Tabs}, {"fields", ReadWords::Output::Fields},
        {"json", ReadWords::Output::Json},    {"pdml", ReadWords::Output::Pdml}, {"ek", ReadWords::Output::JsonLines},
    };
    return known;
}

ReadWords::Output outputOf(const Words& words) {
    if (!words.read.write.empty())
        return ReadWords::Output::File;
    if (words.count)
        return ReadWords::Output::Count;
    if (words.isQuiet)
        return ReadWords::Output::Nothing;
    if (words.json)
        return ReadWords::Output::Json;
    const ReadWords::Output named = words.output.empty() ? ReadWords::Output::Columns : outputs().at(words.output);
    const bool isTree = words.tree || !words.expanded.empty();
    return named == ReadWords::Output::Columns && isTree ? ReadWords::Output::Tree : named;
}

std::vector<std::string> splitAtCommas(const std::string& text) {
    std::vector<std::string> parts;
    for (std::size_t start = 0; start < text.size();) {
        const auto end = std::min(text.find(',', start), text.size());
        parts.push_back(text.substr(start, end - start));
        start = end + 1;
    }
    return parts;
}

/// Combines the options and checks what CLI11 cannot check.
Result<ReadWords> understand(Words words) {
    const ReadWords::Output output = outputOf(words);
    ReadWords read = std::move(words.read);
    read.output = output;
    if (read.file.empty())
        read.file = words.option;
    else if (!words.option.empty())
        return failure(ErrorKind::Invalid, "read", read.file, "-r names another file",
                       "Name one; a filter is an option: -f for one of pcap-filter(7), -Y for fields");
    if (!words.isNameless) {
        auto names = parseNameSwitches(words.names);
        if (!names)
            return std::unexpected(names.error());
        read.names = *names;
    }
    if (!read.hostFiles.empty() && !read.names.hosts)
        return failure(ErrorKind::Invalid, "use -H", read.hostFiles.front(), "host names are not shown", "Add -N n");
    const bool hasFields = read.output == ReadWords::Output::Fields || read.output == ReadWords::Output::Json ||
                           read.output == ReadWords::Output::JsonLines;
    if (!read.fields.names.empty() && !hasFields)
        return failure(ErrorKind::Invalid, "print", "fields", "-e needs -T fields, json or ek",
                       "Write -T fields -e FIELD, with -e for each field");
    if (read.output == ReadWords::Output::Fields && read.fields.names.empty())
        return failure(ErrorKind::Invalid, "print", "fields", "-T fields needs -e",
                       "Write -T fields -e FIELD, with -e for each field");
    for (const auto& option : words.fieldOptions) {
        if (auto taken = parseFieldOption(read.fields, option); !taken)
            return std::unexpected(taken.error());
    }
    const auto time = timeFormatOf(words.time);
    if (!time)
        return failure(ErrorKind::Invalid, "use -t", words.time, "it is not known",
                       "Write r (since the first frame), d (since the previous frame), e (since 1970), a or ad (local "
                       "time, ad with the date), u or ud (UTC, ud with the date)");
    read.time = *time;
    if (!words.filterFile.empty()) {
        auto text = readFilterFile(words.filterFile);
        if (!text)
            return std::unexpected(text.error());
        read.captureFilter = std::move(*text);
    }
    if (!words.laterFilter.empty())
        read.fieldFilter =
            read.fieldFilter.empty() ? words.laterFilter : "(" + read.fieldFilter + ") && (" + words.laterFilter + ")";
    read.expanded = splitAtCommas(words.expanded);
    read.colour = words.colour == "always"  ? ReadWords::Colour::Always
                  : words.colour == "never" ? ReadWords::Colour::Never
                                            : ReadWords::Colour::Automatic;
    return read;
}

} // namespace

void addReadVerb(CLI::App& app, Action& chosen) {
    auto words = std::make_shared<Words>();
    ReadWords& read = words->read;
    auto* verb = app.add_subcommand("read", "Print the frames of a capture, one line each");
    verb->add_option("FILE", read.file, "pcap or pcapng; - is standard input, and pipes are read as data arrives");
    verb->add_option("-r", words->option, "The same as FILE");
    verb->add_option("-c", read.last, "Stop after this number of frames")->check(aNumberFromOne());
    verb->add_option("-f", read.captureFilter, "Only frames that match this capture filter (BPF), such as tcp port 80");
    verb->add_option("-F", words->filterFile, "A file with a capture filter")->excludes("-f");
    verb->add_option("-Y", read.fieldFilter, "Only frames that match this field filter, such as ip.addr == 10.9.0.2");
    verb->add_option("-R", words->laterFilter, "The same as -Y");
    verb->add_flag("--count", words->count, "Print only the number of frames");
    verb->add_flag("-V", words->tree, "Print all fields of each frame");
    verb->add_option("-O", words->expanded,
                     "Print the fields of these protocols, such as ip,tcp, and one line for each other protocol");
    std::vector<std::string> names;
    for (const auto& [name, output] : outputs())
        names.push_back(name);
    verb->add_option("-T", words->output,
                     "text: a line of columns; tabs: columns separated by tabs; fields: the fields named by -e; json: "
                     "an array of all fields, or of those named by -e; ek: JSON lines for Elasticsearch; pdml: XML")
        ->check(CLI::IsMember(names));
    verb->add_flag("--json", words->json, "As -T json");
    verb->add_option("-e", read.fields.names, "A field for -T fields, json or ek: ip.ttl, _ws.col.Info")
        ->allow_extra_args(false);
    verb->add_option("-E", words->fieldOptions,
                     "How -T fields prints: header=y, separator=CHARACTER, aggregator=CHARACTER, occurrence=f|l|a, "
                     "quote=d|s|n")
        ->allow_extra_args(false);
    verb->add_option("-t", words->time,
                     "The Time column: r, since the first frame; d, since the previous frame; e, since 1970; a, local "
                     "time; ad, with the date; u and ud, the same in UTC");
    verb->add_flag("-x", read.hexDump, "Print the bytes of each frame, too");
    verb->add_option("-d", read.decodeAs, "Decode as: TABLE==NUMBER,PROTOCOL, such as tcp.port==8888,http")
        ->allow_extra_args(false);
    verb->add_option("-w", read.write,
                     "Write the frames to this pcapng file instead of printing them; - is standard output");
    verb->add_flag("--follow", read.follow, "Wait for more frames at the end of the file until interrupted");
    verb->add_option("--color", words->colour, "Colours: auto (on a terminal), always, never")
        ->check(CLI::IsMember({"auto", "always", "never"}));
    addScriptOption(*verb, read.scripts);
    verb->add_flag("--reassemble,-2", read.reassemble,
                   "Reassemble IP fragments and messages that span TCP segments, and decode them in the frame that "
                   "completes them; otherwise each frame is decoded on its own");
    verb->add_flag("-q", words->isQuiet, "Print no frames; only check whether the file can be read");
    verb->add_flag("-l", words->ignored, "Accepted for compatibility: frames are always printed at once");
    verb->add_flag("-U", words->ignored, "Accepted for compatibility: frames are always printed at once");
    verb->add_flag("-n", words->isNameless, "Show no names (the default); overrides -N");
    verb->add_option("-N", words->names,
                     "Show names instead of addresses, one letter each: m for vendors of network cards, n or d for "
                     "hosts, t for services in port fields (-V). Host names come from DNS, mDNS and DHCP frames and "
                     "name resolution blocks of the capture and from /etc/hosts; no query is sent to the network");
    verb->add_option("-H", read.hostFiles, "A file of host names in the format of /etc/hosts; needs -N n")
        ->allow_extra_args(false);
    verb->callback([words, &chosen] {
        chosen = [words](Session& session) -> Result<void> {
            if (words->read.file.empty() && words->option.empty()) {
                session.exitCode = wrongUsage;
                return failure(ErrorKind::Invalid, "read", "a capture", "no file is named",
                               "Name one, or - for standard input");
            }
            auto understood = understand(*words);
            if (!understood)
                return std::unexpected(understood.error());
            return readFile(*understood, session);
        };
    });
}

} // namespace tapscope::cli
