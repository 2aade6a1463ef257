#include <file/pcapng_copy.h>
#include <store/frame_reader.h>

#include <fmt/core.h>

namespace tapscope {

FrameReader::FrameReader(std::shared_ptr<const FrameStore> store)
    : store_(std::move(store)), window_(*store_->syscalls_) {}

/// Makes part_ the part that contains the frame.
bool FrameReader::hold(FrameNumber number) {
    if (part_ && part_->has(number) && number >= store_->first())
        return true;
    auto part = store_->part(number);
    if (!part)
        return false;
    if (part != part_)
        file_.reset();
    part_ = std::move(part);
    return true;
}

Result<void> FrameReader::openFile() {
    if (file_)
        return {};
    auto file = part_->open(*store_->syscalls_);
    if (!file)
        return std::unexpected(file.error());
    file_ = std::move(*file);
    window_.look(file_->get());
    return {};
}

IndexEntry FrameReader::entry(FrameNumber number) {
    return hold(number) ? part_->entry(number) : IndexEntry::of(0, 0, noTime);
}

/// Returns a frame's record or block in the file.
Result<FrameReader::Record> FrameReader::record(FrameNumber number) {
    const auto failedBecause = [&](ErrorKind kind, std::string_view reason, std::string_view hint = {}) {
        return failure(kind, fmt::format("read frame {} of", number), store_->path().string(), reason, hint);
    };
    const auto isGone = [&] { return number > 0 && number < store_->first(); };
    const auto gone = [&] {
        return failedBecause(ErrorKind::Ended, "its file was removed because the ring of files was full");
    };
    if (!hold(number))
        return isGone() ? gone() : failedBecause(ErrorKind::NotFound, "there is no such frame");
    if (auto opened = openFile(); !opened)
        return isGone() ? gone() : std::unexpected(opened.error());
    const auto failedWith = [&](int code) {
        return systemError(code, fmt::format("read frame {} of", number), part_->path().string());
    };
    const IndexEntry& entry = part_->entry(number);
    const StoredInterface& interface = store_->interfaces_[entry.interfaceId];
    auto bytes = window_.at(entry.offset, frameHeaderSize);
    if (!bytes)
        return failedWith(bytes.error());
    const std::size_t size = recordSize(interface.layout, *bytes);
    if (size > bytes->size() && size <= maximumFrameSize + (std::size_t{1} << 20)) {
        bytes = window_.at(entry.offset, size);
        if (!bytes)
            return failedWith(bytes.error());
    }
    if (size == 0 || size > bytes->size()) // 0 if not even its length is in the file
        return failedBecause(ErrorKind::Ended, "the file is shorter than it was",
                             "Another program has changed it; open it again");
    return Record{.interface = interface, .entry = entry, .bytes = bytes->first(size)};
}

Result<Frame> FrameReader::read(FrameNumber number) {
    const auto found = record(number);
    if (!found)
        return std::unexpected(found.error());
    auto frame = parseRecord(found->interface, found->bytes);
    if (!frame) {
        frame.error().object = part_->path().string();
        return frame;
    }
    frame->number = number;
    frame->time = found->entry.timestamp();
    frame->interfaceId = found->entry.interfaceId;
    return frame;
}

Result<std::vector<std::string>> FrameReader::comments(FrameNumber number) {
    const auto found = record(number);
    if (!found)
        return std::unexpected(found.error());
    return pcapng::commentsIn(found->interface.layout, found->bytes);
}

} // namespace tapscope
