// TAPs whose frames begin with a virtio_net_hdr: offloads that their host leaves undone are captured, are passed on to
// another such device unchanged, and are completed for a device without the header.

#include "wire.h"

#include <capture/capture_engine.h>
#include <capture/finishing_sender.h>
#include <capture/sources.h>
#include <inject/frame_builder.h>
#include <inject/packet_checksums.h>
#include <net/device_control.h>
#include <net/new_device.h>
#include <support/commands.h>
#include <support/private_network.h>

#include <QTest>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/udp.h>
#include <sys/socket.h>

#include <array>
#include <vector>

using namespace tapscope;
using namespace tapscope::test;

namespace {

constexpr std::size_t most = 256;
constexpr int datagram = 1000, datagrams = 5;

/// Keeps the UDP frames to port 5201, with a VLAN tag or without.
class Kept final : public PortSink {
public:
    struct One {
        std::vector<std::byte> bytes;
        Offload offload;
        bool operator==(const One&) const = default;
    };
    void interface(std::uint32_t, const CaptureInterface&) override {}
    void frames(std::span<const Frame> batch) override {
        for (const Frame& frame : batch) {
            const std::size_t tag = frame.bytes.size() > 12 && frame.bytes[12] == std::byte{0x81} ? 4 : 0;
            const std::size_t protocol = 23 + tag, port = 36 + tag;
            if (frame.bytes.size() > port + 1 && frame.bytes[protocol] == std::byte{17} &&
                frame.bytes[port] == std::byte{5201 >> 8} && frame.bytes[port + 1] == std::byte{5201 & 0xff})
                all.push_back({{frame.bytes.begin(), frame.bytes.end()}, frame.offload});
        }
    }
    void gap(std::string_view, std::optional<std::uint64_t>) override {}
    void block(std::uint32_t, Bytes) override {}
    std::vector<One> all;
};

InterfaceName named(const char* name) {
    return *InterfaceName::parse(name);
}

std::unique_ptr<Port> attached(TapDevice device) {
    return std::move(attachTap(std::move(device), {}, directControl()).value());
}

/// Creates a device that is switched on while it is open, so that it carries frames at once. It has no IPv6 addresses,
/// so its host sends only the test's frames.
MadeDevice made(const char* name, std::optional<VirtioHeader> header) {
    auto device = makeDevice(*directControl(), {.name = named(name), .virtioHeader = header});
    if (!device)
        qFatal("%s", device.error().text().c_str());
    bringUpQuiet(name);
    return std::move(*device);
}

/// The host sends five datagrams with one call, which it may leave the device to segment.
void sendDatagrams(const char* device) {
    run("ip", {"address", "add", "10.9.0.1/24", "dev", device});
    run("ip", {"neighbour", "add", "10.9.0.2", "lladdr", "02:00:00:00:00:02", "dev", device});
    const UniqueFd socket(::socket(AF_INET, SOCK_DGRAM, 0));
    const int size = datagram;
    QCOMPARE(setsockopt(socket.get(), SOL_UDP, UDP_SEGMENT, &size, sizeof size), 0);
    sockaddr_in to{.sin_family = AF_INET, .sin_port = htons(5201), .sin_addr = {}, .sin_zero = {}};
    inet_pton(AF_INET, "10.9.0.2", &to.sin_addr);
    const std::vector<char> bytes(std::size_t{datagram} * datagrams, 'x');
    QCOMPARE(sendto(socket.get(), bytes.data(), bytes.size(), 0, reinterpret_cast<const sockaddr*>(&to), sizeof to),
             ssize_t(bytes.size()));
}

} // namespace

class VirtioTest : public QObject {
    Q_OBJECT

private slots:
    void aLargeFrameGoesOn_data() {
        QTest::addColumn<int>("headerSize");
        QTest::newRow("10 bytes") << 10;
        QTest::newRow("12 bytes") << 12;
    }
    void aLargeFrameGoesOn() {
        QFETCH(int, headerSize);
        const auto size = headerSize == 12 ? VirtioHeader::Size::Long : VirtioHeader::Size::Short;
        auto from = made("vnet0", VirtioHeader{.size = size, .checksum = true, .udp = true});
        const auto port = attached(std::move(*from.device));
        QVERIFY(port->facts().takesOffloads);
        Kept kept;
        QVERIFY(port->receive(kept, most));
        sendDatagrams("vnet0");
        QTRY_COMPARE((static_cast<void>(port->receive(kept, most)), kept.all.size()), std::size_t{1});
        const auto& large = kept.all.front();
        QCOMPARE(large.bytes.size(), std::size_t{42 + datagram * datagrams});
        QCOMPARE(int(large.offload.segmentation), 5);
        QCOMPARE(int(large.offload.segmentSize), datagram);
        QCOMPARE(int(large.offload.checksumStart), 34);
        QCOMPARE(int(large.offload.checksumOffset), 6);
        QVERIFY((large.offload.flags & Offload::needsChecksum) != 0);

        // To a device without the header: segmented, and with checksums.
        auto plain = made("plain0", std::nullopt);
        auto watcher = monitorInterface(named("plain0"), {.bufferSize = 1}, directControl()).value();
        const auto onward = attached(std::move(*plain.device));
        FinishingSender sender;
        const Frame frame{.bytes = large.bytes, .offload = large.offload};
        QCOMPARE(sender.send(*onward, std::span(&frame, 1)).taken(), std::uint64_t{1});
        QCOMPARE(sender.taken().size(), std::size_t{datagrams});
        Kept seen;
        QTRY_COMPARE((static_cast<void>(watcher->receive(seen, most)), seen.all.size()), std::size_t{datagrams});
        for (const auto& each : seen.all) {
            QCOMPARE(each.bytes.size(), std::size_t{42 + datagram});
            auto right = each.bytes;
            correctChecksums(right, LinkType::Ethernet);
            QVERIFY(each.bytes == right);
        }

        // To a device with the header: unchanged, and the host there receives one large frame.
        auto other = made("vnet1", VirtioHeader{.checksum = true, .udp = true});
        watcher = monitorInterface(named("vnet1"), {.bufferSize = 1}, directControl()).value();
        const auto whole = attached(std::move(*other.device));
        sender.takenUp();
        QCOMPARE(sender.send(*whole, std::span(&frame, 1)).taken(), std::uint64_t{1});
        Kept there;
        QTRY_COMPARE((static_cast<void>(watcher->receive(there, most)), there.all.size()), std::size_t{1});
        QCOMPARE(there.all.front().bytes.size(), large.bytes.size());
    }

    /// For the device without the header.
    void aWireCutsLargeFrames() {
        auto from = made("vnet2", VirtioHeader{.checksum = true, .udp = true});
        auto to = made("plain2", std::nullopt);
        const auto watcher = monitorInterface(named("plain2"), {.bufferSize = 1}, directControl()).value();
        std::vector<AddedPort> ports;
        ports.push_back(
            {.choice = {.name = "vnet2", .open = {}}, .port = attached(std::move(*from.device)), .use = {}});
        ports.push_back({.choice = {.name = "plain2", .open = {}}, .port = attached(std::move(*to.device)), .use = {}});
        const auto engine = CaptureEngine::start(nullptr, {.stop = {}, .ports = std::move(ports)}).value();
        const auto log = std::make_shared<InjectionLog>();
        engine->addInjector(std::make_unique<Wire>(
            Wire::Ends{.first = 1, .names = {"vnet2", "plain2"}, .way = Wire::Way::Both, .queue = 100}, log));

        sendDatagrams("vnet2");
        Kept seen;
        QTRY_COMPARE((static_cast<void>(watcher->receive(seen, most)), seen.all.size()), std::size_t{datagrams});
        for (const auto& each : seen.all) {
            QCOMPARE(each.bytes.size(), std::size_t{42 + datagram});
            QVERIFY(each.offload.isDone());
            auto right = each.bytes;
            correctChecksums(right, LinkType::Ethernet);
            QVERIFY(each.bytes == right);
        }
        QVERIFY(log->leftOut().empty());
        QVERIFY(engine->stop());
    }

    void aMonitoredDeviceShowsTheSame() {
        auto device = made("seen0", VirtioHeader{.checksum = true, .udp = true});
        const auto port = attached(std::move(*device.device));
        const auto watcher = monitorInterface(named("seen0"), {.bufferSize = 1}, directControl()).value();
        Kept kept, seen;
        QVERIFY(port->receive(kept, most));
        sendDatagrams("seen0");
        QTRY_COMPARE((static_cast<void>(port->receive(kept, most)), kept.all.size()), std::size_t{1});
        QTRY_COMPARE((static_cast<void>(watcher->receive(seen, most)), seen.all.size()), std::size_t{1});
        QCOMPARE(int(seen.all.front().offload.segmentSize), datagram);
        QVERIFY(seen.all == kept.all);
    }

    void aTagThatTheKernelKeepsBesideAFrameIsCountedIn() {
        auto device = made("tag0", VirtioHeader{.checksum = true});
        const auto port = attached(std::move(*device.device));
        const auto watcher = monitorInterface(named("tag0"), {.bufferSize = 1}, directControl()).value();
        auto bytes = FrameBuilder()
                         .ethernet({{2, 0, 0, 0, 0, 2}}, {{2, 0, 0, 0, 0, 1}}, 0x0800)
                         .ip(*IpAddress::parse("10.9.0.2"), *IpAddress::parse("10.9.0.1"), 17)
                         .udp(1000, 5201)
                         .payload(std::vector<std::byte>(100, std::byte{'x'}))
                         .finish();
        startChecksum(bytes, LinkType::Ethernet);
        constexpr std::array tag{std::byte{0x81}, std::byte{0}, std::byte{0}, std::byte{5}};
        bytes.insert(bytes.begin() + 12, tag.begin(), tag.end());
        const Frame frame{.bytes = bytes,
                          .offload = {.flags = Offload::needsChecksum, .checksumStart = 38, .checksumOffset = 6}};
        QCOMPARE(port->send(std::span(&frame, 1)).frames, std::size_t{1});
        Kept seen;
        QTRY_COMPARE((static_cast<void>(watcher->receive(seen, most)), seen.all.size()), std::size_t{1});
        QVERIFY(seen.all.front().bytes == bytes);
        QCOMPARE(int(seen.all.front().offload.checksumStart), 38);
        QCOMPARE(int(seen.all.front().offload.checksumOffset), 6);
    }

    void withoutOffloadsTheHostDoesItAll() {
        auto device = made("bare0", VirtioHeader{});
        const auto port = attached(std::move(*device.device));
        Kept kept;
        QVERIFY(port->receive(kept, most));
        sendDatagrams("bare0");
        QTRY_COMPARE((static_cast<void>(port->receive(kept, most)), kept.all.size()), std::size_t{datagrams});
        for (const auto& each : kept.all)
            QVERIFY(each.offload.isDone());
    }

    void attachingKeepsTheVirtioHeader() {
        {
            const auto kept = makeDevice(
                *directControl(), {.name = named("kept0"),
                                   .virtioHeader = VirtioHeader{.size = VirtioHeader::Size::Long, .checksum = true},
                                   .persistence = Persistence::Kept});
            QVERIFY(kept);
        }
        const auto headerOf = [] {
            const auto device = TapDevice::open(named("kept0")).value();
            return device.frameHeader(directControl()->info(named("kept0")).value()).value().offload;
        };
        QCOMPARE(headerOf(), std::size_t{12});
        {
            const auto port = attached(TapDevice::open(named("kept0")).value());
            QVERIFY(port->facts().takesOffloads);
            Kept kept;
            QVERIFY(port->receive(kept, most));
        }
        QCOMPARE(headerOf(), std::size_t{12});
        QVERIFY(ipKindData("kept0").value("vnet_hdr").toBool());
        run("ip", {"link", "delete", "kept0"});
    }

    void segmentsNeedChecksums() {
        const auto refused =
            makeDevice(*directControl(), {.name = named("odd0"), .virtioHeader = VirtioHeader{.tcp4 = true}});
        QVERIFY(!refused);
        QCOMPARE(refused.error().kind, ErrorKind::Invalid);
    }
};

TAPSCOPE_NETWORK_TEST_MAIN(VirtioTest)
#include "virtio_test.moc"
