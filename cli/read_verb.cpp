#include "verb.h"

#include <decode/dissector.h>
#include <decode/field_text.h>
#include <decode/tree_text.h>
#include <filter/field_filter.h>
#include <plugin/plugin_host.h>
#include <store/file_store.h>
#include <store/frame_reader.h>

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <iterator>
#include <memory>
#include <utility>

namespace tapscope::cli {
namespace {

struct ReadWords {
    std::string file;
    std::uint64_t count = 0;
    bool tree = false;
    std::string output, filter;
    bool countOnly = false;
    std::vector<std::string> fields;
};

/// A column of `-T fields`: fields of that name, or one of the list's own columns.
struct FieldColumn {
    enum class Kind { Fields, Protocol, Info } kind = Kind::Fields;
    std::vector<FieldId> ids;
};

class Reading {
public:
    explicit Reading(const ReadWords& words) : words_(words), host_(PluginHost::defaultFolders()) {}

    Result<void> run() {
        auto columns = resolve();
        if (!columns)
            return std::unexpected(columns.error());
        auto filter = FieldFilter::compile(words_.filter, host_.decoders());
        if (!filter)
            return std::unexpected(filter.error().asError(words_.filter));
        filter_ = std::make_unique<FieldFilter>(std::move(*filter));
        auto store = FileStore::open(words_.file);
        if (!store)
            return std::unexpected(store.error());
        auto report = (*store)->index();
        if (!report)
            return std::unexpected(report.error());
        if (auto printed = print(*store, *columns); !printed)
            return printed;
        if (report->damage)
            return std::unexpected(*report->damage);
        return {};
    }

private:
    Result<std::vector<FieldColumn>> resolve() const {
        std::vector<FieldColumn> columns;
        if (words_.fields.empty() != words_.output.empty())
            return failure(ErrorKind::Invalid, "print", "fields",
                           words_.fields.empty() ? "-T fields needs -e" : "-e needs -T fields",
                           "Write -T fields -e FIELD, with -e for each field");
        for (const auto& name : words_.fields) {
            if (name == "_ws.col.Protocol" || name == "_ws.col.Info") {
                columns.push_back({name.ends_with("Info") ? FieldColumn::Kind::Info : FieldColumn::Kind::Protocol, {}});
                continue;
            }
            const auto found = host_.decoders().find(name);
            if (found.empty())
                return failure(ErrorKind::NotFound, "print the field", name,
                               "there is no field or protocol of that name");
            columns.push_back({FieldColumn::Kind::Fields, {found.begin(), found.end()}});
        }
        return columns;
    }

    [[nodiscard]] DissectionPlan planFor(const std::vector<FieldColumn>& columns) const {
        const auto& registry = host_.decoders();
        if (words_.tree)
            return DissectionPlan::tree(registry);
        if (words_.output != "fields")
            return DissectionPlan::fields(registry, filter_->fields(),
                                          words_.countOnly ? DissectionPlan::Columns::Unwanted
                                                           : DissectionPlan::Columns::Wanted);
        std::vector<FieldId> wanted = filter_->fields();
        auto text = DissectionPlan::Columns::Unwanted;
        for (const auto& column : columns) {
            wanted.insert(wanted.end(), column.ids.begin(), column.ids.end());
            if (column.kind != FieldColumn::Kind::Fields)
                text = DissectionPlan::Columns::Wanted;
        }
        return DissectionPlan::fields(registry, wanted, text);
    }

    Result<void> print(const std::shared_ptr<FileStore>& store, const std::vector<FieldColumn>& columns) {
        auto plan = planFor(columns);
        History history;
        const Dissector dissector(host_.decoders());
        FrameReader reader(store);
        Dissection dissection;
        FilterScratch scratch;
        const FrameNumber last = words_.count == 0 ? store->count() : std::min(store->count(), words_.count);
        FrameFacts facts;
        if (plan.needsHistory()) {
            plan.learnToo(host_.decoders());
            facts.learning = &history;
        }
        std::uint64_t passed = 0;
        for (FrameNumber number = 1; number <= last; ++number) {
            auto frame = reader.read(number);
            if (!frame)
                return std::unexpected(frame.error());
            facts.firstTime = store->entry(1).timestamp();
            facts.previousTime = store->entry(number == 1 ? 1 : number - 1).timestamp();
            facts.interfaceName = store->interface(frame->interfaceId).name;
            dissector.dissect(*frame, plan, dissection, facts);
            if (!filter_->matches(dissection, scratch))
                continue;
            ++passed;
            if (words_.countOnly)
                continue;
            line_.clear();
            if (words_.tree)
                appendTree(line_, host_.decoders(), dissection);
            else if (words_.output == "fields")
                printFields(dissection, columns);
            else
                printColumns(dissection, facts);
            line_ += '\n';
            if (std::fwrite(line_.data(), 1, line_.size(), stdout) != line_.size())
                return systemError(errno, "write to", "the output");
        }
        if (words_.countOnly)
            fmt::print("{}\n", passed);
        return {};
    }

    void printColumns(const Dissection& d, const FrameFacts& facts) {
        fmt::format_to(std::back_inserter(line_), "{:5} {} {} → {} {} {} {}", d.frame().number,
                       secondsText(d.frame().time - facts.firstTime, 6), ColumnText(d.sourceColumn()).view(),
                       ColumnText(d.destinationColumn()).view(), d.protocolColumn(), d.frame().originalLength,
                       d.infoColumn());
    }

    void printFields(const Dissection& d, const std::vector<FieldColumn>& columns) {
        bool first = true;
        for (const auto& column : columns) {
            if (!std::exchange(first, false))
                line_ += '\t';
            if (column.kind == FieldColumn::Kind::Protocol)
                line_ += d.protocolColumn();
            else if (column.kind == FieldColumn::Kind::Info)
                line_ += d.infoColumn();
            else
                appendValues(d, column.ids);
        }
    }

    void appendValues(const Dissection& d, const std::vector<FieldId>& ids) {
        bool first = true;
        for (const FieldValue& value : d.fields()) {
            if (std::ranges::find(ids, value.field) == ids.end())
                continue;
            if (!std::exchange(first, false))
                line_ += ',';
            appendValue(line_, host_.decoders(), d, value);
        }
    }

    const ReadWords& words_;
    PluginHost host_;
    std::unique_ptr<FieldFilter> filter_;
    std::string line_;
};

} // namespace

void addReadVerb(CLI::App& app, Action& chosen) {
    auto words = std::make_shared<ReadWords>();
    auto* verb = app.add_subcommand("read", "Print the frames of a capture, a line each");
    verb->add_option("FILE", words->file, "pcap or pcapng")->required();
    verb->add_option("-c", words->count, "Stop after so many frames");
    verb->add_option("-Y", words->filter, "Print only frames that pass this field filter, such as ip.addr == 10.9.0.2");
    verb->add_flag("--count", words->countOnly, "Print only how many frames there are");
    verb->add_flag("-V", words->tree, "Print all fields of each frame");
    verb->add_option("-T", words->output, "\"fields\": print the fields named by -e, separated by tabs")
        ->check(CLI::IsMember({"fields"}));
    verb->add_option("-e", words->fields, "A field for -T fields, such as ip.ttl or _ws.col.Info")
        ->allow_extra_args(false);
    verb->callback([words, &chosen] { chosen = [words](const Devices&) { return Reading(*words).run(); }; });
}

} // namespace tapscope::cli
