#include "verb.h"

#include <plugin/replacement_file.h>

#include <combine/capture_merge.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>

namespace tapscope::cli {
namespace {

struct MergeWords {
    std::vector<std::string> files;
    std::string out;
    bool append = false;
};

Result<void> copyInto(const CaptureMerge& merge, Output& out, Session& session) {
    const auto report = merge.run([&](Bytes bytes) -> Result<void> {
        out.write({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
        return out.flush();
    });
    if (!report)
        return std::unexpected(report.error());
    for (const auto& damage : report->damages)
        say(damage.text());
    if (report->leftOut > 0)
        say(fmt::format("{} blocks without a frame were left out: they do not fit into one section", report->leftOut));
    if (!report->damages.empty() || report->leftOut > 0)
        session.exitCode = leftOut;
    return {};
}

Result<void> mergeFiles(const MergeWords& words, Session& session) {
    CaptureMerge merge{.order = words.append ? CaptureMerge::Order::Appended : CaptureMerge::Order::ByTime};
    merge.files.assign(words.files.begin(), words.files.end());
    if (words.out == "-")
        return copyInto(merge, session.out, session);
    auto file = ReplacementFile::create(words.out);
    if (!file)
        return std::unexpected(file.error());
    Output out(file->descriptor(), words.out, Packer::forName(words.out));
    if (auto copied = copyInto(merge, out, session); !copied)
        return copied;
    if (auto ended = out.end(); !ended)
        return ended;
    return file->commit();
}

} // namespace

void addMergeVerb(CLI::App& app, Action& chosen) {
    auto words = std::make_shared<MergeWords>();
    auto* verb = app.add_subcommand("merge", "Merge several captures into one, with the frames in order of time");
    verb->add_option("FILE", words->files, "pcap or pcapng files")->required();
    verb->add_option("-w", words->out, "The pcapng file to write; - is standard output")->required();
    verb->add_flag("-a,--append", words->append, "Append one file after the other, regardless of time");
    verb->callback([words, &chosen] { chosen = [words](Session& session) { return mergeFiles(*words, session); }; });
}

} // namespace tapscope::cli
