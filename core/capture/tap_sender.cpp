#include <capture/tap_sender.h>
#include <capture/virtio_header.h>

#include <arpa/inet.h>
#include <liburing.h>
#include <linux/if_ether.h>
#include <linux/if_tun.h>
#include <sys/uio.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <utility>
#include <vector>

namespace tapscope {
namespace {

/// The protocol field of the tun_pi of a frame, in network order.
std::uint16_t protocolOf(Bytes frame, DeviceKind kind) {
    std::uint16_t protocol = 0;
    constexpr std::size_t typeOffset = 12;
    if (kind == DeviceKind::Tun)
        return htons(!frame.empty() && std::to_integer<unsigned>(frame[0]) >> 4U == 6 ? ETH_P_IPV6 : ETH_P_IP);
    if (frame.size() >= typeOffset + sizeof protocol)
        std::memcpy(&protocol, frame.data() + typeOffset, sizeof protocol);
    return protocol;
}

/// The two parts of each frame of a batch: the header, if the device needs one, and the bytes.
class FramePieces {
public:
    FramePieces(DeviceKind kind, const TapDevice::FrameHeader& header)
        : kind_(kind), header_(header), headers_(BatchSender::batchSize * header.size()) {}

    void prepare(std::span<const Frame> frames) {
        for (std::size_t i = 0; i < frames.size(); ++i) {
            pieces_[2 * i + 1] = {const_cast<std::byte*>(frames[i].bytes.data()), frames[i].bytes.size()};
            if (header_.size() != 0)
                pieces_[2 * i] = writeHeader(i, frames[i]);
        }
    }
    [[nodiscard]] std::span<const iovec> of(std::size_t frame) const {
        return header_.size() == 0 ? std::span(pieces_).subspan(2 * frame + 1, 1)
                                   : std::span(pieces_).subspan(2 * frame, 2);
    }

private:
    iovec writeHeader(std::size_t place, const Frame& frame) {
        const auto header = std::span(headers_).subspan(place * header_.size(), header_.size());
        std::memset(header.data(), 0, header.size());
        if (header_.packetInfo != 0) {
            const tun_pi info{.flags = 0, .proto = protocolOf(frame.bytes, kind_)};
            std::memcpy(header.data(), &info, sizeof info);
        }
        if (header_.offload != 0)
            writeVirtioHeader(frame.offload, header.subspan(header_.packetInfo));
        return {header.data(), header.size()};
    }

    DeviceKind kind_;
    TapDevice::FrameHeader header_;
    std::vector<std::byte> headers_;
    std::array<iovec, 2 * BatchSender::batchSize> pieces_{};
};

/// One write(2) per frame.
class WriteSender final : public BatchSender {
public:
    WriteSender(int fd, DeviceKind kind, const TapDevice::FrameHeader& header) : fd_(fd), pieces_(kind, header) {}

    [[nodiscard]] std::size_t tryToSend(std::span<const Frame> frames, std::span<int> results) override {
        pieces_.prepare(frames);
        for (std::size_t i = 0; i < frames.size(); ++i) {
            const auto pieces = pieces_.of(i);
            ssize_t size = -1;
            do
                size = writev(fd_, pieces.data(), static_cast<int>(pieces.size()));
            while (size < 0 && errno == EINTR);
            results[i] = size < 0 ? errno : 0;
            if (results[i] != 0)
                return i + 1;
        }
        return frames.size();
    }

private:
    int fd_;
    FramePieces pieces_;
};

/// Submits a batch of writes with one system call. Each completes within it, since none may block; they are not linked,
/// which would cost more than it saves. Only the last one and those that fail report their completion.
class UringSender final : public BatchSender {
public:
    static std::unique_ptr<BatchSender> make(int fd, DeviceKind kind, const TapDevice::FrameHeader& header) {
        auto sender = std::make_unique<UringSender>(fd, kind, header);
        return sender->start() ? std::move(sender) : nullptr;
    }
    UringSender(int fd, DeviceKind kind, const TapDevice::FrameHeader& header)
        : fd_(fd), pieces_(kind, header), instead_(fd, kind, header) {}
    ~UringSender() override { end(); }

    [[nodiscard]] std::size_t tryToSend(std::span<const Frame> frames, std::span<int> results) override {
        if (!isRunning_)
            return instead_.tryToSend(frames, results);
        pieces_.prepare(frames);
        for (std::size_t i = 0; i < frames.size(); ++i)
            queue(i, i + 1 == frames.size());
        results = results.first(frames.size());
        std::ranges::fill(results, 0);
        int patience = 100; // attempts, since the kernel may be short of memory for a moment
        std::size_t tried = 0;
        while (!collect(results)) {
            const int submitted = io_uring_submit_and_wait(&ring_, 1);
            tried += static_cast<std::size_t>(std::max(submitted, 0));
            if (submitted < 0 && submitted != -EINTR && (submitted != -EAGAIN || --patience == 0)) {
                collect(results);
                std::ranges::fill(results.subspan(std::min(tried, results.size())), EAGAIN);
                end(); // its queue still holds some of these frames
                break;
            }
        }
        if (std::ranges::all_of(results, [](int result) { return result == EOPNOTSUPP; })) {
            end(); // non-blocking writes to a TAP are not supported by this kernel
            return instead_.tryToSend(frames, results);
        }
        return frames.size();
    }

private:
    static constexpr std::uint64_t lastFrame = std::uint64_t{1} << 32; ///< marks the last frame of a batch

    bool start() {
        io_uring_params parameters{};
        parameters.flags = IORING_SETUP_SINGLE_ISSUER;
        int made = io_uring_queue_init_params(batchSize, &ring_, &parameters);
        if (made == -EINVAL) { // before Linux 6.0
            parameters = {};
            made = io_uring_queue_init_params(batchSize, &ring_, &parameters);
        }
        isRunning_ = made == 0;
        reportsAll_ = (parameters.features & IORING_FEAT_CQE_SKIP) == 0; // before Linux 5.17
        return isRunning_ && io_uring_register_files(&ring_, &fd_, 1) == 0;
    }
    void end() {
        if (!std::exchange(isRunning_, false))
            return;
        // The kernel destroys a ring asynchronously; the device would be held open until then.
        io_uring_unregister_files(&ring_);
        io_uring_queue_exit(&ring_);
    }
    void queue(std::size_t frame, bool isLast) {
        io_uring_sqe* entry = io_uring_get_sqe(&ring_);
        const auto pieces = pieces_.of(frame);
        if (pieces.size() == 1)
            io_uring_prep_write(entry, 0, pieces[0].iov_base, static_cast<unsigned>(pieces[0].iov_len), 0);
        else
            io_uring_prep_writev(entry, 0, pieces.data(), static_cast<unsigned>(pieces.size()), 0);
        entry->rw_flags = RWF_NOWAIT;
        io_uring_sqe_set_flags(entry, IOSQE_FIXED_FILE | (isLast || reportsAll_ ? 0U : IOSQE_CQE_SKIP_SUCCESS));
        io_uring_sqe_set_data64(entry, frame | (isLast ? lastFrame : 0));
    }
    /// Whether the last frame of the batch is completed, and so are all before it.
    bool collect(std::span<int> results) {
        unsigned seen = 0;
        unsigned head = 0;
        bool isLastDone = false;
        io_uring_cqe* entry = nullptr;
        io_uring_for_each_cqe(&ring_, head, entry) {
            ++seen;
            const std::uint64_t frame = io_uring_cqe_get_data64(entry);
            results[frame & ~lastFrame] = entry->res < 0 ? -entry->res : 0;
            isLastDone = isLastDone || (frame & lastFrame) != 0;
        }
        io_uring_cq_advance(&ring_, seen);
        return isLastDone;
    }

    int fd_;
    FramePieces pieces_;
    WriteSender instead_; ///< used once the ring has failed
    io_uring ring_{};
    bool isRunning_ = false;
    bool reportsAll_ = false; ///< the kernel reports every completion
};

} // namespace

std::unique_ptr<BatchSender> makeTapSender(int fd, DeviceKind kind, const TapDevice::FrameHeader& header,
                                           TapReading way) {
    if (way != TapReading::Read) {
        if (auto sender = UringSender::make(fd, kind, header))
            return sender;
    }
    return std::make_unique<WriteSender>(fd, kind, header);
}

} // namespace tapscope
