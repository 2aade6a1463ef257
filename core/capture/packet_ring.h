#pragma once

#include <base/error.h>
#include <base/frame.h>
#include <net/packet_port.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

namespace tapscope {

/// The mapped ring of a packet port, and what differs between a port of our own and one that a helper relays.
/// One thread.
class PacketRing {
public:
    [[nodiscard]] static Result<std::unique_ptr<PacketRing>> map(PacketPort port, std::string interfaceName);
    virtual ~PacketRing();
    PacketRing(const PacketRing&) = delete;
    PacketRing& operator=(const PacketRing&) = delete;

    [[nodiscard]] std::size_t blocks() const noexcept { return port_.blocks; }
    [[nodiscard]] std::byte* block(std::size_t number) const noexcept {
        return start_ + number * PacketPort::blockSize;
    }

    /// Readable when there may be a block, or when the interface may be gone.
    [[nodiscard]] virtual int fd() const noexcept = 0;
    /// To be called when fd() woke us, with its poll(2) events. False: the interface is gone.
    [[nodiscard]] virtual bool isThere(short events) = 0;
    /// NoSpace when it takes no more now.
    [[nodiscard]] virtual Result<void> send(Bytes frame) = 0;
    /// Frames that found no room in the ring since it was opened.
    [[nodiscard]] virtual std::uint64_t dropped() = 0;

protected:
    PacketRing(PacketPort port, std::string interfaceName, std::byte* start, std::size_t size)
        : port_(std::move(port)), interfaceName_(std::move(interfaceName)), start_(start), size_(size) {}
    /// An Error from the errno with which a frame was refused.
    [[nodiscard]] std::unexpected<Error> notSent(int code) const;

    PacketPort port_;
    std::string interfaceName_;

private:
    std::byte* start_;
    std::size_t size_;
};

} // namespace tapscope
