#include "loaded_plugins.h"

#include "output.h"

#include <QFile>
#include <QFileInfo>

#include <fmt/core.h>

#include <CLI/CLI.hpp>
#include <map>

namespace tapscope::cli {
namespace {

ScriptPlaces placesOf(const ScriptFiles& files) {
    ScriptPlaces places{.folders = {PluginHost::defaultScriptFolder()}, .files = {}};
    for (const auto& file : files)
        places.files << QFile::decodeName(file.c_str());
    return places;
}

/// One line for all plugins left out for the same reason: with too few descriptors, there may be dozens.
void reportRefused(const PluginHost& host) {
    std::map<QString, QStringList> namesByReason;
    for (const auto& plugin : host.records()) {
        if (plugin.refusal.isEmpty() || plugin.isOff)
            continue;
        if (plugin.path.isEmpty()) {
            complain(fmt::format("--without {}: {}", plugin.id.toStdString(), plugin.refusal.toStdString()));
            continue;
        }
        QString reason = plugin.refusal; // the loader's own message names the file again
        reason.remove(plugin.path).replace(QStringLiteral("library : "), QStringLiteral("library: "));
        namesByReason[reason] << QFileInfo(plugin.path).completeBaseName();
    }
    for (const auto& [reason, names] : namesByReason)
        complain(fmt::format("left out: {}: {}", names.join(QStringLiteral(", ")).toStdString(),
                             reason.simplified().toStdString()));
    for (const auto& plugin : host.records()) {
        if (!plugin.notes.isEmpty())
            complain(fmt::format("the plugin {} of {}: {}", plugin.id.toStdString(), plugin.path.toStdString(),
                                 plugin.notes.join(QStringLiteral("; ")).toStdString()));
    }
    if (host.records().empty() && !host.choice().none)
        complain("left out: all plugins: none was found in " +
                 PluginHost::defaultFolders().join(QStringLiteral(" or ")).toStdString());
}

} // namespace

void addScriptOption(CLI::App& verb, ScriptFiles& files) {
    verb.add_option("--script", files, "A Lua decoder to load in addition to those in $XDG_DATA_HOME/tapscope/scripts")
        ->allow_extra_args(false);
}

LoadedPlugins::LoadedPlugins(const PluginChoice& choice, const ScriptFiles& files, Refused refused)
    : host_(PluginHost::defaultFolders(), placesOf(files), choice) {
    if (refused == Refused::Told)
        reportRefused(host_);
}

LoadedPlugins::~LoadedPlugins() {
    for (const auto& script : host_.scripts()) {
        if (!script.refusal.isEmpty())
            complain(
                fmt::format("the script {} is left out: {}", script.path.toStdString(), script.refusal.toStdString()));
    }
    for (const auto decoder : host_.decoders().failedDecoders())
        complain(fmt::format("the decoder {} failed and was left out from then on", decoder));
}

} // namespace tapscope::cli
