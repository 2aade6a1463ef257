#pragma once

#include "capture_request.h"
#include "device_source.h"

#include <base/error.h>
#include <plugin/plugin_host.h>
#include <store/file_store.h>

#include <QObject>
#include <QTimer>

#include <functional>
#include <memory>
#include <stop_token>

namespace tapscope {

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
    /// Opens a capture file; "-" reads standard input as it comes.
    void open(const QString& path);
    /// Writes frames through an exporter; saved() or failed() tells the end, and `then` follows saved().
    void save(const Exporter& exporter, const FrameChoice& frames, const SettingValues& settings, const QString& path,
              const std::function<void()>& then = {});
    void cancel();
    /// Drops what is shown, deleting a temporary recording.
    void discard();

    /// Starts an injector on the running capture; `then` is told its id, or the plugin's refusal. The plugin reads its
    /// files on a worker thread.
    void inject(const InjectorFactory& factory, const SettingValues& values,
                const std::function<void(Result<InjectorId>)>& then);
    void stopInjector(InjectorId id);
    [[nodiscard]] InjectorStatus injectorStatus(InjectorId id) const;

    [[nodiscard]] State state() const noexcept { return state_; }
    [[nodiscard]] bool isCapturing() const noexcept { return state_ == State::Running; }
    /// Null while nothing is shown.
    [[nodiscard]] const std::shared_ptr<const FrameStore>& store() const noexcept { return store_; }
    /// Of the user's file that is shown; empty for a capture that has no such file.
    [[nodiscard]] QString fileName() const;
    [[nodiscard]] CaptureStatus status() const;
    [[nodiscard]] double framesPerSecond() const noexcept { return framesPerSecond_; }
    [[nodiscard]] const CaptureRequest& request() const noexcept { return request_; }
    /// Frames that would be lost with the window.
    [[nodiscard]] bool hasUnsavedFrames() const;

signals:
    void stateChanged();
    void storeChanged();              ///< another store, or none
    void countChanged(quint64 count); ///< frames that can be shown
    void failed(const QString& text);
    void noted(const QString& text);                   ///< for the log
    void progressed(const QString& what, int percent); ///< long work; 100 ends it
    void saved(const QString& path);

private:
    void setState(State state);
    void ended(const Result<void>& stopped);
    void takeStore(std::shared_ptr<const FrameStore> store);
    void poll();
    void tellTrouble();
    void tellNotes();
    void finishOpening(const std::shared_ptr<FileStore>& store, const Result<IndexingReport>& report);
    void readStandardInput();
    void started(Result<std::unique_ptr<CaptureEngine>> engine, std::shared_ptr<Recording> recording);

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
    quint64 shownCount_ = 0;
    quint64 rateCount_ = 0;
    qint64 rateSince_ = 0;
    double framesPerSecond_ = 0;
    bool isTemporary_ = false;
    bool isStopAsked_ = false; ///< while starting
    quint64 savedCount_ = 0;   ///< frames that are in a file of the user's
};

} // namespace tapscope
