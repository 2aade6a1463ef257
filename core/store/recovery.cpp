#include <store/file_walker.h>
#include <store/recovery.h>

#include <fcntl.h>
#include <sys/file.h>

#include <algorithm>
#include <cerrno>

namespace tapscope {
namespace {

bool hasFrames(const std::filesystem::path& path) {
    auto walker = FileWalker::open(path);
    FrameChunk chunk;
    while (walker && walker->next(chunk)) {
        if (!chunk.frames.empty())
            return true;
    }
    return false;
}

} // namespace

Result<std::shared_ptr<const RecordingLock>> RecordingLock::take(const std::filesystem::path& path) {
    constexpr const char* action = "open";
    UniqueFd file(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    if (!file)
        return systemError(errno, action, path.string());
    if (flock(file.get(), LOCK_EX | LOCK_NB) == 0)
        return std::shared_ptr<const RecordingLock>(new RecordingLock(std::move(file)));
    if (errno != EWOULDBLOCK)
        return systemError(errno, action, path.string());
    return failure(ErrorKind::Busy, action, path.string(), "another window records or shows it");
}

std::vector<LeftRecording> findLeftRecordings(const std::filesystem::path& folder) {
    std::vector<LeftRecording> left;
    std::error_code error;
    std::filesystem::directory_iterator entry(folder, error);
    for (const std::filesystem::directory_iterator end; !error && entry != end; entry.increment(error)) {
        std::error_code ignored;
        if (!entry->is_regular_file(ignored) || entry->path().extension() != ".pcapng" ||
            !RecordingLock::take(entry->path()) || !hasFrames(entry->path()))
            continue;
        left.push_back({entry->path(), entry->file_size(ignored), entry->last_write_time(ignored)});
    }
    std::ranges::sort(left, std::ranges::greater{}, &LeftRecording::changed);
    return left;
}

Result<void> deleteLeftRecording(const std::filesystem::path& path) {
    const auto lock = RecordingLock::take(path);
    if (!lock)
        return std::unexpected(lock.error());
    std::error_code failed;
    std::filesystem::remove(path, failed);
    if (failed)
        return systemError(failed.value(), "delete", path.string());
    return {};
}

} // namespace tapscope
