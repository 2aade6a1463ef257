// Measures how fast an attached TAP is read: by a bare io_uring reader, a read(2) loop, and a complete capture to disk,
// one after the other in one run. A second thread sends frames out of the TAP through a packet socket as fast as it
// can.
// usage: attach_bench FRAME_SIZE FOLDER   (in a network namespace of its own)

#include <capture/capture_engine.h>
#include <capture/sources.h>
#include <net/if.h>
#include <net/interface.h>

#include <arpa/inet.h>
#include <fmt/core.h>
#include <linux/if_packet.h>
#include <sys/socket.h>

#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <thread>
#include <vector>

namespace {

using namespace tapscope;
using namespace std::chrono_literals;

constexpr auto measured = 3s;

void flood(const InterfaceName& name, std::size_t size, const std::atomic<bool>& stop,
           std::atomic<std::uint64_t>& sent) {
    const UniqueFd socket(::socket(AF_PACKET, SOCK_RAW, 0));
    sockaddr_ll address{};
    address.sll_family = AF_PACKET;
    address.sll_ifindex = static_cast<int>(if_nametoindex(name.text().c_str()));
    bind(socket.get(), reinterpret_cast<sockaddr*>(&address), sizeof address);
    const int on = 1;
    setsockopt(socket.get(), SOL_PACKET, PACKET_QDISC_BYPASS, &on, sizeof on);
    std::vector<std::byte> frame(size, std::byte{0x42});
    frame[12] = std::byte{0x88};
    frame[13] = std::byte{0xb5};
    constexpr unsigned batch = 64;
    std::vector<iovec> vectors(batch, iovec{frame.data(), frame.size()});
    std::vector<mmsghdr> messages(batch);
    for (unsigned i = 0; i < batch; ++i)
        messages[i].msg_hdr = {.msg_iov = &vectors[i], .msg_iovlen = 1};
    while (!stop) {
        if (const int done = sendmmsg(socket.get(), messages.data(), batch, 0); done > 0)
            sent += static_cast<std::uint64_t>(done);
    }
}

double measure(const char* what, std::size_t size, TapReading reading, std::shared_ptr<Recording> recording) {
    auto device = TapDevice::createUnique();
    if (!device || !setState(device->name(), LinkState::Up)) {
        fmt::print(stderr, "no TAP: {}\n", device ? "cannot switch it on" : device.error().text());
        std::exit(1);
    }
    const InterfaceName name = device->name();
    std::vector<AddedPort> ports;
    ports.push_back({.choice = {.name = name.text(), .open = {}},
                     .port = std::move(attachTap(std::move(*device), {.reading = reading}, directControl()).value()),
                     .use = {}});
    auto engine = CaptureEngine::start(std::move(recording), {.stop = {}, .ports = std::move(ports)});
    std::atomic<bool> stop = false;
    std::atomic<std::uint64_t> sent = 0;
    std::jthread flooding([&] { flood(name, size, stop, sent); });
    std::this_thread::sleep_for(measured);
    stop = true;
    flooding.join();
    std::this_thread::sleep_for(200ms);
    const auto frames = (*engine)->status().frames;
    static_cast<void>((*engine)->stop());
    const double rate = static_cast<double>(frames) / std::chrono::duration<double>(measured).count();
    fmt::print("{:<28} {:>8.0f} frames/s, {:5.1f} % of those sent\n", what, rate,
               100.0 * static_cast<double>(frames) / static_cast<double>(sent.load()));
    return rate;
}

} // namespace

int main(int argc, char** argv) {
    if (argc != 3)
        return 2;
    const auto size = static_cast<std::size_t>(std::atoi(argv[1]));
    const auto file = std::filesystem::path(argv[2]) / "attach_bench.pcapng";
    const double bare = measure("bare io_uring reader", size, TapReading::IoUring, nullptr);
    const double looped = measure("bare read(2) loop", size, TapReading::Read, nullptr);
    std::filesystem::remove(file);
    const double recorded = measure("capture to disk", size, TapReading::Automatic, *Recording::create(file));
    std::filesystem::remove(file);
    fmt::print("ratio: capture to disk / bare reader = {:.2f}, bare reader / read(2) = {:.2f}\n", recorded / bare,
               bare / looped);
}
