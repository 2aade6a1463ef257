#include <file/pcapng_copy.h>
#include <store/file_store.h>
#include <store/file_walker.h>

#include <fcntl.h>
#include <fmt/core.h>

#include <algorithm>
#include <cerrno>

namespace tapscope {

std::optional<std::span<const std::string>> FrameChunk::commentsOf(const Frame& frame) const {
    const auto found = comments.find(frame.number);
    return found != comments.end() ? std::optional(std::span<const std::string>(found->second)) : std::nullopt;
}

void FrameChunk::clear() noexcept {
    frames.clear();
    passages.clear();
    oddTimes.clear();
    comments.clear();
}

Result<FileWalker> FileWalker::open(const std::filesystem::path& path, Syscalls& syscalls) {
    auto taken = FileStore::open(path, syscalls);
    if (!taken)
        return std::unexpected(taken.error());
    const auto content = (*taken)->content();
    if (!content)
        return std::unexpected(content.error());
    UniqueFd file(syscalls.fcntl((*content)->get(), F_DUPFD_CLOEXEC, 0), syscalls);
    if (!file)
        return systemError(errno, "open", path.string());
    FileWalker walker(path, std::move(file), (*taken)->sizeOnDisk(), syscalls);
    walker.packedDamage_ = (*taken)->packedDamage();
    walker.isConverted_ = (*taken)->isConverted();
    return walker;
}

FileWalker FileWalker::ofStream(UniqueFd stream, std::filesystem::path name, Syscalls& syscalls) {
    FileWalker walker(std::move(name), std::move(stream), 0, syscalls);
    walker.isStream_ = true;
    return walker;
}

void FileWalker::damagedBecause(std::string_view reason) {
    damage_ =
        failure(ErrorKind::Damaged, "read all of", path_.string(), reason, "All frames before it are shown").error();
    ended_ = true;
}

/// Reads the bytes that are available now, at least one unless the stream has ended.
std::optional<std::size_t> FileWalker::readSome(std::span<std::byte> room, std::uint64_t offset) {
    while (true) {
        const ssize_t got = isStream_
                                ? syscalls_->read(file_.get(), room.data(), room.size())
                                : syscalls_->pread(file_.get(), room.data(), room.size(), static_cast<off_t>(offset));
        if (got >= 0)
            return static_cast<std::size_t>(got);
        if (errno != EINTR) {
            damagedBecause(systemError(errno, "read", path_.string()).error().reason);
            return std::nullopt;
        }
    }
}

/// Fills the buffer with `size` bytes from the parser's position on, or fewer if the file ends or the stream has no
/// more for now.
std::optional<std::size_t> FileWalker::fill(std::vector<std::byte>& buffer, std::size_t size) {
    if (buffer.size() < size)
        buffer.resize(size);
    std::size_t got = 0;
    if (isStream_) {
        std::ranges::copy(rest_, buffer.begin());
        got = rest_.size();
    }
    while (got < size) {
        const auto more = readSome(std::span(buffer).subspan(got, size - got), parser_.offset() + got);
        if (!more)
            return std::nullopt;
        got += *more;
        isAtEnd_ = *more == 0;
        if (isAtEnd_ || (isStream_ && got >= parser_.needed()))
            break;
    }
    return got;
}

/// `record` is the one that was just parsed.
void FileWalker::take(FrameChunk& chunk, Bytes record) {
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
    if (frame.comment.empty())
        return;
    auto comments = pcapng::commentsIn(parser_.interfaces()[frame.interfaceId].layout, record);
    if (comments.size() > 1)
        chunk.comments.emplace(frame.number, std::move(comments));
}

/// Parses all whole frames of a window.
void FileWalker::parse(FrameChunk& chunk, Bytes window) {
    const std::uint64_t start = parser_.offset();
    while (true) {
        const Bytes rest = window.subspan(static_cast<std::size_t>(parser_.offset() - start));
        switch (parser_.next(rest)) {
        case CaptureParser::Step::Frame:
            if (keepsPassages_)
                chunk.passages.push_back({.record = rest.first(parser_.consumed()), .frame = chunk.frames.size()});
            take(chunk, rest.first(parser_.consumed()));
            break;
        case CaptureParser::Step::Skipped:
            if (keepsPassages_)
                chunk.passages.push_back({.record = rest.first(parser_.consumed())});
            break;
        case CaptureParser::Step::NeedMore:
            return;
        case CaptureParser::Step::Damage:
            damagedBecause(parser_.isRecognised() ? parser_.damage() : "it is not a pcap or pcapng capture");
            return;
        }
    }
}

/// Called at the current end of the file: whether more may follow.
bool FileWalker::mayGoOn(std::size_t got) {
    if (waitForMore_ && waitForMore_())
        return true;
    if (packedDamage_)
        damagedBecause(*packedDamage_);
    else if (const std::uint64_t end = parser_.offset() + got; end < size_)
        damagedBecause(fmt::format("it became shorter while it was read: {} of {} bytes are there", end, size_));
    return false;
}

bool FileWalker::next(FrameChunk& chunk) {
    chunk.clear();
    while (!ended_) {
        const auto got = fill(chunk.bytes, std::max(step, parser_.needed()));
        if (!got)
            break;
        const Bytes window = Bytes(chunk.bytes).first(*got);
        const std::uint64_t start = parser_.offset();
        parse(chunk, window);
        const Bytes rest = window.subspan(static_cast<std::size_t>(parser_.offset() - start));
        if (isStream_)
            rest_.assign(rest.begin(), rest.end());
        const bool mayWait =
            chunk.frames.empty() || !waitForMore_; // the available frames are shown before anything waits
        if (!ended_ && isAtEnd_ && mayWait && !mayGoOn(rest.size())) {
            if (!ended_ && !parser_.isRecognised())
                damagedBecause(rest.empty() ? "it is empty" : "it is too short for a capture");
            else if (!ended_ && !rest.empty())
                damagedBecause(parser_.cutShort());
            ended_ = true;
        }
        chunk.interfaces = parser_.interfaces();
        if (!chunk.frames.empty() || !chunk.passages.empty())
            return true;
    }
    return false;
}

} // namespace tapscope
