#pragma once

#include <base/error.h>
#include <net/device_control.h>

#include <CLI/CLI.hpp>
#include <functional>
#include <memory>

namespace tapscope::cli {

/// What a verb does once its words are parsed, with the devices of the place that was chosen. An Error becomes one line
/// on stderr and a non-zero exit.
using Devices = std::shared_ptr<DeviceControl>;
using Action = std::function<Result<void>(const Devices& devices)>;

/// Adds a subcommand whose words fill what `action` needs; main() runs the action of the one that was given.
/// Each verb has a file of its own.
void addReadVerb(CLI::App& app, Action& chosen);
void addExportVerb(CLI::App& app, Action& chosen);
void addCaptureVerb(CLI::App& app, Action& chosen);
void addCreateVerb(CLI::App& app, Action& chosen);
void addDestroyVerb(CLI::App& app, Action& chosen);
void addDevicesVerb(CLI::App& app, Action& chosen);
void addInjectVerb(CLI::App& app, Action& chosen);
void addSetVerb(CLI::App& app, Action& chosen);
void addPluginsVerb(CLI::App& app, Action& chosen);
void addStatsVerb(CLI::App& app, Action& chosen);
void addRunVerb(CLI::App& app, Action& chosen);

} // namespace tapscope::cli
