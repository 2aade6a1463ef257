#include "verb.h"

#include <privilege/escalating_control.h>
#include <privilege/namespaces.h>
#include <privilege/sandbox.h>

#include <QCoreApplication>

#include <algorithm>
#include <clocale>
#include <cstdio>
#include <iterator>

namespace {

constexpr int wrongUsage = 2;

/// One line, whatever CLI11 says.
int refuseUsage(const CLI::App& app, std::string what) {
    std::ranges::replace(what, '\n', ' ');
    std::string verb;
    for (const auto* given : app.get_subcommands())
        verb = given->get_name() + " ";
    std::fprintf(stderr, "tapscope-cli: %s. See tapscope-cli %s--help\n", what.c_str(), verb.c_str());
    return wrongUsage;
}

} // namespace

int main(int argc, char** argv) {
    std::setlocale(LC_ALL, "C.UTF-8");
    const QCoreApplication application(argc, argv);
    CLI::App app("TapScope without a window: TAP devices and captures, for scripts and machines without a display",
                 "tapscope-cli");
    app.set_version_flag("--version", "tapscope-cli " TAPSCOPE_VERSION);
    app.require_subcommand(0, 1); // what is missing or unknown is told below, by name
    app.allow_extras();
    bool isSandboxed = false;
    std::string netns;
    auto* sandbox = app.add_flag("--sandbox", isSandboxed, "Work in a private network, where no right is needed");
    app.add_option("--netns", netns, "Work in a network namespace that ip netns made")->excludes(sandbox);
    tapscope::cli::Action chosen;
    using namespace tapscope::cli;
    for (const auto add : {addDevicesVerb, addCreateVerb, addDestroyVerb, addSetVerb, addCaptureVerb, addReadVerb,
                           addExportVerb, addInjectVerb, addPluginsVerb, addRunVerb, addStatsVerb})
        add(app, chosen);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return error.get_exit_code() == 0 ? app.exit(error) : refuseUsage(app, error.what());
    }
    if (!chosen) {
        const auto words = app.remaining();
        return refuseUsage(app, words.empty() ? "Say what to do" : "There is no verb \"" + words.front() + "\"");
    }
    auto extras = app.remaining();
    for (const auto* given : app.get_subcommands()) {
        if (!given->get_prefix_command()) // what follows belongs to another program
            std::ranges::copy(given->remaining(), std::back_inserter(extras));
    }
    if (!extras.empty())
        return refuseUsage(app, "\"" + extras.front() + "\" is not known here");
    const auto result = [&]() -> tapscope::Result<void> {
        // While there is one thread.
        if (auto entered = isSandboxed     ? tapscope::enterPrivateSandbox()
                           : netns.empty() ? tapscope::Result<void>{}
                                           : tapscope::enterNamedNetwork(netns);
            !entered)
            return entered;
        return chosen(isSandboxed || !netns.empty()
                          ? tapscope::directControl()
                          : tapscope::escalatingControl(tapscope::HelperProgram::ofThisProgram()));
    }();
    std::fflush(stdout);
    if (!result) {
        std::fprintf(stderr, "tapscope-cli: %s\n", result.error().text().c_str());
        return 1;
    }
    return 0;
}
