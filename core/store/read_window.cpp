#include <store/read_window.h>

#include <algorithm>
#include <cerrno>

namespace tapscope {

std::expected<Bytes, int> ReadWindow::at(std::uint64_t offset, std::size_t wanted) {
    const std::uint64_t end = start_ + size_;
    if (offset >= start_ && offset <= end && end - offset >= wanted)
        return Bytes(buffer_).subspan(static_cast<std::size_t>(offset - start_),
                                      static_cast<std::size_t>(end - offset));
    if (const std::size_t size = std::max(wanted, step); buffer_.size() < size)
        buffer_.resize(size);
    start_ = offset;
    size_ = 0;
    while (size_ < wanted) {
        const ssize_t got =
            syscalls_->pread(fd_, buffer_.data() + size_, buffer_.size() - size_, static_cast<off_t>(offset + size_));
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return std::unexpected(errno);
        if (got == 0)
            break;
        size_ += static_cast<std::size_t>(got);
    }
    return Bytes(buffer_).first(size_);
}

} // namespace tapscope
