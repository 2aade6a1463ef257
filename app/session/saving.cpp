#include "saving.h"

#include "../background/background.h"
#include "../files/file_text.h"
#include "../text/plain_text.h"

#include <QPointer>
#include <QScopeGuard>

#include <analysis/depended_frames.h>

#include <algorithm>
#include <utility>

namespace tapscope {
namespace {

constexpr std::chrono::seconds usualPatience{10};

/// An exporter that notes whether a thread is in it.
class WatchedExporter final : public Exporter {
public:
    WatchedExporter(const Exporter& exporter, std::shared_ptr<std::atomic<bool>> isExporting)
        : exporter_(exporter), isExporting_(std::move(isExporting)) {}

    [[nodiscard]] std::string_view id() const noexcept override { return exporter_.id(); }
    [[nodiscard]] std::string_view title() const noexcept override { return exporter_.title(); }
    [[nodiscard]] std::string_view fileSuffix() const noexcept override { return exporter_.fileSuffix(); }
    [[nodiscard]] const SettingsSchema& schema() const noexcept override { return exporter_.schema(); }
    [[nodiscard]] Result<void> write(const FrameChoice& frames, const DecoderRegistry& registry,
                                     const Settings& settings, QIODevice& out,
                                     const ExportProgress& progress) const override {
        *isExporting_ = true;
        const auto left = qScopeGuard([this] { *isExporting_ = false; });
        return exporter_.write(frames, registry, settings, out, progress);
    }

private:
    const Exporter& exporter_;
    std::shared_ptr<std::atomic<bool>> isExporting_;
};

/// Writes the frames. Returns their number.
Result<quint64> written(Saving::Order& order, const WatchedExporter& exporter, const Settings& settings,
                        const DecoderRegistry& registry, const std::function<void(int percent)>& tell,
                        const std::stop_token& stop) {
    constexpr int most = 99; // percent
    if (order.isOwnFile(order.path))
        return failure(ErrorKind::Busy, "save", order.path.string(), "the capture is recorded in that very file",
                       "Choose another name");
    int begin = 0;
    if (order.dependedOf && !order.frames.all) {
        constexpr int half = 2;
        auto frames = withDependedFrames(*order.dependedOf, std::move(order.frames.numbers), stop,
                                         [&](int percent) { tell(percent / half); });
        if (!frames)
            return std::unexpected(frames.error());
        order.frames.numbers = std::move(*frames);
        begin = most / half;
    }
    const ExportProgress progress{.report =
                                      [&](std::size_t done, std::size_t total) {
                                          tell(begin + static_cast<int>(done * static_cast<std::size_t>(most - begin) /
                                                                        std::max<std::size_t>(total, 1)));
                                      },
                                  .stop = stop};
    const quint64 count = order.frames.count();
    if (auto done = exportToFile(exporter, order.frames, registry, settings, order.path, progress); !done)
        return std::unexpected(done.error());
    return count;
}

/// The id of the plugin that provides the exporter.
QString pluginWith(const Exporter& exporter, const PluginHost& plugins) {
    const QString id = plainText(exporter.id());
    for (const PluginRecord& record : plugins.records()) {
        const auto parts = plugins.partsOf(record.id);
        if (std::ranges::any_of(
                parts, [&](const PluginPart& part) { return part.kind == QLatin1String("exporter") && part.id == id; }))
            return plainText(record.id);
    }
    return id;
}

} // namespace

Saving::Saving(const PluginHost& plugins, QThreadPool& pool, QObject* parent)
    : QObject(parent), plugins_(plugins), pool_(pool) {
    patience_.setSingleShot(true);
    patience_.setInterval(usualPatience);
    connect(&patience_, &QTimer::timeout, this, &Saving::reportStalled);
}

void Saving::start(Order order, Then then) {
    auto settings = order.exporter.schema().check(order.settings);
    if (!settings) {
        then(std::unexpected(settings.error()));
        return;
    }
    if (isRunning()) {
        then(failure(ErrorKind::Busy, "save", order.path.string(), "another save is in progress"));
        return;
    }
    then_ = std::move(then);
    stop_ = {};
    name_ = shownName(order.path);
    plugin_ = pluginWith(order.exporter, plugins_);
    isExporting_ = std::make_shared<std::atomic<bool>>(false);
    percent_ = 0;
    patience_.start();
    const auto tell = [self = QPointer<Saving>(this), stop = stop_.get_token()](int percent) {
        QMetaObject::invokeMethod(
            QCoreApplication::instance(),
            [self, stop, percent] {
                if (self && !stop.stop_requested())
                    self->showProgress(percent);
            },
            Qt::QueuedConnection);
    };
    const WatchedExporter exporter(order.exporter, isExporting_);
    inBackground(
        this,
        [&registry = plugins_.decoders(), order = std::move(order), exporter, settings = *settings, tell,
         stop = stop_.get_token()]() mutable { return written(order, exporter, settings, registry, tell, stop); },
        [this, stop = stop_.get_token()](const Result<quint64>& written) {
            if (!stop.stop_requested())
                end(written);
        },
        pool_);
}

void Saving::cancel() {
    if (!isRunning())
        return;
    stop_.request_stop();
    // Later, because the caller may be about to destroy this object.
    QMetaObject::invokeMethod(
        this,
        [this, stop = stop_.get_token()] {
            if (isRunning() && stop == stop_.get_token())
                end(failure(ErrorKind::Cancelled, "save", name_.toStdString(), "stopped by the user"));
        },
        Qt::QueuedConnection);
}

void Saving::showProgress(int percent) {
    patience_.start();
    percent_ = percent;
    emit progressed(percent);
}

void Saving::reportStalled() {
    emit progressed(percent_); // offers Cancel, even if there was no progress yet
    if (!*isExporting_) {      // it waits for the file itself, which may be a pipe without a reader
        patience_.start();
        return;
    }
    emit stalled(
        tr("Saving %1 makes no progress: the plugin %2 or a disk does not respond. After Cancel, all frames are "
           "still there")
            .arg(name_, plugin_));
}

void Saving::end(const Result<quint64>& written) {
    patience_.stop();
    const auto then = std::exchange(then_, {});
    emit progressed(100);
    then(written);
}

} // namespace tapscope
