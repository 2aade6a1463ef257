#include <capture/sources.h>
#include <net/device_control.h>
#include <support/commands.h>
#include <support/private_network.h>

#include <QTest>

Q_DECLARE_METATYPE(tapscope::TapReading)

using namespace tapscope;
using namespace tapscope::test;
using namespace std::chrono_literals;

namespace {

class Counter final : public FrameSink {
public:
    void frame(const Frame&) override { ++frames; }
    std::size_t frames = 0;
};

} // namespace

class TapSourceTest : public QObject {
    Q_OBJECT

    const InterfaceName name_ = *InterfaceName::parse("src0");

    [[nodiscard]] std::unique_ptr<FrameSource> attach(TapReading reading) const {
        auto device = TapDevice::open(name_);
        if (!device)
            qFatal("%s", device.error().text().c_str());
        return std::move(attachTap(std::move(*device), {.reading = reading}, directControl()).value());
    }

private slots:
    void init() { QCOMPARE(run("ip", {"tuntap", "add", "src0", "mode", "tap"}).status, 0); }
    void cleanup() { run("ip", {"link", "delete", "src0"}); }

    void aDeviceCanBeOpenedAgainAsSoonAsItsSourceIsGone_data() {
        QTest::addColumn<TapReading>("reading");
        QTest::newRow("io_uring, where it is allowed") << TapReading::Automatic;
        QTest::newRow("read") << TapReading::Read;
    }
    void aDeviceCanBeOpenedAgainAsSoonAsItsSourceIsGone() {
        QFETCH(TapReading, reading);
        Counter counter;
        for (int i = 0; i < 50; ++i) {
            const auto source = attach(reading); // ends the program when the device is busy
            QVERIFY(source->receive(counter, 0ms));
        }
    }

    void framesThatWaitedInAHeldDeviceAreDroppedAndCounted() {
        auto held = TapDevice::open(name_).value();
        QCOMPARE(run("ip", {"link", "set", "src0", "up"}).status, 0);
        QTRY_VERIFY(carriesFrames("src0"));
        QCOMPARE(run("ip", {"address", "add", "10.9.0.1/24", "dev", "src0"}).status, 0);
        run("ip", {"neighbour", "add", "10.9.0.2", "lladdr", "02:00:00:00:00:02", "dev", "src0"});
        run("ping", {"-c", "2", "-i", "0.05", "-W", "0.1", "10.9.0.2"}); // wait in the device from now on
        const auto source = std::move(
            attachTap(held.duplicate().value(), {.queued = AttachOptions::Queued::Drop}, directControl()).value());
        QVERIFY(source->drops().stale >= 2);
        Counter counter;
        QVERIFY(source->receive(counter, 0ms));
        QCOMPARE(counter.frames, std::size_t{0});
        run("ping", {"-c", "1", "-W", "0.1", "10.9.0.2"});
        QTRY_VERIFY((static_cast<void>(source->receive(counter, 10ms)), counter.frames > 0));
    }

    void aDeviceThatIsDestroyedEndsItsSource() {
        const auto source = attach(TapReading::Automatic);
        Counter counter;
        QVERIFY(source->receive(counter, 0ms));
        run("ip", {"link", "delete", "src0"});
        QTRY_VERIFY(!source->receive(counter, 10ms).has_value());
        QCOMPARE(source->receive(counter, 10ms).error().kind, ErrorKind::Gone);
    }
};

TAPSCOPE_NETWORK_TEST_MAIN(TapSourceTest)
#include "tap_source_test.moc"
