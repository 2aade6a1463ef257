#include <scan/file_scan.h>

#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>

namespace tapscope {
namespace {

/// What the threads of a scan share.
class SharedScan {
public:
    explicit SharedScan(FileScan& scan) : scan_(scan), walker_(scan.file) {}

    void work() {
        const auto examiner = scan_.makeExaminer();
        FrameChunk chunk;
        ScanOutput output;
        while (const auto ticket = read(chunk)) {
            output.text.clear();
            output.passed = 0;
            output.error.reset();
            examiner->examine(chunk, output);
            deliver(*ticket, output);
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
    /// Its place in the order; nullopt when there is no more to do.
    std::optional<std::uint64_t> read(FrameChunk& chunk) {
        const std::lock_guard lock(reading_);
        const bool isOver = ended_ || scan_.stop.stop_requested();
        if (isOver || !walker_.next(chunk)) {
            ended_ = true;
            return std::nullopt;
        }
        if (const FrameNumber end = chunk.frames.back().number; scan_.last != 0 && end >= scan_.last) {
            chunk.frames.resize(chunk.frames.size() - static_cast<std::size_t>(end - scan_.last));
            ended_ = true;
        }
        if (scan_.learn)
            scan_.learn(chunk);
        return taken_++;
    }
    void deliver(std::uint64_t ticket, const ScanOutput& output) {
        bool failed = false;
        {
            std::unique_lock lock(delivering_);
            turned_.wait(lock, [&] { return delivered_ == ticket; });
            if (!error_ && output.error)
                error_ = output.error;
            if (!error_) {
                if (auto taken = scan_.deliver(output); !taken)
                    error_ = taken.error();
            }
            failed = error_.has_value();
            ++delivered_;
        }
        turned_.notify_all();
        if (failed) {
            const std::lock_guard lock(reading_);
            ended_ = true;
        }
    }

    FileScan& scan_;
    std::mutex reading_; ///< guards the walker, ended_ and taken_
    FileWalker& walker_;
    bool ended_ = false;
    std::uint64_t taken_ = 0;
    std::mutex delivering_; ///< guards delivered_ and error_, and calls of deliver()
    std::condition_variable turned_;
    std::uint64_t delivered_ = 0;
    std::optional<Error> error_;
};

} // namespace

Result<void> FileScan::run() {
    SharedScan shared(*this);
    {
        const unsigned all = threads != 0 ? threads : std::max(1U, std::thread::hardware_concurrency());
        std::vector<std::jthread> others;
        for (unsigned i = 1; i < all; ++i)
            others.emplace_back([&shared] { shared.work(); });
        shared.work();
    }
    return shared.result();
}

} // namespace tapscope
