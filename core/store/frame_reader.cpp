#include <store/frame_reader.h>

#include <fmt/format.h>

namespace tapscope {

FrameReader::FrameReader(std::shared_ptr<const FrameStore> store)
    : store_(std::move(store)), window_(store_->file_.get(), *store_->syscalls_) {}

Result<Frame> FrameReader::read(FrameNumber number) {
    const auto action = [&] { return fmt::format("read frame {} of", number); };
    if (number == 0 || number > store_->count())
        return failure(ErrorKind::NotFound, action(), store_->path().string(), "there is no such frame");
    const IndexEntry& entry = store_->entry(number);
    const StoredInterface& interface = store_->interfaces_[entry.interfaceId];
    auto bytes = window_.at(entry.offset, frameHeaderSize);
    if (!bytes)
        return systemError(bytes.error(), action(), store_->path().string());
    const std::size_t size = recordSize(interface.layout, *bytes);
    if (size > bytes->size() && size <= maximumFrameSize + (std::size_t{1} << 20)) {
        bytes = window_.at(entry.offset, size);
        if (!bytes)
            return systemError(bytes.error(), action(), store_->path().string());
    }
    if (size > bytes->size())
        return failure(ErrorKind::Ended, action(), store_->path().string(), "the file is shorter than it was",
                       "Another program has changed it; open it again");
    auto frame = parseRecord(interface, bytes->first(size));
    if (!frame) {
        frame.error().object = store_->path().string();
        return frame;
    }
    frame->number = number;
    frame->time = entry.timestamp();
    frame->interfaceId = entry.interfaceId;
    return frame;
}

} // namespace tapscope
