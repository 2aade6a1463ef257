#include "input.h"
#include "json_output.h"
#include "verb.h"

#include <plugin/replacement_file.h>

#include <combine/capture_merge.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <map>
#include <memory>

namespace tapscope::cli {
namespace {

struct MergeWords {
    std::vector<std::string> files;
    std::string out;
    bool append = false, json = false;
};

void printJson(const CaptureMerge::Report& report, Output& out) {
    printAsJson(out, [&](JsonWriter& json) {
        json.beginObject();
        json.member("frames", report.frames);
        json.member("left_out", report.leftOut);
        json.array("damages", report.damages, [&](const Error& damage) { json.value(damage.text()); });
        json.endObject();
    });
}

using Streams = std::map<std::string, std::string>; ///< what the user named, by the path that was opened

Result<CaptureMerge::Report> copyInto(const CaptureMerge& merge, const Streams& streams, Output& out,
                                      Session& session) {
    auto report = merge.run([&](Bytes bytes) -> Result<void> {
        out.write({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
        return out.flush();
    });
    if (!report)
        return std::unexpected(report.error());
    for (auto& damage : report->damages) {
        if (const auto stream = streams.find(damage.object); stream != streams.end())
            damage = callStream(stream->second, std::move(damage));
        say(damage.text());
    }
    if (report->leftOut > 0)
        say(fmt::format("{} blocks without a frame were left out: they do not fit into one section", report->leftOut));
    if (!report->damages.empty() || report->leftOut > 0)
        session.exitCode = leftOut;
    return report;
}

Result<void> mergeFiles(const MergeWords& words, Session& session) {
    Streams streams;
    CaptureMerge merge{.order = words.append ? CaptureMerge::Order::Appended : CaptureMerge::Order::ByTime,
                       .open = [&](const std::filesystem::path& file) {
                           auto walker = openCapture(file.string());
                           if (walker)
                               streams[walker->path().string()] = file.string();
                           return walker;
                       }};
    merge.files.assign(words.files.begin(), words.files.end());
    if (words.out == "-") {
        const auto report = copyInto(merge, streams, session.out, session);
        return report ? Result<void>() : std::unexpected(report.error());
    }
    auto file = ReplacementFile::create(words.out);
    if (!file)
        return std::unexpected(file.error());
    Output out(file->descriptor(), words.out, Packer::forName(words.out));
    const auto report = copyInto(merge, streams, out, session);
    if (!report)
        return std::unexpected(report.error());
    if (auto ended = out.end(); !ended)
        return ended;
    if (auto kept = file->commit(); !kept)
        return kept;
    if (words.json)
        printJson(*report, session.out);
    return {};
}

} // namespace

void addMergeVerb(CLI::App& app, Action& chosen) {
    auto words = std::make_shared<MergeWords>();
    auto* verb = app.add_subcommand("merge", "Merge several captures into one, with the frames in order of time");
    verb->add_option("FILE", words->files, "pcap or pcapng files; - is standard input")->required();
    verb->add_option("-w", words->out, "The pcapng file to write; - is standard output")->required();
    verb->add_flag("-a,--append", words->append, "Append one file after the other, regardless of time");
    verb->add_flag("--json", words->json, "Print the counts as JSON, unless the capture goes to standard output");
    verb->callback([words, &chosen] { chosen = [words](Session& session) { return mergeFiles(*words, session); }; });
}

} // namespace tapscope::cli
