#pragma once

#include "capture_request.h"
#include "saved_work.h"
#include "saving.h"

#include <base/error.h>
#include <base/rate_meter.h>
#include <capture/device_supply.h>
#include <plugin/plugin_host.h>
#include <store/file_store.h>
#include <store/recovery.h>

#include <QObject>
#include <QThreadPool>
#include <QTimer>

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>

namespace tapscope {

/// A file that can be shown: it was opened and its format was recognised.
struct OpenedFile {
    std::shared_ptr<FileStore> store;
    std::shared_ptr<const RecordingLock> lock; ///< lock of a recovered recording, which is deleted unless it is saved
};

/// The capture that the window shows: one store, and the engine that fills it while it runs.
///
/// Lives on the GUI thread, which it never blocks: files are opened, indexed and saved on worker threads, and
/// captures start and stop on worker threads of their own. A timer reads the state that the capture thread publishes.
class CaptureSession final : public QObject {
    Q_OBJECT

public:
    enum class State { Idle, Starting, Running, Stopping, Opening };

    CaptureSession(const PluginHost& plugins, DeviceSupply devices, QObject* parent = nullptr);
    ~CaptureSession() override;

    /// The device supply for the next capture.
    void setDevices(DeviceSupply devices) { devices_ = std::move(devices); }
    void start(const CaptureRequest& request);
    /// Ends the running capture or task; the state becomes Idle soon. A device or plugin that does not let go within a
    /// second is left behind with its threads, and failed() names it; only a disk is waited for.
    void stop();
    /// Shows a file in place of the present capture, and indexes it. Only while idle.
    void show(const OpenedFile& file);
    /// Records and shows standard input as it arrives. Only while idle.
    void readStandardInput();
    /// Writes frames with an exporter; if a capture is given, also its frames that these depend on. `then` receives the
    /// number of written frames, or the error. The file that is being recorded is refused under any name. One save at a
    /// time.
    void save(const Exporter& exporter, const FrameChoice& frames, const SettingValues& settings,
              const std::filesystem::path& path, const std::function<void(const Result<quint64>&)>& then,
              std::optional<ShownCapture> dependedOf = {});
    [[nodiscard]] bool isSaving() const noexcept { return saving_.isRunning(); }
    /// The sources of plugins.
    [[nodiscard]] const std::vector<const SourceFactory*>& sources() const noexcept { return plugins_.sources(); }
    /// Whether files of this exporter can be opened again with the complete frames.
    [[nodiscard]] bool keepsFrames(const Exporter& exporter) const;
    void cancelSaving() { saving_.cancel(); }
    /// Cancels opening or saving.
    void cancel();
    /// Drops the shown capture, and deletes a temporary recording.
    void discard();
    /// Ends the capture and all work, for the end of the program; calls `moved` when more of the recording has been
    /// written. False if a file system blocks a worker thread, which then has to be abandoned with everything that it
    /// uses.
    [[nodiscard]] bool end(const std::function<void()>& moved);
    /// Waits for the threads that start and stop captures. False if one of them is blocked.
    [[nodiscard]] bool waitForCaptures(std::chrono::milliseconds patience) {
        return captureWork_.waitForDone(static_cast<int>(patience.count()));
    }
    /// The threads for work that a hanging file system may block forever; separate from the threads that stop captures.
    [[nodiscard]] QThreadPool& fileWork() noexcept { return fileWork_; }

    /// Starts an injector on a port of the running capture, and calls `then` with its id or the plugin's error. The
    /// plugin reads its files on a worker thread. `log` has the frames that it leaves out.
    void inject(const InjectorFactory& factory, const SettingValues& values, PortId port,
                const std::shared_ptr<InjectionLog>& log, const std::function<void(Result<InjectorId>)>& then);
    void stopInjector(InjectorId id);
    [[nodiscard]] InjectorStatus injectorStatus(InjectorId id) const;

    [[nodiscard]] State state() const noexcept { return state_; }
    [[nodiscard]] bool isCapturing() const noexcept { return state_ == State::Running; }
    /// Capturing or starting: arriving frames would be missed if the capture ended now.
    [[nodiscard]] bool isRecording() const noexcept { return state_ == State::Running || state_ == State::Starting; }
    /// More frames may still be added to the capture.
    [[nodiscard]] bool isGrowing() const noexcept { return isRecording() || state_ == State::Stopping; }
    /// Whether `path`, also by another name or link, leads to the file that is recorded, or that will be deleted unless
    /// it is saved. Any thread.
    [[nodiscard]] std::function<bool(const std::filesystem::path&)> ownFileCheck() const;
    /// Null if no capture is shown.
    [[nodiscard]] const std::shared_ptr<const FrameStore>& store() const noexcept { return store_; }
    /// The name of the user's file that is shown or was saved to, for a label; empty if the capture has no such file.
    [[nodiscard]] QString fileName() const;
    /// The full path of that file.
    [[nodiscard]] std::filesystem::path file() const;
    [[nodiscard]] CaptureStatus status() const;
    /// The recording's progress on the disk, from the start of a capture until all its frames are written.
    [[nodiscard]] std::optional<RecordingStatus> recordingStatus() const;
    /// The devices of the running capture, by PortId from 1 on; none if no capture is running.
    [[nodiscard]] std::vector<PortStatus> ports() const;
    /// The same, and after the end of a capture as they were then, until another one is shown.
    [[nodiscard]] std::vector<PortStatus> portsOfCapture() const { return engine_ ? ports() : lastPorts_; }
    [[nodiscard]] double framesPerSecond() const noexcept { return rate_.perSecond(); }
    [[nodiscard]] const CaptureRequest& request() const noexcept { return request_; }
    /// Whether frames would be lost if the window closed.
    [[nodiscard]] bool hasUnsavedFrames() const;
    /// The user's comments that differ from those in the store's file; null if there are none. They belong to the store
    /// and are dropped with it.
    void setNotes(std::shared_ptr<const CaptureNotes> notes);
    [[nodiscard]] const std::shared_ptr<const CaptureNotes>& notes() const noexcept { return saved_.notes(); }
    /// Whether comments would be lost if the window closed, because they are not in a file.
    [[nodiscard]] bool hasUnsavedNotes() const { return store_ && saved_.hasUnsavedNotes(); }
    /// Whether frames or comments would be lost if the window closed.
    [[nodiscard]] bool hasUnsaved() const { return hasUnsavedFrames() || hasUnsavedNotes(); }
    /// Whether files of this exporter can store comments.
    [[nodiscard]] bool keepsNotes(const Exporter& exporter) const;
    /// The shown frames need not be saved, because they were only made for a demonstration. Applies until another
    /// capture is shown.
    void setForShow() noexcept { isForShow_ = true; }
    [[nodiscard]] bool isForShow() const noexcept { return isForShow_; }
    /// This number of frames, from the first on, is in a file of the user.
    [[nodiscard]] quint64 savedCount() const noexcept { return saved_.frames(); }
    /// The recorded file was deleted or replaced by another program: its frames cannot be found any more.
    [[nodiscard]] bool isFileGone() const noexcept { return isFileGone_; }

signals:
    void stateChanged();
    void storeChanged();              ///< the store has changed, possibly to none
    void countChanged(quint64 count); ///< the number of frames that can be shown has grown
    void firstChanged(quint64 first); ///< the first frame that can be shown has changed, because files of a ring were
                                      ///< removed; before countChanged()
    void failed(const QString& text);
    void noted(const QString& text); ///< for the log
    /// The capture has ended, and the counts of its injectors can be read for the last time.
    void injectorsEnded();
    void progressed(const QString& what, int percent); ///< progress of a task; 100 ends it
    void savingStalled(const QString& text);           ///< a plugin or disk does not respond; failed() reports it, too
    void savedCountChanged();
    void notesChanged(); ///< the notes were changed or saved
    void fileGone();
    /// The shown file has more than the frames that are shown, because it is damaged or the user stopped reading it.
    void incomplete(const QString& reason);

private:
    void setState(State state);
    void ended(const Result<void>& stopped);
    void setStore(std::shared_ptr<const FrameStore> store);
    void noteSaved(const std::filesystem::path& path, quint64 count, const std::optional<CaptureNotes>& notes);
    void poll();
    void reportTrouble();
    void endAnyway();
    void leaveOpeningBehind();
    void leaveCaptureBehind(const QString& plugins);
    void reportNotes();
    void noteFileGone();
    void finishOpening(const std::shared_ptr<FileStore>& store, const Result<IndexingReport>& report);
    void started(Result<std::unique_ptr<CaptureEngine>> engine, std::shared_ptr<Recording> recording, bool isTemporary);

    const PluginHost& plugins_;
    DeviceSupply devices_;
    CaptureRequest request_;
    State state_ = State::Idle;
    std::shared_ptr<const FrameStore> store_;
    std::shared_ptr<FileStore> indexing_;
    std::shared_ptr<CaptureEngine> engine_;
    std::shared_ptr<Recording> recording_; ///< the file that engine_ writes
    RecordingStatus::Trouble toldTrouble_ = RecordingStatus::Trouble::None;
    CaptureStatus lastStatus_;
    std::vector<PortStatus> lastPorts_;
    std::stop_source stopLongWork_;
    QTimer timer_;
    QTimer stopping_; ///< runs while the capture is being stopped
    SavedWork saved_;
    quint64 shownCount_ = 0, shownFirst_ = 1;
    RateMeter rate_;
    std::shared_ptr<const RecordingLock> lock_; ///< on a recovered recording, while it is shown
    bool isTemporary_ = false;
    bool isStopAsked_ = false; ///< while starting
    bool isFileGone_ = false;
    bool isForShow_ = false;
    Saving saving_;
    // The last members: their threads use the others.
    QThreadPool fileWork_;
    QThreadPool captureWork_; ///< starts and stops captures: work on files or in decoders never delays them
};

} // namespace tapscope
