#pragma once

#include <plugin/plugin_host.h>

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

namespace tapscope::cli {

/// Scripts that were named on the command line.
using ScriptFiles = std::vector<std::string>;

/// Adds --script to a verb that decodes.
void addScriptOption(CLI::App& verb, ScriptFiles& files);

/// The plugins, the user's scripts and those that were named. When it goes, it says on the standard error which scripts
/// are left out, and why.
class LoadedPlugins {
public:
    explicit LoadedPlugins(const ScriptFiles& files);
    ~LoadedPlugins();
    LoadedPlugins(const LoadedPlugins&) = delete;
    LoadedPlugins& operator=(const LoadedPlugins&) = delete;

    [[nodiscard]] const PluginHost& host() const noexcept { return host_; }

private:
    PluginHost host_;
};

} // namespace tapscope::cli
