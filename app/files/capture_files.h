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

/// The capture as a file: opening one, saving, closing. Lives on the GUI's thread; files are looked at on others.
class CaptureFiles final : public QObject {
    Q_OBJECT

public:
    CaptureFiles(QWidget& window, CaptureSession& session, const FrameListModel& model, const FrameListView& list,
                 const PluginHost& plugins);

    /// Connects Open, Save, Save As and Close, and enables them as the session allows.
    void connectActions(const Actions& actions);
    /// Opens a file in place of what is shown, which nothing happens to before the file was understood; "-" reads
    /// standard input.
    void open(const QString& path);
    /// "Save As": what, in which format and where.
    void askSave();
    /// Goes on with `then` once what is shown may end (Leaving::mayEnd()).
    void leave(const QString& title, const std::function<void()>& then) { leaving_.mayEnd(title, then); }
    [[nodiscard]] bool wouldAskToLeave() const { return leaving_.wouldAsk(); }

signals:
    /// A file was opened or saved.
    void used(const std::filesystem::path& file);
    /// It could not be opened.
    void notOpened(const std::filesystem::path& file);
    void failed(const QString& text);
    /// Leaving was called off.
    void stayed();
    /// Something worked.
    void told(const QString& text);

private:
    void askOpen();
    /// Saves to the file of the last save, or asks where.
    void save();
    void askSave(const Leaving::SaveSteps& steps);
    void write(SaveDialog& dialog);
    [[nodiscard]] std::filesystem::path offeredPath() const;
    void tellSaved(quint64 frames, const std::filesystem::path& path);

    QWidget& window_;
    CaptureSession& session_;
    const FrameListModel& model_;
    const FrameListView& list_;
    const PluginHost& plugins_;
    Leaving leaving_;
};

} // namespace tapscope
