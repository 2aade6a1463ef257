#include <capture/sources.h>
#include <net/device_control.h>
#include <support/commands.h>
#include <support/private_network.h>

#include <QTest>

#include <array>

Q_DECLARE_METATYPE(tapscope::TapReading)

using namespace tapscope;
using namespace tapscope::test;

namespace {

class Counter final : public PortSink {
public:
    void interface(std::uint32_t, const CaptureInterface&) override {}
    void frames(std::span<const Frame> batch) override {
        count += batch.size();
        for (const Frame& frame : batch)
            isAnswered = isAnswered || (frame.bytes.size() >= 22 && frame.bytes[5] == std::byte{9} &&
                                        frame.bytes[12] == std::byte{8} && frame.bytes[13] == std::byte{6} &&
                                        frame.bytes[21] == std::byte{2});
    }
    void gap(std::string_view, std::optional<std::uint64_t>) override {}
    void block(std::uint32_t, Bytes) override {}
    std::size_t count = 0;
    bool isAnswered = false; ///< an ARP reply to 02:00:00:00:00:09
};

constexpr std::size_t most = 256;

} // namespace

class TapPortTest : public QObject {
    Q_OBJECT

    const InterfaceName name_ = *InterfaceName::parse("src0");

    [[nodiscard]] std::unique_ptr<Port> attach(TapReading reading) const {
        auto device = TapDevice::open(name_);
        if (!device)
            qFatal("%s", device.error().text().c_str());
        return std::move(attachTap(std::move(*device), {.reading = reading}, directControl()).value());
    }

private slots:
    void init() { QCOMPARE(run("ip", {"tuntap", "add", "src0", "mode", "tap"}).status, 0); }
    void cleanup() { run("ip", {"link", "delete", "src0"}); }

    void aDeviceCanBeOpenedAgainAsSoonAsItsPortIsGone_data() {
        QTest::addColumn<TapReading>("reading");
        QTest::newRow("io_uring, where it is allowed") << TapReading::Automatic;
        QTest::newRow("read") << TapReading::Read;
    }
    void aDeviceCanBeOpenedAgainAsSoonAsItsPortIsGone() {
        QFETCH(TapReading, reading);
        Counter counter;
        for (int i = 0; i < 50; ++i) {
            const auto port = attach(reading); // ends the program if the device is busy
            QVERIFY(port->receive(counter, most));
        }
    }

    void framesThatWaitedInAHeldDeviceAreDroppedAndCounted() {
        auto held = TapDevice::open(name_).value();
        QCOMPARE(run("ip", {"link", "set", "src0", "up"}).status, 0);
        QTRY_VERIFY(carriesFrames("src0"));
        QCOMPARE(run("ip", {"address", "add", "10.9.0.1/24", "dev", "src0"}).status, 0);
        run("ip", {"neighbour", "add", "10.9.0.2", "lladdr", "02:00:00:00:00:02", "dev", "src0"});
        run("ping", {"-c", "2", "-i", "0.05", "-W", "0.1", "10.9.0.2"}); // the frames wait in the device from now on
        const auto port = std::move(
            attachTap(held.duplicate().value(), {.queued = AttachOptions::Queued::Drop}, directControl()).value());
        QVERIFY(port->losses().stale >= 2);
        Counter counter;
        QVERIFY(port->receive(counter, most));
        QCOMPARE(counter.count, std::size_t{0});
        run("ping", {"-c", "1", "-W", "0.1", "10.9.0.2"});
        QTRY_VERIFY((static_cast<void>(port->receive(counter, most)), counter.count > 0));
    }

    void theHeadersOfADeviceStayAsTheyAre_data() {
        QTest::addColumn<QString>("header");
        QTest::newRow("virtio") << "vnet_hdr";
        QTest::newRow("packet information") << "pi";
    }
    void theHeadersOfADeviceStayAsTheyAre() {
        QFETCH(QString, header);
        run("ip", {"link", "delete", "src0"});
        QCOMPARE(run("ip", {"tuntap", "add", "src0", "mode", "tap", header}).status, 0);
        QVERIFY(bringUpQuiet("src0"));
        const auto before = ipKindData("src0").value(header);
        QVERIFY(before.toBool());
        {
            const auto port = attach(TapReading::Automatic);
            Counter counter;
            QVERIFY(port->receive(counter, most));
            QTRY_VERIFY(carriesFrames("src0"));
            // Frames are sent and received without the header: the host gets a request, and answers it.
            const auto request = QByteArray::fromHex("ffffffffffff02000000000908060001080006040001020000000009"
                                                     "0a0900020000000000000a090001");
            QCOMPARE(run("ip", {"address", "add", "10.9.0.1/24", "dev", "src0"}).status, 0);
            QCOMPARE(port->send(std::array{Frame{.bytes = std::as_bytes(std::span(request))}}).frames, std::size_t{1});
            QTRY_VERIFY((static_cast<void>(port->receive(counter, most)), counter.isAnswered));
        }
        QCOMPARE(ipKindData("src0").value(header), before);
    }

    void aDeviceThatIsDestroyedEndsItsPort() {
        const auto port = attach(TapReading::Automatic);
        Counter counter;
        QVERIFY(port->receive(counter, most));
        run("ip", {"link", "delete", "src0"});
        QTRY_VERIFY(!port->receive(counter, most).has_value());
        QCOMPARE(port->receive(counter, most).error().kind, ErrorKind::Gone);
    }
};

TAPSCOPE_NETWORK_TEST_MAIN(TapPortTest)
#include "tap_port_test.moc"
