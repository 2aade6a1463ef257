#include <capture/tap_port.h>

#include <liburing.h>
#include <poll.h>
#include <source/wake_event.h>

#include <cerrno>
#include <utility>
#include <vector>

namespace tapscope {
namespace {

/// Keeps many reads in flight on one io_uring(7): one system call returns all frames that have arrived.
class TapUringPort final : public TapPort {
public:
    TapUringPort(TapDevice device, TapFilter filter, std::shared_ptr<DeviceControl> control, WakeEvent event)
        : TapPort(std::move(device), std::move(filter), std::move(control)), event_(std::move(event)) {}
    ~TapUringPort() override {
        if (!isRunning_)
            return;
        cancelAll();
        io_uring_queue_exit(&ring_);
    }

    /// A ring with deferred task work is never readable itself: it signals an event (io_uring_register_eventfd(3)).
    void watches(std::vector<Watch>& watches) override { watches.push_back({event_.fd(), POLLIN}); }

    [[nodiscard]] Result<std::size_t> receive(PortSink& sink, std::size_t) override {
        describe(sink);
        if (!isRunning_) {
            if (auto started = start(); !started)
                return std::unexpected(started.error());
        }
        if (failed_ != 0)
            return readFailed(failed_);
        // Before the ring is read, so that frames that arrive from now on signal the event again.
        if (std::exchange(hasWaited_, false))
            event_.clear();
        // Not io_uring_get_events(3): the kernel runs 20 items of deferred work per call, and signals nothing while
        // some are left. Waiting for one completion runs all of them until there is one.
        __kernel_timespec noTime{};
        io_uring_cqe* first = nullptr;
        const int submitted = io_uring_submit_and_wait_timeout(&ring_, &first, 1, &noTime, nullptr);
        if (submitted < 0 && submitted != -EINTR && submitted != -EAGAIN && submitted != -ETIME)
            return systemError(-submitted, "receive from", device_.name().text());
        const unsigned seen = collect();
        const std::size_t frames = done_.size();
        give(sink);
        for (const unsigned slot : done_)
            armRead(slot);
        done_.clear();
        inFlight_ -= seen;
        hasWaited_ = frames == 0;
        if (frames == 0 && failed_ != 0)
            return readFailed(failed_);
        return frames;
    }

private:
    static constexpr std::uint64_t cancelTag = readsAtOnce; // smaller values: the number of a read's buffer

    // The ring belongs to the thread that submits, so the first receive() creates it.
    Result<void> start() {
        io_uring_params parameters{};
        parameters.flags = IORING_SETUP_SINGLE_ISSUER | IORING_SETUP_DEFER_TASKRUN;
        int made = io_uring_queue_init_params(readsAtOnce * 2, &ring_, &parameters);
        if (made == -EINVAL) { // before Linux 6.1
            parameters = {};
            made = io_uring_queue_init_params(readsAtOnce * 2, &ring_, &parameters);
        }
        if (made < 0)
            return systemError(-made, "use io_uring for", device_.name().text());
        isRunning_ = true;
        if (const int registered = io_uring_register_eventfd(&ring_, event_.fd()); registered < 0)
            return systemError(-registered, "use io_uring for", device_.name().text());
        done_.reserve(readsAtOnce);
        buffers_.resize(readsAtOnce * largestFrame);
        for (unsigned slot = 0; slot < readsAtOnce; ++slot)
            armRead(slot);
        return {};
    }
    /// Collects completed reads; returns how many there were.
    unsigned collect() {
        unsigned seen = 0;
        unsigned head = 0;
        io_uring_cqe* entry = nullptr;
        io_uring_for_each_cqe(&ring_, head, entry) {
            ++seen;
            const auto slot = static_cast<unsigned>(io_uring_cqe_get_data64(entry));
            if (entry->res > 0)
                add(slotBytes(slot).first(static_cast<std::size_t>(entry->res)));
            else if (entry->res != -EAGAIN && entry->res != -EINTR) {
                failed_ = -entry->res; // reported after the frames before it have been delivered
                continue;
            }
            done_.push_back(slot);
        }
        io_uring_cq_advance(&ring_, seen);
        return seen;
    }
    void armRead(unsigned slot) {
        io_uring_sqe* entry = io_uring_get_sqe(&ring_);
        const auto bytes = slotBytes(slot);
        io_uring_prep_read(entry, device_.fd(), bytes.data(), static_cast<unsigned>(bytes.size()), 0);
        io_uring_sqe_set_data64(entry, slot);
        ++inFlight_;
    }
    // Reads in flight hold the device open and own their buffers. queue_exit() lets the kernel end them asynchronously,
    // and the device would be busy if it were opened again at once.
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
    WakeEvent event_;
    std::vector<unsigned> done_; ///< buffers of completed reads
    bool hasWaited_ = false;     ///< the event may be signalled
    bool isRunning_ = false;
    unsigned inFlight_ = 0; ///< requests without a completion yet
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

Result<std::unique_ptr<Port>> makeTapUringPort(TapDevice device, TapFilter filter,
                                               std::shared_ptr<DeviceControl> control) {
    if (!isUringAllowed())
        return failure(ErrorKind::Unsupported, "use io_uring for", device.name().text(),
                       "the system does not allow it (sysctl kernel.io_uring_disabled, seccomp)");
    if (auto set = device.setBlocking(Blocking::Yes); !set)
        return std::unexpected(set.error());
    auto event = WakeEvent::make();
    if (!event)
        return std::unexpected(event.error());
    return std::make_unique<TapUringPort>(std::move(device), std::move(filter), std::move(control), std::move(*event));
}

} // namespace tapscope
