#include <poll.h>
#include <source/threaded_port.h>
#include <source/wake_event.h>

#include <chrono>
#include <condition_variable>
#include <deque>
#include <exception>
#include <mutex>
#include <optional>
#include <system_error>
#include <thread>
#include <utility>
#include <variant>

namespace tapscope {
namespace {

constexpr auto stopPatience = std::chrono::milliseconds(50);

struct QueuedInterface {
    std::uint32_t id;
    CaptureInterface description;
};
struct QueuedFrames {
    std::vector<std::byte> bytes; ///< of all frames and their comments
    std::vector<Frame> frames;    ///< they refer to `bytes`

    explicit QueuedFrames(std::span<const Frame> given) : frames(given.begin(), given.end()) {
        std::size_t size = 0;
        for (const Frame& frame : given)
            size += frame.bytes.size() + frame.comment.size();
        bytes.reserve(size); // so that it does not move while frames refer to it
        for (Frame& frame : frames) {
            const auto kept = keep(frame.bytes);
            const auto comment = keep(std::as_bytes(std::span(frame.comment)));
            frame.bytes = kept;
            frame.comment = {reinterpret_cast<const char*>(comment.data()), comment.size()};
        }
    }
    [[nodiscard]] std::size_t size() const noexcept { return bytes.size() + frames.size() * sizeof(Frame); }

private:
    Bytes keep(Bytes piece) {
        const std::size_t start = bytes.size();
        bytes.insert(bytes.end(), piece.begin(), piece.end());
        return Bytes(bytes).subspan(start);
    }
};
struct QueuedGap {
    std::string why;
    std::optional<std::uint64_t> lost;
};
struct QueuedBlock {
    std::uint32_t type;
    std::vector<std::byte> body;
};
using Queued = std::variant<QueuedInterface, QueuedFrames, QueuedGap, QueuedBlock>;

std::size_t sizeOf(const Queued& item) {
    if (const auto* frames = std::get_if<QueuedFrames>(&item))
        return frames->size();
    if (const auto* block = std::get_if<QueuedBlock>(&item))
        return sizeof(Queued) + block->body.size();
    return sizeof(Queued);
}

/// Shared by the port and the thread, which may outlive the port.
class Queue final : public PortSink {
public:
    Queue(WakeEvent wake, std::unique_ptr<BlockingSource> source, ThreadedPortOptions options)
        : options_(options), wake_(std::move(wake)), source_(std::move(source)) {}

    // Source's thread.
    void work(const PortFacts& facts) noexcept {
        auto ended = runGuarded(facts);
        const std::lock_guard lock(mutex_);
        ended_ = std::move(ended);
        changed_.notify_all();
        wake_.signal();
    }
    void interface(std::uint32_t id, const CaptureInterface& description) override {
        add(QueuedInterface{id, description});
    }
    void frames(std::span<const Frame> frames) override {
        if (!frames.empty() && !stop_.stop_requested())
            add(QueuedFrames(frames));
    }
    void gap(std::string_view why, std::optional<std::uint64_t> lost) override {
        add(QueuedGap{std::string(why), lost});
    }
    void block(std::uint32_t type, Bytes body) override { add(QueuedBlock{type, {body.begin(), body.end()}}); }

    // Engine's thread.
    [[nodiscard]] int fd() const noexcept { return wake_.fd(); }
    /// Nothing: no more frames for now.
    [[nodiscard]] std::optional<Queued> take() {
        const std::lock_guard lock(mutex_);
        if (items_.empty()) {
            if (!ended_)
                wake_.clear(); // later frames signal again, and the end stays signalled
            return std::nullopt;
        }
        std::optional<Queued> item(std::move(items_.front()));
        items_.pop_front();
        size_ -= sizeOf(*item);
        changed_.notify_all();
        return item;
    }
    [[nodiscard]] std::optional<Result<void>> end() const {
        const std::lock_guard lock(mutex_);
        return items_.empty() ? ended_ : std::nullopt;
    }
    /// Whether the thread has left the source, even if items wait.
    [[nodiscard]] bool hasEnded() const {
        const std::lock_guard lock(mutex_);
        return ended_.has_value();
    }
    [[nodiscard]] std::uint64_t dropped() const {
        const std::lock_guard lock(mutex_);
        return dropped_;
    }
    /// Waits for the end of the thread, but only for a moment.
    void stop() {
        stop_.request_stop();
        std::unique_lock lock(mutex_);
        changed_.wait_for(lock, stopPatience, [this] { return ended_.has_value(); });
    }

private:
    [[nodiscard]] Result<void> runGuarded(const PortFacts& facts) {
        try {
            return source_->run(*this, stop_.get_token());
        } catch (const std::exception& fault) {
            return failure(ErrorKind::System, "read", facts.name, fault.what());
        } catch (...) {
            return failure(ErrorKind::System, "read", facts.name, "its source failed");
        }
    }

    void add(Queued item) {
        const std::size_t size = sizeOf(item);
        std::unique_lock lock(mutex_);
        const auto fits = [&] { return items_.empty() || size_ + size <= options_.queueBytes; };
        if (const auto* frames = std::get_if<QueuedFrames>(&item);
            frames != nullptr && options_.whenFull == ThreadedPortOptions::WhenFull::Drop && !fits()) {
            dropped_ += frames->frames.size();
            return;
        }
        changed_.wait(lock, stop_.get_token(), fits);
        if (stop_.stop_requested())
            return;
        size_ += size;
        items_.push_back(std::move(item));
        wake_.signal();
    }

    const ThreadedPortOptions options_;
    std::stop_source stop_;
    mutable std::mutex mutex_; ///< guards the members below
    std::condition_variable_any changed_;
    std::deque<Queued> items_;
    std::size_t size_ = 0;
    std::uint64_t dropped_ = 0;
    std::optional<Result<void>> ended_;
    WakeEvent wake_;
    std::unique_ptr<BlockingSource> source_; ///< last: it may use the other members when it ends
};

struct Delivery {
    PortSink& sink;
    std::size_t operator()(const QueuedInterface& item) const {
        sink.interface(item.id, item.description);
        return 0;
    }
    std::size_t operator()(const QueuedFrames& item) const {
        sink.frames(item.frames);
        return item.frames.size();
    }
    std::size_t operator()(const QueuedGap& item) const {
        sink.gap(item.why, item.lost);
        return 0;
    }
    std::size_t operator()(const QueuedBlock& item) const {
        sink.block(item.type, item.body);
        return 0;
    }
};

class ThreadedPort final : public Port {
public:
    ThreadedPort(PortFacts facts, std::shared_ptr<Queue> queue) : facts_(std::move(facts)), queue_(std::move(queue)) {}
    ~ThreadedPort() override { queue_->stop(); }

    [[nodiscard]] const PortFacts& facts() const noexcept override { return facts_; }
    void watches(std::vector<Watch>& watches) override { watches.push_back({queue_->fd(), POLLIN}); }

    [[nodiscard]] Result<std::size_t> receive(PortSink& sink, std::size_t most) override {
        std::size_t frames = 0;
        bool isAny = false;
        while (frames < most) {
            auto item = queue_->take();
            if (!item)
                break;
            isAny = true;
            frames += std::visit(Delivery{sink}, *item);
        }
        if (isAny)
            return std::max<std::size_t>(frames, 1);
        const auto end = queue_->end();
        if (!end)
            return 0U;
        if (*end)
            return failure(ErrorKind::Ended, "read", facts_.name, "it is over");
        return std::unexpected(end->error());
    }
    void drain(PortSink& sink, Clock::time_point until) override {
        deliver(sink, until);
        queue_->stop();
        deliver(sink, until);
        if (!queue_->hasEnded())
            sink.gap("the source does not return", std::nullopt);
    }
    [[nodiscard]] DropCounts losses() override { return {.system = queue_->dropped()}; }

private:
    void deliver(PortSink& sink, Clock::time_point until) {
        while (Clock::now() < until) {
            const auto item = queue_->take();
            if (!item)
                return;
            std::visit(Delivery{sink}, *item);
        }
    }

    PortFacts facts_;
    std::shared_ptr<Queue> queue_;
};

} // namespace

Result<std::unique_ptr<Port>> threadedPort(PortFacts facts, std::unique_ptr<BlockingSource> source,
                                           ThreadedPortOptions options) {
    auto wake = WakeEvent::make();
    if (!wake)
        return std::unexpected(wake.error());
    auto queue = std::make_shared<Queue>(std::move(*wake), std::move(source), options);
    try {
        std::thread([queue, facts] { queue->work(facts); }).detach();
    } catch (const std::system_error& fault) {
        return systemError(fault.code().value(), "start a thread to read", facts.name);
    }
    return std::make_unique<ThreadedPort>(std::move(facts), std::move(queue));
}

} // namespace tapscope
