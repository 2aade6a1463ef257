#include "loaded_plugins.h"
#include "setting_words.h"
#include "verb.h"

#include <store/file_store.h>

#include <memory>

namespace tapscope::cli {
namespace {

struct ExportWords {
    std::string file, format, out;
    std::vector<std::string> settings, scripts;
};

Result<void> exportFile(const ExportWords& words) {
    const LoadedPlugins plugins(words.scripts);
    const PluginHost& host = plugins.host();
    const Exporter* exporter = host.findExporter(words.format);
    if (exporter == nullptr) {
        std::string known;
        for (const auto* each : host.exporters())
            known += (known.empty() ? "" : ", ") + std::string(each->id());
        return failure(ErrorKind::NotFound, "export to", words.format, "there is no such format",
                       "There are: " + known);
    }
    auto values = parseSettingWords(words.settings);
    if (!values)
        return std::unexpected(values.error());
    auto settings = exporter->schema().check(*values);
    if (!settings)
        return std::unexpected(settings.error());
    auto store = FileStore::open(words.file);
    if (!store)
        return std::unexpected(store.error());
    auto report = (*store)->index();
    if (!report)
        return std::unexpected(report.error());
    if (auto written = exportToFile(*exporter, {.store = *store}, host.decoders(), *settings, words.out, {}); !written)
        return written;
    if (report->damage)
        return std::unexpected(*report->damage);
    return {};
}

} // namespace

void addExportVerb(CLI::App& app, Action& chosen) {
    auto words = std::make_shared<ExportWords>();
    auto* verb = app.add_subcommand("export", "Write a capture in another format");
    verb->add_option("FILE", words->file, "pcap or pcapng")->required();
    verb->add_option("-F", words->format, "Format: pcap, pcapng, csv, text, or a plugin's")->required();
    verb->add_option("-w", words->out, "The file to write")->required();
    verb->add_option("settings", words->settings, "key=value settings of the format");
    addScriptOption(*verb, words->scripts);
    verb->callback([words, &chosen] { chosen = [words](const Devices&) { return exportFile(*words); }; });
}

} // namespace tapscope::cli
