#include <scan/store_scan.h>

#include <algorithm>
#include <condition_variable>
#include <map>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

namespace tapscope {
namespace {

/// The first parts are small, so that a search finds a near match at once. Later parts are large enough to be worth a
/// thread.
constexpr std::size_t smallestPart = 256, largestPart = 8192;

/// The state that the threads of a scan share. Each thread takes the next part, examines it and delivers the parts
/// whose turn has come.
class SharedStoreScan {
public:
    SharedStoreScan(const StoreScan& scan, const std::function<StoreScan::Examine()>& makeExaminer)
        : scan_(scan), makeExaminer_(makeExaminer), first_(std::max(scan.first, scan.store->first())),
          last_(scan.last != 0 ? scan.last : scan.store->count()), total_(scan.chosen       ? scan.chosen->size()
                                                                          : last_ >= first_ ? last_ - first_ + 1
                                                                                            : 0) {}

    [[nodiscard]] unsigned usefulThreads() const noexcept {
        const unsigned wanted = scan_.threads != 0 ? scan_.threads : std::max(1U, std::thread::hardware_concurrency());
        return total_ <= smallestPart ? 1 : wanted;
    }
    void work(unsigned threads) {
        std::unique_lock lock(mutex_);
        auto examine = makeExaminer_();
        FrameReader reader(scan_.store);
        while (true) {
            // Limits the number of parts that wait for their turn, even if one takes very long.
            changed_.wait(lock, [&] { return isOver() || taken_ - delivered_ < 4 * std::size_t{threads}; });
            if (isOver())
                return;
            const std::size_t place = taken_++;
            const ScanPart part = takePart();
            lock.unlock();
            const bool isReady =
                !scan_.stop.stop_requested() && (!scan_.ready || scan_.ready(part.highest(), scan_.stop));
            StoreScan::Delivery delivery;
            if (isReady)
                delivery = examine(part, reader);
            lock.lock();
            // A part that was abandoned halfway does not count.
            if (!isReady || scan_.stop.stop_requested()) {
                isCancelled_ = true;
                changed_.notify_all();
                return;
            }
            examined_.emplace(place, Examined{part.size(), std::move(delivery)});
            deliverInOrder(lock);
        }
    }
    [[nodiscard]] Result<void> result() const {
        if (error_)
            return std::unexpected(*error_);
        if (isCancelled_)
            return failure(ErrorKind::Cancelled, "go through", scan_.store->path().string(), "it was cancelled");
        return {};
    }

private:
    struct Examined {
        std::size_t frames;
        StoreScan::Delivery delivery;
    };

    [[nodiscard]] bool isOver() const noexcept { return isEnough_ || error_ || isCancelled_ || given_ >= total_; }

    [[nodiscard]] ScanPart takePart() noexcept {
        const auto size = static_cast<std::size_t>(std::min<FrameNumber>(partSize_, total_ - given_));
        partSize_ = std::min(2 * partSize_, largestPart);
        const FrameNumber before = std::exchange(given_, given_ + size);
        if (scan_.chosen)
            return ScanPart(scan_.chosen->subspan(static_cast<std::size_t>(before), size));
        if (scan_.order == StoreScan::Order::Descending)
            return {last_ - before - size + 1, size, true};
        return {first_ + before, size};
    }

    void deliverInOrder(std::unique_lock<std::mutex>& lock) {
        if (isDelivering_)
            return;
        isDelivering_ = true;
        for (auto next = examined_.find(delivered_); next != examined_.end(); next = examined_.find(delivered_)) {
            Examined part = std::move(next->second);
            examined_.erase(next);
            if (!isEnough_ && !error_)
                deliver(part, lock);
            ++delivered_;
        }
        isDelivering_ = false;
        changed_.notify_all();
    }
    void deliver(Examined& part, std::unique_lock<std::mutex>& lock) {
        lock.unlock();
        auto next = part.delivery ? part.delivery() : Result<StoreScan::Next>(StoreScan::Next::GoOn);
        done_ += part.frames; // only the delivering thread changes it
        if (next && scan_.progress)
            scan_.progress(done_, total_);
        lock.lock();
        if (!next)
            error_ = std::move(next.error());
        else if (*next == StoreScan::Next::Enough)
            isEnough_ = true;
    }

    const StoreScan& scan_;
    const std::function<StoreScan::Examine()>& makeExaminer_;
    const FrameNumber first_, last_, total_;
    std::mutex mutex_; ///< guards the members below
    std::condition_variable changed_;
    FrameNumber given_ = 0; ///< frames that were taken in parts
    std::size_t partSize_ = smallestPart;
    std::size_t taken_ = 0, delivered_ = 0;    ///< parts
    std::map<std::size_t, Examined> examined_; ///< by position; those whose turn has not come
    bool isDelivering_ = false;
    bool isEnough_ = false, isCancelled_ = false;
    std::optional<Error> error_;
    FrameNumber done_ = 0;
};

} // namespace

Result<void> StoreScan::run(const std::function<Examine()>& makeExaminer) const {
    SharedStoreScan shared(*this, makeExaminer);
    const unsigned all = shared.usefulThreads();
    {
        std::vector<std::jthread> others;
        for (unsigned i = 1; i < all; ++i)
            others.emplace_back([&] { shared.work(all); });
        shared.work(all);
    }
    return shared.result();
}

} // namespace tapscope
