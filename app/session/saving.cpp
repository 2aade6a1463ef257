#include "saving.h"

#include "../background/background.h"

#include <QPointer>

#include <analysis/depended_frames.h>

#include <algorithm>
#include <utility>

namespace tapscope {
namespace {

/// Writes the frames. Returns their number.
Result<quint64> written(Saving::Order& order, const Settings& settings, const DecoderRegistry& registry,
                        const std::function<void(int percent)>& tell, const std::stop_token& stop) {
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
    if (auto done = exportToFile(order.exporter, order.frames, registry, settings, order.path, progress); !done)
        return std::unexpected(done.error());
    return count;
}

} // namespace

Saving::Saving(const PluginHost& plugins, QThreadPool& pool, QObject* parent)
    : QObject(parent), plugins_(plugins), pool_(pool) {}

void Saving::start(Order order, const std::function<void(const Result<quint64>&)>& then) {
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
    const auto tell = [self = QPointer<Saving>(this)](int percent) {
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
        [&registry = plugins_.decoders(), order = std::move(order), settings = *settings, tell,
         stop = stop_.get_token()]() mutable { return written(order, settings, registry, tell, stop); },
        [this, then](const Result<quint64>& written) {
            isRunning_ = false;
            emit progressed(100);
            then(written);
        },
        pool_);
}

} // namespace tapscope
