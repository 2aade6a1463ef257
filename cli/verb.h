#pragma once

#include "interruption.h"
#include "output.h"

#include <base/error.h>
#include <net/device_control.h>
#include <plugin/plugin_host.h>

#include <functional>
#include <memory>
#include <optional>

namespace CLI {
class App;
}

namespace tapscope::cli {

/// Exit codes, as the manual lists them.
constexpr int failed = 1;     ///< wholly or in part; a line on standard error says why
constexpr int wrongUsage = 2; ///< the command line is not valid
constexpr int leftOut = 3;    ///< something was left out; each reason is printed
constexpr int notSeen = 4;    ///< the awaited frame was not captured

using Devices = std::shared_ptr<DeviceControl>;

/// The objects that a verb uses, and its exit code.
class Session {
public:
    explicit Session(Output& output) : out(output) {}

    /// Handles signals so that they end the verb cleanly; without it they end the program at once. Call it before any
    /// thread is started.
    [[nodiscard]] Interruption& interruption() {
        if (!interruption_)
            interruption_.emplace();
        return *interruption_;
    }

    /// Call it when a verb that handles signals has done its work: what remains is to clean up. The end of the action
    /// does it, too.
    void workIsDone(const Result<void>& result) {
        if (interruption_ && result && out.flush())
            interruption_->workIsDone(exitCode);
    }

private:
    std::optional<Interruption> interruption_;

public:
    Devices devices;      ///< the devices of the chosen network
    PluginChoice plugins; ///< the plugins to leave out
    Output& out;
    int exitCode = 0; ///< 0, `leftOut` or `notSeen`; with an Error: `wrongUsage`, or 0 for `failed`
};

/// The action of a verb after its options are parsed. An Error is printed as one line on standard error, with exit code
/// 1.
using Action = std::function<Result<void>(Session& session)>;

/// Adds a subcommand whose options set up `chosen`; main() runs the chosen action. Each verb has a file of its own.
void addReadVerb(CLI::App& app, Action& chosen);
void addExportVerb(CLI::App& app, Action& chosen);
void addExtcapVerb(CLI::App& app, Action& chosen);
void addCaptureVerb(CLI::App& app, Action& chosen);
void addCreateVerb(CLI::App& app, Action& chosen);
void addDestroyVerb(CLI::App& app, Action& chosen);
void addDevicesVerb(CLI::App& app, Action& chosen);
void addInjectVerb(CLI::App& app, Action& chosen);
void addListenVerb(CLI::App& app, Action& chosen);
void addServeVerb(CLI::App& app, Action& chosen);
void addSetVerb(CLI::App& app, Action& chosen);
void addMapVerb(CLI::App& app, Action& chosen);
void addPluginsVerb(CLI::App& app, Action& chosen);
void addPluginVerb(CLI::App& app, Action& chosen);
void addSourcesVerb(CLI::App& app, Action& chosen);
void addStatsVerb(CLI::App& app, Action& chosen);
void addMergeVerb(CLI::App& app, Action& chosen);
void addSplitVerb(CLI::App& app, Action& chosen);
void addRunVerb(CLI::App& app, Action& chosen);
void addManualVerbs(CLI::App& app, Action& chosen);

} // namespace tapscope::cli
