// An injector between two ports passes on the frames that each receives: none is lost, duplicated or out of order.

#include <capture/capture_engine.h>
#include <capture/sources.h>
#include <net/device_control.h>
#include <net/if.h>
#include <net/interface.h>
#include <support/commands.h>
#include <support/forwarder.h>
#include <support/private_network.h>

#include <QTest>

#include <arpa/inet.h>
#include <linux/if_packet.h>
#include <poll.h>
#include <sys/socket.h>

#include <array>
#include <cstring>

using namespace tapscope;
using namespace tapscope::test;

namespace {

constexpr std::uint16_t testType = 0x88b5; // IEEE 802: local experiments

/// A packet socket of an interface: the host's side of the TAP.
class HostSide {
public:
    explicit HostSide(const char* name) : socket_(::socket(AF_PACKET, SOCK_RAW | SOCK_NONBLOCK, htons(testType))) {
        sockaddr_ll address{};
        address.sll_family = AF_PACKET;
        address.sll_protocol = htons(testType);
        address.sll_ifindex = static_cast<int>(if_nametoindex(name));
        const int size = 64 << 20;
        setsockopt(socket_.get(), SOL_SOCKET, SO_RCVBUFFORCE, &size, sizeof size);
        if (bind(socket_.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
            qFatal("no packet socket");
    }
    void send(std::uint32_t number, std::size_t size) {
        std::array<std::byte, 1514> frame{};
        frame[0] = std::byte{2};
        frame[12] = std::byte{testType >> 8};
        frame[13] = std::byte{testType & 0xff};
        std::memcpy(frame.data() + 14, &number, sizeof number);
        while (::send(socket_.get(), frame.data(), size, 0) < 0) {
            pollfd wait{socket_.get(), POLLOUT, 0};
            poll(&wait, 1, 10);
        }
    }
    /// Receives the frames from the other side, and checks that their numbers are consecutive.
    void receive() {
        std::array<std::byte, 2048> frame{};
        sockaddr_ll from{};
        socklen_t length = sizeof from;
        while (recvfrom(socket_.get(), frame.data(), frame.size(), 0, reinterpret_cast<sockaddr*>(&from), &length) >
               0) {
            length = sizeof from;
            if (from.sll_pkttype == PACKET_OUTGOING)
                continue;
            std::uint32_t number = 0;
            std::memcpy(&number, frame.data() + 14, sizeof number);
            isInOrder = isInOrder && number == count;
            ++count;
        }
    }
    std::uint32_t count = 0;
    bool isInOrder = true;

private:
    UniqueFd socket_;
};

AddedPort attachedPort(const char* name) {
    auto device = TapDevice::open(*InterfaceName::parse(name)).value();
    auto port = attachTap(std::move(device), {}, directControl()).value();
    return {.choice = {.name = name, .open = {}}, .port = std::move(port), .use = {}};
}

} // namespace

class ForwardingTest : public QObject {
    Q_OBJECT

private slots:
    void nothingIsLostOrOutOfOrder() {
        for (const char* name : {"west0", "east0"}) {
            QCOMPARE(run("ip", {"tuntap", "add", name, "mode", "tap"}).status, 0);
            QVERIFY(bringUpQuiet(name, {"txqueuelen", "5000"}));
        }
        std::vector<AddedPort> ports;
        ports.push_back(attachedPort("west0"));
        ports.push_back(attachedPort("east0"));
        const auto engine = CaptureEngine::start(nullptr, {.stop = {}, .ports = std::move(ports)}).value();
        const auto id = engine->addInjector(std::make_unique<Forwarder>(PortId{1}, PortId{2}));
        QTRY_VERIFY(carriesFrames("west0") && carriesFrames("east0"));
        HostSide west("west0"), east("east0");
        constexpr std::uint32_t many = 20'000, underway = 1000;
        for (std::uint32_t number = 0; number < many; ++number) {
            west.send(number, 60 + number % 1400);
            east.send(number, 60);
            // Frames beyond the capacity of a TAP's queue would be dropped there.
            const auto isNear = [&] {
                west.receive();
                east.receive();
                return number - std::min(number, std::min(west.count, east.count)) < underway;
            };
            if (number % 100 == 0)
                QTRY_VERIFY_WITH_TIMEOUT(isNear(), 20'000);
        }
        QTRY_COMPARE((east.receive(), east.count), many);
        QTRY_COMPARE((west.receive(), west.count), many);
        QVERIFY(west.isInOrder && east.isInOrder);
        QCOMPARE(engine->injectorStatus(id).failed, std::uint64_t{0});
        QVERIFY(engine->stop());
    }
};

TAPSCOPE_NETWORK_TEST_MAIN(ForwardingTest)
#include "forwarding_test.moc"
