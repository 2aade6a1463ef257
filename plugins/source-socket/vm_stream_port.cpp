#include "vm_stream_port.h"

#include "datagram_port.h"

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <utility>
#include <vector>

namespace tapscope {
namespace {

constexpr std::size_t lengthSize = 4;                       // bytes before each frame
constexpr std::size_t mostWaiting = std::size_t{256} << 10; // bytes queued for a machine that does not read them

std::size_t lengthAt(Bytes bytes) {
    std::size_t length = 0;
    for (std::size_t i = 0; i < lengthSize; ++i)
        length = length << 8U | std::to_integer<std::size_t>(bytes[i]);
    return length;
}

class VmStreamPort final : public Port {
public:
    VmStreamPort(UniqueFd socket, const SocketAddress& address, VmSide side)
        : address_(address), facts_(virtualFacts("qemu:" + address.text())), listens_(side == VmSide::Listens) {
        (listens_ ? listener_ : stream_) = std::move(socket);
    }
    ~VmStreamPort() override {
        if (listens_ && address_.isPath())
            unlink(address_.text().c_str());
    }

    [[nodiscard]] const PortFacts& facts() const noexcept override { return facts_; }
    void watches(std::vector<Watch>& watches) override {
        if (stream_)
            watches.push_back({stream_.get(), static_cast<short>(waiting_.empty() ? POLLIN : POLLIN | POLLOUT)});
        else
            watches.push_back({listener_.get(), POLLIN});
    }
    [[nodiscard]] Result<std::size_t> receive(PortSink& sink, std::size_t) override {
        if (!std::exchange(isDescribed_, true))
            sink.interface(0, {.name = facts_.name});
        if (!stream_)
            stream_ = UniqueFd(accept4(listener_.get(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK));
        if (!stream_)
            return 0U;
        flush();
        if (auto more = readMore(); !more)
            return std::unexpected(more.error());
        return give(sink);
    }
    void drain(PortSink& sink, Clock::time_point until) override {
        while (stream_ && Clock::now() < until) {
            const auto received = receive(sink, 0);
            if (!received || *received == 0)
                return;
        }
    }
    [[nodiscard]] Sent send(std::span<const Frame> frames) override {
        Sent sent;
        flush();
        for (const Frame& frame : frames) {
            if (!stream_) // no machine has connected yet: like a cable without a peer
                return {.frames = sent.frames, .rest = Sent::Rest::Refused};
            if (frame.bytes.size() > longestVirtualFrame)
                return {.frames = sent.frames, .rest = Sent::Rest::TooLong};
            if (waiting_.size() + lengthSize + frame.bytes.size() > mostWaiting)
                return {.frames = sent.frames, .rest = Sent::Rest::NoRoom};
            for (unsigned shift = 32; shift > 0; shift -= 8)
                waiting_.push_back(static_cast<std::byte>(frame.bytes.size() >> (shift - 8)));
            waiting_.insert(waiting_.end(), frame.bytes.begin(), frame.bytes.end());
            ++sent.frames;
        }
        flush();
        return sent;
    }

private:
    void flush() {
        std::size_t done = 0;
        while (stream_ && done < waiting_.size()) {
            const ssize_t sent = ::send(stream_.get(), waiting_.data() + done, waiting_.size() - done, MSG_NOSIGNAL);
            if (sent <= 0)
                break; // no room, or the peer is gone, which the next read reports
            done += static_cast<std::size_t>(sent);
        }
        waiting_.erase(waiting_.begin(), waiting_.begin() + static_cast<std::ptrdiff_t>(done));
    }

    Result<void> readMore() {
        received_.erase(received_.begin(), received_.begin() + static_cast<std::ptrdiff_t>(used_));
        used_ = 0;
        const std::size_t before = received_.size();
        constexpr std::size_t step = std::size_t{256} << 10;
        received_.resize(before + step);
        const ssize_t got = recv(stream_.get(), received_.data() + before, step, 0);
        const int wrong = errno;
        received_.resize(before + static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
        if (got > 0 || (got < 0 && (wrong == EAGAIN || wrong == EINTR)))
            return {};
        return failure(ErrorKind::Gone, "receive from", facts_.name, "the virtual machine has closed its connection");
    }

    Result<std::size_t> give(PortSink& sink) {
        batch_.clear();
        const Timestamp now(std::chrono::system_clock::now().time_since_epoch());
        while (received_.size() - used_ >= lengthSize) {
            const Bytes rest = Bytes(received_).subspan(used_);
            const std::size_t length = lengthAt(rest);
            if (length > longestVirtualFrame)
                return failure(ErrorKind::Damaged, "receive from", facts_.name,
                               "it sent a frame of " + std::to_string(length) + " bytes, which QEMU never does",
                               "Check that it is a -netdev stream or socket");
            if (rest.size() - lengthSize < length)
                break;
            batch_.push_back({.time = now,
                              .bytes = rest.subspan(lengthSize, length),
                              .originalLength = static_cast<std::uint32_t>(length),
                              .direction = Direction::Outbound});
            used_ += lengthSize + length;
        }
        if (!batch_.empty())
            sink.frames(batch_);
        return batch_.size();
    }

    SocketAddress address_;
    PortFacts facts_;
    bool listens_;
    UniqueFd listener_, stream_;
    bool isDescribed_ = false;
    std::vector<std::byte> received_, waiting_;
    std::size_t used_ = 0; ///< bytes of received_
    std::vector<Frame> batch_;
};

} // namespace

std::unique_ptr<Port> vmStreamPort(UniqueFd socket, const SocketAddress& address, VmSide side) {
    return std::make_unique<VmStreamPort>(std::move(socket), address, side);
}

} // namespace tapscope
