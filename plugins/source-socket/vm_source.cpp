#include "vm_source.h"

#include "datagram_port.h"
#include "vm_stream_port.h"

#include <socket/socket_address.h>

#include <optional>

namespace tapscope {

const SettingsSchema& VmSource::schema() const noexcept {
    static const SettingsSchema schema(
        {{.key = "kind",
          .title = "Kind",
          .type = SettingType::Choice,
          .defaultValue = "stream",
          .help =
              "stream: QEMU's -netdev stream, and socket with listen= or connect=; dgram: -netdev dgram, and socket "
              "with udp=",
          .choices = {"stream", "dgram"}},
         {.key = "side",
          .title = "Side",
          .type = SettingType::Choice,
          .defaultValue = "listen",
          .help = "For a stream: wait for QEMU to connect, or connect to a listening QEMU",
          .choices = {"listen", "connect"}},
         {.key = "peer",
          .title = "Peer",
          .type = SettingType::Text,
          .help = "For datagrams: QEMU's own address; if empty, the sender of the first datagram"}});
    return schema;
}

Result<std::unique_ptr<Port>> VmSource::open(const SourceRequest& request, const std::stop_token& stop) const {
    const auto address = SocketAddress::parse(request.name);
    if (!address)
        return std::unexpected(address.error());
    const std::string name = "qemu:" + address->text();
    if (request.settings.text("kind") == "dgram") {
        std::optional<SocketAddress> peer;
        if (const std::string& text = request.settings.text("peer"); !text.empty()) {
            auto parsed = SocketAddress::parse(text);
            if (!parsed)
                return std::unexpected(parsed.error());
            peer = *parsed;
        }
        auto socket = bindSocket(*address, SOCK_DGRAM);
        if (!socket)
            return std::unexpected(socket.error());
        return datagramPort({.name = name,
                             .other = "the virtual machine",
                             .socket = std::move(*socket),
                             .address = *address,
                             .peer = std::move(peer)});
    }
    const bool listens = request.settings.text("side") == "listen";
    auto socket = listens ? listenAt(*address) : connectTo(*address, stop);
    if (!socket)
        return std::unexpected(socket.error());
    return vmStreamPort(std::move(*socket), *address, listens ? VmSide::Listens : VmSide::IsConnected);
}

} // namespace tapscope
