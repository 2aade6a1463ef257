#pragma once

#include <base/error.h>
#include <plugin/plugin_host.h>

#include <QObject>
#include <QThreadPool>
#include <QTimer>

#include <analysis/shown_capture.h>

#include <atomic>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>

namespace tapscope {

/// Writes frames to a file with an exporter, on a thread that a plugin or a hanging file system may block; one file at
/// a time. GUI thread.
class Saving final : public QObject {
    Q_OBJECT

public:
    /// Files are written on threads of `pool`, which must outlive this object.
    Saving(const PluginHost& plugins, QThreadPool& pool, QObject* parent = nullptr);

    struct Order {
        const Exporter& exporter;
        FrameChoice frames;
        SettingValues settings;
        std::filesystem::path path;
        /// Whether a path leads to the file that is being recorded, which is refused. Any thread.
        std::function<bool(const std::filesystem::path&)> isOwnFile;
        /// The capture, if the frames that the chosen ones depend on are written, too.
        std::optional<ShownCapture> dependedOf = {};
    };
    /// Receives the number of written frames, or the error.
    using Then = std::function<void(const Result<quint64>&)>;
    void start(Order order, Then then);
    [[nodiscard]] bool isRunning() const noexcept { return then_ != nullptr; }
    /// Ends the save with the error Cancelled. A thread that does not return is left behind: it can replace no file any
    /// more, and another save can start.
    void cancel();
    /// An exporter that shows no progress for this long is reported by stalled().
    void setPatience(std::chrono::milliseconds patience) { patience_.setInterval(patience); }

signals:
    void progressed(int percent); ///< 100 ends it
    /// The exporter does not return, and shows no progress; the text names its plugin. Once per save.
    void stalled(const QString& text);

private:
    void showProgress(int percent);
    void reportStalled();
    void end(const Result<quint64>& written);

    const PluginHost& plugins_;
    QThreadPool& pool_;
    std::stop_source stop_; ///< each save has its own
    Then then_;             ///< null: nothing is saved
    QTimer patience_;
    int percent_ = 0;
    QString name_, plugin_;                          ///< of the file and the exporter's plugin, for texts
    std::shared_ptr<std::atomic<bool>> isExporting_; ///< whether the thread is in the exporter
};

} // namespace tapscope
