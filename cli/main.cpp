#include "verb.h"

#include <QCoreApplication>

#include <clocale>
#include <cstdio>

int main(int argc, char** argv) {
    std::setlocale(LC_ALL, "C.UTF-8");
    const QCoreApplication application(argc, argv);
    CLI::App app("TapScope without a window: TAP devices and captures, for scripts and machines without a display",
                 "tapscope-cli");
    app.set_version_flag("--version", "tapscope-cli " TAPSCOPE_VERSION);
    app.require_subcommand(1);
    tapscope::cli::Action chosen;
    using namespace tapscope::cli;
    for (const auto add : {addDevicesVerb, addCreateVerb, addDestroyVerb, addSetVerb, addCaptureVerb, addReadVerb,
                           addExportVerb, addInjectVerb, addPluginsVerb})
        add(app, chosen);
    CLI11_PARSE(app, argc, argv);
    const auto result = chosen();
    std::fflush(stdout);
    if (!result) {
        std::fprintf(stderr, "tapscope-cli: %s\n", result.error().text().c_str());
        return 1;
    }
    return 0;
}
