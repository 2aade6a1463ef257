#include "listen_port.h"

#include <poll.h>
#include <socket/socket_address.h>
#include <source/stream_port.h>
#include <sys/socket.h>

#include <algorithm>
#include <unordered_map>
#include <vector>

namespace tapscope {
namespace {

constexpr std::size_t mostConnections = 16;
constexpr std::uint32_t mostInterfaces = 4096; ///< over all connections ever made

/// Maps the interfaces of all connections to the port's own numbers. The number of an interface of a former connection
/// is used again.
class InterfaceNumbers {
public:
    /// The port's number, and whether it is new; nothing if there are too many.
    struct Number {
        std::uint32_t value = 0;
        bool isNew = false;
    };
    [[nodiscard]] std::optional<Number> take(const CaptureInterface& description) {
        for (std::uint32_t i = 0; i < known_.size(); ++i) {
            if (!known_[i].isUsed && known_[i].description == description) {
                known_[i].isUsed = true;
                return Number{.value = i, .isNew = false};
            }
        }
        if (known_.size() == mostInterfaces)
            return std::nullopt;
        known_.push_back({description, true});
        return Number{.value = static_cast<std::uint32_t>(known_.size() - 1), .isNew = true};
    }
    void giveBack(std::uint32_t number) { known_[number].isUsed = false; }

private:
    struct Known {
        CaptureInterface description;
        bool isUsed;
    };
    std::vector<Known> known_;
};

/// One program's stream.
class Connection final : private PortSink {
public:
    Connection(UniqueFd socket, std::string peer, InterfaceNumbers& numbers)
        : peer_(std::move(peer)), port_(streamPort(std::move(socket), peer_)), numbers_(&numbers) {}
    ~Connection() override {
        for (const auto& [id, number] : ours_)
            numbers_->giveBack(number);
    }
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    void watches(std::vector<Watch>& watches) { port_->watches(watches); }
    [[nodiscard]] Result<std::size_t> receive(PortSink& sink, std::size_t most) {
        sink_ = &sink;
        auto received = port_->receive(*this, most);
        if (hasTooMany_)
            return failure(ErrorKind::OutOfRange, "read", peer_, "it has too many interfaces");
        return received;
    }
    [[nodiscard]] const std::string& peer() const noexcept { return peer_; }

private:
    void interface(std::uint32_t id, const CaptureInterface& description) override {
        const auto number = numbers_->take(description);
        if (!number) {
            hasTooMany_ = true;
            return;
        }
        ours_[id] = number->value;
        if (number->isNew)
            sink_->interface(number->value, description);
    }
    void frames(std::span<const Frame> frames) override {
        renumbered_.clear();
        for (const Frame& frame : frames) {
            if (const auto number = ours_.find(frame.interfaceId); number != ours_.end())
                renumbered_.emplace_back(frame).interfaceId = number->second;
        }
        if (!renumbered_.empty())
            sink_->frames(renumbered_);
    }
    void gap(std::string_view why, std::optional<std::uint64_t> lost) override { sink_->gap(why, lost); }
    void block(std::uint32_t type, Bytes body) override { sink_->block(type, body); }

    std::string peer_;
    std::unique_ptr<Port> port_;
    InterfaceNumbers* numbers_;
    std::unordered_map<std::uint32_t, std::uint32_t> ours_; ///< by the number in the stream
    std::vector<Frame> renumbered_;
    PortSink* sink_ = nullptr; ///< set during a call
    bool hasTooMany_ = false;
};

class ListenPort final : public Port {
public:
    ListenPort(UniqueFd listener, std::string name) : listener_(std::move(listener)) { facts_.name = std::move(name); }

    [[nodiscard]] const PortFacts& facts() const noexcept override { return facts_; }
    void watches(std::vector<Watch>& watches) override {
        if (connections_.size() < mostConnections) // others wait in the kernel's queue
            watches.push_back({listener_.get(), POLLIN});
        for (const auto& connection : connections_)
            connection->watches(watches);
    }
    [[nodiscard]] Result<std::size_t> receive(PortSink& sink, std::size_t most) override {
        acceptAll();
        std::size_t frames = 0;
        for (auto& connection : connections_) {
            auto received = connection->receive(sink, most);
            if (received) {
                frames += *received;
                continue;
            }
            if (received.error().kind != ErrorKind::Ended)
                sink.gap(received.error().text(), std::nullopt);
            connection.reset();
        }
        std::erase(connections_, nullptr);
        return frames;
    }
    void drain(PortSink& sink, Clock::time_point until) override {
        constexpr std::size_t batch = 4096;
        while (Clock::now() < until) {
            const auto received = receive(sink, batch);
            if (!received || *received == 0)
                return;
        }
    }

private:
    void acceptAll() {
        while (connections_.size() < mostConnections) {
            sockaddr_storage peer{};
            socklen_t size = sizeof peer;
            UniqueFd socket(
                accept4(listener_.get(), reinterpret_cast<sockaddr*>(&peer), &size, SOCK_CLOEXEC | SOCK_NONBLOCK));
            if (!socket)
                return;
            connections_.push_back(
                std::make_unique<Connection>(std::move(socket), SocketAddress(peer, size).text(), numbers_));
        }
    }

    UniqueFd listener_;
    PortFacts facts_;
    InterfaceNumbers numbers_; ///< must outlive the connections
    std::vector<std::unique_ptr<Connection>> connections_;
};

} // namespace

std::unique_ptr<Port> listenPort(UniqueFd listener, std::string name) {
    return std::make_unique<ListenPort>(std::move(listener), std::move(name));
}

} // namespace tapscope
