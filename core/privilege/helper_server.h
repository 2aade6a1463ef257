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

/// The server's side of tapscope-helper: answers one client until that is gone. Everything that comes is a stranger's:
/// each request is parsed strictly, and each device looked at, before anything is done. One thread.
class HelperServer {
public:
    HelperServer(MessageSocket client, HelperPolicy policy);

    /// Until the client is gone.
    void serve();

private:
    /// What is said, and the descriptors that go with it.
    struct Answer {
        Reply reply;
        std::vector<UniqueFd> descriptors;
    };

    /// Whether there is still a client.
    bool serveOne();
    Answer answer(const MessageSocket::Message& message);
    Result<Answer> welcome(const Hello& hello, pid_t sender);
    Result<Answer> create(const CreateDevice& request);
    Result<Answer> createPair(const CreatePair& request);
    Result<Answer> open(const OpenDevice& request);
    Result<Answer> destroy(const DestroyDevice& request);
    Result<Answer> change(const ChangeDevice& request);
    Result<Answer> openPort(const OpenPort& request);
    Result<Answer> openRouteSocket(const OpenRouteSocket& request);
    static Result<Answer> opened(Result<TapDevice> device);
    static Result<Answer> done(Result<void> done);

    /// NotFound, Invalid when it is no device of ours, NotPermitted when it is somebody else's.
    [[nodiscard]] Result<void> permit(const InterfaceName& name, std::string_view action);

    MessageSocket client_;
    HelperPolicy policy_;
    pid_t greeted_ = 0; ///< the one process that may ask
    std::shared_ptr<DeviceControl> devices_ = directControl();
    std::vector<PacketRelay> relays_;
};

} // namespace tapscope
