// Measures the overhead of the engine: a million frames of fake ports through the whole engine, without a recording and
// with one in /dev/shm; the accuracy and cost of a paced injector; and two ways for the engine to wait for a timer and
// a descriptor, ppoll(2) and io_uring.
// usage: port_bench

#include <capture/capture_engine.h>
#include <capture/port_wait.h>

#include <fmt/core.h>
#include <liburing.h>
#include <poll.h>
#include <source/wake_event.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <ctime>
#include <filesystem>
#include <thread>
#include <vector>

namespace {

using namespace tapscope;
using namespace std::chrono_literals;
using Clock = Port::Clock;

constexpr std::size_t frames = 1'000'000;
constexpr std::size_t batch = 256;

/// Always has more frames, up to a number.
class FakePort final : public Port {
public:
    explicit FakePort(std::size_t count) : left_(count), wake_(std::move(WakeEvent::make().value())) {
        const Frame frame{.bytes = bytes_, .originalLength = static_cast<std::uint32_t>(bytes_.size())};
        batch_.assign(batch, frame);
        wake_.signal();
    }
    [[nodiscard]] const PortFacts& facts() const noexcept override { return facts_; }
    void watches(std::vector<Watch>& watches) override { watches.push_back({wake_.fd(), POLLIN}); }
    [[nodiscard]] Result<std::size_t> receive(PortSink& sink, std::size_t most) override {
        if (left_ == 0)
            return failure(ErrorKind::Ended, "read", "a fake port", "it is over");
        if (!std::exchange(isDescribed_, true))
            sink.interface(0, {.name = "fake"});
        const std::size_t count = std::min({left_, most, batch});
        const auto now = std::chrono::time_point_cast<std::chrono::nanoseconds>(std::chrono::system_clock::now());
        for (std::size_t i = 0; i < count; ++i)
            batch_[i].time = now;
        sink.frames(std::span(batch_).first(count));
        left_ -= count;
        return count;
    }
    void drain(PortSink&, Clock::time_point) override {}

private:
    PortFacts facts_{.name = "fake"};
    std::array<std::byte, 64> bytes_{};
    std::vector<Frame> batch_;
    std::size_t left_;
    bool isDescribed_ = false;
    WakeEvent wake_;
};

/// Accepts all frames sent to it, and never receives one.
class FakeDevice final : public Port {
public:
    explicit FakeDevice(std::vector<Clock::time_point>& sent) : sent_(sent) {}
    [[nodiscard]] const PortFacts& facts() const noexcept override { return facts_; }
    void watches(std::vector<Watch>&) override {}
    [[nodiscard]] Result<std::size_t> receive(PortSink&, std::size_t) override { return 0U; }
    void drain(PortSink&, Clock::time_point) override {}
    [[nodiscard]] Sent send(std::span<const Frame> given) override {
        sent_.insert(sent_.end(), given.size(), Clock::now());
        return {.frames = given.size()};
    }

private:
    PortFacts facts_{.name = "fake", .sends = true};
    std::vector<Clock::time_point>& sent_;
};

/// Sends a frame each millisecond.
class PacedInjector final : public Injector {
public:
    explicit PacedInjector(int count) : left_(count) {}
    [[nodiscard]] Placement placement() const noexcept override { return Placement::Inline; }
    [[nodiscard]] std::optional<Clock::time_point> due() override {
        return left_ > 0 ? std::optional(next_) : std::nullopt;
    }
    void run(Clock::time_point, FrameOutput& output) override {
        static_cast<void>(output.sendOrDrop(1, bytes_));
        next_ += 1ms;
        --left_;
    }

private:
    std::array<std::byte, 64> bytes_{};
    Clock::time_point next_ = Clock::now();
    int left_;
};

void print(const char* what, std::vector<Clock::duration> times) {
    std::ranges::sort(times);
    const auto at = [&](double part) {
        return std::chrono::duration<double, std::micro>(
                   times[static_cast<std::size_t>(part * static_cast<double>(times.size() - 1))])
            .count();
    };
    fmt::print("{:<44} median {:7.1f} µs, 99th percentile {:7.1f} µs\n", what, at(0.5), at(0.99));
}

/// Processor time used by the whole program.
std::chrono::nanoseconds used() {
    timespec time{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

void measurePacing() {
    constexpr int count = 3000; // three seconds
    std::vector<Clock::time_point> sent;
    sent.reserve(count);
    std::vector<AddedPort> ports;
    ports.push_back({.choice = {.name = "fake", .open = {}}, .port = std::make_unique<FakeDevice>(sent), .use = {}});
    auto engine = CaptureEngine::start(nullptr, {.stop = {}, .ports = std::move(ports)}).value();
    const auto usedBefore = used();
    const auto start = Clock::now();
    const auto id = engine->addInjector(std::make_unique<PacedInjector>(count));
    while (engine->injectorStatus(id).running)
        std::this_thread::sleep_for(50ms);
    const auto took = Clock::now() - start;
    const auto work = used() - usedBefore;
    static_cast<void>(engine->stop());
    std::vector<Clock::duration> late;
    for (std::size_t i = 0; i < sent.size(); ++i)
        late.push_back(sent[i] - sent.front() - i * 1ms);
    print("1,000 frames/s: a frame is late by", late);
    fmt::print("1,000 frames/s: {:.2f} % of a core\n",
               100 * std::chrono::duration<double>(work).count() / std::chrono::duration<double>(took).count());
}

void measureEngine(std::size_t count, const std::shared_ptr<Recording>& recording) {
    std::vector<AddedPort> ports;
    for (std::size_t i = 0; i < count; ++i)
        ports.push_back(
            {.choice = {.name = "fake", .open = {}}, .port = std::make_unique<FakePort>(frames / count), .use = {}});
    const auto start = Clock::now();
    auto engine = CaptureEngine::start(recording, {.stop = {}, .ports = std::move(ports)}).value();
    while (engine->status().state != CaptureStatus::State::Ended)
        std::this_thread::sleep_for(1ms);
    const auto took = Clock::now() - start;
    fmt::print("{} port(s){}: {} frames in {:.1f} ms, {:.1f} ns a frame\n", count, recording ? ", recorded" : "",
               engine->status().frames, std::chrono::duration<double, std::milli>(took).count(),
               std::chrono::duration<double, std::nano>(took).count() / static_cast<double>(frames));
}

/// Waits for one descriptor and a timer with io_uring.
class UringWait {
public:
    UringWait() { io_uring_queue_init(8, &ring_, 0); }
    ~UringWait() { io_uring_queue_exit(&ring_); }
    UringWait(const UringWait&) = delete;
    UringWait& operator=(const UringWait&) = delete;

    void wait(int fd, Clock::time_point until) {
        if (!isArmed_) {
            io_uring_prep_poll_add(io_uring_get_sqe(&ring_), fd, POLLIN);
            isArmed_ = true;
        }
        const auto left = std::max(until - Clock::now(), Clock::duration::zero());
        __kernel_timespec timeout{.tv_sec = left / 1s, .tv_nsec = (left % 1s) / 1ns};
        io_uring_cqe* first = nullptr;
        if (io_uring_submit_and_wait_timeout(&ring_, &first, 1, &timeout, nullptr) >= 0 && first != nullptr) {
            io_uring_cqe_seen(&ring_, first);
            isArmed_ = false;
        }
    }

private:
    io_uring ring_{};
    bool isArmed_ = false;
};

template <typename Wait>
void measureWait(const char* name, Wait wait) {
    constexpr int rounds = 300;
    const auto event = WakeEvent::make().value();
    for (const auto length : {200us, 1000us}) {
        std::vector<Clock::duration> late;
        for (int i = 0; i < rounds; ++i) {
            const auto until = Clock::now() + length;
            wait(event.fd(), until);
            late.push_back(Clock::now() - until);
        }
        print(fmt::format("{}, {} µs timer: late by", name, length.count()).c_str(), late);
    }
    std::vector<Clock::duration> latencies;
    std::atomic<Clock::rep> signalled = 0;
    std::atomic<bool> isWanted = false;
    std::jthread other([&](const std::stop_token& stop) {
        while (!stop.stop_requested()) {
            if (!isWanted.exchange(false)) {
                std::this_thread::sleep_for(50us);
                continue;
            }
            std::this_thread::sleep_for(300us);
            signalled = Clock::now().time_since_epoch().count();
            event.signal();
        }
    });
    for (int i = 0; i < rounds; ++i) {
        isWanted = true;
        wait(event.fd(), Clock::now() + 1s);
        latencies.push_back(Clock::now().time_since_epoch() - Clock::duration(signalled.load()));
        event.clear();
    }
    print(fmt::format("{}, descriptor: seen after", name).c_str(), latencies);
}

} // namespace

int main() {
    for (const std::size_t count : {1, 2, 8})
        measureEngine(count, nullptr);
    for (const std::size_t count : {1, 2, 8}) {
        const std::filesystem::path file = fmt::format("/dev/shm/port_bench.{}.pcapng", getpid());
        auto recording = Recording::create(file, {.keepsIndex = false}).value();
        measureEngine(count, recording);
        static_cast<void>(recording->settle(10s));
        std::filesystem::remove(file);
    }
    measurePacing();
    const auto byPoll = [wait = PortWait()](int fd, Clock::time_point until) mutable {
        wait.clear();
        wait.add({fd, POLLIN});
        static_cast<void>(wait.wait(until));
    };
    measureWait("ppoll, the kernel's slack of 50 µs", byPoll);
    PortWait::beOnTime();
    measureWait("ppoll, no slack", byPoll);
    UringWait uring;
    measureWait("io_uring", [&](int fd, Clock::time_point until) { uring.wait(fd, until); });
}
