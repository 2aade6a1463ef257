#include "capture_server.h"

#include "output.h"

#include <file/pcapng_writer.h>

#include <fmt/core.h>
#include <poll.h>
#include <socket/socket_address.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace tapscope::cli {
namespace {

constexpr std::size_t mostReaders = 16;
constexpr std::size_t mostWaiting = std::size_t{16} << 20; ///< bytes buffered for one reader

/// A program that reads the frames.
class Reader {
public:
    Reader(UniqueFd socket, std::string name) : socket_(std::move(socket)), name_(std::move(name)) {}

    /// Blocks that a reader needs are kept however slow it is; frames are not.
    void add(const pcapng::Buffer& blocks, std::size_t frames) {
        if (frames > 0 && waiting_.size() + blocks.size() > mostWaiting)
            lost_ += frames;
        else
            waiting_.insert(waiting_.end(), blocks.begin(), blocks.end());
    }
    /// Sends as much as there is room for; false if the reader is gone.
    bool flush() {
        std::array<std::byte, 4096> nothing{}; // bytes that the reader sends are dropped
        const ssize_t got = recv(socket_.get(), nothing.data(), nothing.size(), MSG_DONTWAIT);
        if (got == 0 || (got < 0 && errno != EAGAIN && errno != EINTR))
            return false;
        std::size_t done = 0;
        while (done < waiting_.size()) {
            const ssize_t sent =
                send(socket_.get(), waiting_.data() + done, waiting_.size() - done, MSG_DONTWAIT | MSG_NOSIGNAL);
            if (sent < 0 && errno != EAGAIN && errno != EINTR)
                return false;
            if (sent <= 0)
                break;
            done += static_cast<std::size_t>(sent);
        }
        waiting_.erase(waiting_.begin(), waiting_.begin() + static_cast<std::ptrdiff_t>(done));
        return true;
    }
    [[nodiscard]] Watch watch() const {
        return {socket_.get(), static_cast<short>(waiting_.empty() ? POLLIN : POLLIN | POLLOUT)};
    }
    void sayBye() const {
        say(lost_ == 0 ? fmt::format("{} has disconnected", name_)
                       : fmt::format("{} has disconnected; it lost {} frames because it was too slow", name_, lost_));
    }

private:
    UniqueFd socket_;
    std::string name_;
    pcapng::Buffer waiting_;
    std::uint64_t lost_ = 0;
};

class CaptureServer final : public Injector {
public:
    explicit CaptureServer(UniqueFd listener) : listener_(std::move(listener)) { pcapng::appendSectionHeader(header_); }

    void watches(std::vector<Watch>& watches) override {
        if (readers_.size() < mostReaders)
            watches.push_back({listener_.get(), POLLIN});
        for (const Reader& reader : readers_)
            watches.push_back(reader.watch());
    }
    void run(Clock::time_point, FrameOutput&) override {
        acceptAll();
        flushAll();
    }
    [[nodiscard]] bool responds() const noexcept override { return true; }
    void onPort(PortId port, PortState, const PortFacts& facts) override { names_[port] = fullName(facts); }
    void onFrames(PortId port, std::span<const Frame> frames, FrameOutput&) override {
        blocks_.clear();
        for (const Frame& frame : frames) {
            Frame numbered = frame;
            numbered.interfaceId = numberOf(port, frame);
            pcapng::appendFrame(blocks_, numbered);
        }
        for (Reader& reader : readers_)
            reader.add(blocks_, frames.size());
        flushAll();
    }

private:
    /// The stream's interface for a frame; a new one is sent to all readers, including those who connect later.
    std::uint32_t numberOf(PortId port, const Frame& frame) {
        const auto [place, isNew] =
            numbers_.try_emplace({port, frame.linkType}, static_cast<std::uint32_t>(numbers_.size()));
        if (!isNew)
            return place->second;
        pcapng::Buffer block;
        pcapng::appendInterface(block, {.linkType = frame.linkType, .name = names_[port]});
        header_.insert(header_.end(), block.begin(), block.end());
        for (Reader& reader : readers_)
            reader.add(block, 0);
        return place->second;
    }
    void acceptAll() {
        while (readers_.size() < mostReaders) {
            sockaddr_storage peer{};
            socklen_t size = sizeof peer;
            UniqueFd socket(
                accept4(listener_.get(), reinterpret_cast<sockaddr*>(&peer), &size, SOCK_CLOEXEC | SOCK_NONBLOCK));
            if (!socket)
                return;
            auto name = SocketAddress(peer, size).text();
            say(fmt::format("{} reads", name));
            readers_.emplace_back(std::move(socket), std::move(name)).add(header_, 0);
        }
    }
    void flushAll() {
        std::erase_if(readers_, [](Reader& reader) {
            const bool isGone = !reader.flush();
            if (isGone)
                reader.sayBye();
            return isGone;
        });
    }

    UniqueFd listener_;
    std::vector<Reader> readers_;
    pcapng::Buffer header_; ///< the beginning of each stream: section and interfaces so far
    pcapng::Buffer blocks_;
    std::map<PortId, std::string> names_;
    std::map<std::pair<PortId, LinkType>, std::uint32_t> numbers_; ///< number of interfaces in the stream
};

} // namespace

std::unique_ptr<Injector> captureServer(UniqueFd listener) {
    return std::make_unique<CaptureServer>(std::move(listener));
}

} // namespace tapscope::cli
