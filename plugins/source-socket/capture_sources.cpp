#include "capture_sources.h"

#include "listen_port.h"

#include <socket/socket_address.h>
#include <source/stream_port.h>

#include <array>

namespace tapscope {
namespace {

const SettingsSchema noSettings;

} // namespace

const SettingsSchema& ConnectSource::schema() const noexcept {
    return noSettings;
}

Result<std::unique_ptr<Port>> ConnectSource::open(const SourceRequest& request, const std::stop_token& stop) const {
    const auto address = SocketAddress::parse(request.name);
    if (!address)
        return std::unexpected(address.error());
    auto socket = connectTo(*address, stop);
    if (!socket)
        return std::unexpected(socket.error());
    return streamPort(std::move(*socket), "tcp:" + address->text());
}

std::span<const std::string_view> ListenSource::roles() const noexcept {
    static constexpr std::array<std::string_view, 1> roles{"listener"};
    return roles;
}

const SettingsSchema& ListenSource::schema() const noexcept {
    return noSettings;
}

Result<std::unique_ptr<Port>> ListenSource::open(const SourceRequest& request, const std::stop_token&) const {
    const auto address = SocketAddress::parse(request.name);
    if (!address)
        return std::unexpected(address.error());
    auto socket = listenAt(*address);
    if (!socket)
        return std::unexpected(socket.error());
    const std::string name = "listen:" + SocketAddress::ofSocket(socket->get()).text();
    return listenPort(std::move(*socket), name);
}

} // namespace tapscope
