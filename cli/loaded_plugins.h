#pragma once

#include <plugin/plugin_host.h>

#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace tapscope::cli {

/// Scripts named on the command line.
using ScriptFiles = std::vector<std::string>;

/// Adds --script to a verb that decodes.
void addScriptOption(CLI::App& verb, ScriptFiles& files);

/// The plugins, the user's scripts and the scripts named on the command line. Those left out are reported on standard
/// error with the reason: plugins that cannot be loaded at once, scripts and decoders that failed on destruction of
/// this object.
class LoadedPlugins {
public:
    enum class Refused {
        Told,
        Listed
    }; ///< whether plugins that cannot be loaded are reported; not needed if a list shows them anyway

    LoadedPlugins(const PluginChoice& choice, const ScriptFiles& files, Refused refused = Refused::Told);
    ~LoadedPlugins();
    LoadedPlugins(const LoadedPlugins&) = delete;
    LoadedPlugins& operator=(const LoadedPlugins&) = delete;

    [[nodiscard]] const PluginHost& host() const noexcept { return host_; }

private:
    PluginHost host_;
};

} // namespace tapscope::cli
