#include <capture/tap_source.h>

#include <liburing.h>
#include <poll.h>

#include <cerrno>
#include <vector>

namespace tapscope {
namespace {

constexpr unsigned readsInFlight = 256;
constexpr std::uint64_t wakeTag = readsInFlight; // below: the number of a read's buffer
constexpr std::uint64_t cancelTag = wakeTag + 1;

/// Many reads in flight on one io_uring(7): one system call gives as many frames as have come.
class TapUringSource final : public TapSource {
public:
    TapUringSource(TapDevice device, TapFilter filter, std::shared_ptr<DeviceControl> control)
        : TapSource(std::move(device), std::move(filter), std::move(control)) {}
    ~TapUringSource() override {
        if (!isRunning_)
            return;
        cancelAll();
        io_uring_queue_exit(&ring_);
    }

    [[nodiscard]] Result<std::size_t> receive(FrameSink& sink, std::chrono::milliseconds patience) override {
        if (!isRunning_) {
            if (auto started = start(); !started)
                return std::unexpected(started.error());
        }
        if (failed_ != 0)
            return readFailed(failed_);
        __kernel_timespec timeout{.tv_sec = patience.count() / 1000, .tv_nsec = patience.count() % 1000 * 1'000'000};
        io_uring_cqe* first = nullptr;
        const int waited = io_uring_submit_and_wait_timeout(&ring_, &first, 1, &timeout, nullptr);
        if (waited < 0 && waited != -ETIME && waited != -EINTR && waited != -EAGAIN)
            return systemError(-waited, "wait for", device_.name().text());
        std::size_t frames = 0;
        unsigned seen = 0;
        unsigned head = 0;
        io_uring_cqe* entry = nullptr;
        io_uring_for_each_cqe(&ring_, head, entry) {
            ++seen;
            const auto tag = io_uring_cqe_get_data64(entry);
            if (tag == wakeTag) {
                wake_.clear();
                armWake();
                continue;
            }
            const auto slot = static_cast<unsigned>(tag);
            if (entry->res > 0) {
                deliver(sink, slotBytes(slot).first(static_cast<std::size_t>(entry->res)));
                ++frames;
            } else if (entry->res != -EAGAIN && entry->res != -EINTR) {
                failed_ = -entry->res; // told now, or next time when frames came with it
                continue;
            }
            armRead(slot);
        }
        io_uring_cq_advance(&ring_, seen);
        inFlight_ -= seen;
        if (failed_ != 0 && frames == 0)
            return readFailed(failed_);
        return frames;
    }

private:
    // The ring belongs to the thread that submits: made by the first receive().
    Result<void> start() {
        io_uring_params parameters{};
        parameters.flags = IORING_SETUP_SINGLE_ISSUER | IORING_SETUP_DEFER_TASKRUN;
        int made = io_uring_queue_init_params(readsInFlight * 2, &ring_, &parameters);
        if (made == -EINVAL) { // before Linux 6.1
            parameters = {};
            made = io_uring_queue_init_params(readsInFlight * 2, &ring_, &parameters);
        }
        if (made < 0)
            return systemError(-made, "use io_uring for", device_.name().text());
        isRunning_ = true;
        buffers_.resize(readsInFlight * largestFrame);
        for (unsigned slot = 0; slot < readsInFlight; ++slot)
            armRead(slot);
        armWake();
        return {};
    }
    void armRead(unsigned slot) {
        io_uring_sqe* entry = io_uring_get_sqe(&ring_);
        const auto bytes = slotBytes(slot);
        io_uring_prep_read(entry, device_.fd(), bytes.data(), static_cast<unsigned>(bytes.size()), 0);
        io_uring_sqe_set_data64(entry, slot);
        ++inFlight_;
    }
    void armWake() {
        io_uring_sqe* entry = io_uring_get_sqe(&ring_);
        io_uring_prep_poll_add(entry, wake_.fd(), POLLIN);
        io_uring_sqe_set_data64(entry, wakeTag);
        ++inFlight_;
    }
    // Reads in flight hold the device open and own their buffers. queue_exit() leaves ending them to the kernel's
    // leisure, and who opens the device at once again would find it busy.
    void cancelAll() noexcept {
        io_uring_sqe* entry = io_uring_get_sqe(&ring_);
        if (entry == nullptr)
            return;
        io_uring_prep_cancel64(entry, 0, IORING_ASYNC_CANCEL_ALL | IORING_ASYNC_CANCEL_ANY);
        io_uring_sqe_set_data64(entry, cancelTag);
        ++inFlight_;
        while (inFlight_ > 0) {
            __kernel_timespec patience{.tv_sec = 0, .tv_nsec = 50'000'000};
            io_uring_cqe* first = nullptr;
            if (io_uring_submit_and_wait_timeout(&ring_, &first, 1, &patience, nullptr) < 0)
                return;
            const unsigned ended = io_uring_cq_ready(&ring_);
            io_uring_cq_advance(&ring_, ended);
            inFlight_ -= ended;
        }
    }
    [[nodiscard]] std::span<std::byte> slotBytes(unsigned slot) {
        return std::span(buffers_).subspan(slot * largestFrame, largestFrame);
    }

    io_uring ring_{};
    bool isRunning_ = false;
    unsigned inFlight_ = 0; ///< requests that have no completion yet
    int failed_ = 0;        ///< errno of a read that failed
    std::vector<std::byte> buffers_;
};

} // namespace

bool isUringAllowed() {
    io_uring ring{};
    if (io_uring_queue_init(2, &ring, 0) < 0)
        return false;
    io_uring_queue_exit(&ring);
    return true;
}

Result<std::unique_ptr<FrameSource>> makeTapUringSource(TapDevice device, TapFilter filter,
                                                        std::shared_ptr<DeviceControl> control) {
    if (!isUringAllowed())
        return failure(ErrorKind::Unsupported, "use io_uring for", device.name().text(),
                       "the system does not allow it (sysctl kernel.io_uring_disabled, seccomp)");
    if (auto set = device.setBlocking(Blocking::Yes); !set)
        return std::unexpected(set.error());
    return std::make_unique<TapUringSource>(std::move(device), std::move(filter), std::move(control));
}

} // namespace tapscope
