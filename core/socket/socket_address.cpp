#include <arpa/inet.h>
#include <fmt/core.h>
#include <netdb.h>
#include <netinet/in.h>
#include <poll.h>
#include <socket/socket_address.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <cstring>
#include <memory>

namespace tapscope {
namespace {

constexpr const char* forms = "Write PORT, ADDRESS:PORT, [ADDRESS]:PORT or /PATH";

Error invalid(std::string_view text, std::string_view why) {
    return failure(ErrorKind::Invalid, "use the address", '"' + std::string(text) + '"', why, forms).error();
}

bool isPort(std::string_view text) {
    unsigned port = 0;
    const auto [end, wrong] = std::from_chars(text.data(), text.data() + text.size(), port);
    return wrong == std::errc() && end == text.data() + text.size() && port <= UINT16_MAX;
}

Result<UniqueFd> makeSocket(const SocketAddress& address, int type) {
    UniqueFd socket(::socket(address.family(), type | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    if (!socket)
        return systemError(errno, "make a socket for", address.text());
    return socket;
}

/// Whether the path is a socket that a program has left behind.
bool isLeftBehind(const SocketAddress& address, int type) {
    const auto probe = makeSocket(address, type);
    return probe && connect(probe->get(), address.data(), address.size()) != 0 && errno == ECONNREFUSED;
}

} // namespace

Result<SocketAddress> SocketAddress::parse(std::string_view text) {
    SocketAddress address;
    if (text.starts_with('/')) {
        sockaddr_un path{};
        path.sun_family = AF_UNIX;
        if (text.size() >= sizeof path.sun_path)
            return std::unexpected(invalid(text, "the path is longer than 107 bytes"));
        std::memcpy(path.sun_path, text.data(), text.size());
        std::memcpy(&address.bytes_, &path, sizeof path);
        address.size_ = sizeof path;
        return address;
    }
    const auto colon = text.rfind(':');
    std::string host(colon == std::string_view::npos ? "127.0.0.1" : text.substr(0, colon));
    const std::string port(colon == std::string_view::npos ? text : text.substr(colon + 1));
    if (!isPort(port))
        return std::unexpected(invalid(text, "it has no valid port"));
    if (host.starts_with('[') && host.ends_with(']'))
        host = host.substr(1, host.size() - 2);
    if (host.empty())
        return std::unexpected(invalid(text, "it has no host"));
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_flags = AI_NUMERICSERV;
    addrinfo* found = nullptr;
    if (const int wrong = getaddrinfo(host.c_str(), port.c_str(), &hints, &found); wrong != 0)
        return failure(ErrorKind::NotFound, "find", host, gai_strerror(wrong), forms);
    const std::unique_ptr<addrinfo, decltype(&freeaddrinfo)> first(found, freeaddrinfo);
    std::memcpy(&address.bytes_, first->ai_addr, first->ai_addrlen);
    address.size_ = first->ai_addrlen;
    return address;
}

SocketAddress SocketAddress::ofSocket(int socket) noexcept {
    SocketAddress address;
    address.size_ = sizeof address.bytes_;
    if (getsockname(socket, reinterpret_cast<sockaddr*>(&address.bytes_), &address.size_) != 0)
        address.size_ = 0;
    return address;
}

std::string SocketAddress::text() const {
    if (isPath()) {
        sockaddr_un path{};
        std::memcpy(&path, &bytes_, sizeof path);
        return path.sun_path;
    }
    char host[INET6_ADDRSTRLEN] = ""; // NOLINT(modernize-avoid-c-arrays): inet_ntop(3)
    if (family() == AF_INET) {
        sockaddr_in address{};
        std::memcpy(&address, &bytes_, sizeof address);
        inet_ntop(AF_INET, &address.sin_addr, host, sizeof host);
        return fmt::format("{}:{}", host, ntohs(address.sin_port));
    }
    if (family() == AF_INET6) {
        sockaddr_in6 address{};
        std::memcpy(&address, &bytes_, sizeof address);
        inet_ntop(AF_INET6, &address.sin6_addr, host, sizeof host);
        return fmt::format("[{}]:{}", host, ntohs(address.sin6_port));
    }
    return {};
}

bool SocketAddress::isLocal() const noexcept {
    if (family() == AF_INET) {
        sockaddr_in address{};
        std::memcpy(&address, &bytes_, sizeof address);
        return (ntohl(address.sin_addr.s_addr) >> 24U) == IN_LOOPBACKNET;
    }
    if (family() == AF_INET6) {
        sockaddr_in6 address{};
        std::memcpy(&address, &bytes_, sizeof address);
        return IN6_IS_ADDR_LOOPBACK(&address.sin6_addr) != 0;
    }
    return isPath();
}

Result<UniqueFd> bindSocket(const SocketAddress& address, int type) {
    auto socket = makeSocket(address, type);
    if (!socket)
        return socket;
    const int again = 1;
    setsockopt(socket->get(), SOL_SOCKET, SO_REUSEADDR, &again, sizeof again);
    if (bind(socket->get(), address.data(), address.size()) == 0)
        return socket;
    int wrong = errno;
    if (wrong == EADDRINUSE && address.isPath() && isLeftBehind(address, type) && unlink(address.text().c_str()) == 0) {
        if (bind(socket->get(), address.data(), address.size()) == 0)
            return socket;
        wrong = errno;
    }
    if (wrong == EADDRINUSE)
        return failure(ErrorKind::Busy, "listen at", address.text(), "another program has this address");
    return systemError(wrong, "listen at", address.text());
}

Result<UniqueFd> listenAt(const SocketAddress& address) {
    auto socket = bindSocket(address, SOCK_STREAM);
    constexpr int backlog = 16;
    if (socket && listen(socket->get(), backlog) != 0)
        return systemError(errno, "listen at", address.text());
    return socket;
}

Result<UniqueFd> connectTo(const SocketAddress& address, const std::stop_token& stop) {
    auto socket = makeSocket(address, SOCK_STREAM);
    if (!socket)
        return socket;
    const auto failed = [&](int code) -> std::unexpected<Error> {
        if (code == ECONNREFUSED || code == ENOENT)
            return failure(ErrorKind::NotFound, "connect to", address.text(), "no program listens there");
        return systemError(code, "connect to", address.text());
    };
    if (connect(socket->get(), address.data(), address.size()) == 0)
        return socket;
    if (errno != EINPROGRESS)
        return failed(errno);
    pollfd descriptor{socket->get(), POLLOUT, 0};
    constexpr int look = 50; // milliseconds between two checks for a stop
    while (poll(&descriptor, 1, look) == 0) {
        if (stop.stop_requested())
            return failure(ErrorKind::Cancelled, "connect to", address.text(), "it was cancelled");
    }
    int code = 0;
    socklen_t size = sizeof code;
    getsockopt(socket->get(), SOL_SOCKET, SO_ERROR, &code, &size);
    if (code != 0)
        return failed(code);
    return socket;
}

} // namespace tapscope
