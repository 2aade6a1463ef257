#include <file/pcapng_format.h>
#include <file/pcapng_writer.h>
#include <store/recording_writer.h>

#include <fmt/core.h>

#include <cerrno>
#include <csignal>
#include <cstring>

namespace tapscope {
namespace {

using namespace std::chrono_literals;

constexpr const char* recordingTo = "record to";
constexpr auto tryAgainAfter = 200ms;
constexpr auto quietTime = 1s;
constexpr auto lookAgainAfter = 1s; ///< checks the file while nothing arrives

std::uint32_t numberAt(const std::byte* place) {
    std::uint32_t number = 0;
    std::memcpy(&number, place, sizeof number);
    return number;
}

/// Visits the whole blocks of a chunk from `at` on, up to byte `end`. Returns where it stopped.
template <typename Visit>
Chunk::Fill walk(const Chunk& chunk, Chunk::Fill at, std::uint32_t end, Visit visit) {
    while (end - at.bytes >= pcapng::minimumBlock) {
        const std::byte* const block = chunk.bytes.get() + at.bytes;
        const std::uint32_t size = numberAt(block + 4);
        if (size > end - at.bytes)
            break;
        if (numberAt(block) == pcapng::enhancedPacket) {
            ++at.frames;
            visit(numberAt(block + 8));
        }
        at.bytes += size;
    }
    return at;
}

Error cannotWrite(int code, const std::filesystem::path& path) {
    const bool isFull = code == ENOSPC || code == EDQUOT;
    return systemError(code, recordingTo, path.string(),
                       isFull          ? "Make room there; frames wait in memory meanwhile"
                       : code == EFBIG ? "The size of files is limited (ulimit -f)"
                                       : "Frames wait in memory meanwhile")
        .error();
}

Error lost(Error error, std::uint64_t frames) {
    error.hint = fmt::format("{} frames at the end are not recorded", frames);
    return error;
}

} // namespace

RecordingWriter::RecordingWriter(std::filesystem::path path, const RecordingOptions& options, Syscalls& syscalls)
    : path_(std::move(path)), options_(options), syscalls_(syscalls), queue_(options.bufferSize) {}

Result<void> RecordingWriter::useFile(Result<RecordingFile> made, std::shared_ptr<StorePart> part) {
    if (!made)
        return std::unexpected(made.error());
    file_.emplace(std::move(*made));
    fileWhole_ = 0;
    part->setFile(file_->path(), file_->descriptor());
    part_ = std::move(part);
    if (!store_)
        store_ = std::make_shared<RecordedStore>(options_.ring.isUsed() ? path_ : file_->path(), syscalls_);
    store_->addPart(part_);
    filesBegun_.store(filesBegun_.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
    const std::lock_guard lock(mutex_);
    currentPath_ = file_->path();
    return {};
}

Result<void> RecordingWriter::openFirst(std::shared_ptr<StorePart> first) {
    const auto name = options_.ring.isUsed() ? ringFileName(path_, 1, std::chrono::system_clock::now()) : path_;
    return useFile(RecordingFile::create(name, options_.existing, syscalls_), std::move(first));
}

void RecordingWriter::run() {
    // Other threads handle signals. With SIGXFSZ blocked, a file beyond its size limit is an error (EFBIG) and does not
    // end the program.
    sigset_t all;
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, nullptr);

    std::unique_lock lock(mutex_);
    while (true) {
        rest(lock);
        if (state_ != State::Open && state_ != State::Finishing)
            break;
        isWanted_ = false;
        const bool isLast = closing_.has_value();
        lock.unlock();
        const auto drained = drain();
        lock.lock();
        if (state_ == State::Abandoned)
            break;
        if (!drained && (isLast || isCut_)) {
            error_ = lost(drained.error(), status().framesWaiting);
            state_ = State::Failed;
            break;
        }
        if (!drained) {
            error_ = drained.error();
            trouble_ = Trouble::CannotWrite;
            work_.wait_for(lock, tryAgainAfter, [&] { return closing_ || state_ == State::Abandoned; });
            isWanted_ = true;
            continue;
        }
        if (isLast) {
            state_ = State::Finished;
            break;
        }
    }
    lock.unlock();
    end();
    lock.lock();
    isThreadOver_ = true;
    settled_.notify_all();
}

/// Waits for work. Frees memory that is not needed any more after a quiet time.
void RecordingWriter::rest(std::unique_lock<std::mutex>& lock) {
    const auto hasWork = [&] { return isWanted_ || closing_ || state_ == State::Abandoned; };
    if (work_.wait_for(lock, quietTime, hasWork))
        return;
    queue_.trim();
    while (!work_.wait_for(lock, lookAgainAfter, hasWork)) { // the file may vanish while nothing arrives
        lock.unlock();
        static_cast<void>(checkFile());
        lock.lock();
    }
}

Result<void> RecordingWriter::drain() {
    const auto now = std::chrono::steady_clock::now();
    if (queue_.hasMany())
        busy_ = now;
    else if (now - busy_ >= quietTime)
        queue_.trim();
    while (true) {
        const auto [chunk, isLast] = queue_.front();
        if (chunk == nullptr)
            return {};
        const Fill fill = chunk->fill(); // the whole chunk, unless it is the last
        if (chunk->beginsFile && !hasFile_) {
            if (auto opened = nextFile(chunk->part); !opened)
                return opened;
            hasFile_ = true;
        }
        if (auto written = write(*chunk, fill); !written)
            return written;
        if (isLast || chunkWhole_.bytes < fill.bytes) // abandoned
            return {};
        queue_.pop();
        chunkWhole_ = {};
        chunkDone_ = 0;
        hasFile_ = false;
    }
}

Result<void> RecordingWriter::write(const Chunk& chunk, Fill fill) {
    while (chunkDone_ < fill.bytes) {
        if (auto ours = checkFile(); !ours)
            return ours;
        const auto written = file_->write(chunk.bytes.get() + chunkDone_, fill.bytes - chunkDone_);
        if (!written)
            return std::unexpected(cannotWrite(written.error(), file_->path()));
        chunkDone_ += static_cast<std::uint32_t>(*written);
        const Fill whole = chunkDone_ == fill.bytes ? fill : walk(chunk, chunkWhole_, chunkDone_, [](std::uint32_t) {});
        if (!publish(whole))
            return {};
    }
    return {};
}

bool RecordingWriter::publish(Fill whole) {
    const std::lock_guard lock(mutex_);
    if (state_ == State::Abandoned)
        return false;
    const std::uint64_t frames = whole.frames - chunkWhole_.frames;
    const std::uint64_t bytes = whole.bytes - chunkWhole_.bytes;
    chunkWhole_ = whole;
    fileWhole_ += bytes;
    framesWritten_.store(framesWritten_.load(std::memory_order_relaxed) + frames, std::memory_order_release);
    bytesWritten_.store(bytesWritten_.load(std::memory_order_relaxed) + bytes, std::memory_order_release);
    part_->setSizeOnDisk(fileWhole_);
    if (options_.keepsIndex && frames > 0) {
        part_->index().publish(part_->count() + frames);
        store_->publish(part_->first() + part_->count() - 1);
    }
    if (trouble_ == Trouble::CannotWrite) {
        trouble_ = Trouble::None;
        error_.reset();
    }
    settled_.notify_all();
    return true;
}

Result<void> RecordingWriter::checkFile() {
    switch (file_->change()) {
    case RecordingFile::Change::None:
        return {};
    case RecordingFile::Change::Removed:
        if (trouble_ != Trouble::Removed)
            report(Trouble::Removed, failure(ErrorKind::Ended, recordingTo, file_->path().string(),
                                             "another program has renamed, removed or replaced the file",
                                             "Save the frames under another name before you close the capture")
                                         .error());
        return {};
    case RecordingFile::Change::Cut:
    case RecordingFile::Change::Grown:
        break;
    }
    isCut_ = true;
    return failure(ErrorKind::Damaged, recordingTo, file_->path().string(),
                   "another program has changed the file's size", "Start a new capture, to another file");
}

void RecordingWriter::report(Trouble trouble, const Error& error) {
    const std::lock_guard lock(mutex_);
    trouble_ = trouble;
    error_ = error;
}

void RecordingWriter::removeOldest() {
    const auto oldest = store_->parts().front();
    store_->dropOldestPart(); // first, so that readers who miss the file get the right error
    // Another program may have put its own file in its place, which must stay.
    if (FileIdentity::of(oldest->path()) == oldest->identity())
        syscalls_.unlink(oldest->path().c_str());
}

Result<void> RecordingWriter::nextFile(std::shared_ptr<StorePart> part) {
    const auto most = options_.ring.files;
    if (most && *most > 1 && store_->parts().size() >= *most) // the only file is removed when the next one exists
        removeOldest();
    const auto name = ringFileName(path_, filesBegun_ + 1, std::chrono::system_clock::now());
    const auto before = part_;
    if (auto used = useFile(RecordingFile::create(name, options_.existing, syscalls_), std::move(part)); !used)
        return used;
    before->closeFile();
    if (most == 1U)
        removeOldest();
    if (trouble_ == Trouble::Removed) {
        const std::lock_guard lock(mutex_);
        trouble_ = Trouble::None;
        error_.reset();
    }
    return {};
}

void RecordingWriter::end() {
    if (auto ours = checkFile(); !ours) {
        const std::lock_guard lock(mutex_);
        if (state_ == State::Finished) {
            error_ = ours.error();
            state_ = State::Failed;
        }
        return;
    }
    if (file_->size() > fileWhole_)
        file_->cut(fileWhole_);
    writeStatistics();
}

void RecordingWriter::takeOffLost(std::vector<CaptureStatistics>& statistics) {
    const auto lost = [&](std::uint32_t interfaceId) {
        for (auto& each : statistics) {
            if (each.interfaceId != interfaceId)
                continue;
            each.droppedSystem = each.droppedSystem.value_or(0) + 1;
            each.delivered = each.delivered.value_or(1) - 1;
        }
    };
    for (auto next = queue_.front(); next.chunk != nullptr; next = queue_.front()) {
        walk(*next.chunk, chunkWhole_, next.chunk->fill().bytes, lost);
        if (next.isLast)
            return;
        queue_.pop();
        chunkWhole_ = {};
    }
}

void RecordingWriter::writeStatistics() {
    std::vector<CaptureStatistics> statistics;
    {
        const std::lock_guard lock(mutex_);
        statistics = closing_.value_or(std::vector<CaptureStatistics>{});
    }
    takeOffLost(statistics);
    const auto now = std::chrono::time_point_cast<std::chrono::nanoseconds>(std::chrono::system_clock::now());
    std::vector<std::byte> blocks;
    for (const auto& each : statistics)
        pcapng::appendStatistics(blocks, each, now);
    for (std::size_t done = 0; done < blocks.size();) {
        const auto written = file_->write(blocks.data() + done, blocks.size() - done);
        if (!written) {
            file_->cut(fileWhole_);
            const std::lock_guard lock(mutex_);
            if (state_ == State::Finished) {
                error_ = cannotWrite(written.error(), file_->path());
                state_ = State::Failed;
            }
            return;
        }
        done += *written;
    }
    fileWhole_ += blocks.size();
    part_->setSizeOnDisk(fileWhole_);
    if (state_ == State::Finished && store_->first() == 1)
        store_->noteWhole();
    bytesWritten_.store(bytesWritten_.load(std::memory_order_relaxed) + blocks.size(), std::memory_order_release);
}

void RecordingWriter::wake() {
    const std::lock_guard lock(mutex_);
    isWanted_ = true;
    work_.notify_one();
}

void RecordingWriter::finish(std::vector<CaptureStatistics> statistics) {
    const std::lock_guard lock(mutex_);
    if (closing_)
        return;
    closing_ = std::move(statistics);
    if (state_ == State::Open)
        state_ = State::Finishing;
    work_.notify_one();
}

RecordingStatus RecordingWriter::status() const noexcept {
    RecordingStatus status;
    status.state = state_.load(std::memory_order_acquire);
    status.trouble = trouble_.load(std::memory_order_relaxed);
    // framesWritten is read first, because the number of accepted frames cannot be smaller later.
    status.framesWritten = framesWritten_.load(std::memory_order_acquire);
    status.bytesWritten = bytesWritten_.load(std::memory_order_acquire);
    status.framesWaiting = framesTaken_.load(std::memory_order_relaxed) - status.framesWritten;
    const std::uint64_t bytesTaken = bytesTaken_.load(std::memory_order_relaxed);
    status.bytesWaiting = bytesTaken > status.bytesWritten ? bytesTaken - status.bytesWritten : 0;
    status.framesNotRecorded = framesNotRecorded_.load(std::memory_order_relaxed);
    if (status.hasEnded()) { // frames that were still waiting are lost
        status.framesNotRecorded += status.framesWaiting;
        status.framesWaiting = 0;
        status.bytesWaiting = 0;
    }
    status.bufferSize = queue_.sizeLimit();
    status.filesBegun = filesBegun_.load(std::memory_order_relaxed);
    return status;
}

std::optional<Error> RecordingWriter::error() const {
    const std::lock_guard lock(mutex_);
    return error_;
}

std::filesystem::path RecordingWriter::path() const {
    const std::lock_guard lock(mutex_);
    return currentPath_;
}

bool RecordingWriter::settle(std::chrono::milliseconds atMost) {
    std::unique_lock lock(mutex_);
    isWanted_ = true;
    work_.notify_one();
    const std::uint64_t frames = framesTaken_.load(std::memory_order_acquire);
    const std::uint64_t bytes = bytesTaken_.load(std::memory_order_acquire);
    return settled_.wait_for(lock, atMost, [&] {
        return isThreadOver_ || (state_ == State::Open && framesWritten_ >= frames && bytesWritten_ >= bytes);
    });
}

void RecordingWriter::abandon() {
    const std::lock_guard lock(mutex_);
    if (state_ != State::Open && state_ != State::Finishing)
        return;
    state_ = State::Abandoned;
    work_.notify_one();
}

} // namespace tapscope
