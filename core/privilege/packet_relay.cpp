#include <net/if.h>
#include <privilege/message_socket.h>
#include <privilege/packet_relay.h>

#include <fcntl.h>
#include <linux/if_packet.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstring>

namespace tapscope {
namespace {

constexpr std::size_t largestFrame = 65536 + 64; // as a TAP takes them
constexpr std::size_t framesInARow = 64;         // then blocks are looked at again
constexpr const char* action = "monitor";

tpacket_block_desc& blockAt(std::byte* start) {
    return *reinterpret_cast<tpacket_block_desc*>(start);
}

std::uint32_t statusOf(std::byte* block) {
    return std::atomic_ref(blockAt(block).hdr.bh1.block_status).load(std::memory_order_acquire);
}

void setStatus(std::byte* block, std::uint32_t status) {
    std::atomic_ref(blockAt(block).hdr.bh1.block_status).store(status, std::memory_order_release);
}

/// A memory object that nobody can make smaller under us.
Result<UniqueFd> memoryObject(std::size_t size) {
    UniqueFd memory(memfd_create("tapscope-ring", MFD_CLOEXEC | MFD_ALLOW_SEALING));
    if (!memory || ftruncate(memory.get(), static_cast<off_t>(size)) != 0 ||
        fcntl(memory.get(), F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL) != 0)
        return systemError(errno, action, "a device", "There is not enough memory for the frames");
    return memory;
}

} // namespace

PacketRelay::Mapping::Mapping(int fd, std::size_t size) noexcept : size_(size) {
    void* memory = mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    start_ = memory == MAP_FAILED ? nullptr : static_cast<std::byte*>(memory);
}

PacketRelay::Mapping::~Mapping() {
    if (start_ != nullptr)
        munmap(start_, size_);
}

PacketRelay::PacketRelay(PacketPort port, Mapping from, Mapping to, std::size_t blocks, UniqueFd channel)
    : port_(std::move(port)), from_(std::move(from)), to_(std::move(to)), toBlocks_(blocks),
      channel_(std::move(channel)), frame_(largestFrame) {}

Result<std::pair<PacketRelay, PacketPort>> PacketRelay::start(PacketPort port, std::size_t bufferSize) {
    const std::size_t blocks = std::max<std::size_t>(bufferSize / PacketPort::blockSize, 2);
    const std::size_t size = blocks * PacketPort::blockSize + sizeof(std::uint64_t);
    auto memory = memoryObject(size);
    if (!memory)
        return std::unexpected(memory.error());
    auto ends = MessageSocket::pair();
    if (!ends)
        return std::unexpected(ends.error());
    Mapping from(port.ring.get(), port.blocks * PacketPort::blockSize);
    Mapping to(memory->get(), size);
    UniqueFd ours(fcntl(ends->first.fd(), F_DUPFD_CLOEXEC, 0));
    UniqueFd theirs(fcntl(ends->second.fd(), F_DUPFD_CLOEXEC, 0));
    if (!from || !to || !ours || !theirs)
        return systemError(errno, action, "a device");
    PacketPort given{.kind = PacketPort::Kind::Relayed,
                     .ring = std::move(*memory),
                     .channel = std::move(theirs),
                     .blocks = blocks,
                     .index = port.index};
    return std::pair(PacketRelay(std::move(port), std::move(from), std::move(to), blocks, std::move(ours)),
                     std::move(given));
}

std::array<pollfd, 2> PacketRelay::waits() const {
    // A full block that finds no room would wake us again and again.
    return {pollfd{port_.ring.get(), static_cast<short>(isStalled_ ? 0 : POLLIN), 0},
            pollfd{channel_.get(), POLLIN, 0}};
}

bool PacketRelay::carry() {
    copyBlocks();
    return sendFrames() && isInterfaceThere();
}

void PacketRelay::copyBlocks() {
    isStalled_ = false;
    bool copied = false;
    while (true) {
        std::byte* from = from_.at(fromBlock_ * PacketPort::blockSize);
        if ((statusOf(from) & TP_STATUS_USER) == 0)
            break;
        std::byte* to = to_.at(toBlock_ * PacketPort::blockSize);
        if (statusOf(to) != TP_STATUS_KERNEL) {
            isStalled_ = true;
            break;
        }
        constexpr std::size_t afterStatus = offsetof(tpacket_block_desc, hdr.bh1.block_status) + sizeof(std::uint32_t);
        const std::size_t length =
            std::clamp<std::size_t>(blockAt(from).hdr.bh1.blk_len, sizeof(tpacket_block_desc), PacketPort::blockSize);
        std::memcpy(to, from, offsetof(tpacket_block_desc, hdr.bh1.block_status));
        std::memcpy(to + afterStatus, from + afterStatus, length - afterStatus);
        setStatus(to, statusOf(from));
        setStatus(from, TP_STATUS_KERNEL);
        fromBlock_ = (fromBlock_ + 1) % port_.blocks;
        toBlock_ = (toBlock_ + 1) % toBlocks_;
        copied = true;
    }
    tpacket_stats_v3 statistics{};
    socklen_t size = sizeof statistics;
    if (getsockopt(port_.ring.get(), SOL_PACKET, PACKET_STATISTICS, &statistics, &size) == 0) {
        auto* count = reinterpret_cast<std::uint64_t*>(to_.at(toBlocks_ * PacketPort::blockSize));
        std::atomic_ref(*count).fetch_add(statistics.tp_drops, std::memory_order_relaxed);
    }
    // Whoever does not read what it is told has blocks to look at.
    const std::byte news{1};
    if (copied)
        send(channel_.get(), &news, sizeof news, MSG_DONTWAIT | MSG_NOSIGNAL);
}

bool PacketRelay::sendFrames() {
    for (std::size_t i = 0; i < framesInARow; ++i) {
        const ssize_t size = recv(channel_.get(), frame_.data(), frame_.size(), MSG_DONTWAIT | MSG_TRUNC);
        if (size < 0)
            return errno == EAGAIN || errno == EINTR;
        if (size == 0)
            return false;
        const auto length = static_cast<std::size_t>(size);
        int refusal = EMSGSIZE;
        if (length <= frame_.size())
            refusal = ::send(port_.channel.get(), frame_.data(), length, 0) < 0 ? errno : 0;
        if (refusal != 0)
            send(channel_.get(), &refusal, sizeof refusal, MSG_DONTWAIT | MSG_NOSIGNAL);
    }
    return true;
}

bool PacketRelay::isInterfaceThere() const {
    int reason = 0;
    socklen_t size = sizeof reason;
    getsockopt(port_.ring.get(), SOL_SOCKET, SO_ERROR, &reason, &size);
    ifreq request{};
    request.ifr_ifindex = port_.index;
    return ioctl(port_.ring.get(), SIOCGIFNAME, &request) == 0;
}

} // namespace tapscope
