#include "setting_list.h"
#include "verb.h"

#include <base/printable_text.h>
#include <capture/device_supply.h>
#include <capture/source_catalog.h>
#include <plugin/plugin_host.h>

#include <CLI/CLI.hpp>
#include <memory>
#include <string>

namespace tapscope::cli {
namespace {

struct SourceWords {
    std::string name;
};

void print(const SourceFactory& source, const Session& session, const std::stop_token& stop) {
    session.out.print("{:<10} {}\n", printable(source.id()), printable(source.summary()));
    const auto devices = std::make_shared<const DeviceSupply>(DeviceSupply{.control = session.devices, .share = {}});
    const auto items = source.list(devices, stop);
    if (!items) {
        complain(items.error().text());
        return;
    }
    for (const SourceItem& item : *items)
        session.out.print("  {}:{:<24} {}\n", printable(source.id()), printable(item.name), printable(item.title));
}

/// Prints all sources, with the interfaces that each can open now.
Result<void> printAll(const SourceCatalog& catalog, const Session& session) {
    for (const auto* source : catalog.all())
        print(*source, session, {});
    return {};
}

/// Prints one source, with the settings of the named interface.
Result<void> printSettings(const SourceCatalog& catalog, const std::string& name, const Session& session) {
    const auto colon = name.find(':');
    const auto* source = catalog.find(name.substr(0, colon));
    if (source == nullptr)
        return failure(ErrorKind::NotFound, "show the settings of", name, "there is no such source",
                       "tapscope-cli sources lists them");
    const auto schema = source->schemaOf(colon == std::string::npos ? std::string() : name.substr(colon + 1), {});
    if (!schema)
        return std::unexpected(schema.error());
    print(*source, session, {});
    if (!schema->settings().empty())
        session.out.print("Settings, for --set:\n{}", settingsText(*schema));
    return {};
}

} // namespace

void addSourcesVerb(CLI::App& app, Action& chosen) {
    auto words = std::make_shared<SourceWords>();
    auto* verb = app.add_subcommand("sources", "List the sources of frames: devices, files and sources of plugins");
    verb->add_option("NAME", words->name, "A source, or SOURCE:NAME, to show the settings for capture --set");
    verb->callback([words, &chosen] {
        chosen = [words](Session& session) -> Result<void> {
            const PluginHost host(PluginHost::defaultFolders(), {}, session.plugins);
            const SourceCatalog catalog(host.sources());
            return words->name.empty() ? printAll(catalog, session) : printSettings(catalog, words->name, session);
        };
    });
}

} // namespace tapscope::cli
