#include "vm_ports.h"

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

class VmDatagramPort final : public Port {
public:
    VmDatagramPort(UniqueFd socket, const SocketAddress& address, std::optional<SocketAddress> peer)
        : socket_(std::move(socket)), address_(address), facts_(vmFacts(address)), peer_(std::move(peer)) {}
    ~VmDatagramPort() override {
        if (address_.isPath())
            unlink(address_.text().c_str());
    }

    [[nodiscard]] const PortFacts& facts() const noexcept override { return facts_; }
    void watches(std::vector<Watch>& watches) override { watches.push_back({socket_.get(), POLLIN}); }
    [[nodiscard]] Result<std::size_t> receive(PortSink& sink, std::size_t most) override {
        if (!std::exchange(isDescribed_, true))
            sink.interface(0, {.name = facts_.name});
        std::size_t taken = 0;
        while (taken < most) {
            sockaddr_storage from{};
            socklen_t size = sizeof from;
            const ssize_t got = recvfrom(socket_.get(), buffer_.data(), buffer_.size(), MSG_DONTWAIT | MSG_TRUNC,
                                         reinterpret_cast<sockaddr*>(&from), &size);
            if (got < 0 && (errno == EAGAIN || errno == EINTR || errno == ECONNREFUSED))
                break;
            if (got < 0)
                return systemError(errno, "receive from", facts_.name);
            ++taken;
            if (isTheMachine(SocketAddress(from, size)))
                give(sink, static_cast<std::size_t>(got));
        }
        return taken;
    }
    void drain(PortSink& sink, Clock::time_point) override {
        constexpr std::size_t batch = 4096;
        static_cast<void>(receive(sink, batch));
    }
    [[nodiscard]] Sent send(std::span<const Frame> frames) override {
        Sent sent;
        for (const Frame& frame : frames) {
            if (!peer_) // its address is unknown until it has sent a datagram
                return {.frames = sent.frames, .rest = Sent::Rest::Refused};
            if (sendto(socket_.get(), frame.bytes.data(), frame.bytes.size(), MSG_DONTWAIT | MSG_NOSIGNAL,
                       peer_->data(), peer_->size()) < 0)
                return {.frames = sent.frames,
                        .rest = errno == EAGAIN || errno == ENOBUFS ? Sent::Rest::NoRoom
                                : errno == EMSGSIZE                 ? Sent::Rest::TooLong
                                                                    : Sent::Rest::Refused};
            ++sent.frames;
        }
        return sent;
    }

private:
    /// Only a Unix socket can be without an address. It counts as the machine's if no peer has been seen yet.
    bool isTheMachine(const SocketAddress& from) {
        if (from.size() <= sizeof(sa_family_t))
            return !peer_ || peer_->isPath();
        if (!peer_)
            peer_ = from;
        return peer_->text() == from.text();
    }
    void give(PortSink& sink, std::size_t length) {
        const Frame frame{.time = Timestamp(std::chrono::system_clock::now().time_since_epoch()),
                          .bytes = Bytes(buffer_).first(std::min(length, buffer_.size())),
                          .originalLength = static_cast<std::uint32_t>(length),
                          .direction = Direction::Outbound};
        sink.frames(std::span(&frame, 1));
    }

    UniqueFd socket_;
    SocketAddress address_;
    PortFacts facts_;
    std::optional<SocketAddress> peer_;
    bool isDescribed_ = false;
    std::array<std::byte, longestVmFrame> buffer_{};
};

} // namespace

std::unique_ptr<Port> vmDatagramPort(UniqueFd socket, const SocketAddress& address, std::optional<SocketAddress> peer) {
    return std::make_unique<VmDatagramPort>(std::move(socket), address, std::move(peer));
}

} // namespace tapscope
