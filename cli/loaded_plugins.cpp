#include "loaded_plugins.h"

#include <cstdio>

namespace tapscope::cli {
namespace {

ScriptPlaces placesOf(const ScriptFiles& files) {
    ScriptPlaces places{.folders = {PluginHost::defaultScriptFolder()}, .files = {}};
    for (const auto& file : files)
        places.files << QString::fromStdString(file);
    return places;
}

} // namespace

void addScriptOption(CLI::App& verb, ScriptFiles& files) {
    verb.add_option("--script", files, "A decoder in Lua, besides those in $XDG_DATA_HOME/tapscope/scripts")
        ->allow_extra_args(false);
}

LoadedPlugins::LoadedPlugins(const ScriptFiles& files) : host_(PluginHost::defaultFolders(), placesOf(files)) {}

LoadedPlugins::~LoadedPlugins() {
    for (const auto& script : host_.scripts()) {
        if (!script.refusal.isEmpty())
            std::fprintf(stderr, "tapscope-cli: the script %s is left out: %s\n", qUtf8Printable(script.path),
                         qUtf8Printable(script.refusal));
    }
}

} // namespace tapscope::cli
