#pragma once

#include <QStringList>

#include <functional>

class QWidget;

namespace tapscope {

class CaptureSession;
class CurrentCapture;
class OverviewScanner;
class PluginHost;

/// How the work of a window came to its end.
struct EndedWork {
    QStringList held;       ///< names what did not return
    bool isComplete = true; ///< else threads are still at work: they are to be left behind, with all that they use
};

/// Ends the capture, the dialogs of `window` and all work on threads, for the end of the program. Waits for the
/// recording, and calls `moved` when more of it was written meanwhile; waits a moment for all else. GUI's thread.
[[nodiscard]] EndedWork endWork(QWidget& window, CaptureSession& session, CurrentCapture& capture,
                                OverviewScanner& overview, const PluginHost& plugins,
                                const std::function<void()>& moved);

} // namespace tapscope
