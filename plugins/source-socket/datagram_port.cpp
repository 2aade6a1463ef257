#include "datagram_port.h"

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <utility>
#include <vector>

namespace tapscope {
namespace {

class DatagramPort final : public Port {
public:
    explicit DatagramPort(DatagramEnd end) : end_(std::move(end)), facts_(virtualFacts(end_.name)) {}
    ~DatagramPort() override {
        if (end_.address.isPath())
            unlink(end_.address.text().c_str());
    }

    [[nodiscard]] const PortFacts& facts() const noexcept override { return facts_; }
    void watches(std::vector<Watch>& watches) override {
        watches.push_back({end_.socket.get(), POLLIN});
        if (end_.control)
            watches.push_back({end_.control.get(), POLLIN});
    }
    [[nodiscard]] Result<std::size_t> receive(PortSink& sink, std::size_t most) override {
        if (!std::exchange(isDescribed_, true))
            sink.interface(0, {.name = facts_.name});
        std::size_t taken = 0;
        while (taken < most) {
            sockaddr_storage from{};
            socklen_t size = sizeof from;
            const ssize_t got = recvfrom(end_.socket.get(), buffer_.data(), buffer_.size(), MSG_DONTWAIT | MSG_TRUNC,
                                         reinterpret_cast<sockaddr*>(&from), &size);
            if (got < 0 && (errno == EAGAIN || errno == EINTR || errno == ECONNREFUSED))
                break;
            if (got < 0)
                return systemError(errno, "receive from", facts_.name);
            ++taken;
            if (isThePeer(SocketAddress(from, size)))
                give(sink, static_cast<std::size_t>(got));
        }
        return taken == 0 && hasEnded()
                   ? failure(ErrorKind::Gone, "receive from", facts_.name, end_.other + " has closed its connection")
                   : Result<std::size_t>(taken);
    }
    void drain(PortSink& sink, Clock::time_point) override {
        constexpr std::size_t batch = 4096;
        static_cast<void>(receive(sink, batch));
    }
    [[nodiscard]] Sent send(std::span<const Frame> frames) override {
        Sent sent;
        for (const Frame& frame : frames) {
            if (!end_.peer) // its address is unknown until it has sent a datagram
                return {.frames = sent.frames, .rest = Sent::Rest::Refused};
            if (sendto(end_.socket.get(), frame.bytes.data(), frame.bytes.size(), MSG_DONTWAIT | MSG_NOSIGNAL,
                       end_.peer->data(), end_.peer->size()) < 0)
                return {.frames = sent.frames,
                        .rest = errno == EAGAIN || errno == ENOBUFS ? Sent::Rest::NoRoom
                                : errno == EMSGSIZE                 ? Sent::Rest::TooLong
                                                                    : Sent::Rest::Refused};
            ++sent.frames;
        }
        return sent;
    }

private:
    [[nodiscard]] bool hasEnded() const {
        char octet = 0;
        return end_.control && recv(end_.control.get(), &octet, 1, MSG_DONTWAIT) == 0;
    }
    /// Only a Unix socket can be without an address. It counts as the peer's if none has been seen yet.
    bool isThePeer(const SocketAddress& from) {
        if (from.size() <= sizeof(sa_family_t))
            return !end_.peer || end_.peer->isPath();
        if (!end_.peer)
            end_.peer = from;
        return end_.peer->text() == from.text();
    }
    void give(PortSink& sink, std::size_t length) {
        const Frame frame{.time = Timestamp(std::chrono::system_clock::now().time_since_epoch()),
                          .bytes = Bytes(buffer_).first(std::min(length, buffer_.size())),
                          .originalLength = static_cast<std::uint32_t>(length),
                          .direction = Direction::Outbound};
        sink.frames(std::span(&frame, 1));
    }

    DatagramEnd end_;
    PortFacts facts_;
    bool isDescribed_ = false;
    std::array<std::byte, longestVirtualFrame> buffer_{};
};

} // namespace

std::unique_ptr<Port> datagramPort(DatagramEnd end) {
    return std::make_unique<DatagramPort>(std::move(end));
}

} // namespace tapscope
