#include "command_line.h"
#include "end_signals.h"
#include "main_window/main_window.h"
#include "place/places.h"
#include "remote/askpass.h"
#include "theme/theme.h"
#include "translations/translations.h"

#include <base/last_words.h>
#include <base/standard_streams.h>
#include <plugin/plugin_crash.h>
#include <plugin/plugin_switches.h>

#include <QApplication>
#include <QLoggingCategory>
#include <QSettings>
#include <QTimer>

#include <cstdio>
#include <cstdlib>

int main(int argc, char** argv) {
    using namespace tapscope;
    secureStandardStreams();
    endWithOneLine("tapscope");
    const auto line = actsAsAskpass() ? CommandLine() : CommandLine::parse(argc, argv);
    QLoggingCategory::setFilterRules(QStringLiteral("qt.core.plugin.loader.warning=false")); // PluginHost reports it
    QApplication application(argc, argv);
    QApplication::setOrganizationName(QStringLiteral("tapscope"));
    QApplication::setApplicationName(QStringLiteral("tapscope"));
    QApplication::setDesktopFileName(QStringLiteral("org.tapscope.TapScope"));
    QApplication::setWindowIcon(QIcon(QStringLiteral(":/icons/org.tapscope.TapScope.svg")));
    QApplication::setApplicationVersion(QStringLiteral(TAPSCOPE_VERSION));
    const Translations translations;
    Theme theme(application);
    theme.choose(static_cast<Theme::Choice>(QSettings().value(QStringLiteral("theme"), 0).toInt()));
    if (actsAsAskpass())
        return askForSsh(QApplication::arguments());
    chooseAskpass();
    reportPluginCrashes(PluginSwitches::defaultFile());
    PluginHost plugins(PluginHost::defaultFolders(),
                       {.folders = {PluginHost::defaultScriptFolder()}, .files = line.scripts},
                       {.none = line.noPlugins, .without = line.without, .switches = PluginSwitches::defaultFile()});
    Places places(HelperProgram::ofThisProgram());
    MainWindow window(plugins, theme, places);
    window.show();
    // Does not ask, because nobody may be there to answer. Unsaved frames are offered at the next start.
    const EndSignals endSignals;
    QObject::connect(&endSignals, &EndSignals::asked, &application, [] { QApplication::exit(); });
    const auto begin = [&] {
        if (!line.fieldFilter.isEmpty())
            window.applyFilter(line.fieldFilter);
        if (line.demo)
            window.startDemo();
        else if (!line.read.isEmpty())
            window.openFile(line.read);
        else if (!line.interface.isEmpty() && !line.startAtOnce)
            window.selectDevice(line.interface);
        else if (line.startAtOnce && !line.interface.isEmpty())
            window.startCapture(
                {.devices = {{.name = line.interface,
                              .role = std::string(line.monitor ? source_role::monitor : source_role::attach)}},
                 .filter = line.captureFilter,
                 .file = line.write,
                 .ring = {},
                 .stop = {}});
    };
    QTimer::singleShot(0, &window, [&] {
        if (!line.sandbox && line.netns.isEmpty() && line.process == 0) {
            begin();
            return;
        }
        QObject::connect(&places, &Places::changed, &window, begin, Qt::SingleShotConnection);
        if (line.sandbox)
            places.enterSandbox();
        else if (line.process != 0)
            places.enterNetworkOf(line.process);
        else
            places.enterNamedNetwork(line.netns);
    });
    const int code = QApplication::exec();
    EndSignals::expectEnd(code);
    // A hanging plugin or file system blocks its thread forever, so the process does not wait for it.
    const auto [held, isComplete] = window.end(&EndSignals::grantTime);
    if (!held.isEmpty())
        std::fputs(qPrintable(QCoreApplication::translate(
                                  "main", "tapscope: ended without waiting for %1, which does not respond\n")
                                  .arg(held.join(QStringLiteral(", ")))),
                   stderr);
    // After a signal, the program must end within a second: the system frees a large capture at once, while destroying
    // it piece by piece, or a plugin's cleanup, may take longer. If the user quits, Qt ends normally, which hands over
    // the clipboard.
    if (!isComplete || EndSignals::haveCome()) {
        places.endPrograms();
        std::_Exit(code);
    }
    return code;
}
