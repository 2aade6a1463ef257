#include <net/linux/attributes.h>
#include <net/linux/netlink_socket.h>
#include <net/packet_port.h>
#include <privilege/ring_memory.h>

#include <libmnl/libmnl.h>
#include <linux/packet_diag.h>
#include <linux/sock_diag.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <cstring>

namespace tapscope {
namespace {

constexpr int dumpTries = 8;

/// Bytes of the rings of a socket, if it belongs to the user.
std::size_t ringsOf(const nlmsghdr& message, uid_t user) {
    if (message.nlmsg_type != SOCK_DIAG_BY_FAMILY || message.nlmsg_len < mnl_nlmsg_size(sizeof(packet_diag_msg)))
        return 0;
    std::size_t bytes = 0;
    bool isUsers = false;
    forEachAttribute(message, sizeof(packet_diag_msg), [&](const nlattr& attribute) {
        const auto type = mnl_attr_get_type(&attribute);
        const std::size_t size = mnl_attr_get_payload_len(&attribute);
        if (type == PACKET_DIAG_UID && size == sizeof(std::uint32_t)) {
            isUsers = mnl_attr_get_u32(&attribute) == user;
        } else if ((type == PACKET_DIAG_RX_RING || type == PACKET_DIAG_TX_RING) && size >= sizeof(packet_diag_ring)) {
            packet_diag_ring ring{};
            std::memcpy(&ring, mnl_attr_get_payload(&attribute), sizeof ring);
            bytes += std::size_t{ring.pdr_block_size} * ring.pdr_block_nr;
        }
    });
    return isUsers ? bytes : 0;
}

} // namespace

Result<std::size_t> ringMemoryOf(uid_t user) {
    auto socket = NetlinkSocket::openDiagnosis();
    if (!socket)
        return std::unexpected(std::move(socket.error()));
    int code = EINTR;
    for (int i = 0; i < dumpTries && code == EINTR; ++i) {
        alignas(nlmsghdr) std::array<char, 256> buffer{};
        nlmsghdr* request = mnl_nlmsg_put_header(buffer.data());
        request->nlmsg_type = SOCK_DIAG_BY_FAMILY;
        request->nlmsg_flags = NLM_F_DUMP;
        auto* question = static_cast<packet_diag_req*>(mnl_nlmsg_put_extra_header(request, sizeof(packet_diag_req)));
        question->sdiag_family = AF_PACKET;
        question->pdiag_show = PACKET_SHOW_INFO | PACKET_SHOW_RING_CFG;
        std::size_t bytes = 0;
        auto asked = socket->ask(*request, [&](const nlmsghdr& message) { bytes += ringsOf(message, user); });
        if (asked)
            return bytes;
        code = asked.error().code;
    }
    auto error = systemError(code, "count", "the memory of running captures");
    error.error().kind = ErrorKind::Unsupported;
    return error;
}

std::optional<std::size_t> nextRing(std::size_t used, std::size_t bound) noexcept {
    constexpr std::size_t fewest = 2, most = 16, share = 4;
    const std::size_t blocks = used < bound ? (bound - used) / PacketPort::blockSize : 0;
    if (blocks < fewest)
        return std::nullopt;
    return std::clamp(blocks / share, fewest, most) * PacketPort::blockSize;
}

} // namespace tapscope
