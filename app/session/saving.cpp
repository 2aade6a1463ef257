#include "saving.h"

#include "../background/background.h"

#include <QPointer>

#include <algorithm>
#include <utility>

namespace tapscope {

Saving::Saving(const PluginHost& plugins, QThreadPool& pool, QObject* parent)
    : QObject(parent), plugins_(plugins), pool_(pool) {}

void Saving::start(Order order, const std::function<void(const Result<void>&)>& then) {
    auto settings = order.exporter.schema().check(order.settings);
    if (!settings) {
        then(std::unexpected(settings.error()));
        return;
    }
    if (isRunning_) {
        then(failure(ErrorKind::Busy, "save", order.path.string(), "another save is in progress"));
        return;
    }
    isRunning_ = true;
    stop_ = {};
    ExportProgress progress;
    progress.stop = stop_.get_token();
    progress.report = [self = QPointer<Saving>(this)](std::size_t done, std::size_t total) {
        const int percent = static_cast<int>(done * 99 / std::max<std::size_t>(total, 1));
        QMetaObject::invokeMethod(
            QCoreApplication::instance(),
            [self, percent] {
                if (self)
                    emit self->progressed(percent);
            },
            Qt::QueuedConnection);
    };
    inBackground(
        this,
        [&registry = plugins_.decoders(), order = std::move(order), settings = *settings, progress]() -> Result<void> {
            if (order.isOwnFile(order.path))
                return failure(ErrorKind::Busy, "save", order.path.string(),
                               "the capture is being recorded to this file", "Choose another name");
            return exportToFile(order.exporter, order.frames, registry, settings, order.path, progress);
        },
        [this, then](const Result<void>& written) {
            isRunning_ = false;
            emit progressed(100);
            then(written);
        },
        pool_);
}

} // namespace tapscope
