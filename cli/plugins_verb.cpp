#include "loaded_plugins.h"
#include "verb.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <fmt/format.h>

#include <memory>

namespace tapscope::cli {
namespace {

void printAsJson(const PluginHost& host) {
    QJsonArray all;
    for (const auto& record : host.records()) {
        all.append(QJsonObject{{"id", record.id},
                               {"version", record.version},
                               {"kind", record.kind},
                               {"licence", record.licence},
                               {"summary", record.summary},
                               {"path", record.path},
                               {"loaded", record.refusal.isEmpty()},
                               {"refusal", record.refusal}});
    }
    for (const auto& script : host.scripts()) {
        all.append(QJsonObject{{"id", script.protocols.join(QStringLiteral(", "))},
                               {"kind", "script"},
                               {"path", script.path},
                               {"loaded", script.refusal.isEmpty()},
                               {"refusal", script.refusal}});
    }
    fmt::print("{}", QJsonDocument(all).toJson().toStdString());
}

void printAsText(const PluginHost& host) {
    for (const auto& record : host.records()) {
        if (record.refusal.isEmpty())
            fmt::print("{:<20} {:<10} {}\n", record.id.toStdString(), record.kind.toStdString(),
                       record.summary.toStdString());
        else
            fmt::print("refused: {}: {}\n", record.path.toStdString(), record.refusal.toStdString());
    }
    for (const auto& script : host.scripts()) {
        if (script.refusal.isEmpty())
            fmt::print("{:<20} {:<10} {}\n", script.protocols.join(QStringLiteral(", ")).toStdString(), "script",
                       script.path.toStdString());
    }
}

} // namespace

void addPluginsVerb(CLI::App& app, Action& chosen) {
    auto json = std::make_shared<bool>(false);
    auto scripts = std::make_shared<ScriptFiles>();
    auto* verb = app.add_subcommand("plugins", "List the plugins: what is loaded, and what was refused and why");
    verb->add_flag("--json", *json, "Print as JSON");
    addScriptOption(*verb, *scripts);
    verb->callback([json, scripts, &chosen] {
        chosen = [json, scripts](const Devices&) -> Result<void> {
            const LoadedPlugins plugins(*scripts);
            *json ? printAsJson(plugins.host()) : printAsText(plugins.host());
            return {};
        };
    });
}

} // namespace tapscope::cli
