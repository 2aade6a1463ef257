#include <privilege/message_socket.h>
#include <privilege/packet_relay.h>

#include <fcntl.h>
#include <linux/if_packet.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cstring>

namespace tapscope {
namespace {

constexpr std::size_t messagesInARow = 4;            // after which the blocks are checked again
constexpr auto longestEnd = std::chrono::seconds(1); // for the client to take the last frames of its interface
// The kernel hands an open block over within 20 ms, unless it is busy; clients wait for an answer longer than this.
constexpr auto longestOpen = std::chrono::milliseconds(30);
constexpr const char* relaying = "monitor";

/// Creates a memory object that nobody can shrink while it is mapped.
Result<UniqueFd> memoryObject(std::size_t size) {
    UniqueFd memory(memfd_create("tapscope-ring", MFD_CLOEXEC | MFD_ALLOW_SEALING));
    if (!memory || ftruncate(memory.get(), static_cast<off_t>(size)) != 0 ||
        fcntl(memory.get(), F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL) != 0)
        return systemError(errno, relaying, "a device", "There is not enough memory for the frames");
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

PacketRelay::PacketRelay(PacketPort port, Mapping from, Mapping to, std::size_t blocks, UniqueFd channel,
                         Sending sending, std::unique_ptr<WatchedDevices> devices)
    : port_(std::move(port)), devices_(std::move(devices)), from_(std::move(from)), to_(std::move(to)),
      toBlocks_(blocks), channel_(std::move(channel)), sending_(sending), message_(FrameBatch::longest) {
    notes().hasOffloads = hasOffloads(port_.ring.get()) ? 1 : 0;
}

Result<std::pair<PacketRelay, PacketPort>> PacketRelay::start(PacketPort port, std::size_t bufferSize, Sending sending,
                                                              std::unique_ptr<WatchedDevices> devices) {
    const std::size_t blocks = std::max<std::size_t>(bufferSize / PacketPort::blockSize, 2);
    const std::size_t size = blocks * PacketPort::blockSize + sizeof(RingNotes);
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
        return systemError(errno, relaying, "a device");
    if (devices)
        port.links = UniqueFd(); // they have notifications of their own
    PacketPort given{.kind = PacketPort::Kind::Relayed,
                     .ring = std::move(*memory),
                     .channel = std::move(theirs),
                     .blocks = blocks,
                     .index = port.index};
    return std::pair(PacketRelay(std::move(port), std::move(from), std::move(to), blocks, std::move(ours), sending,
                                 std::move(devices)),
                     std::move(given));
}

std::array<pollfd, 3> PacketRelay::waits() const {
    // A full block for which there is no room would wake the relay again and again.
    return {pollfd{port_.ring.get(), static_cast<short>(isStalled_ ? 0 : POLLIN), 0}, pollfd{channel_.get(), POLLIN, 0},
            pollfd{devices_ ? devices_->fd() : port_.links.get(), POLLIN, 0}};
}

bool PacketRelay::carry() {
    isUncertain_ = isUncertain_ || (devices_ && !devices_->follow());
    carryBlocks();
    if (!sendFrames())
        return false;
    const bool isThere = devices_ ? !isUncertain_ : isInterfaceThere(port_);
    const auto now = Clock::now();
    if (!isThere && !giveUpAt_)
        giveUpAt_ = now + longestEnd;
    if (answerBy_ && waiting() == 0) {
        tell(std::array<std::byte, PacketPort::restHandedOver>{});
        answerBy_.reset();
    }
    if (isThere || (!isUncertain_ && waiting() != 0 && now < *giveUpAt_))
        return true;
    tell(std::array<std::byte, PacketPort::interfaceGone>{});
    return false;
}

void PacketRelay::carryBlocks() {
    const auto copiedBefore = copied_;
    copyBlocks(Blocks::Ready);
    const RingCounts more = newCounts(port_.ring.get());
    accepted_ += more.accepted;
    RingCounts& counts = notes().counts;
    dropped_ += more.dropped;
    std::atomic_ref(counts.dropped).store(dropped_ + withheld_, std::memory_order_relaxed);
    std::atomic_ref(counts.accepted).store(accepted_ - std::min(withheld_, accepted_), std::memory_order_relaxed);
    if (answerBy_ && Clock::now() >= *answerBy_ && waiting() != 0 && !isStalled_) {
        waitForWriters(port_.ring.get());
        copyBlocks(Blocks::Last);
    }
    if (copied_ != copiedBefore)
        tell(std::array<std::byte, PacketPort::blocksCopied>{});
}

RingNotes& PacketRelay::notes() const noexcept {
    return *reinterpret_cast<RingNotes*>(to_.at(toBlocks_ * PacketPort::blockSize));
}

void PacketRelay::copyBlocks(Blocks which) {
    isStalled_ = false;
    while (true) {
        const RingBlock from(from_.at(fromBlock_ * PacketPort::blockSize));
        if (!from.isReady() && (which == Blocks::Ready || !from.isFilling()))
            return;
        // After the look at the block: a device that was removed before its frames arrived is known to be gone.
        isUncertain_ = isUncertain_ || (devices_ && !devices_->follow());
        if (isUncertain_)
            return;
        const RingBlock to(to_.at(toBlock_ * PacketPort::blockSize));
        if (to.status() != TP_STATUS_KERNEL) {
            isStalled_ = true;
            return;
        }
        bool isUsed = true;
        if (devices_)
            isUsed = copyWatched(from, to) != 0;
        else
            copyBlock(from, to);
        copied_ += from.descriptor().hdr.bh1.num_pkts;
        from.release();
        fromBlock_ = (fromBlock_ + 1) % port_.blocks;
        if (isUsed)
            toBlock_ = (toBlock_ + 1) % toBlocks_;
    }
}

void PacketRelay::copyBlock(RingBlock from, RingBlock to) {
    constexpr std::size_t afterStatus = offsetof(tpacket_block_desc, hdr.bh1.block_status) + sizeof(std::uint32_t);
    const auto* source = reinterpret_cast<const std::byte*>(&from.descriptor());
    auto* target = reinterpret_cast<std::byte*>(&to.descriptor());
    const std::size_t length =
        std::clamp<std::size_t>(from.descriptor().hdr.bh1.blk_len, sizeof(tpacket_block_desc), PacketPort::blockSize);
    std::memcpy(target, source, offsetof(tpacket_block_desc, hdr.bh1.block_status));
    std::memcpy(target + afterStatus, source + afterStatus, length - afterStatus);
    to.setStatus(TP_STATUS_USER);
}

std::uint32_t PacketRelay::copyWatched(RingBlock from, RingBlock to) {
    constexpr std::size_t headers = TPACKET_ALIGN(sizeof(tpacket3_hdr)) + sizeof(sockaddr_ll);
    const tpacket_block_desc& source = from.descriptor();
    const auto* sourceStart = reinterpret_cast<const std::byte*>(&source);
    auto* targetStart = reinterpret_cast<std::byte*>(&to.descriptor());
    std::size_t offset = source.hdr.bh1.offset_to_first_pkt;
    const std::size_t first = TPACKET_ALIGN(sizeof(tpacket_block_desc));
    std::size_t target = first;
    std::uint32_t copied = 0;
    for (std::uint32_t i = 0; i < source.hdr.bh1.num_pkts && offset + headers <= PacketPort::blockSize; ++i) {
        tpacket3_hdr header;
        std::memcpy(&header, sourceStart + offset, sizeof header);
        sockaddr_ll address;
        std::memcpy(&address, sourceStart + offset + headers - sizeof address, sizeof address);
        const std::size_t length = std::size_t{header.tp_mac} + header.tp_snaplen;
        if (header.tp_mac < headers || std::max(offset, target) + length > PacketPort::blockSize)
            break;
        const std::size_t next = target + TPACKET_ALIGN(length);
        const std::byte* const start = sourceStart + offset;
        offset += header.tp_next_offset;
        if ((header.tp_status & TP_STATUS_USER) == 0)
            continue; // the kernel made room for it and then dropped it
        if (!devices_->has(address.sll_ifindex)) {
            ++withheld_;
            continue;
        }
        // What is between the headers and the bytes is left out: it may be old.
        header.tp_next_offset = static_cast<std::uint32_t>(next - target);
        std::memcpy(targetStart + target, &header, sizeof header);
        std::memcpy(targetStart + target + headers - sizeof address, &address, sizeof address);
        std::memcpy(targetStart + target + header.tp_mac, start + header.tp_mac, header.tp_snaplen);
        target = next;
        ++copied;
    }
    if (copied == 0)
        return 0;
    tpacket_block_desc& block = to.descriptor();
    block.version = source.version;
    block.hdr.bh1.num_pkts = copied;
    block.hdr.bh1.offset_to_first_pkt = static_cast<std::uint32_t>(first);
    block.hdr.bh1.blk_len = static_cast<std::uint32_t>(target);
    to.setStatus(TP_STATUS_USER);
    return copied;
}

void PacketRelay::tell(Bytes message) const {
    // A client that does not read its messages still has blocks to read.
    send(channel_.get(), message.data(), message.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
}

bool PacketRelay::sendFrames() {
    for (std::size_t i = 0; i < messagesInARow; ++i) {
        isHeldUp_ = !sendBatch();
        // A relay that waits for room still has to notice that the client is gone.
        const int flags = MSG_DONTWAIT | MSG_TRUNC | (isHeldUp_ ? MSG_PEEK : 0);
        const ssize_t size = recv(channel_.get(), message_.data(), isHeldUp_ ? 0 : message_.size(), flags);
        if (size < 0)
            return errno == EAGAIN || errno == EINTR;
        if (size == 0)
            return false;
        if (isHeldUp_)
            return true;
        const auto length = static_cast<std::size_t>(size);
        if (length == PacketPort::restWanted) {
            if (devices_)
                devices_->end();
            else
                acceptNoMore(port_.ring.get());
            answerBy_ = Clock::now() + longestOpen;
        } else if (length > message_.size())
            refuse(EMSGSIZE, 1);
        else
            takeMessage(Bytes(message_).first(length));
    }
    isHeldUp_ = !sendBatch();
    return true;
}

void PacketRelay::takeMessage(Bytes message) {
    batch_.clear();
    batchSent_ = 0;
    while (batch_.size() < SocketBatch::most) {
        const auto frame = FrameBatch::takeFrame(message);
        if (!frame)
            break;
        batch_.add(*frame);
    }
    if (!message.empty())
        refuse(EINVAL, 1);
    if (sending_ == Sending::Allowed)
        return;
    refuse(EPERM, batch_.size());
    batch_.clear();
}

bool PacketRelay::sendBatch() {
    int refusal = 0;
    std::size_t refused = 0;
    bool hasRoom = true;
    while (hasRoom && batchSent_ < batch_.size()) {
        int code = 0;
        batchSent_ += batch_.send(port_.channel.get(), batchSent_, code);
        hasRoom = code != EAGAIN && code != ENOBUFS;
        if (code == 0 || !hasRoom)
            continue;
        refusal = code;
        ++refused;
        ++batchSent_;
    }
    refuse(refusal, refused);
    return hasRoom;
}

void PacketRelay::refuse(int code, std::size_t frames) const {
    const FramesRefused refused{.code = code, .frames = static_cast<std::uint32_t>(frames)};
    if (frames != 0)
        tell(std::as_bytes(std::span(&refused, 1)));
}

} // namespace tapscope
