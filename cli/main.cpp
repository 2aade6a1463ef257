#include "habits.h"
#include "verb.h"

#include <base/last_words.h>
#include <base/standard_streams.h>
#include <plugin/plugin_crash.h>
#include <plugin/plugin_switches.h>
#include <privilege/escalating_control.h>
#include <privilege/namespaces.h>
#include <privilege/sandbox.h>

#include <QCoreApplication>
#include <QLoggingCategory>

#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <clocale>
#include <iterator>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace tapscope::cli {
namespace {

/// Prints CLI11's message as one line.
int refuseUsage(const CLI::App& app, std::string what) {
    std::ranges::replace(what, '\n', ' ');
    std::string verb;
    for (const auto* given : app.get_subcommands())
        verb = given->get_name() + " ";
    complain(what + ". See tapscope-cli " + verb + "--help");
    return wrongUsage;
}

/// CLI11's words for a value of the wrong type are "Could not convert: -i = x".
std::string reasonOf(const CLI::ParseError& error) {
    const std::string text = error.what();
    constexpr std::string_view before = "Could not convert: ", between = " = ";
    const auto end = text.find(between);
    if (!text.starts_with(before) || end == text.npos)
        return text;
    return "\"" + text.substr(end + between.size()) + "\" is not a valid value of " +
           text.substr(before.size(), end - before.size());
}

/// Help and version are written through Output, like everything else.
int printHelp(const CLI::App& app, const CLI::ParseError& asked, Output& out) {
    std::ostringstream text;
    app.exit(asked, text, text);
    out.write(text.str());
    return 0;
}

struct Place {
    bool isSandbox = false;
    std::string netns;
};

Result<void> enter(const Place& place, Session& session) {
    // Call while there is only one thread.
    if (auto entered = place.isSandbox       ? enterPrivateSandbox()
                       : place.netns.empty() ? Result<void>{}
                                             : enterNamedNetwork(place.netns);
        !entered)
        return entered;
    session.devices =
        place.isSandbox || !place.netns.empty() ? directControl() : escalatingControl(HelperProgram::ofThisProgram());
    return {};
}

/// The words without the program's name, in reverse order for CLI11.
std::vector<std::string> wordsOf(int argc, char** argv) {
    std::vector<std::string> words(argv + std::min(argc, 1), argv + argc);
    insertVerb(words);
    // "run -- PROGRAM": CLI11 would parse the words after the mark as our own.
    std::size_t verb = 0;
    while (verb < words.size() && words[verb].starts_with("-"))
        verb += words[verb] == "--netns" ? 2 : 1;
    if (verb + 1 < words.size() && words[verb] == "run" && words[verb + 1] == "--")
        words.erase(words.begin() + static_cast<std::ptrdiff_t>(verb) + 1);
    std::ranges::reverse(words);
    return words;
}

int runProgram(int argc, char** argv, Output& out) {
    CLI::App app("TapScope without a window: TAP devices and captures, for scripts and machines without a display",
                 "tapscope-cli");
    app.set_version_flag("--version", "tapscope-cli " TAPSCOPE_VERSION);
    app.require_subcommand(0, 1); // missing or unknown words are reported below, by name
    app.allow_extras();
    Place place;
    auto* sandbox =
        app.add_flag("--sandbox", place.isSandbox, "Work in a private network, where no special rights are needed");
    app.add_option("--netns", place.netns, "Work in a network namespace made by ip netns")->excludes(sandbox);
    PluginChoice plugins{.switches = PluginSwitches::defaultFile()};
    app.add_flag("--no-plugins", plugins.none, "Load no plugins: frames are shown as bytes");
    std::vector<std::string> without;
    app.add_option("--without", without, "Do not load the plugin with this id (see tapscope-cli plugins)")
        ->allow_extra_args(false);
    Action chosen;
    for (const auto add :
         {addDevicesVerb, addCreateVerb,  addDestroyVerb, addSetVerb,    addCaptureVerb, addReadVerb,   addExportVerb,
          addMergeVerb,   addSplitVerb,   addInjectVerb,  addListenVerb, addServeVerb,   addExtcapVerb, addSourcesVerb,
          addMapVerb,     addPluginsVerb, addPluginVerb,  addRunVerb,    addStatsVerb,   addManualVerbs})
        add(app, chosen);
    try {
        app.parse(wordsOf(argc, argv));
    } catch (const CLI::ParseError& error) {
        return error.get_exit_code() == 0 ? printHelp(app, error, out) : refuseUsage(app, reasonOf(error));
    }
    if (!chosen) {
        const auto words = app.remaining();
        if (words.empty())
            return refuseUsage(app, "No verb is given");
        const auto hint = hintForVerb(words.front());
        return refuseUsage(app, "There is no verb \"" + words.front() + "\"" + (hint.empty() ? "" : ". " + hint));
    }
    auto extras = app.remaining();
    for (const auto* given : app.get_subcommands()) {
        if (!given->get_prefix_command()) // the rest belongs to another program
            std::ranges::copy(given->remaining(), std::back_inserter(extras));
    }
    if (const auto mark = std::ranges::find(extras, "--"); mark != extras.end())
        extras.erase(mark); // the end of the options
    if (!extras.empty()) {
        const auto verbs = app.get_subcommands();
        const auto hint = verbs.empty() ? std::string()
                                        : hintFor(verbs.front()->get_name(), extras.front(),
                                                  std::vector<std::string>(argv, argv + argc));
        return refuseUsage(app, "\"" + extras.front() + "\" is not known here" + (hint.empty() ? "" : ". " + hint));
    }
    Session session(out);
    for (const auto& id : without)
        plugins.without << QString::fromStdString(id);
    session.plugins = std::move(plugins);
    auto result = enter(place, session);
    if (result)
        result = chosen(session);
    session.workIsDone(result);
    if (!result) {
        if (out.flush()) // before the line with the reason; otherwise this error is the reason, which main() prints
            complain(result.error().text());
        return session.exitCode == wrongUsage ? wrongUsage : failed;
    }
    return session.exitCode;
}

} // namespace
} // namespace tapscope::cli

int main(int argc, char** argv) {
    using namespace tapscope::cli;
    tapscope::secureStandardStreams();
    tapscope::endWithOneLine("tapscope-cli");
    std::setlocale(LC_ALL, "C.UTF-8");
    QLoggingCategory::setFilterRules(
        QStringLiteral("qt.core.plugin.loader.warning=false")); // PluginHost reports it once
    const QCoreApplication application(argc, argv);
    tapscope::reportPluginCrashes(tapscope::PluginSwitches::defaultFile());
    Output out(STDOUT_FILENO);
    const int code = runProgram(argc, argv, out);
    if (const auto written = out.flush(); !written) {
        // A reader that closes the pipe (head) has read enough: not a success, but no error message either.
        if (written.error().kind != tapscope::ErrorKind::Ended)
            complain(written.error().text());
        return code == 0 ? failed : code;
    }
    return code;
}
