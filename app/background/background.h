#pragma once

#include <QCoreApplication>
#include <QPointer>
#include <QThreadPool>

#include <memory>
#include <utility>

namespace tapscope {

/// The threads of work in the background that needs no threads of its own. They are not Qt's global ones: Qt paints
/// large areas on those and waits for them, while these may be blocked by a file system. They live until the program
/// exits, which waits for them then; an end that must not wait for them is std::_Exit(). Any thread.
[[nodiscard]] QThreadPool& backgroundThreads();

/// Runs `work` on a thread of `pool`, then `then(result)` on the GUI thread, unless `owner` has been destroyed by then.
///
/// Call it on the GUI thread, on which `owner` lives. Everything that `work` refers to must outlive it: an owner whose
/// members it uses waits for the pool in its destructor.
template <typename Work, typename Then>
void inBackground(QObject* owner, Work work, Then then, QThreadPool& pool = backgroundThreads()) {
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
