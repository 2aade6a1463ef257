#pragma once

#include <QCoreApplication>
#include <QPointer>
#include <QThreadPool>

#include <memory>
#include <utility>

namespace tapscope {

/// Runs `work` on a thread of `pool`, then `then(result)` on the GUI thread, unless `owner` has been destroyed by then.
///
/// Call it on the GUI thread, on which `owner` lives. Everything that `work` refers to must outlive it: an owner whose
/// members it uses waits for the pool in its destructor.
template <typename Work, typename Then>
void inBackground(QObject* owner, Work work, Then then, QThreadPool& pool = *QThreadPool::globalInstance()) {
    pool.start([owner = QPointer<QObject>(owner), work = std::move(work), then = std::move(then)]() mutable {
        auto result = std::make_shared<decltype(work())>(work());
        // The application outlives every owner, so there is always a receiver.
        QMetaObject::invokeMethod(
            QCoreApplication::instance(),
            [owner, result, then = std::move(then)]() mutable {
                if (owner)
                    then(std::move(*result));
            },
            Qt::QueuedConnection);
    });
}

} // namespace tapscope
