// The references for sending, and measurements that the command line cannot make; run by `tests/bench/send`.
// usage: send_bench write NAME SIZE SECONDS    a bare write(2) loop into the TAP of that name
//        send_bench paced NAME RATE SECONDS    a bare loop of ppoll(2) and write(2), at this rate
//        send_bench frames FILE SIZE           writes a pcap with the frames that this loop sends
//        send_bench large NAME SECONDS         frames of 44 segments of 1,514 bytes into a TAP with virtio headers
//        send_bench drain NAME                 opens a TAP and reads it until interrupted
//        send_bench relay NAME SIZE SECONDS    out of a device through the relay of tapscope-helper
//        send_bench bridge SIZE SECONDS        two TAPs, a bare read(2)/write(2) bridge and an injector, in turns

#include <capture/capture_engine.h>
#include <capture/port_wait.h>
#include <capture/sources.h>
#include <file/pcap_writer.h>
#include <inject/frame_builder.h>
#include <inject/paced_injector.h>
#include <net/device_control.h>
#include <net/if.h>
#include <net/interface.h>
#include <support/forwarder.h>
#include <support/relayed_control.h>

#include <arpa/inet.h>
#include <fmt/core.h>
#include <linux/if_packet.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <string_view>
#include <thread>
#include <vector>

namespace {

using namespace tapscope;
using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

template <typename T>
T must(Result<T> result) {
    if (result)
        return std::move(*result);
    fmt::print(stderr, "{}\n", result.error().text());
    std::exit(EXIT_FAILURE);
}

InterfaceName named(std::string_view name) {
    return must(InterfaceName::parse(name));
}

/// Like the generator's frames: broadcast, to an address that does not exist here.
std::vector<std::byte> frameOf(std::size_t size) {
    const auto source = must(IpAddress::parse("10.9.0.10")), target = must(IpAddress::parse("10.9.0.1"));
    const std::vector<std::byte> payload(size - 42, std::byte{'x'});
    return FrameBuilder()
        .ethernet({{0xff, 0xff, 0xff, 0xff, 0xff, 0xff}}, {{2, 0x42, 10, 9, 0, 10}}, 0x0800)
        .ip(source, target, 17)
        .udp(40000, 5201)
        .payload(payload)
        .finish();
}

/// Opens a TAP and sets it up.
TapDevice tap(std::string_view name) {
    auto device = must(TapDevice::createNamed(named(name), {.existing = TapOptions::Existing::Open}));
    if (!setState(device.name(), LinkState::Up))
        std::exit(EXIT_FAILURE);
    return device;
}

/// Calls `some`, which returns the number of frames that it has sent, for this duration. Returns frames per second.
template <typename Some>
double rateOf(std::chrono::duration<double> length, Some some) {
    std::uint64_t frames = 0;
    const auto start = Clock::now();
    auto now = start;
    for (; now - start < length; now = Clock::now())
        frames += some();
    return static_cast<double>(frames) / std::chrono::duration<double>(now - start).count();
}

int writeLoop(std::string_view name, std::size_t size, double seconds) {
    const auto device = tap(name);
    const auto frame = frameOf(size);
    const double rate = rateOf(std::chrono::duration<double>(seconds), [&] {
        constexpr std::uint64_t batch = 256; // frames between checks of the clock
        for (std::uint64_t i = 0; i < batch; ++i) {
            if (write(device.fd(), frame.data(), frame.size()) < 0)
                std::exit(EXIT_FAILURE);
        }
        return batch;
    });
    fmt::print("{:.0f}\n", rate);
    return EXIT_SUCCESS;
}

int pacedLoop(std::string_view name, double rate, double seconds) {
    const auto device = tap(name);
    const auto frame = frameOf(64);
    PortWait::beOnTime();
    PortWait wait;
    const auto start = Clock::now();
    for (int sent = 1; sent <= rate * seconds; ++sent) {
        const auto due =
            start + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(sent / rate));
        while (Clock::now() < due)
            static_cast<void>(wait.wait(due));
        if (write(device.fd(), frame.data(), frame.size()) < 0)
            return EXIT_FAILURE;
    }
    return EXIT_SUCCESS;
}

int framesTo(const char* path, std::size_t size) {
    const auto frame = frameOf(size);
    std::vector<std::byte> bytes;
    pcap::appendFileHeader(bytes, LinkType::Ethernet, pcap::Resolution::Microseconds);
    constexpr int frames = 1000;
    for (int i = 0; i < frames; ++i)
        pcap::appendFrame(bytes, {.bytes = frame, .originalLength = static_cast<std::uint32_t>(frame.size())},
                          pcap::Resolution::Microseconds);
    std::FILE* file = std::fopen(path, "wb");
    const bool isWritten = file != nullptr && std::fwrite(bytes.data(), 1, bytes.size(), file) == bytes.size();
    return file != nullptr && std::fclose(file) == 0 && isWritten ? EXIT_SUCCESS : EXIT_FAILURE;
}

/// Sends frames that the kernel would cut into segments (TCP over IPv4), as fast as they are accepted.
class LargeFrames final : public PacedInjector {
public:
    static constexpr std::uint16_t segmentSize = 1460;
    static constexpr std::size_t segments = 44; ///< as many as fit an IPv4 packet

    LargeFrames() : PacedInjector(PortId{1}, 0, 0) {
        const auto source = must(IpAddress::parse("10.9.0.10")), target = must(IpAddress::parse("10.9.0.1"));
        const std::vector<std::byte> payload(segments * segmentSize, std::byte{'x'});
        bytes_ = FrameBuilder()
                     .ethernet({{0xff, 0xff, 0xff, 0xff, 0xff, 0xff}}, {{2, 0x42, 10, 9, 0, 10}}, 0x0800)
                     .ip(source, target, 6)
                     .tcp(40000, 5201, 1, 1, 0x10)
                     .payload(payload)
                     .finish();
        const Offload offload{.flags = Offload::needsChecksum,
                              .segmentation = static_cast<std::uint8_t>(Offload::Segmentation::Tcp4),
                              .headerLength = 54,
                              .segmentSize = segmentSize,
                              .checksumStart = 34,
                              .checksumOffset = 16};
        frames_.assign(64, Frame{.bytes = bytes_, .offload = offload});
    }
    [[nodiscard]] Placement placement() const noexcept override { return Placement::Inline; }

private:
    [[nodiscard]] std::size_t ready() const noexcept override { return frames_.size(); }
    [[nodiscard]] std::span<const Frame> next(std::size_t count) override { return std::span(frames_).first(count); }

    std::vector<std::byte> bytes_;
    std::vector<Frame> frames_;
};

int large(std::string_view name, double seconds) {
    std::vector<AddedPort> ports;
    auto device = must(TapDevice::open(named(name))); // with the headers that it was created with
    ports.push_back({.choice = {.name = std::string(name), .open = {}},
                     .port = must(attachTap(std::move(device), {}, directControl())),
                     .use = {}});
    const auto engine = must(CaptureEngine::start(nullptr, {.stop = {}, .ports = std::move(ports)}));
    const auto injector = engine->addInjector(std::make_unique<LargeFrames>());
    std::this_thread::sleep_for(std::chrono::duration<double>(seconds));
    const auto sent = engine->injectorStatus(injector).sent;
    fmt::print("{:.0f}\n", static_cast<double>(sent * LargeFrames::segments) / seconds);
    return sent == 0 ? EXIT_FAILURE : EXIT_SUCCESS;
}

int drain(std::string_view name) {
    auto device = tap(name);
    std::vector<std::byte> frame(70'000);
    while (device.receive(frame)) {
    }
    return EXIT_FAILURE;
}

int relay(std::string_view name, std::size_t size, double seconds) {
    const FilterInstruction nothing{.code = 6, .operand = 0};
    auto port = must(openPacketPort(named(name), {.filter = {nothing}, .bufferSize = 1}));
    auto [carrier, given] = must(PacketRelay::start(std::move(port), 1, PacketRelay::Sending::Allowed));
    const test::RelayThread helper(std::move(carrier));
    const auto control = std::make_shared<test::RelayedControl>(std::move(given));
    const auto sender = must(monitorInterface(named(name), {.receive = MonitorOptions::Receive::Nothing}, control));
    const auto bytes = frameOf(size);
    const std::vector<Frame> frames(256, Frame{.bytes = bytes});
    std::uint64_t refused = 0;
    const double rate = rateOf(std::chrono::duration<double>(seconds), [&]() -> std::uint64_t {
        const Sent sent = sender->send(frames);
        refused += sent.failed();
        if (sent.frames == 0)
            std::this_thread::yield();
        return sent.frames;
    });
    if (refused != 0)
        fmt::print(stderr, "{} frames were refused\n", refused);
    fmt::print("{:.0f}\n", rate);
    return EXIT_SUCCESS;
}

/// Sends frames out of a device, like its host, until it is stopped.
void flood(const char* name, std::size_t size, const std::stop_token& stop) {
    const auto port = must(
        monitorInterface(named(name), {.bufferSize = 1, .receive = MonitorOptions::Receive::Nothing}, directControl()));
    const auto bytes = frameOf(size);
    const std::vector<Frame> frames(64, Frame{.bytes = bytes});
    while (!stop.stop_requested())
        static_cast<void>(port->send(frames));
}

std::uint64_t receivedBy(const char* name) {
    return must(deviceInfo(named(name))).counters.receivedFrames;
}

/// Frames per second that arrive on the second device while the first one is flooded.
double bridged(std::size_t size, std::chrono::duration<double> length) {
    const std::jthread flooding([size](const std::stop_token& stop) { flood("bench0", size, stop); });
    std::this_thread::sleep_for(200ms);
    const auto before = receivedBy("bench1");
    const auto start = Clock::now();
    std::this_thread::sleep_for(length);
    const auto frames = receivedBy("bench1") - before;
    return static_cast<double>(frames) / std::chrono::duration<double>(Clock::now() - start).count();
}

double bareBridge(std::size_t size, std::chrono::duration<double> length) {
    auto one = tap("bench0"), other = tap("bench1");
    if (!one.setBlocking(Blocking::No) || !other.setBlocking(Blocking::No))
        std::exit(EXIT_FAILURE);
    const std::jthread bridge([&](const std::stop_token& stop) {
        std::vector<std::byte> frame(70'000);
        std::array<pollfd, 2> waits = {{{one.fd(), POLLIN, 0}, {other.fd(), POLLIN, 0}}};
        while (!stop.stop_requested()) {
            poll(waits.data(), waits.size(), 100);
            for (ssize_t got = 0; (got = read(one.fd(), frame.data(), frame.size())) > 0;) {
                if (write(other.fd(), frame.data(), static_cast<std::size_t>(got)) < 0 || stop.stop_requested())
                    break;
            }
            while (read(other.fd(), frame.data(), frame.size()) > 0) {
            }
        }
    });
    return bridged(size, length);
}

double forwarded(std::size_t size, std::chrono::duration<double> length) {
    std::vector<AddedPort> ports;
    for (const char* name : {"bench0", "bench1"})
        ports.push_back(
            {.choice = {.name = name, .open = {}}, .port = must(attachTap(tap(name), {}, directControl())), .use = {}});
    const auto engine = must(CaptureEngine::start(nullptr, {.stop = {}, .ports = std::move(ports)}));
    engine->addInjector(std::make_unique<test::Forwarder>(PortId{1}, PortId{2}));
    return bridged(size, length);
}

int bridge(std::size_t size, double seconds) {
    constexpr int rounds = 5;
    std::vector<double> bare, ours;
    for (int i = 0; i < rounds; ++i) {
        bare.push_back(bareBridge(size, std::chrono::duration<double>(seconds)));
        ours.push_back(forwarded(size, std::chrono::duration<double>(seconds)));
    }
    std::ranges::sort(bare);
    std::ranges::sort(ours);
    fmt::print("an injector between two TAPs: {:.0f} frames/s; read(2)/write(2) bridge {:.0f}; ratio {:.2f}\n",
               ours[rounds / 2], bare[rounds / 2], ours[rounds / 2] / bare[rounds / 2]);
    return EXIT_SUCCESS;
}

} // namespace

int main(int argc, char** argv) {
    const std::vector<std::string_view> words(argv, argv + argc);
    const auto number = [&](std::size_t at) { return std::atof(argv[at]); };
    if (words.size() == 5 && words[1] == "write")
        return writeLoop(words[2], static_cast<std::size_t>(number(3)), number(4));
    if (words.size() == 5 && words[1] == "paced")
        return pacedLoop(words[2], number(3), number(4));
    if (words.size() == 4 && words[1] == "frames")
        return framesTo(argv[2], static_cast<std::size_t>(number(3)));
    if (words.size() == 4 && words[1] == "large")
        return large(words[2], number(3));
    if (words.size() == 3 && words[1] == "drain")
        return drain(words[2]);
    if (words.size() == 5 && words[1] == "relay")
        return relay(words[2], static_cast<std::size_t>(number(3)), number(4));
    if (words.size() == 4 && words[1] == "bridge")
        return bridge(static_cast<std::size_t>(number(2)), number(3));
    fmt::print(stderr, "usage: see the top of send_bench.cpp\n");
    return 2;
}
