#include <store/file_store.h>
#include <store/file_walker.h>

#include <fcntl.h>

#include <algorithm>
#include <cerrno>

namespace tapscope {

Result<FileWalker> FileWalker::open(const std::filesystem::path& path, Syscalls& syscalls) {
    if (auto taken = FileStore::open(path, syscalls); !taken)
        return std::unexpected(taken.error());
    UniqueFd file(syscalls.open(path.c_str(), O_RDONLY | O_CLOEXEC, 0), syscalls);
    if (!file)
        return systemError(errno, "open", path.string());
    return FileWalker(path, std::move(file), syscalls);
}

void FileWalker::damagedBecause(std::string_view reason) {
    damage_ =
        failure(ErrorKind::Damaged, "read all of", path_.string(), reason, "All frames before it are shown").error();
    ended_ = true;
}

/// Bytes from where the parser stands on: `size` unless the file ends before.
std::optional<std::size_t> FileWalker::fill(std::vector<std::byte>& buffer, std::size_t size) {
    if (buffer.size() < size)
        buffer.resize(size);
    std::size_t got = 0;
    while (got < size) {
        const ssize_t more =
            syscalls_->pread(file_.get(), buffer.data() + got, size - got, static_cast<off_t>(parser_.offset() + got));
        if (more < 0 && errno == EINTR)
            continue;
        if (more < 0) {
            damagedBecause(systemError(errno, "read", path_.string()).error().reason);
            return std::nullopt;
        }
        if (more == 0)
            break;
        got += static_cast<std::size_t>(more);
    }
    return got;
}

void FileWalker::take(FrameChunk& chunk) {
    Frame frame = parser_.frame();
    frame.number = ++number_;
    if (number_ == 1)
        firstTime_ = previousTime_ = frame.time;
    if (chunk.frames.empty()) {
        chunk.firstTime = firstTime_;
        chunk.previousTime = previousTime_;
    }
    previousTime_ = frame.time;
    chunk.frames.push_back(frame);
    if (!parser_.oddTime().empty())
        chunk.oddTimes.emplace(frame.number, parser_.oddTime());
}

bool FileWalker::next(FrameChunk& chunk) {
    chunk.frames.clear();
    chunk.oddTimes.clear();
    std::size_t size = step;
    while (!ended_) {
        const auto got = fill(chunk.bytes, size);
        if (!got)
            break;
        const Bytes window = Bytes(chunk.bytes).first(*got);
        const std::uint64_t start = parser_.offset();
        while (true) {
            const auto result = parser_.next(window.subspan(static_cast<std::size_t>(parser_.offset() - start)));
            if (result == CaptureParser::Step::Frame) {
                take(chunk);
                continue;
            }
            if (result == CaptureParser::Step::Skipped)
                continue;
            if (result == CaptureParser::Step::Damage)
                damagedBecause(parser_.damage());
            break;
        }
        const bool isWhole = parser_.offset() == start + *got;
        if (!ended_ && *got < size) {
            ended_ = true;
            if (!isWhole)
                damagedBecause(parser_.cutShort());
        }
        if (!interfaces_ || interfaces_->size() != parser_.interfaces().size())
            interfaces_ = std::make_shared<const std::vector<StoredInterface>>(parser_.interfaces());
        chunk.interfaces = interfaces_;
        if (!chunk.frames.empty())
            return true;
        size = std::max(step, parser_.needed());
    }
    return false;
}

} // namespace tapscope
