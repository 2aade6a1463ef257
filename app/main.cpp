#include "command_line.h"
#include "end_signals.h"
#include "main_window/main_window.h"
#include "theme/theme.h"

#include <privilege/rights.h>
#include <privilege/sandbox.h>

#include <QApplication>
#include <QSettings>
#include <QTimer>

#include <cstdio>

int main(int argc, char** argv) {
    using namespace tapscope;
    const auto line = CommandLine::parse(argc, argv);
    QString place;
    // Before QApplication: entering the sandbox needs a process with one thread.
    if (line.sandbox || !canConfigureDevices()) {
        if (const auto entered = enterPrivateSandbox(); entered)
            place = QStringLiteral("private sandbox");
        else
            std::fprintf(stderr, "tapscope: %s\n", entered.error().text().c_str());
    }
    QApplication application(argc, argv);
    QApplication::setOrganizationName(QStringLiteral("tapscope"));
    QApplication::setApplicationName(QStringLiteral("tapscope"));
    QApplication::setApplicationVersion(QStringLiteral(TAPSCOPE_VERSION));
    Theme theme(application);
    theme.choose(static_cast<Theme::Choice>(QSettings().value(QStringLiteral("theme"), 0).toInt()));
    const PluginHost plugins(PluginHost::defaultFolders());
    MainWindow window(plugins, theme, place);
    window.show();
    // Without a question: nobody may be there to answer. Frames that are not saved are offered at the next start.
    const EndSignals endSignals;
    QObject::connect(&endSignals, &EndSignals::asked, &application, [] { QApplication::exit(); });
    QTimer::singleShot(0, &window, [&] {
        if (!line.fieldFilter.isEmpty())
            window.applyFilter(line.fieldFilter);
        if (line.demo)
            window.startDemo();
        else if (!line.read.isEmpty())
            window.openFile(line.read);
        else if (!line.interface.isEmpty() && !line.startAtOnce)
            window.selectDevice(line.interface);
        else if (line.startAtOnce && !line.interface.isEmpty())
            window.startCapture({.device = line.interface,
                                 .mode = line.monitor ? CaptureRequest::Mode::Monitor : CaptureRequest::Mode::Attach,
                                 .filter = line.captureFilter,
                                 .file = line.write,
                                 .stop = {}});
    });
    return QApplication::exec();
}
