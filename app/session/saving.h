#pragma once

#include <base/error.h>
#include <plugin/plugin_host.h>

#include <QObject>
#include <QThreadPool>

#include <analysis/shown_capture.h>

#include <filesystem>
#include <functional>
#include <optional>
#include <stop_token>

namespace tapscope {

/// Writes frames to a file with an exporter, on a thread that a hanging file system may block; one file at a time. GUI
/// thread.
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
    /// Calls `then` with the number of written frames, or the error.
    void start(Order order, const std::function<void(const Result<quint64>&)>& then);
    [[nodiscard]] bool isRunning() const noexcept { return isRunning_; }
    void cancel() { stop_.request_stop(); }

signals:
    void progressed(int percent); ///< 100 ends it

private:
    const PluginHost& plugins_;
    QThreadPool& pool_;
    std::stop_source stop_;
    bool isRunning_ = false;
};

} // namespace tapscope
