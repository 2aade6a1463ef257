#include <scan/file_scan.h>

#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

namespace tapscope {
namespace {

/// The state that the threads of a scan share. Each thread takes the most urgent work: it reads and learns the next
/// chunk, which only one thread may do at a time, or it examines a chunk that was learned. Reading comes first, because
/// everything waits for it. If the other threads have enough to examine, the thread that learns a chunk also examines
/// it in the same pass, which is less work than two passes.
class SharedFileScan {
public:
    SharedFileScan(FileScan& scan, unsigned threads) : scan_(scan), walker_(scan.file), mostAhead_(threads) {}

    void work() {
        const auto examiner = scan_.makeExaminer();
        std::unique_lock lock(mutex_);
        while (true) {
            changed_.wait(lock, [&] { return canRead() || !learned_.empty() || (ended_ && !isReading_); });
            const bool isShownFirst = walker_.isLive() && !learned_.empty(); // reading the next chunk may take forever
            if (canRead() && !isShownFirst)
                readChunk(*examiner, lock);
            else if (!learned_.empty())
                examineChunk(*examiner, lock);
            else
                return;
        }
    }
    [[nodiscard]] Result<void> result() const {
        if (error_)
            return std::unexpected(*error_);
        if (scan_.stop.stop_requested())
            return failure(ErrorKind::Cancelled, "read all of", walker_.path().string(), "stopped by the user");
        if (walker_.damage())
            return std::unexpected(*walker_.damage());
        return {};
    }

private:
    /// Limits the number of chunks that were read and not delivered, even if one takes very long to examine.
    [[nodiscard]] bool canRead() const noexcept {
        const bool hasRoom = taken_ - delivered_ < 4 * mostAhead_;
        const bool hasUse = scan_.learn || learned_.size() < mostAhead_;
        return !isReading_ && !ended_ && hasRoom && hasUse;
    }

    void readChunk(FrameExaminer& examiner, std::unique_lock<std::mutex>& lock) {
        isReading_ = true;
        const bool examines = scan_.learn && learned_.size() >= mostAhead_;
        FrameChunk chunk = spareChunk();
        ScanOutput output = spareOutput();
        lock.unlock();
        const bool isRead = !scan_.stop.stop_requested() && walker_.next(chunk);
        bool isLast = !isRead;
        if (isRead) {
            if (const FrameNumber end = chunk.frames.empty() ? 0 : chunk.frames.back().number;
                scan_.last != 0 && end >= scan_.last) {
                chunk.frames.resize(chunk.frames.size() - static_cast<std::size_t>(end - scan_.last));
                isLast = true;
            }
            if (examines)
                examiner.learnAndExamine(chunk, output);
            else if (scan_.learn)
                scan_.learn(chunk);
        }
        lock.lock();
        ended_ = ended_ || isLast;
        isReading_ = false;
        if (!isRead) {
            changed_.notify_all();
        } else if (examines) {
            finish(taken_++, std::move(chunk), std::move(output), lock);
        } else {
            learned_.push_back({taken_++, std::move(chunk)});
            changed_.notify_all();
        }
    }
    /// Returns a chunk whose memory is reused.
    [[nodiscard]] FrameChunk spareChunk() {
        FrameChunk chunk;
        if (!spareChunks_.empty()) {
            chunk = std::move(spareChunks_.back());
            spareChunks_.pop_back();
        }
        return chunk;
    }
    [[nodiscard]] ScanOutput spareOutput() {
        ScanOutput output;
        if (!spareTexts_.empty()) {
            output.text = std::move(spareTexts_.back());
            spareTexts_.pop_back();
        }
        return output;
    }

    void examineChunk(FrameExaminer& examiner, std::unique_lock<std::mutex>& lock) {
        Learned next = std::move(learned_.front());
        learned_.pop_front();
        ScanOutput output = spareOutput();
        changed_.notify_one(); // there may be room to read another chunk
        lock.unlock();
        examiner.examine(next.chunk, output);
        lock.lock();
        finish(next.place, std::move(next.chunk), std::move(output), lock);
    }
    void finish(std::uint64_t place, FrameChunk chunk, ScanOutput output, std::unique_lock<std::mutex>& lock) {
        spareChunks_.push_back(std::move(chunk));
        examined_.emplace(place, std::move(output));
        deliverInOrder(lock);
    }
    void deliverInOrder(std::unique_lock<std::mutex>& lock) {
        if (isDelivering_)
            return;
        isDelivering_ = true;
        for (auto next = examined_.find(delivered_); next != examined_.end(); next = examined_.find(delivered_)) {
            ScanOutput output = std::move(next->second);
            examined_.erase(next);
            if (!error_)
                error_ = output.error;
            if (!error_) {
                lock.unlock();
                const auto taken = scan_.deliver(output);
                lock.lock();
                if (!taken)
                    error_ = taken.error();
            }
            if (error_) {
                ended_ = true;
                learned_.clear();
            }
            output.text.clear();
            spareTexts_.push_back(std::move(output.text));
            ++delivered_;
        }
        isDelivering_ = false;
        changed_.notify_all();
    }

    struct Learned {
        std::uint64_t place; ///< position in the order
        FrameChunk chunk;
    };

    FileScan& scan_;
    FileWalker& walker_; ///< used only by the thread that is reading
    const std::size_t mostAhead_;
    std::mutex mutex_; ///< guards the members below
    std::condition_variable changed_;
    bool isReading_ = false;
    bool isDelivering_ = false;
    bool ended_ = false; ///< nothing more will be read
    std::uint64_t taken_ = 0, delivered_ = 0;
    std::deque<Learned> learned_;
    std::map<std::uint64_t, ScanOutput> examined_; ///< by position; those whose turn has not come
    std::vector<FrameChunk> spareChunks_;
    std::vector<std::string> spareTexts_;
    std::optional<Error> error_;
};

} // namespace

Result<void> FileScan::run() {
    const unsigned all = threads != 0 ? threads : std::max(1U, std::thread::hardware_concurrency());
    SharedFileScan shared(*this, all);
    {
        std::vector<std::jthread> others;
        try {
            for (unsigned i = 1; i < all; ++i)
                others.emplace_back([&shared] { shared.work(); });
        } catch (const std::system_error&) { // no thread can be started: the existing ones do all the work
        }
        shared.work();
    }
    return shared.result();
}

} // namespace tapscope
