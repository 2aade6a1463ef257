#pragma once

#include <base/error.h>
#include <base/unique_fd.h>

#include <sys/socket.h>

#include <cstdint>
#include <stop_token>
#include <string>
#include <string_view>

namespace tapscope {

/// The address of a socket: an IP address with a port, or a path.
class SocketAddress {
public:
    /// Parses "57012" (loopback), "10.0.0.1:57012", "[::1]:57012", "host:57012" or "/run/vm.sock". A host name is
    /// looked up, which may take long. Errors: Invalid, NotFound.
    [[nodiscard]] static Result<SocketAddress> parse(std::string_view text);
    /// The address of a peer; its text is empty if it has none.
    explicit SocketAddress(const sockaddr_storage& bytes, socklen_t size) noexcept : bytes_(bytes), size_(size) {}

    /// The address that our socket is bound to, with the port that the system chose for 0.
    [[nodiscard]] static SocketAddress ofSocket(int socket) noexcept;

    /// In the form that parse() accepts.
    [[nodiscard]] std::string text() const;
    [[nodiscard]] bool isPath() const noexcept { return bytes_.ss_family == AF_UNIX; }
    /// Whether only programs on this machine can reach it.
    [[nodiscard]] bool isLocal() const noexcept;
    [[nodiscard]] const sockaddr* data() const noexcept { return reinterpret_cast<const sockaddr*>(&bytes_); }
    [[nodiscard]] socklen_t size() const noexcept { return size_; }
    [[nodiscard]] int family() const noexcept { return bytes_.ss_family; }

private:
    SocketAddress() = default;

    sockaddr_storage bytes_{};
    socklen_t size_ = 0;
};

/// Returns a non-blocking socket bound to the address. A path that nobody listens at any more is reused. Error: Busy.
[[nodiscard]] Result<UniqueFd> bindSocket(const SocketAddress& address, int type);
/// The same for SOCK_STREAM, listening for accept4(2).
[[nodiscard]] Result<UniqueFd> listenAt(const SocketAddress& address);
/// Returns a stream to the address, which is non-blocking once it is connected. Errors: Cancelled; NotFound if nobody
/// listens.
[[nodiscard]] Result<UniqueFd> connectTo(const SocketAddress& address, const std::stop_token& stop);

} // namespace tapscope
