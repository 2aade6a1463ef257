#include "replay_reader.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>
#include <utility>

namespace tapscope {
namespace {

constexpr std::size_t mostReady = 8;                    // batches
constexpr std::size_t readAgainAt = mostReady / 2;      // batches: fewer, longer turns of the reader
constexpr std::size_t mostKept = std::size_t{64} << 20; // bytes

bool isStream(const std::string& file) {
    struct stat status{};
    return file == "-" || (stat(file.c_str(), &status) == 0 && !S_ISREG(status.st_mode) && !S_ISDIR(status.st_mode));
}

Result<FileWalker> openFile(const std::string& file) {
    if (!isStream(file))
        return FileWalker::open(file);
    UniqueFd stream(file == "-" ? fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, STDERR_FILENO + 1)
                                : open(file.c_str(), O_RDONLY | O_CLOEXEC));
    if (!stream)
        return systemError(errno, "open", file);
    return FileWalker::ofStream(std::move(stream), file == "-" ? "the standard input" : file);
}

} // namespace

Result<std::unique_ptr<ReplayReader>> ReplayReader::start(ReplayPlan plan, LinkType linkType,
                                                          std::shared_ptr<InjectionLog> log) {
    const ReplayOptions& options = plan.options();
    if (options.rounds != 1 && isStream(options.file))
        return failure(ErrorKind::Unsupported, "replay", options.file, "a stream can be sent only once",
                       "Save it to a file to send it several times");
    auto file = openFile(options.file);
    if (!file)
        return std::unexpected(file.error());
    auto arrived = WakeEvent::make();
    if (!arrived)
        return std::unexpected(arrived.error());
    std::unique_ptr<ReplayReader> reader(
        new ReplayReader(std::move(plan), linkType, std::move(log), std::move(*arrived)));
    reader->isKeeping_ = reader->plan_.options().rounds != 1;
    try {
        reader->thread_ = std::jthread([&reader = *reader, walker = std::make_shared<FileWalker>(std::move(*file))] {
            reader.read(std::move(*walker));
        });
    } catch (const std::system_error& error) {
        return systemError(error.code().value(), "start a thread for", "the replay");
    }
    return reader;
}

ReplayReader::~ReplayReader() {
    const std::lock_guard lock(mutex_);
    isStopping_ = true;
    changed_.notify_all();
}

void ReplayReader::read(FileWalker file) {
    readRounds(file);
    const std::lock_guard lock(mutex_);
    hasEnded_ = true;
    arrived();
}

void ReplayReader::arrived() {
    changed_.notify_all();
    if (std::exchange(isAwaited_, false))
        arrived_.signal();
}

void ReplayReader::readRounds(FileWalker& file) {
    const ReplayOptions& options = plan_.options();
    for (std::uint64_t round = 1; readRound(file) && round != options.rounds; ++round) {
        if (isKeeping_) {
            const std::lock_guard lock(mutex_);
            later_.emplace(std::move(kept_), plan_.roundLength(), options.rounds, log_);
            return;
        }
        auto again = openFile(options.file);
        if (!again)
            return log_->noteLoss(again.error().text());
        file = std::move(*again);
        plan_.beginRound();
    }
}

bool ReplayReader::readRound(FileWalker& file) {
    bool hasSent = false;
    FrameChunk chunk;
    while (file.next(chunk)) {
        auto batch = emptyBatch();
        for (const Frame& frame : chunk.frames) {
            if (plan_.isPast(frame.number))
                break;
            const auto planned = plan_.next(frame, chunk.interfaces.all());
            if (!planned)
                continue;
            while (!batch->add(*planned, linkType_)) {
                if (!putRead(std::exchange(batch, emptyBatch())))
                    return false;
            }
            hasSent = true;
        }
        const FrameNumber following = chunk.frames.back().number + 1;
        if (!putRead(std::move(batch)))
            return false;
        if (plan_.isPast(following))
            return hasSent;
    }
    if (file.damage()) {
        log_->noteLoss(file.damage()->text());
        return false; // one report is enough
    }
    return hasSent;
}

void ReplayReader::keep(const std::shared_ptr<ReplayBatch>& batch) {
    keptSize_ += batch->size();
    kept_.push_back(batch);
    if (keptSize_ > mostKept) {
        isKeeping_ = false;
        kept_.clear();
    }
}

std::shared_ptr<ReplayBatch> ReplayReader::emptyBatch() {
    const std::lock_guard lock(mutex_);
    if (used_.empty())
        return std::make_shared<ReplayBatch>();
    auto batch = std::move(used_.back());
    used_.pop_back();
    batch->clear();
    return batch;
}

bool ReplayReader::putRead(std::shared_ptr<ReplayBatch> batch) {
    if (batch->frames().empty())
        return true;
    if (isKeeping_)
        keep(batch);
    return put({std::move(batch), {}});
}

bool ReplayReader::put(ReplayTurn turn) {
    std::unique_lock lock(mutex_);
    if (ready_.size() >= mostReady)
        changed_.wait(lock, [this] { return isStopping_ || ready_.size() <= readAgainAt; });
    if (isStopping_)
        return false;
    ready_.push_back(std::move(turn));
    arrived();
    return true;
}

bool ReplayReader::next(ReplayTurn& turn) {
    const std::lock_guard lock(mutex_);
    const bool isKept = turn.batch.use_count() > 1;
    if (turn.batch && !isKept)
        used_.push_back(std::move(turn.batch));
    turn = {};
    if (ready_.empty()) {
        if (later_)
            return later_->next(turn);
        if (!std::exchange(isAwaited_, true))
            arrived_.clear();
        return false;
    }
    turn = std::move(ready_.front());
    ready_.pop_front();
    if (ready_.size() == readAgainAt)
        changed_.notify_all();
    return true;
}

bool ReplayReader::hasEnded() const {
    const std::lock_guard lock(mutex_);
    return hasEnded_ && ready_.empty() && !(later_ && later_->hasMore());
}

void ReplayReader::waitForFirst() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return hasEnded_ || !ready_.empty(); });
}

} // namespace tapscope
