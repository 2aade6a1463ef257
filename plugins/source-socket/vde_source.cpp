#include "vde_source.h"

#include "datagram_port.h"

#include <poll.h>
#include <socket/socket_address.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <filesystem>

namespace tapscope {
namespace {

constexpr int mostPorts = 65535;

/// The request with which a program becomes a port of a switch: struct request_v3 of VDE's datasock.c, in host byte
/// order.
struct [[gnu::packed]] PortRequest {
    std::uint32_t magic = 0xfeedface;
    std::uint32_t version = 3;
    std::uint32_t type = 0; ///< the wanted port, shifted by 8 bits; 0: any
    sockaddr_un own{};      ///< where the switch sends frames to
    // A description without a terminating zero follows.
};

/// A switch is named by its folder, which has the socket ctl.
Result<SocketAddress> controlOf(const std::string& name) {
    struct stat status{};
    const bool isFolder = stat(name.c_str(), &status) == 0 && S_ISDIR(status.st_mode);
    return SocketAddress::parse(isFolder ? name + "/ctl" : name);
}

/// Our own socket: in the folder of the switch, like those of other programs, or in that for temporary files.
Result<std::pair<UniqueFd, SocketAddress>> bindOwn(const std::filesystem::path& folder) {
    constexpr int mostTries = 1000;
    std::error_code unknown;
    for (const auto& place : {folder, std::filesystem::temp_directory_path(unknown)}) {
        for (int number = 0; number < mostTries; ++number) {
            const auto path = place / (".tapscope-" + std::to_string(getpid()) + "-" + std::to_string(number));
            if (std::filesystem::exists(std::filesystem::symlink_status(path, unknown)))
                continue;
            const auto address = SocketAddress::parse(path.string());
            if (!address)
                break;
            auto socket = bindSocket(*address, SOCK_DGRAM);
            if (!socket)
                break;
            // The switch may belong to another user, who is in the group of the folder.
            if (struct stat status{}; stat(folder.c_str(), &status) == 0) {
                constexpr mode_t userAndGroup = 0660;
                if (chown(path.c_str(), static_cast<uid_t>(-1), status.st_gid) == 0)
                    static_cast<void>(chmod(path.c_str(), userAndGroup));
            }
            return std::pair{std::move(*socket), *address};
        }
    }
    return failure(ErrorKind::NotPermitted, "connect to", folder.string(), "no socket can be made beside it",
                   "Set TMPDIR to a folder with a short name that you can write to");
}

Result<void> ask(int control, const SocketAddress& own, std::uint32_t port, const std::string& name) {
    PortRequest request;
    request.type = port << 8U;
    std::memcpy(&request.own, own.data(), std::min<std::size_t>(own.size(), sizeof request.own));
    const std::string description = "TapScope";
    std::string message(sizeof request, '\0');
    std::memcpy(message.data(), &request, sizeof request);
    message += description;
    if (send(control, message.data(), message.size(), MSG_NOSIGNAL) != static_cast<ssize_t>(message.size()))
        return systemError(errno, "connect to", name);
    return {};
}

/// Receives the address at which the switch receives frames.
Result<SocketAddress> answer(int control, const std::string& name, const std::stop_token& stop) {
    using namespace std::chrono_literals;
    constexpr auto patience = 5s;
    constexpr int look = 50; // milliseconds between checks of the stop token
    const auto until = std::chrono::steady_clock::now() + patience;
    sockaddr_storage bytes{};
    while (!stop.stop_requested() && std::chrono::steady_clock::now() < until) {
        pollfd polled{control, POLLIN, 0};
        if (poll(&polled, 1, look) <= 0)
            continue;
        const ssize_t got = recv(control, &bytes, sizeof(sockaddr_un), MSG_DONTWAIT);
        if (got == static_cast<ssize_t>(sizeof(sockaddr_un)) && bytes.ss_family == AF_UNIX)
            return SocketAddress(bytes, sizeof(sockaddr_un));
        if (got >= 0 || (errno != EAGAIN && errno != EINTR))
            return failure(ErrorKind::Busy, "connect to", name, "the switch has refused it",
                           "The port may be in use, or the switch may have no free one");
    }
    return stop.stop_requested()
               ? failure(ErrorKind::Cancelled, "connect to", name, "it was cancelled")
               : failure(ErrorKind::System, "connect to", name, "the switch does not answer", "Is it a VDE switch?");
}

} // namespace

const SettingsSchema& VdeSource::schema() const noexcept {
    static const SettingsSchema schema({{.key = "port",
                                         .title = "Port",
                                         .type = SettingType::Integer,
                                         .defaultValue = "0",
                                         .help = "Number of the port; 0: any that is free",
                                         .minimum = 0,
                                         .maximum = mostPorts}});
    return schema;
}

Result<std::unique_ptr<Port>> VdeSource::open(const SourceRequest& request, const std::stop_token& stop) const {
    const auto address = controlOf(request.name);
    if (!address)
        return std::unexpected(address.error());
    if (!address->isPath())
        return failure(ErrorKind::Invalid, "connect to", request.name, "it is not the path of a VDE switch",
                       "Write vde:/PATH");
    auto control = connectTo(*address, stop);
    if (!control)
        return std::unexpected(control.error());
    auto own = bindOwn(std::filesystem::path(address->text()).parent_path());
    if (!own)
        return std::unexpected(own.error());
    DatagramEnd end{.name = "vde:" + request.name,
                    .other = "the switch",
                    .socket = std::move(own->first),
                    .address = own->second,
                    .control = std::move(*control)};
    auto port = static_cast<std::uint32_t>(request.settings.integer("port"));
    const auto asked = ask(end.control.get(), end.address, port, end.name);
    auto peer = asked ? answer(end.control.get(), end.name, stop) : std::unexpected(asked.error());
    if (!peer) {
        unlink(end.address.text().c_str());
        return std::unexpected(peer.error());
    }
    end.peer = std::move(*peer);
    return datagramPort(std::move(end));
}

} // namespace tapscope
