#include "verb.h"

#include <plugin/plugin_host.h>

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
}

} // namespace

void addPluginsVerb(CLI::App& app, Action& chosen) {
    auto json = std::make_shared<bool>(false);
    auto* verb = app.add_subcommand("plugins", "List the plugins: what is loaded, and what was refused and why");
    verb->add_flag("--json", *json, "Print as JSON");
    verb->callback([json, &chosen] {
        chosen = [json](const Devices&) -> Result<void> {
            const PluginHost host(PluginHost::defaultFolders());
            *json ? printAsJson(host) : printAsText(host);
            return {};
        };
    });
}

} // namespace tapscope::cli
