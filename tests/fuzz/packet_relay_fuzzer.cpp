// What a client of tapscope-helper can do to the relay that carries frames of a device to it: write into the memory
// that both share, send what it likes, and go at any time. The device is a TAP in a network of its own. The relay never
// touches memory that is not its, always comes back, and ends when its client does.

#include <net/interface.h>
#include <privilege/packet_relay.h>
#include <privilege/sandbox.h>

#include <sched.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <optional>
#include <span>
#include <vector>

namespace {

using namespace tapscope;

constexpr std::size_t sharedSize = 2 * PacketPort::blockSize + sizeof(RingNotes);

template <typename T>
T must(Result<T> result) {
    if (result)
        return std::move(*result);
    std::fprintf(stderr, "%s\n", result.error().text().c_str());
    std::exit(EXIT_FAILURE);
}

TapDevice& device() {
    static TapDevice made = [] {
        auto tap = must(TapDevice::createUnique());
        if (!tap.setBlocking(Blocking::No) || !setState(tap.name(), LinkState::Up))
            std::abort();
        return tap;
    }();
    return made;
}

/// The input, octet by octet; zeros behind its end.
class Input {
public:
    Input(const std::uint8_t* data, std::size_t size) : rest_(data, size) {}
    [[nodiscard]] bool isEmpty() const { return rest_.empty(); }
    std::size_t take(std::size_t octets) {
        std::size_t value = 0;
        for (; octets > 0; --octets) {
            value = value << 8 | (rest_.empty() ? 0 : rest_.front());
            rest_ = rest_.subspan(rest_.empty() ? 0 : 1);
        }
        return value;
    }

private:
    std::span<const std::uint8_t> rest_;
};

/// One thing that a client does. False: it goes.
bool play(Input& input, const UniqueFd& channel, std::byte* shared) {
    static const std::vector<std::byte> bytes(70'000, std::byte{0x5a});
    switch (input.take(1) % 7) {
    case 0: { // says what it likes of a block
        const std::size_t block = input.take(1) % 2;
        const auto status = static_cast<std::uint32_t>(input.take(4));
        std::memcpy(shared + block * PacketPort::blockSize + 8, &status, sizeof status);
        return true;
    }
    case 1: { // scribbles anywhere
        const std::size_t offset = input.take(4) % sharedSize;
        std::memset(shared + offset, static_cast<int>(input.take(1)), std::min<std::size_t>(sharedSize - offset, 64));
        return true;
    }
    case 2: // sends what is no batch of frames
        send(channel.get(), bytes.data(), input.take(3) % bytes.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
        return true;
    case 5: { // sends frames, and something behind them
        std::vector<std::byte> message;
        for (std::size_t frames = input.take(1); frames > 0; --frames) {
            const auto length = static_cast<std::uint32_t>(input.take(2));
            const Bytes prefix = std::as_bytes(std::span(&length, 1));
            message.insert(message.end(), prefix.begin(), prefix.end());
            message.resize(message.size() + std::min<std::size_t>(length, input.take(2)));
        }
        send(channel.get(), message.data(), message.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
        return true;
    }
    case 3: { // hears what it is told
        std::array<std::byte, 64> told{};
        recv(channel.get(), told.data(), told.size(), MSG_DONTWAIT);
        return true;
    }
    case 4: // frames come
        for (std::size_t frames = input.take(1); frames > 0; --frames)
            static_cast<void>(device().send(Bytes(bytes).first(14 + input.take(1))));
        return true;
    default:
        return input.take(1) != 0;
    }
}

} // namespace

extern "C" int LLVMFuzzerInitialize(int* /*argc*/, char*** /*argv*/) {
    if (geteuid() == 0 ? unshare(CLONE_NEWNET) != 0 : !enterPrivateSandbox()) {
        std::fprintf(stderr, "This needs a network of its own: root, or user namespaces\n");
        std::exit(EXIT_FAILURE);
    }
    return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    Input input(data, size);
    const auto sending = input.take(1) % 2 == 0 ? PacketRelay::Sending::Allowed : PacketRelay::Sending::Refused;
    auto port = must(openPacketPort(device().name(), {.filter = {{.code = 6, .operand = 262144}}, .bufferSize = 1}));
    auto [relay, given] = must(PacketRelay::start(std::move(port), 1, sending));
    auto* shared =
        static_cast<std::byte*>(mmap(nullptr, sharedSize, PROT_READ | PROT_WRITE, MAP_SHARED, given.ring.get(), 0));
    if (shared == MAP_FAILED)
        std::abort();
    bool isThere = true;
    while (isThere && !input.isEmpty()) {
        isThere = play(input, given.channel, shared);
        if (isThere && !relay.carry()) // an empty message is an end, too
            isThere = false;
    }
    // It takes some frames in a row, and then looks whether there are more; at the end it sees that nobody is there.
    given.channel = UniqueFd();
    bool isServed = true;
    for (int tries = 0; isServed && tries < 10'000; ++tries)
        isServed = relay.carry();
    if (isServed)
        std::abort();
    munmap(shared, sharedSize);
    std::array<std::byte, 2048> frame{};
    while (device().receive(frame)) {
    } // what was sent into the device
    return 0;
}
