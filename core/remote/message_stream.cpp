#include <base/byte_reader.h>

#include <poll.h>
#include <remote/message_stream.h>
#include <remote/serve_protocol.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

namespace tapscope::serve {
namespace {

constexpr std::size_t lengthOctets = 4;
constexpr std::size_t step = std::size_t{64} << 10;
constexpr std::size_t mostAtOnce = std::size_t{1} << 20;
constexpr std::string_view peer = "the other machine";

bool isForLater(int code) {
    return code == EAGAIN || code == EINTR;
}

} // namespace

Watch MessageStream::input() const noexcept {
    return {in_, POLLIN};
}

Watch MessageStream::output() const noexcept {
    return {out_, POLLOUT};
}

Result<std::size_t> MessageStream::read() {
    received_.erase(received_.begin(), received_.begin() + static_cast<std::ptrdiff_t>(used_));
    used_ = 0;
    std::size_t taken = 0;
    while (taken < mostAtOnce) {
        const std::size_t before = received_.size();
        received_.resize(before + step);
        const ssize_t got = ::read(in_, received_.data() + before, step);
        const int code = errno;
        received_.resize(before + static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
        if (got < 0 && isForLater(code))
            break;
        if (got < 0)
            return systemError(code, "read from", peer);
        if (got == 0) {
            if (taken > 0)
                break; // messages that have arrived are handled first
            return failure(ErrorKind::Ended, "read from", peer, "the connection is closed");
        }
        taken += static_cast<std::size_t>(got);
    }
    return taken;
}

Result<std::optional<Bytes>> MessageStream::next() {
    const Bytes rest = Bytes(received_).subspan(used_);
    if (rest.size() < lengthOctets)
        return std::nullopt;
    const std::size_t length = ByteReader(rest).u32();
    if (length > largestMessage)
        return failure(ErrorKind::Damaged, "read from", peer, "a message is too long");
    if (rest.size() - lengthOctets < length)
        return std::nullopt;
    used_ += lengthOctets + length;
    return rest.subspan(lengthOctets, length);
}

Result<void> MessageStream::add(Bytes message) {
    if (message.size() > largestMessage)
        return failure(ErrorKind::Invalid, "write to", peer, "the message is too long");
    for (std::size_t octet = lengthOctets; octet-- > 0;)
        waiting_.push_back(static_cast<std::byte>(message.size() >> (octet * 8)));
    waiting_.insert(waiting_.end(), message.begin(), message.end());
    return {};
}

Result<void> MessageStream::flush() {
    while (waiting() > 0) {
        const ssize_t put = ::write(out_, waiting_.data() + written_, waiting());
        if (put < 0 && isForLater(errno))
            break;
        if (put < 0 && errno == EPIPE)
            return failure(ErrorKind::Ended, "write to", peer, "the connection is closed");
        if (put < 0)
            return systemError(errno, "write to", peer);
        written_ += static_cast<std::size_t>(put);
    }
    // Written octets are removed when they are more than half, so that each octet is moved once on average.
    if (written_ > waiting_.size() / 2) {
        waiting_.erase(waiting_.begin(), waiting_.begin() + static_cast<std::ptrdiff_t>(written_));
        written_ = 0;
    }
    return {};
}

} // namespace tapscope::serve
