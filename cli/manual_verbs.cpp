#include "manual.h"
#include "verb.h"

#include <plugin/plugin_host.h>

#include <CLI/CLI.hpp>
#include <map>
#include <memory>

namespace tapscope::cli {
namespace {

/// The shell selects the words that begin with `start`; only fields, of which there are thousands, are selected here.
Result<void> complete(const std::string& kind, const std::string& start, Session& session) {
    Output& out = session.out;
    if (kind == "devices") {
        const auto devices = session.devices->list();
        if (!devices)
            return std::unexpected(devices.error());
        for (const auto& device : *devices)
            out.print("{}\n", device.name.text());
        return {};
    }
    const PluginHost host(PluginHost::defaultFolders(), {}, session.plugins);
    if (kind == "injectors") {
        for (const auto* injector : host.injectors())
            out.print("{}\n", injector->id());
    } else if (kind == "formats") {
        for (const auto* exporter : host.exporters())
            out.print("{}\n", exporter->id());
    } else if (kind == "fields") {
        for (const auto name : host.decoders().namesBeginningWith(start))
            out.print("{}\n", name);
    } else if (const auto* injector = host.findInjector(start); kind == "settings" && injector != nullptr) {
        for (const auto& setting : injector->schema().settings())
            out.print("{}=\n", setting.key);
    }
    return {};
}

} // namespace

void addManualVerbs(CLI::App& app, Action& chosen) {
    static const std::map<std::string, ManualKind> kinds = {
        {"man", ManualKind::Man}, {"bash", ManualKind::Bash}, {"zsh", ManualKind::Zsh}, {"fish", ManualKind::Fish}};
    auto kind = std::make_shared<ManualKind>(ManualKind::Man);
    auto* manual = app.add_subcommand("manual", "Print the manual page, or a shell's completion script");
    manual->add_option("KIND", *kind, "man, bash, zsh or fish")->transform(CLI::CheckedTransformer(kinds));
    manual->callback([kind, &app, &chosen] {
        chosen = [kind, &app](Session& session) -> Result<void> {
            session.out.write(manualOf(app, *kind));
            return {};
        };
    });
    auto words = std::make_shared<std::pair<std::string, std::string>>();
    auto* completing = app.add_subcommand("complete", "Print the words that complete a command line")->group("");
    completing->add_option("KIND", words->first, "devices, injectors, formats, fields or settings")->required();
    completing->add_option("START", words->second,
                           "The beginning of the word, or the plugin whose settings are listed");
    completing->callback([words, &chosen] {
        chosen = [words](Session& session) { return complete(words->first, words->second, session); };
    });
}

} // namespace tapscope::cli
