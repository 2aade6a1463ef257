#include <file/pcapng_writer.h>
#include <store/recording_store.h>

#include <fcntl.h>
#include <sys/file.h>

#include <cerrno>
#include <cstring>

namespace tapscope {
namespace {

// Large enough that a write(2) costs little a frame, small enough to stay in the second-level cache.
constexpr std::size_t bufferSize = std::size_t{1} << 20;

constexpr const char* action = "record to";

Result<std::filesystem::path> makeRoom(const std::filesystem::path& path) {
    std::error_code failed;
    const auto status = std::filesystem::status(path, failed);
    if (!std::filesystem::exists(status))
        return path;
    if (!std::filesystem::is_regular_file(status))
        return failure(ErrorKind::Invalid, action, path.string(), "it is no regular file",
                       "A recording is read while it grows; name a file on a disk");
    auto target = std::filesystem::canonical(path, failed);
    if (!failed)
        std::filesystem::remove(target, failed);
    if (failed)
        return systemError(failed.value(), "replace", path.string());
    return target;
}

} // namespace

RecordingStore::RecordingStore(std::filesystem::path path, UniqueFd file, Syscalls& syscalls)
    : FrameStore(std::move(path), std::move(file), syscalls), buffer_(bufferSize) {}

Result<std::shared_ptr<RecordingStore>> RecordingStore::create(const std::filesystem::path& named, Existing existing,
                                                               Syscalls& syscalls) {
    const auto room = existing == Existing::Replace ? makeRoom(named) : Result<std::filesystem::path>(named);
    if (!room)
        return std::unexpected(room.error());
    const std::filesystem::path& path = *room;
    UniqueFd file(syscalls.open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600), syscalls);
    if (!file)
        return systemError(errno, "create the recording", path.string());
    // A new file of ours: nobody else can hold the lock, and without one only recovery is less sure.
    flock(file.get(), LOCK_EX | LOCK_NB);
    std::shared_ptr<RecordingStore> store(new RecordingStore(path, std::move(file), syscalls));
    std::vector<std::byte> header;
    pcapng::appendSectionHeader(header);
    if (auto written = store->appendBlock(header); !written)
        return std::unexpected(written.error());
    if (auto flushed = store->flush(); !flushed)
        return std::unexpected(flushed.error());
    return store;
}

Result<std::uint32_t> RecordingStore::addInterface(const CaptureInterface& interface) {
    const auto id = static_cast<std::uint32_t>(interfaces_.appended());
    std::vector<std::byte> block;
    pcapng::appendInterface(block, interface);
    if (auto written = appendBlock(block); !written)
        return std::unexpected(written.error());
    CaptureInterface stored = interface;
    stored.timeResolution = 9;
    stored.timeOffset = 0;
    if (!interfaces_.append({std::move(stored), FrameLayout{}}))
        return failure(ErrorKind::NoSpace, action, path_.string(), "it has the largest number of interfaces already");
    interfaces_.publish();
    return id;
}

Result<void> RecordingStore::append(const Frame& frame) {
    const std::size_t size = pcapng::frameBlockSize(frame);
    if (size > buffer_.size() - used_) {
        if (auto flushed = flush(); !flushed)
            return flushed;
        if (size > buffer_.size())
            return failure(ErrorKind::OutOfRange, action, path_.string(), "a frame is larger than any can be");
    }
    if (refusal_)
        return std::unexpected(*refusal_);
    const std::uint64_t offset = written_.load(std::memory_order_relaxed) + used_;
    if (!index_.append(IndexEntry::of(offset, frame.interfaceId, frame.time)))
        return failure(ErrorKind::NoSpace, action, path_.string(), "it has the largest number of frames already",
                       "Start a new capture");
    pcapng::writeFrame(buffer_.data() + used_, frame);
    used_ += size;
    return {};
}

Result<void> RecordingStore::appendBlock(const std::vector<std::byte>& block) {
    if (block.size() > buffer_.size() - used_) {
        if (auto flushed = flush(); !flushed)
            return flushed;
    }
    if (refusal_)
        return std::unexpected(*refusal_);
    if (block.size() > buffer_.size())
        return failure(ErrorKind::OutOfRange, action, path_.string(), "a description is larger than any can be");
    std::memcpy(buffer_.data() + used_, block.data(), block.size());
    used_ += block.size();
    return {};
}

Result<void> RecordingStore::flush() {
    if (refusal_)
        return std::unexpected(*refusal_);
    std::size_t done = 0;
    while (done < used_) {
        const ssize_t written = syscalls_->write(file_.get(), buffer_.data() + done, used_ - done);
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return refuseMore(written < 0 ? errno : EIO, done);
        done += static_cast<std::size_t>(written);
    }
    written_.store(written_.load(std::memory_order_relaxed) + used_, std::memory_order_relaxed);
    used_ = 0;
    index_.publish();
    return {};
}

Result<void> RecordingStore::refuseMore(int code, std::size_t reachedDisk) {
    // Frames whose blocks reached the disk whole stay; the rest of the file is cut off.
    const std::uint64_t start = written_.load(std::memory_order_relaxed);
    const std::uint64_t end = start + reachedDisk;
    std::uint64_t whole = index_.count();
    std::uint64_t cut = start;
    while (whole < index_.appended()) {
        const std::uint64_t next =
            whole + 1 < index_.appended() ? std::uint64_t{index_[whole + 1].offset} : start + used_;
        if (next > end)
            break;
        cut = next;
        ++whole;
    }
    index_.publishOnly(whole);
    written_.store(cut, std::memory_order_relaxed);
    used_ = 0;
    while (syscalls_->ftruncate(file_.get(), static_cast<off_t>(cut)) != 0 && errno == EINTR) {
    }
    refusal_ = systemError(code, action, path_.string(),
                           code == ENOSPC || code == EDQUOT
                               ? "Make room there or record to another disk; all frames up to here are kept"
                               : "All frames up to here are kept")
                   .error();
    return std::unexpected(*refusal_);
}

Result<void> RecordingStore::append(const CaptureStatistics& statistics) {
    const auto now = std::chrono::time_point_cast<std::chrono::nanoseconds>(std::chrono::system_clock::now());
    std::vector<std::byte> block;
    pcapng::appendStatistics(block, statistics, now);
    return appendBlock(block);
}

Result<void> RecordingStore::finish(const std::vector<CaptureStatistics>& statistics) {
    for (const auto& counts : statistics) {
        if (auto appended = append(counts); !appended)
            return appended;
    }
    return flush();
}

} // namespace tapscope
