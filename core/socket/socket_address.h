#pragma once

#include <base/error.h>
#include <base/unique_fd.h>

#include <sys/socket.h>

#include <cstdint>
#include <stop_token>
#include <string>
#include <string_view>

namespace tapscope {

/// Where a socket is: an IP address with a port, or a path.
class SocketAddress {
public:
    /// "57012" (loopback), "10.0.0.1:57012", "[::1]:57012", "host:57012", "/run/vm.sock". A host's name is looked up,
    /// which may take long. Invalid, NotFound.
    [[nodiscard]] static Result<SocketAddress> parse(std::string_view text);
    /// Of a peer; empty text for one without an address.
    explicit SocketAddress(const sockaddr_storage& bytes, socklen_t size) noexcept : bytes_(bytes), size_(size) {}

    /// Where a socket of ours is bound: with the port that the system chose for 0.
    [[nodiscard]] static SocketAddress ofSocket(int socket) noexcept;

    /// As parse() takes it.
    [[nodiscard]] std::string text() const;
    [[nodiscard]] bool isPath() const noexcept { return bytes_.ss_family == AF_UNIX; }
    /// Whether only programs on this machine reach it.
    [[nodiscard]] bool isLocal() const noexcept;
    [[nodiscard]] const sockaddr* data() const noexcept { return reinterpret_cast<const sockaddr*>(&bytes_); }
    [[nodiscard]] socklen_t size() const noexcept { return size_; }
    [[nodiscard]] int family() const noexcept { return bytes_.ss_family; }

private:
    SocketAddress() = default;

    sockaddr_storage bytes_{};
    socklen_t size_ = 0;
};

/// A socket at an address of ours, not blocking. The path of one that nobody listens at any more is used again. Busy.
[[nodiscard]] Result<UniqueFd> bindSocket(const SocketAddress& address, int type);
/// The same, SOCK_STREAM, for accept4(2).
[[nodiscard]] Result<UniqueFd> listenAt(const SocketAddress& address);
/// A stream to it, not blocking once it is there. Cancelled; NotFound where nobody listens.
[[nodiscard]] Result<UniqueFd> connectTo(const SocketAddress& address, const std::stop_token& stop);

} // namespace tapscope
