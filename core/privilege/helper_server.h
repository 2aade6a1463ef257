#pragma once

#include <base/error.h>
#include <net/device_control.h>
#include <privilege/helper_policy.h>
#include <privilege/helper_protocol.h>
#include <privilege/message_socket.h>
#include <privilege/packet_relay.h>

#include <sys/types.h>

#include <memory>
#include <string_view>
#include <vector>

namespace tapscope {

/// The server in tapscope-helper: serves one client until it is gone. All input is untrusted: each request is parsed
/// strictly, and each device examined, before anything is done. The operation then applies to the device that was
/// examined, even if another one has taken over its name. For one thread.
class HelperServer {
public:
    HelperServer(MessageSocket client, HelperPolicy policy);

    /// Serves until the client is gone.
    void serve();

private:
    /// A reply, with the descriptors that belong to it.
    struct Answer {
        Reply reply;
        std::vector<UniqueFd> descriptors;
    };

    /// Returns whether there is still a client.
    bool serveOne();
    Answer answer(const MessageSocket::Message& message);
    Result<Answer> welcome(const Hello& hello, pid_t sender);
    Result<Answer> create(const CreateDevice& request);
    Result<Answer> createPair(const CreatePair& request);
    Result<Answer> createBridge(const CreateBridge& request);
    Result<Answer> open(const OpenDevice& request);
    Result<Answer> destroy(const DestroyDevice& request);
    Result<Answer> change(const ChangeDevice& request);
    Result<Answer> openPort(const OpenPort& request);
    /// A port of all devices that the client may watch, also of those that appear later.
    Result<Answer> openPortOfAll(const PortRequest& request);
    Result<Answer> carried(Result<std::pair<PacketRelay, PacketPort>> relay);
    Result<Answer> openRouteSocket(const OpenRouteSocket& request);
    static Result<Answer> opened(Result<TapDevice> device);
    static Result<Answer> done(Result<void> done);

    /// Returns the device if the client may perform the operation. Errors: NotFound; Invalid if it is not a device of
    /// ours; NotPermitted with the reason and the remedy. Errors name `action`.
    [[nodiscard]] Result<DeviceInfo> permit(const InterfaceName& name, DeviceOperation operation,
                                            std::string_view action) const;
    [[nodiscard]] bool may(const DeviceInfo& device, DeviceOperation operation) const noexcept;
    [[nodiscard]] Result<void> permitNewOwner(const TapOptions& options) const;
    [[nodiscard]] Result<void> permitMoreDevices(std::size_t more) const;
    [[nodiscard]] Result<void> permitNewName(const std::optional<InterfaceName>& name) const;
    /// Bytes of kernel ring for one more port.
    [[nodiscard]] Result<std::size_t> roomForRing(const InterfaceName& name) const;
    /// Opens a packet port, within the user's memory for rings.
    [[nodiscard]] Result<PacketPort> openRing(const InterfaceName& name, PortRequest request);
    [[nodiscard]] std::unexpected<Error> refuse(std::string_view action, const InterfaceName& name,
                                                std::string_view reason, std::string_view hint) const;

    MessageSocket client_;
    HelperPolicy policy_;
    pid_t greeted_ = 0; ///< the only process that may send requests
    std::shared_ptr<DeviceControl> devices_ = directControl();
    std::vector<PacketRelay> relays_;
};

} // namespace tapscope
