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
constexpr int failed = 1;     ///< nothing of it, or not all, was done; a line on the standard error tells why
constexpr int wrongUsage = 2; ///< words that are not understood
constexpr int leftOut = 3;    ///< some was done, and some was left out; each reason is told
constexpr int notSeen = 4;    ///< what was waited for did not come

using Devices = std::shared_ptr<DeviceControl>;

/// What a verb works with, and what it leaves behind.
class Session {
public:
    explicit Session(Output& output) : out(output) {}

    /// Signals that end it in good order; without it they end the program at once. Ask for it before any thread.
    [[nodiscard]] Interruption& interruption() {
        if (!interruption_)
            interruption_.emplace();
        return *interruption_;
    }

private:
    std::optional<Interruption> interruption_; ///< first: it also watches over the end of the rest

public:
    Devices devices;      ///< of the place that was chosen
    PluginChoice plugins; ///< which ones to leave out
    Output& out;
    int exitCode = 0; ///< when all went well; or `leftOut`, `notSeen`
};

/// What a verb does once its words are parsed. An Error becomes one line on the standard error, and exit code 1.
using Action = std::function<Result<void>(Session& session)>;

/// Adds a subcommand whose words fill what `action` needs; main() runs the action of the one that was given.
/// Each verb has a file of its own.
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
void addNewPluginVerb(CLI::App& app, Action& chosen);
void addSourcesVerb(CLI::App& app, Action& chosen);
void addStatsVerb(CLI::App& app, Action& chosen);
void addMergeVerb(CLI::App& app, Action& chosen);
void addSplitVerb(CLI::App& app, Action& chosen);
void addRunVerb(CLI::App& app, Action& chosen);
void addManualVerbs(CLI::App& app, Action& chosen);

} // namespace tapscope::cli
