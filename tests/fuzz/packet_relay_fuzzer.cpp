// A hostile client of the relay that carries a device's frames: it writes into the shared memory, sends arbitrary
// messages, and ends at any time. The device is a TAP in a private network. The relay must never touch other memory,
// must always return, and must end when its client does.

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

/// The input, octet by octet; zeros after its end.
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

/// One action of the client. False if it ends.
bool play(Input& input, const UniqueFd& channel, std::byte* shared) {
    static const std::vector<std::byte> bytes(70'000, std::byte{0x5a});
    switch (input.take(1) % 7) {
    case 0: { // writes an arbitrary state of a block
        const std::size_t block = input.take(1) % 2;
        const auto status = static_cast<std::uint32_t>(input.take(4));
        std::memcpy(shared + block * PacketPort::blockSize + 8, &status, sizeof status);
        return true;
    }
    case 1: { // writes anywhere
        const std::size_t offset = input.take(4) % sharedSize;
        std::memset(shared + offset, static_cast<int>(input.take(1)), std::min<std::size_t>(sharedSize - offset, 64));
        return true;
    }
    case 2: // sends something that is not a batch of frames
        send(channel.get(), bytes.data(), input.take(3) % bytes.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
        return true;
    case 5: { // sends frames with additional bytes after them
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
    case 3: { // reads its messages
        std::array<std::byte, 64> told{};
        recv(channel.get(), told.data(), told.size(), MSG_DONTWAIT);
        return true;
    }
    case 4: // frames arrive
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
        if (isThere && !relay.carry()) // an empty message ends it, too
            isThere = false;
    }
    // The relay takes some frames in a row and then checks for more. At the end, it notices that the client is gone.
    given.channel = UniqueFd();
    bool isServed = true;
    for (int tries = 0; isServed && tries < 10'000; ++tries)
        isServed = relay.carry();
    if (isServed)
        std::abort();
    munmap(shared, sharedSize);
    std::array<std::byte, 2048> frame{};
    while (device().receive(frame)) {
    } // discards frames that were sent into the device
    return 0;
}
