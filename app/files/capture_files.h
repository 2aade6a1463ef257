#pragma once

#include "leaving.h"

#include <QObject>

#include <filesystem>
#include <functional>

class QWidget;

namespace tapscope {

class CaptureSession;
class Exporter;
class FrameListModel;
class FrameListView;
class PluginHost;
class SaveDialog;
struct Actions;

/// Opens, saves and closes capture files. GUI thread; files are read on other threads.
class CaptureFiles final : public QObject {
    Q_OBJECT

public:
    CaptureFiles(QWidget& window, CaptureSession& session, const FrameListModel& model, FrameListView& list,
                 const PluginHost& plugins);

    /// Connects Open, Save, Save As and Close, and enables them as the session allows.
    void connectActions(const Actions& actions);
    /// Opens a file in place of the current capture, which is kept until the file has been recognised; "-" reads
    /// standard input.
    void open(const QString& path);
    /// Opens the shown file again, because it may have changed. The filter stays, and the current frame.
    void reload();
    /// "Save as": asks what to save, in which format and where.
    void askSave();
    /// Calls `then` once the current capture may end (Leaving::mayEnd()).
    void leave(const QString& title, const std::function<void()>& then) { leaving_.mayEnd(title, then); }
    [[nodiscard]] bool wouldAskToLeave() const { return leaving_.wouldAsk(); }

signals:
    /// A file was opened or saved.
    void used(const std::filesystem::path& file);
    /// The file could not be opened.
    void notOpened(const std::filesystem::path& file, const QString& reason);
    void failed(const QString& text);
    /// The user cancelled leaving.
    void stayed();
    /// Reports a success.
    void told(const QString& text);

private:
    void askOpen();
    /// Opens a file; calls `then` when it has replaced the capture, before its frames are shown.
    void open(const QString& path, const QString& title, const std::function<void()>& then);
    [[nodiscard]] bool canReload() const;
    void exportKeys();
    /// Saves to the file of the last save, or asks where.
    void save();
    void askSave(const Leaving::SaveSteps& steps);
    void write(SaveDialog& dialog);
    [[nodiscard]] std::filesystem::path offeredPath() const;
    void reportSaved(quint64 frames, const std::filesystem::path& path);

    QWidget& window_;
    CaptureSession& session_;
    const FrameListModel& model_;
    FrameListView& list_;
    const PluginHost& plugins_;
    Leaving leaving_;
};

} // namespace tapscope
