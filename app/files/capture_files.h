#pragma once

#include <QObject>

#include <functional>

class QWidget;

namespace tapscope {

class CaptureSession;
class FrameListModel;
class FrameListView;
class PluginHost;
struct Actions;

/// The capture as a file: opening one, saving, closing, and the question what becomes of frames that are not saved.
/// Lives on the GUI's thread.
class CaptureFiles final : public QObject {
    Q_OBJECT

public:
    CaptureFiles(QWidget& window, CaptureSession& session, const FrameListModel& model, const FrameListView& list,
                 const PluginHost& plugins);

    /// Connects Open, Save As and Close, and enables them as the session allows.
    void connectActions(const Actions& actions);
    /// Opens a file in place of what is shown; "-" reads standard input.
    void open(const QString& path);
    /// Ends what is shown: asks about unsaved frames, stops a capture that runs, then goes on with `then`. Nothing
    /// happens when the user would rather stay.
    void leave(const std::function<void()>& then);

signals:
    /// A file was opened or saved.
    void used(const QString& file);

private:
    void askOpen();
    /// `then` follows a save that succeeded.
    void askSave(const std::function<void()>& then);
    void whenIdle(const std::function<void()>& then);

    QWidget& window_;
    CaptureSession& session_;
    const FrameListModel& model_;
    const FrameListView& list_;
    const PluginHost& plugins_;
    std::function<void()> onceIdle_;
};

} // namespace tapscope
