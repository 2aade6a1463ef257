#pragma once

#include "capture_request.h"
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

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>

namespace tapscope {

/// A file that can be shown: it was opened and its first bytes were understood.
struct OpenedFile {
    std::shared_ptr<FileStore> store;
    std::shared_ptr<const RecordingLock> lock; ///< of a recording that was left; deleted unless it is saved
};

/// The capture that the window shows: one store, and the engine that fills it while it runs.
///
/// Lives on the GUI's thread, which it never blocks: devices and files are opened, indexed, saved and stopped on worker
/// threads, and what the capture's own thread publishes is looked at on a timer.
class CaptureSession final : public QObject {
    Q_OBJECT

public:
    enum class State { Idle, Starting, Running, Stopping, Opening };

    CaptureSession(const PluginHost& plugins, DeviceSupply devices, QObject* parent = nullptr);
    ~CaptureSession() override;

    /// Where the next capture finds its device.
    void setDevices(DeviceSupply devices) { devices_ = std::move(devices); }
    void start(const CaptureRequest& request);
    /// Ends whatever is under way; Idle follows soon.
    void stop();
    /// Shows a file in place of what is shown now, and indexes it. Only while idle.
    void show(const OpenedFile& file);
    /// Records and shows standard input as it comes. Only while idle.
    void readStandardInput();
    /// Writes frames through an exporter; `then` is told how it ended. The file that is being recorded is refused, by
    /// whatever name. One save at a time.
    void save(const Exporter& exporter, const FrameChoice& frames, const SettingValues& settings,
              const std::filesystem::path& path, const std::function<void(const Result<void>&)>& then);
    [[nodiscard]] bool isSaving() const noexcept { return saving_.isRunning(); }
    /// Those of plugins.
    [[nodiscard]] const std::vector<const SourceFactory*>& sources() const noexcept { return plugins_.sources(); }
    /// Whether what this exporter writes can be opened again with all that the frames have.
    [[nodiscard]] bool keepsFrames(const Exporter& exporter) const;
    void cancelSaving() { saving_.cancel(); }
    /// Asks long work to end: opening, saving.
    void cancel();
    /// Drops what is shown, deleting a temporary recording.
    void discard();
    /// Ends the capture and all work, for the end of the program; tells when more of the recording was written
    /// meanwhile. False when a file system holds a worker up that then has to be left behind, with all that it uses.
    [[nodiscard]] bool end(const std::function<void()>& moved);
    /// Where work waits that a file system may hold up for ever: apart from the threads that stop captures.
    [[nodiscard]] QThreadPool& fileWork() noexcept { return fileWork_; }

    /// Starts an injector on a port of the running capture; `then` is told its id, or the plugin's refusal. The plugin
    /// reads its files on a worker thread.
    void inject(const InjectorFactory& factory, const SettingValues& values, PortId port,
                const std::function<void(Result<InjectorId>)>& then);
    void stopInjector(InjectorId id);
    [[nodiscard]] InjectorStatus injectorStatus(InjectorId id) const;

    [[nodiscard]] State state() const noexcept { return state_; }
    [[nodiscard]] bool isCapturing() const noexcept { return state_ == State::Running; }
    /// Capturing, or about to: frames that come would be missed if it ended now.
    [[nodiscard]] bool isRecording() const noexcept { return state_ == State::Running || state_ == State::Starting; }
    /// Frames may still come to what is captured.
    [[nodiscard]] bool isGrowing() const noexcept { return isRecording() || state_ == State::Stopping; }
    /// Whether `path` leads to the file that is recorded, or that will be deleted unless it is saved, by whatever name
    /// or link. Any thread.
    [[nodiscard]] std::function<bool(const std::filesystem::path&)> ownFileCheck() const;
    /// Null while nothing is shown.
    [[nodiscard]] const std::shared_ptr<const FrameStore>& store() const noexcept { return store_; }
    /// Of the user's file that is shown or was saved to, fit for a label; empty for a capture that has no such file.
    [[nodiscard]] QString fileName() const;
    /// The whole path of it.
    [[nodiscard]] std::filesystem::path file() const;
    [[nodiscard]] CaptureStatus status() const;
    /// The devices of the running capture, by PortId from 1 on; none when none runs.
    [[nodiscard]] std::vector<PortStatus> ports() const;
    [[nodiscard]] double framesPerSecond() const noexcept { return rate_.perSecond(); }
    [[nodiscard]] const CaptureRequest& request() const noexcept { return request_; }
    /// Frames that would be lost with the window.
    [[nodiscard]] bool hasUnsavedFrames() const;
    /// Comments of the user's that differ from those of the store's file; null: none. They are the store's, and go with
    /// it.
    void setNotes(std::shared_ptr<const CaptureNotes> notes);
    [[nodiscard]] const std::shared_ptr<const CaptureNotes>& notes() const noexcept { return notes_; }
    /// Comments would be lost with the window: they are in no file.
    [[nodiscard]] bool hasUnsavedNotes() const;
    /// Frames or comments would be lost with the window.
    [[nodiscard]] bool hasUnsaved() const { return hasUnsavedFrames() || hasUnsavedNotes(); }
    /// Whether what this exporter writes keeps comments.
    [[nodiscard]] bool keepsNotes(const Exporter& exporter) const;
    /// Nobody would miss these frames: they were made to be looked at. Until other ones are shown.
    void setForShow() noexcept { isForShow_ = true; }
    [[nodiscard]] bool isForShow() const noexcept { return isForShow_; }
    /// The first so many are in a file of the user's.
    [[nodiscard]] quint64 savedCount() const noexcept { return savedCount_; }
    /// The file that is recorded was deleted or replaced by another program: nobody will find its frames.
    [[nodiscard]] bool isFileGone() const noexcept { return isFileGone_; }

signals:
    void stateChanged();
    void storeChanged();              ///< another store, or none
    void countChanged(quint64 count); ///< frames that can be shown
    void firstChanged(quint64 first); ///< the first that can: files of a ring were removed; before countChanged()
    void failed(const QString& text);
    void noted(const QString& text);                   ///< for the log
    void progressed(const QString& what, int percent); ///< long work; 100 ends it
    void savedCountChanged();
    void notesChanged(); ///< or they were saved
    /// A stop does not end, though nothing waits for the disk: a plugin or a helper does not return. failed() has named
    /// it.
    void stuck();
    void fileGone();

private:
    void setState(State state);
    void ended(const Result<void>& stopped);
    void takeStore(std::shared_ptr<const FrameStore> store);
    void noteSaved(const std::filesystem::path& path, quint64 count, const std::optional<CaptureNotes>& notes);
    void poll();
    void tellTrouble();
    void tellStuck();
    void tellNotes();
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
    std::shared_ptr<Recording> recording_; ///< what engine_ writes
    RecordingStatus::Trouble toldTrouble_ = RecordingStatus::Trouble::None;
    CaptureStatus lastStatus_;
    std::stop_source stopLongWork_;
    QTimer timer_;
    QTimer stopping_; ///< runs while a stop is under way
    quint64 savedCount_ = 0;
    std::shared_ptr<const CaptureNotes> notes_, savedNotes_; ///< null: none
    quint64 shownCount_ = 0, shownFirst_ = 1;
    RateMeter rate_;
    std::shared_ptr<const RecordingLock> lock_; ///< on a recording that was left, while it is shown
    std::filesystem::path savedTo_;             ///< the file that has the first savedCount_ frames
    bool isTemporary_ = false;
    bool isStopAsked_ = false; ///< while starting
    bool isFileGone_ = false;
    bool isForShow_ = false;
    Saving saving_;
    QThreadPool fileWork_; ///< the last member: its threads use the others
};

} // namespace tapscope
