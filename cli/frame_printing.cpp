#include "frame_printing.h"

#include "decode_as_words.h"
#include "name_words.h"

#include <cstdlib>
#include <utility>

namespace tapscope::cli {
namespace {

using Kind = ReadWords::Output;

bool printsColumns(const ReadWords& words) {
    return words.output == Kind::Columns || words.output == Kind::Tabs;
}

bool printsTree(const ReadWords& words) {
    const bool isJson = words.output == Kind::Json || words.output == Kind::JsonLines;
    return words.output == Kind::Tree || words.output == Kind::Pdml || (isJson && words.fields.names.empty());
}

Result<std::vector<ProtocolId>> findProtocols(const std::vector<std::string>& names, const DecoderRegistry& registry) {
    std::vector<ProtocolId> protocols;
    for (const auto& name : names) {
        const ProtocolId id = registry.findProtocol(name);
        if (id == noProtocol)
            return failure(ErrorKind::NotFound, "show the protocol", name, "there is no protocol with that name");
        protocols.push_back(id);
    }
    return protocols;
}

DissectionPlan planFor(const ReadWords& words, const DecoderRegistry& registry, const FieldFilter& filter,
                       const std::vector<FieldColumn>& columns, const DecodeAsList& decodeAs) {
    if (printsTree(words))
        return DissectionPlan::tree(registry, decodeAs);
    std::vector<FieldId> wanted = filter.fields();
    auto text = printsColumns(words) ? DissectionPlan::Columns::Wanted : DissectionPlan::Columns::Unwanted;
    for (const auto& column : columns) {
        wanted.insert(wanted.end(), column.ids.begin(), column.ids.end());
        if (column.kind != FieldColumn::Kind::Fields)
            text = DissectionPlan::Columns::Wanted;
    }
    return DissectionPlan::fields(registry, wanted, text, decodeAs);
}

bool isColoured(const ReadWords& words, const Output& out) {
    if (words.colour != ReadWords::Colour::Automatic)
        return words.colour == ReadWords::Colour::Always;
    return out.isTerminal() && std::getenv("NO_COLOR") == nullptr;
}

/// Null if nothing is printed for a frame.
Result<std::unique_ptr<const FrameFormat>> formatFor(const ReadWords& words, const DecoderRegistry& registry,
                                                     std::vector<FieldColumn> columns, const Output& out,
                                                     std::shared_ptr<const NameBook> names) {
    switch (words.output) {
    case Kind::Columns:
    case Kind::Tabs:
        return columnFormat(
            {.between = words.output == Kind::Tabs ? ColumnStyle::Between::Tabs : ColumnStyle::Between::Spaces,
             .time = words.time,
             .isColoured = isColoured(words, out),
             .hasHexDump = words.hexDump,
             .names = std::move(names)});
    case Kind::Tree: {
        auto expanded = findProtocols(words.expanded, registry);
        if (!expanded)
            return std::unexpected(expanded.error());
        return treeFormat(registry,
                          {.expanded = std::move(*expanded), .hasHexDump = words.hexDump, .names = std::move(names)});
    }
    case Kind::Fields:
        return fieldsFormat(registry, words.fields, std::move(columns));
    case Kind::Json:
        return jsonFormat(registry, JsonKind::Array, std::move(columns));
    case Kind::JsonLines:
        return jsonFormat(registry, JsonKind::Lines, std::move(columns));
    case Kind::Pdml:
        return pdmlFormat(registry);
    case Kind::Count:
    case Kind::Nothing:
    case Kind::File:
        break;
    }
    return nullptr;
}

} // namespace

Result<std::unique_ptr<FramePrinting>> FramePrinting::prepare(const ReadWords& words, const PluginChoice& plugins,
                                                              const Output& out) {
    std::unique_ptr<FramePrinting> printing(new FramePrinting(words));
    printing->job_.writesFrames = words.output == Kind::File;
    // Output that needs no decoder does not wait for the plugins to load.
    const bool prints = words.output != Kind::Count && words.output != Kind::Nothing && words.output != Kind::File;
    if (prints || !words.fieldFilter.empty()) {
        if (auto decoding = printing->decode(words, plugins, out); !decoding)
            return std::unexpected(decoding.error());
    }
    return printing;
}

Result<void> FramePrinting::decode(const ReadWords& words, const PluginChoice& plugins, const Output& out) {
    plugins_.emplace(plugins, words.scripts);
    const DecoderRegistry& registry = plugins_->host().decoders();
    auto columns = findColumns(words.fields.names, registry);
    if (!columns)
        return std::unexpected(columns.error());
    auto decodeAs = parseDecodeAs(words.decodeAs, registry);
    if (!decodeAs)
        return std::unexpected(decodeAs.error());
    decodeAs_ = std::move(*decodeAs);
    auto filter = FieldFilter::compile(words.fieldFilter, registry);
    if (!filter)
        return std::unexpected(filter.error().asError(words.fieldFilter));
    filter_.emplace(std::move(*filter));
    plan_.emplace(planFor(words, registry, *filter_, *columns, decodeAs_));
    auto names = namesFor(
        {.file = words.file, .follow = words.follow, .names = words.names, .hostFiles = words.hostFiles}, registry);
    if (!names)
        return std::unexpected(names.error());
    auto format = formatFor(words, registry, std::move(*columns), out, std::move(*names));
    if (!format)
        return std::unexpected(format.error());
    format_ = std::move(*format);
    planThatLearns_ = plan_;
    job_.registry = &registry;
    job_.filter = &*filter_;
    job_.format = format_.get();
    job_.plan = &*plan_;
    job_.planThatLearns = &*planThatLearns_;
    if (plan_->needsHistory()) {
        planThatLearns_->learnToo(registry);
        job_.learner = &learner_.emplace(registry, decodeAs_, ChunkLearner::Examined::Soon);
    }
    return {};
}

void FramePrinting::reassemble() {
    if (job_.registry != nullptr)
        job_.learner = &learner_.emplace(*job_.registry, decodeAs_, ChunkLearner::Examined::Afterwards);
}

void Delivery::begin() {
    if (format_ != nullptr)
        out_.write(format_->begin());
}

Result<void> Delivery::take(const ScanOutput& output) {
    passed_ += output.passed;
    std::string_view text = output.text;
    if (format_ != nullptr && !text.empty() && std::exchange(isFirst_, false))
        text.remove_prefix(format_->separator().size());
    out_.write(text);
    return out_.flush(); // chunks are large, unless the user is waiting for a few frames
}

Result<void> Delivery::end() {
    if (format_ != nullptr)
        out_.write(format_->end());
    return out_.flush();
}

} // namespace tapscope::cli
