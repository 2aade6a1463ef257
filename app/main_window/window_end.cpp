#include "window_end.h"

#include "../background/background.h"
#include "../overview/overview_scanner.h"
#include "../plugins/plugin_watch.h"
#include "../session/capture_session.h"
#include "../session/current_capture.h"
#include "../text/plain_text.h"

#include <decode/registry_hold.h>
#include <plugin/plugin_crash.h>

#include <QCoreApplication>
#include <QDialog>

namespace tapscope {
namespace {

QString tr(const char* text) {
    return QCoreApplication::translate("tapscope", text); // the context that lupdate gives a function of the namespace
}

} // namespace

EndedWork endWork(QWidget& window, CaptureSession& session, CurrentCapture& capture, OverviewScanner& overview,
                  const PluginHost& plugins, const std::function<void()>& moved) {
    EndedWork ended;
    qDeleteAll(window.findChildren<QDialog*>(Qt::FindDirectChildrenOnly)); // ends their work on the session's threads
    if (!session.end(moved)) {
        const QString atWork = plainText(pluginsAtWork());
        ended.held << (atWork.isEmpty() ? tr("a file system") : tr("the plugin %1 or a file system").arg(atWork));
    }
    capture.setStore(nullptr); // asks everything that decodes to end
    overview.follow();
    constexpr std::chrono::milliseconds patience{200};
    const DecoderRegistry& registry = plugins.decoders();
    HangWatch calls(2); // finds present calls that have not returned after the wait; a decoder that is only busy is in
                        // another call by then
    static_cast<void>(calls.check(registry));
    const bool isReleased = registry.users()->waitForNone(patience);
    for (const auto decoder : calls.check(registry))
        ended.held << PluginWatch::nameOf(plugins, decoder);
    ended.isComplete = isReleased && ended.held.isEmpty() && session.waitForCaptures(patience) &&
                       backgroundThreads().waitForDone(patience.count());
    if (!ended.isComplete && ended.held.isEmpty()) { // on a busy machine, threads may just not have been scheduled
        if (const QString atWork = plainText(pluginsAtWork()); !atWork.isEmpty())
            ended.held << tr("the plugin %1").arg(atWork);
    }
    return ended;
}

} // namespace tapscope
