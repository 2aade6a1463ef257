#include "replay_reader.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <utility>

namespace tapscope {
namespace {

constexpr std::size_t mostReady = 8;                      // batches
constexpr std::size_t mostFrames = 512;                   // per batch
constexpr std::size_t mostBytes = std::size_t{256} << 10; // per batch

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

Result<std::unique_ptr<ReplayReader>> ReplayReader::start(ReplayPlan plan, std::shared_ptr<InjectionLog> log) {
    const ReplayOptions& options = plan.options();
    if (options.rounds != 1 && isStream(options.file))
        return failure(ErrorKind::Unsupported, "replay", options.file, "a stream can be sent only once",
                       "Save it to a file to send it several times");
    auto file = openFile(options.file);
    if (!file)
        return std::unexpected(file.error());
    std::unique_ptr<ReplayReader> reader(new ReplayReader(std::move(plan), std::move(log)));
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
    const ReplayOptions& options = plan_.options();
    for (std::uint64_t round = 1; readRound(file) && round != options.rounds; ++round) {
        auto again = openFile(options.file);
        if (!again) {
            log_->noteLoss(again.error().text());
            break;
        }
        file = std::move(*again);
        plan_.beginRound();
    }
    const std::lock_guard lock(mutex_);
    hasEnded_ = true;
    changed_.notify_all();
}

bool ReplayReader::readRound(FileWalker& file) {
    bool hasSent = false;
    FrameChunk chunk;
    while (file.next(chunk)) {
        ReplayBatch batch;
        for (const Frame& frame : chunk.frames) {
            if (plan_.isPast(frame.number))
                break;
            const auto planned = plan_.next(frame, chunk.interfaces.all());
            if (!planned)
                continue;
            if (batch.entries.size() >= mostFrames || batch.bytes.size() + planned->bytes.size() > mostBytes) {
                if (!put(std::exchange(batch, {})))
                    return false;
            }
            batch.entries.push_back({batch.bytes.size(), planned->bytes.size(), planned->due, planned->wait,
                                     planned->number, planned->offload});
            batch.bytes.insert(batch.bytes.end(), planned->bytes.begin(), planned->bytes.end());
            hasSent = true;
        }
        const FrameNumber following = chunk.frames.back().number + 1;
        if (!put(std::move(batch)))
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

/// False if the replay was stopped.
bool ReplayReader::put(ReplayBatch batch) {
    if (batch.entries.empty())
        return true;
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return isStopping_ || ready_.size() < mostReady; });
    if (isStopping_)
        return false;
    ready_.push_back(std::move(batch));
    changed_.notify_all();
    return true;
}

bool ReplayReader::next(ReplayBatch& batch) {
    const std::lock_guard lock(mutex_);
    if (ready_.empty())
        return false;
    batch = std::move(ready_.front());
    ready_.pop_front();
    changed_.notify_all();
    return true;
}

bool ReplayReader::hasEnded() const {
    const std::lock_guard lock(mutex_);
    return hasEnded_ && ready_.empty();
}

void ReplayReader::waitForFirst() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return hasEnded_ || !ready_.empty(); });
}

} // namespace tapscope
