#include "command_line.h"

#include "files/file_text.h"

#include <manual/man_page.h>

#include <CLI/CLI.hpp>
#include <array>
#include <cstdio>
#include <cstdlib>

namespace tapscope {
namespace {

std::string manPage(const CLI::App& app) {
    static constexpr std::array sections = {
        manual::ManSection{"FILES", "Plugins are searched for in $XDG_DATA_HOME/tapscope/plugins, decoders in Lua in "
                                    "$XDG_DATA_HOME/tapscope/scripts (usually below ~/.local/share)."},
        manual::ManSection{"EXIT STATUS", "0: the window was closed.\n\nOther: it could not be opened; a line on the "
                                          "standard error says why."}};
    return manual::manPageOf(app, {.name = "tapscope",
                                   .summary = "create, watch, record and feed TAP devices",
                                   .synopsis = "[OPTION]... [FILE]",
                                   .sections = sections,
                                   .seeAlso = "tapscope-cli(1), tapscope-helper(8), pcap-filter(7)"});
}

} // namespace

CommandLine CommandLine::parse(int argc, char** argv) {
    CLI::App app("Create, watch, record and feed TAP devices", "tapscope");
    app.set_version_flag("--version", "tapscope " TAPSCOPE_VERSION);
    CommandLine line;
    std::vector<std::string> scripts, without;
    std::string interface, read, file, write, filter, fieldFilter, netns;
    app.add_option("FILE", file, "A capture to open");
    app.add_option("-r", read, "A capture to open; - reads a pipe");
    app.add_option("-i", interface, "The device to select");
    app.add_flag("-k", line.startAtOnce, "Start capturing at once on the device given by -i");
    app.add_flag("--monitor", line.monitor, "Watch the device even if another program has it open");
    app.add_option("-f", filter, "Capture filter, see pcap-filter(7)");
    app.add_option("-Y", fieldFilter, "Show only frames that match this field filter");
    app.add_option("--script", scripts, "A Lua decoder to load in addition to those in $XDG_DATA_HOME/tapscope/scripts")
        ->allow_extra_args(false);
    app.add_flag("--no-plugins", line.noPlugins, "Load no plugins: frames are shown as bytes");
    app.add_option("--without", without, "Do not load the plugin with this id (see Tools, Plugins)")
        ->allow_extra_args(false);
    app.add_option("-w", write, "Record to this file");
    app.add_flag("--demo", line.demo, "Create a TAP with an echo host and some traffic, and watch it");
    auto* sandbox =
        app.add_flag("--sandbox", line.sandbox, "Work in a private network, where no special rights are needed");
    auto* named = app.add_option("--netns", netns, "Work in a network namespace made by ip netns");
    auto* process = app.add_option("--process", line.process, "Work in the network of a process, such as a container");
    app.add_flag_callback(
           "--man-page",
           [&app] {
               std::fputs(manPage(app).c_str(), stdout);
               throw CLI::Success();
           },
           "Print the manual page")
        ->group("");
    sandbox->excludes(named)->excludes(process);
    named->excludes(process);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& stop) {
        std::exit(app.exit(stop));
    }
    line.interface = QString::fromStdString(interface);
    line.read = fileText(read.empty() ? file : read);
    line.write = fileText(write);
    line.captureFilter = QString::fromStdString(filter);
    line.fieldFilter = QString::fromStdString(fieldFilter);
    line.netns = QString::fromStdString(netns);
    for (const auto& plugin : without)
        line.without << QString::fromStdString(plugin);
    for (const auto& script : scripts)
        line.scripts << QString::fromStdString(script);
    return line;
}

} // namespace tapscope
