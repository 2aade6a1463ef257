#include "json_output.h"
#include "setting_list.h"
#include "verb.h"

#include <base/printable_text.h>
#include <capture/device_supply.h>
#include <capture/source_catalog.h>
#include <plugin/plugin_host.h>

#include <CLI/CLI.hpp>
#include <memory>
#include <string>
#include <vector>

namespace tapscope::cli {
namespace {

struct SourceWords {
    std::string name;
    bool json = false;
};

Result<std::vector<SourceItem>> itemsOf(const SourceFactory& source, const Session& session) {
    const auto devices = std::make_shared<const DeviceSupply>(DeviceSupply{.control = session.devices, .share = {}});
    return SourceCatalog::itemsOf(source, devices, {});
}

void print(const SourceFactory& source, const Session& session) {
    session.out.print("{:<10} {}\n", printable(source.id()), printable(source.summary()));
    const auto items = itemsOf(source, session);
    if (!items) {
        complain(items.error().text());
        return;
    }
    for (const SourceItem& item : *items)
        session.out.print("  {}:{:<24} {}\n", printable(source.id()), printable(item.name), printable(item.title));
}

void writeJson(JsonWriter& json, const Setting& setting) {
    json.beginObject();
    json.member("key", setting.key);
    json.member("title", setting.title);
    json.member("help", setting.help);
    json.member("default", setting.defaultValue);
    json.member("repeatable", setting.repeatable);
    json.values("choices", setting.choices);
    json.endObject();
}

/// If `schema` is null, the settings are left out.
void writeJson(JsonWriter& json, const SourceFactory& source, const SettingsSchema* schema, const Session& session) {
    json.beginObject();
    json.member("id", source.id());
    json.member("summary", source.summary());
    const auto items = itemsOf(source, session);
    if (!items)
        json.member("error", items.error().text());
    json.array("items", items ? *items : std::vector<SourceItem>(), [&](const SourceItem& item) {
        json.beginObject();
        json.member("name", std::string(source.id()) + ":" + item.name);
        json.member("title", item.title);
        json.endObject();
    });
    if (schema != nullptr)
        json.array("settings", schema->settings(), [&](const Setting& setting) { writeJson(json, setting); });
    json.endObject();
}

void printJson(const std::vector<const SourceFactory*>& sources, const SettingsSchema* schema, const Session& session) {
    printAsJson(session.out, sources,
                [&](JsonWriter& json, const SourceFactory* source) { writeJson(json, *source, schema, session); });
}

/// Prints all sources, with the names that each can open now.
Result<void> printAll(const SourceCatalog& catalog, bool asJson, const Session& session) {
    if (asJson) {
        printJson(catalog.all(), nullptr, session);
        return {};
    }
    for (const auto* source : catalog.all())
        print(*source, session);
    return {};
}

/// Prints one source, with the settings of the named interface.
Result<void> printSettings(const SourceCatalog& catalog, const SourceWords& words, const Session& session) {
    const std::string& name = words.name;
    const auto colon = name.find(':');
    const auto* source = catalog.find(name.substr(0, colon));
    if (source == nullptr)
        return failure(ErrorKind::NotFound, "show the settings of", name, "there is no such source",
                       "tapscope-cli sources lists them");
    const auto schema = source->schemaOf(colon == std::string::npos ? std::string() : name.substr(colon + 1), {});
    if (!schema)
        return std::unexpected(schema.error());
    if (words.json) {
        printJson({source}, &*schema, session);
        return {};
    }
    print(*source, session);
    if (!schema->settings().empty())
        session.out.print("Settings, for --set:\n{}", settingsText(*schema));
    return {};
}

} // namespace

void addSourcesVerb(CLI::App& app, Action& chosen) {
    auto words = std::make_shared<SourceWords>();
    auto* verb = app.add_subcommand("sources", "List where frames can come from: devices, files and what plugins add");
    verb->add_option("NAME", words->name, "A source, or SOURCE:NAME: shows the settings that capture --set takes");
    verb->add_flag("--json", words->json, "Print as JSON");
    verb->callback([words, &chosen] {
        chosen = [words](Session& session) -> Result<void> {
            const PluginHost host(PluginHost::defaultFolders(), {}, session.plugins);
            const SourceCatalog catalog(host.sources());
            return words->name.empty() ? printAll(catalog, words->json, session)
                                       : printSettings(catalog, *words, session);
        };
    });
}

} // namespace tapscope::cli
