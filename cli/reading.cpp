#include "frame_printer.h"
#include "loaded_plugins.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstdio>

namespace tapscope::cli {
namespace {

using Output = ReadWords::Output;

Result<std::vector<FieldColumn>> resolve(const ReadWords& words, const DecoderRegistry& registry) {
    std::vector<FieldColumn> columns;
    for (const auto& name : words.fields) {
        if (name == "_ws.col.Protocol" || name == "_ws.col.Info") {
            columns.push_back({name.ends_with("Info") ? FieldColumn::Kind::Info : FieldColumn::Kind::Protocol, {}});
            continue;
        }
        const auto found = registry.find(name);
        if (found.empty())
            return failure(ErrorKind::NotFound, "print the field", name, "there is no field or protocol of that name");
        columns.push_back({FieldColumn::Kind::Fields, {found.begin(), found.end()}});
    }
    return columns;
}

DissectionPlan planFor(const ReadWords& words, const DecoderRegistry& registry, const FieldFilter& filter,
                       const std::vector<FieldColumn>& columns) {
    if (words.output == Output::Tree)
        return DissectionPlan::tree(registry);
    std::vector<FieldId> wanted = filter.fields();
    auto text = words.output == Output::Columns ? DissectionPlan::Columns::Wanted : DissectionPlan::Columns::Unwanted;
    for (const auto& column : columns) {
        wanted.insert(wanted.end(), column.ids.begin(), column.ids.end());
        if (column.kind != FieldColumn::Kind::Fields)
            text = DissectionPlan::Columns::Wanted;
    }
    return DissectionPlan::fields(registry, wanted, text);
}

/// Prints outputs as they come and adds up what passed.
Result<void> run(FileScan& scan, const ReadWords& words) {
    std::uint64_t passed = 0;
    scan.last = words.last;
    scan.deliver = [&](const ScanOutput& output) -> Result<void> {
        passed += output.passed;
        if (std::fwrite(output.text.data(), 1, output.text.size(), stdout) != output.text.size())
            return systemError(errno, "write to", "the output");
        return {};
    };
    auto result = scan.run();
    if (words.output == Output::Count)
        fmt::print("{}\n", passed);
    return result;
}

} // namespace

Result<void> readFile(const ReadWords& words) {
    if (words.fields.empty() == (words.output == Output::Fields))
        return failure(ErrorKind::Invalid, "print", "fields",
                       words.fields.empty() ? "-T fields needs -e" : "-e needs -T fields",
                       "Write -T fields -e FIELD, with -e for each field");
    auto file = FileWalker::open(words.file);
    if (!file)
        return std::unexpected(file.error());
    FileScan scan{.file = std::move(*file), .makeExaminer = {}, .learn = {}, .deliver = {}, .stop = {}};
    PrintJob job{.words = words, .columns = {}};
    scan.makeExaminer = [&] { return std::make_unique<FramePrinter>(job); };
    // What needs no decoder does not wait for the plugins to load.
    if (words.output == Output::Count && words.fieldFilter.empty())
        return run(scan, words);

    const LoadedPlugins plugins(words.scripts);
    const DecoderRegistry& registry = plugins.host().decoders();
    auto columns = resolve(words, registry);
    if (!columns)
        return std::unexpected(columns.error());
    const auto filter = FieldFilter::compile(words.fieldFilter, registry);
    if (!filter)
        return std::unexpected(filter.error().asError(words.fieldFilter));
    const auto plan = planFor(words, registry, *filter, *columns);
    job.registry = &registry;
    job.filter = &*filter;
    job.plan = &plan;
    job.columns = std::move(*columns);

    std::optional<History> history;
    Dissection learned;
    const Dissector dissector(registry);
    const auto learning = DissectionPlan::learning(registry);
    auto planThatLearns = plan;
    job.learningPlan = &learning;
    job.planThatLearns = &planThatLearns;
    const auto learn = [&](const FrameChunk& chunk) {
        for (const Frame& frame : chunk.frames)
            dissector.dissect(frame, learning, learned, {.learning = &*history});
    };
    if (words.reassemble) {
        // A part tells of the frame that completes the whole: the file is learned to its end first.
        history.emplace(ReassemblyLimits{});
        auto walker = FileWalker::open(words.file);
        if (!walker)
            return std::unexpected(walker.error());
        for (FrameChunk chunk; walker->next(chunk);)
            learn(chunk);
    } else if (plan.needsHistory()) {
        history.emplace();
        planThatLearns.learnToo(registry);
        scan.learn = learn;
    }
    if (history)
        job.history = &*history;
    return run(scan, words);
}

} // namespace tapscope::cli
