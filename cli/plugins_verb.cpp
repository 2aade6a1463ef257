#include "json_output.h"
#include "loaded_plugins.h"
#include "verb.h"

#include <base/printable_text.h>

#include <CLI/CLI.hpp>
#include <memory>

namespace tapscope::cli {
namespace {

std::string textOf(const QString& text) {
    return text.toStdString();
}

void printJson(Output& out, const PluginHost& host) {
    printAsJson(out, [&](JsonWriter& json) {
        json.beginArray();
        for (const auto& record : host.records()) {
            json.beginObject();
            json.member("id", textOf(record.id));
            json.member("version", textOf(record.version));
            json.member("kind", textOf(record.kind));
            json.member("licence", textOf(record.licence));
            json.member("summary", textOf(record.summary));
            json.member("path", textOf(record.path));
            json.member("loaded", record.refusal.isEmpty());
            json.member("refusal", textOf(record.refusal));
            json.endObject();
        }
        for (const auto& script : host.scripts()) {
            json.beginObject();
            json.member("id", textOf(script.protocols.join(QStringLiteral(", "))));
            json.member("kind", "script");
            json.member("path", textOf(script.path));
            json.member("loaded", script.refusal.isEmpty());
            json.member("refusal", textOf(script.refusal));
            json.endObject();
        }
        json.endArray();
    });
}

std::string shown(const QString& text) {
    return printable(text.toStdString());
}

void printLines(Output& out, const PluginHost& host) {
    for (const auto& record : host.records()) {
        if (record.refusal.isEmpty())
            out.print("{:<20} {:<10} {}\n", shown(record.id), shown(record.kind), shown(record.summary));
        else
            out.print("{}: {}: {}\n", record.isOff ? "off" : "refused", shown(record.path), shown(record.refusal));
    }
    for (const auto& script : host.scripts()) {
        if (script.refusal.isEmpty())
            out.print("{:<20} {:<10} {}\n", shown(script.protocols.join(QStringLiteral(", "))), "script",
                      shown(script.path));
    }
}

} // namespace

void addPluginsVerb(CLI::App& app, Action& chosen) {
    auto json = std::make_shared<bool>(false);
    auto scripts = std::make_shared<ScriptFiles>();
    auto* verb = app.add_subcommand("plugins", "List the plugins that are loaded, and those that were refused and why");
    verb->add_flag("--json", *json, "Print as JSON");
    addScriptOption(*verb, *scripts);
    verb->callback([json, scripts, &chosen] {
        chosen = [json, scripts](Session& session) -> Result<void> {
            const LoadedPlugins plugins(session.plugins, *scripts, LoadedPlugins::Refused::Listed);
            *json ? printJson(session.out, plugins.host()) : printLines(session.out, plugins.host());
            return {};
        };
    });
}

} // namespace tapscope::cli
