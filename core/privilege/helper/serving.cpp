#include <base/standard_streams.h>
#include <privilege/helper_protocol.h>
#include <privilege/helper_server.h>

#include <confinement.h>
#include <serving.h>
#include <sys/socket.h>
#include <unistd.h>

namespace tapscope {
namespace {

std::vector<gid_t> groupsOf(int socket) {
    std::vector<gid_t> groups(1024);
    while (true) {
        auto size = static_cast<socklen_t>(groups.size() * sizeof(gid_t));
        const bool isGood = getsockopt(socket, SOL_SOCKET, SO_PEERGROUPS, groups.data(), &size) == 0;
        if (!isGood && size > groups.size() * sizeof(gid_t)) {
            groups.resize(size / sizeof(gid_t));
            continue;
        }
        groups.resize(isGood ? size / sizeof(gid_t) : 0); // unknown groups count as none
        return groups;
    }
}

} // namespace

Result<HelperClient> clientOnStandardInput() {
    int family = 0, type = 0;
    ucred peer{};
    socklen_t size = sizeof family;
    if (getsockopt(STDIN_FILENO, SOL_SOCKET, SO_DOMAIN, &family, &size) != 0 || family != AF_UNIX ||
        getsockopt(STDIN_FILENO, SOL_SOCKET, SO_TYPE, &type, &size) != 0 || type != SOCK_SEQPACKET ||
        getsockopt(STDIN_FILENO, SOL_SOCKET, SO_PEERCRED, &peer, &(size = sizeof peer)) != 0)
        return failure(ErrorKind::Invalid, "serve", "standard input", "it is not a SOCK_SEQPACKET socket",
                       "This program is started by TapScope, which communicates with it over its standard input");
    HelperClient client{.user = {.user = peer.uid, .groups = groupsOf(STDIN_FILENO)}, .group = peer.gid};
    client.user.groups.push_back(peer.gid);
    return client;
}

int serveStandardInput(const std::function<Result<HelperPolicy>()>& prepare) {
    secureStandardStreams(); // so that no opened file becomes the standard error
    MessageSocket client{UniqueFd(STDIN_FILENO)};
    const auto forgotten = forgetSurroundings();
    auto policy = forgotten ? prepare() : std::unexpected(forgotten.error());
    if (!policy) {
        if (client.receive(largestRequest, 0))
            static_cast<void>(client.send(encode(Reply{policy.error()})));
        return 1;
    }
    HelperServer(std::move(client), std::move(*policy)).serve();
    return 0;
}

} // namespace tapscope
