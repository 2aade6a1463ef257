#pragma once

#include <QStringList>

#include <functional>

class QWidget;

namespace tapscope {

class CaptureSession;
class CurrentCapture;
class OverviewScanner;
class PluginHost;

/// How the work of a window ended.
struct EndedWork {
    QStringList held; ///< names of plugins and file systems that did not return
    bool isComplete =
        true; ///< otherwise threads are still running and have to be abandoned, with everything that they use
};

/// Ends the capture, the dialogs of `window` and all work on threads, for the end of the program. Waits for the
/// recording, and calls `moved` when more of it has been written; waits only a moment for everything else. GUI thread.
[[nodiscard]] EndedWork endWork(QWidget& window, CaptureSession& session, CurrentCapture& capture,
                                OverviewScanner& overview, const PluginHost& plugins,
                                const std::function<void()>& moved);

} // namespace tapscope
