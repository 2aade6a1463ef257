#include "row_worker.h"

#include <condition_variable>
#include <mutex>

namespace tapscope {

/// State shared with the thread.
struct RowWorker::Shared {
    Shared(std::shared_ptr<const RowRecipe> rows, RowMaker::Fields what) : recipe(std::move(rows)), fields(what) {}

    const std::shared_ptr<const RowRecipe> recipe;
    const RowMaker::Fields fields;
    std::mutex mutex; ///< guards the members below
    std::condition_variable_any changed;
    RowWorker* worker = nullptr; ///< null once the owner is gone
    Order order;
    std::uint64_t number = 0; ///< of the order
    Made done;
    bool isBusy = false;
    bool isAwaited = false; ///< the GUI thread waits: no notification is needed
    bool isTold = false;    ///< a notification is pending

    using Lock = std::unique_lock<std::mutex>;

    void run(const std::stop_token& stop) {
        RowMaker maker(recipe);
        Lock lock(mutex);
        while (true) {
            isBusy = false;
            if (order.fields == 0 && order.rows.empty())
                changed.notify_all();
            if (!changed.wait(lock, stop, [this] { return order.fields != 0 || !order.rows.empty(); }))
                return;
            isBusy = true;
            if (order.fields != 0)
                makeFields(maker, lock, std::exchange(order.fields, 0));
            else
                makeRows(maker, lock, stop);
        }
    }
    /// Publishes a result that was made without holding the lock.
    void tell() {
        if (isAwaited || isTold || worker == nullptr)
            return;
        isTold = true;
        QMetaObject::invokeMethod(worker, &RowWorker::made, Qt::QueuedConnection);
    }
    void makeFields(RowMaker& maker, Lock& lock, FrameNumber frame) {
        lock.unlock();
        auto history = isDecoding() ? recipe->historyFor(frame) : nullptr;
        auto dissected = maker.dissect(frame, fields);
        lock.lock();
        done.fieldsOf = frame;
        done.fields = std::move(dissected);
        done.history = std::move(history);
        done.areFieldsWhole = isDecoding();
        tell();
    }
    void makeRows(RowMaker& maker, Lock& lock, const std::stop_token& stop) {
        const auto rows = std::exchange(order.rows, {});
        const std::uint64_t wanted = number;
        for (const FrameNumber frame : rows) {
            if (stop.stop_requested() || number != wanted)
                return;
            lock.unlock();
            FrameRow row = isDecoding() ? maker.whole(frame) : maker.bare(frame);
            lock.lock();
            done.rows.emplace_back(frame, std::move(row));
            tell();
        }
    }
    [[nodiscard]] bool isDecoding() const noexcept { return fields == RowMaker::Fields::All; }
};

RowWorker::RowWorker(std::shared_ptr<const RowRecipe> recipe, RowMaker::Fields fields)
    : shared_(std::make_shared<Shared>(std::move(recipe), fields)),
      thread_(*shared_->recipe->capture.registry,
              [shared = shared_](const std::stop_token& stop) { shared->run(stop); }) {
    const std::lock_guard lock(shared_->mutex);
    shared_->worker = this;
}

RowWorker::~RowWorker() {
    const std::lock_guard lock(shared_->mutex);
    shared_->worker = nullptr;
}

void RowWorker::want(Order order) {
    {
        const std::lock_guard lock(shared_->mutex);
        shared_->order = std::move(order);
        ++shared_->number;
    }
    shared_->changed.notify_all();
}

RowWorker::Made RowWorker::take(std::chrono::nanoseconds patience) {
    Shared& all = *shared_;
    Shared::Lock lock(all.mutex);
    all.isAwaited = true;
    all.changed.wait_for(lock, patience,
                         [&] { return !all.isBusy && all.order.fields == 0 && all.order.rows.empty(); });
    all.isAwaited = false;
    all.isTold = false;
    return std::exchange(all.done, {});
}

} // namespace tapscope
