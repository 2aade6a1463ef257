// The frames that ports send arrive: all of them, in order, once.

#include <capture/capture_engine.h>
#include <capture/sources.h>
#include <net/device_control.h>
#include <net/interface.h>
#include <support/commands.h>
#include <support/private_network.h>

#include <QTest>

#include <algorithm>
#include <array>
#include <cstring>
#include <vector>

Q_DECLARE_METATYPE(tapscope::TapReading)

using namespace tapscope;
using namespace tapscope::test;

namespace {

constexpr std::size_t most = 4096;
constexpr std::uint16_t testType = 0x88b5; // IEEE 802: local experiments

/// Frames, each of which has a number.
class NumberedFrames {
public:
    NumberedFrames(std::size_t count, std::size_t size) : bytes_(count * size) {
        for (std::size_t i = 0; i < count; ++i) {
            const auto frame = std::span(bytes_).subspan(i * size, size);
            frame[0] = std::byte{2};
            frame[12] = std::byte{testType >> 8};
            frame[13] = std::byte{testType & 0xff};
            const auto number = static_cast<std::uint32_t>(i);
            std::memcpy(frame.data() + 14, &number, sizeof number);
            frames_.push_back({.bytes = frame, .originalLength = static_cast<std::uint32_t>(size)});
        }
    }
    [[nodiscard]] std::span<const Frame> all() const { return frames_; }

private:
    std::vector<std::byte> bytes_;
    std::vector<Frame> frames_;
};

/// Checks that the numbers are consecutive.
class NumberSink final : public PortSink {
public:
    void interface(std::uint32_t, const CaptureInterface&) override {}
    void frames(std::span<const Frame> batch) override {
        for (const Frame& frame : batch) {
            if (frame.bytes.size() < 18 || frame.bytes[12] != std::byte{testType >> 8})
                continue;
            std::uint32_t number = 0;
            std::memcpy(&number, frame.bytes.data() + 14, sizeof number);
            isInOrder = isInOrder && number == count;
            ++count;
            longest = std::max(longest, frame.bytes.size());
        }
    }
    void gap(std::string_view, std::optional<std::uint64_t>) override {}
    void block(std::uint32_t, Bytes) override {}
    std::size_t count = 0, longest = 0;
    bool isInOrder = true;
};

InterfaceName named(const char* name) {
    return *InterfaceName::parse(name);
}

std::unique_ptr<Port> attached(const char* name, TapReading reading = TapReading::Automatic) {
    auto device = TapDevice::open(named(name));
    if (!device)
        qFatal("%s", device.error().text().c_str());
    return std::move(attachTap(std::move(*device), {.reading = reading}, directControl()).value());
}

std::unique_ptr<Port> monitored(const char* name, const MonitorOptions& options = {.bufferSize = 16U << 20}) {
    auto port = monitorInterface(named(name), options, directControl());
    if (!port)
        qFatal("%s", port.error().text().c_str());
    return std::move(*port);
}

/// Sends all frames, and tries again if there is no room.
void sendAll(Port& port, std::span<const Frame> frames, PortSink& sink, Port& receiver) {
    while (!frames.empty()) {
        const Sent sent = port.send(frames.first(std::min<std::size_t>(frames.size(), 200)));
        QVERIFY(sent.rest == Sent::Rest::None || sent.rest == Sent::Rest::NoRoom);
        QVERIFY(sent.refused.empty());
        frames = frames.subspan(sent.frames);
        QVERIFY(receiver.receive(sink, most));
    }
}

} // namespace

class SendingTest : public QObject {
    Q_OBJECT

private slots:
    void init() {
        QCOMPARE(run("ip", {"tuntap", "add", "out0", "mode", "tap"}).status, 0);
        QVERIFY(bringUpQuiet("out0", {"txqueuelen", "20000"}));
    }
    void cleanup() { run("ip", {"link", "delete", "out0"}); }

    void framesIntoATapArriveInOrder_data() {
        QTest::addColumn<TapReading>("reading");
        QTest::newRow("io_uring, where it is allowed") << TapReading::Automatic;
        QTest::newRow("write") << TapReading::Read;
    }
    void framesIntoATapArriveInOrder() {
        QFETCH(TapReading, reading);
        const auto port = attached("out0", reading);
        const auto watcher = monitored("out0");
        NumberSink nothing, seen;
        QVERIFY(port->receive(nothing, most));
        const NumberedFrames frames(5000, 100);
        sendAll(*port, frames.all(), seen, *watcher);
        QTRY_COMPARE((static_cast<void>(watcher->receive(seen, most)), seen.count), frames.all().size());
        QVERIFY(seen.isInOrder);
    }

    void aFrameThatTheDeviceRefusesHoldsNoOtherUp_data() { framesIntoATapArriveInOrder_data(); }
    void aFrameThatTheDeviceRefusesHoldsNoOtherUp() {
        QFETCH(TapReading, reading);
        const auto port = attached("out0", reading);
        NumberSink seen;
        QVERIFY(port->receive(seen, most));
        const NumberedFrames good(6, 60);
        std::vector<Frame> frames(good.all().begin(), good.all().end());
        const std::array<std::byte, 4> tooShort{};
        frames[2].bytes = tooShort;
        std::uint64_t taken = 0, failed = 0;
        for (std::span<const Frame> rest = frames; !rest.empty();) {
            const Sent sent = port->send(rest);
            QVERIFY(sent.rest != Sent::Rest::NoRoom);
            taken += sent.taken();
            failed += sent.failed();
            rest = rest.subspan(std::min(rest.size(), sent.frames + (sent.rest == Sent::Rest::None ? 0 : 1)));
        }
        QCOMPARE(taken, std::uint64_t{5});
        QCOMPARE(failed, std::uint64_t{1});
    }

    void aDeviceThatIsSwitchedOffAcceptsNoFrames_data() { framesIntoATapArriveInOrder_data(); }
    void aDeviceThatIsSwitchedOffAcceptsNoFrames() {
        QFETCH(TapReading, reading);
        const auto port = attached("out0", reading);
        QCOMPARE(run("ip", {"link", "set", "out0", "down"}).status, 0);
        const NumberedFrames frames(3, 60);
        const Sent sent = port->send(frames.all());
        QCOMPARE(sent.taken(), std::uint64_t{0});
        QCOMPARE(static_cast<int>(sent.rest), static_cast<int>(Sent::Rest::Refused));
    }

    void aDeviceCanBeOpenedAgainAsSoonAsTheSenderIsGone() {
        const NumberedFrames frames(300, 60);
        for (int i = 0; i < 20; ++i) {
            const auto port = attached("out0"); // ends the program if the device is busy
            QCOMPARE(port->send(frames.all()).taken(), std::uint64_t{300});
        }
    }

    void framesOutOfAMonitoredDeviceArriveInOrder_data() {
        QTest::addColumn<std::size_t>("size");
        QTest::addColumn<int>("mtu");
        QTest::newRow("60 bytes") << std::size_t{60} << 1500;
        QTest::newRow("1,514 bytes") << std::size_t{1514} << 1500;
        QTest::newRow("the largest that a TAP has") << std::size_t{65521 + 14} << 65521;
    }
    void framesOutOfAMonitoredDeviceArriveInOrder() {
        QFETCH(std::size_t, size);
        QFETCH(int, mtu);
        QCOMPARE(run("ip", {"link", "set", "out0", "mtu", QString::number(mtu)}).status, 0);
        const auto owner = attached("out0");
        NumberSink seen;
        QVERIFY(owner->receive(seen, most));
        QTRY_VERIFY(carriesFrames("out0"));
        const auto port = monitored("out0", {.bufferSize = 1, .receive = MonitorOptions::Receive::Nothing});
        QVERIFY(!port->facts().seesOwnFrames);
        // Small frames first: later ones need more room.
        const NumberedFrames first(200, 60), more(size > 10000 ? 300 : 3000, size);
        sendAll(*port, first.all(), seen, *owner);
        QTRY_COMPARE((static_cast<void>(owner->receive(seen, most)), seen.count), first.all().size());
        QVERIFY(seen.isInOrder);
        seen.count = 0;
        sendAll(*port, more.all(), seen, *owner);
        QTRY_COMPARE((static_cast<void>(owner->receive(seen, most)), seen.count), more.all().size());
        QVERIFY(seen.isInOrder);
        QCOMPARE(seen.longest, size);
    }

    void framesRefusedByAMonitoredDeviceAreReported() {
        const auto owner = attached("out0");
        QTRY_VERIFY(carriesFrames("out0"));
        const auto port = monitored("out0");
        const NumberedFrames tooLong(3, 1600), good(3, 60);
        QCOMPARE(static_cast<int>(port->send(tooLong.all()).rest), static_cast<int>(Sent::Rest::TooLong));
        QCOMPARE(port->send(good.all()).taken(), std::uint64_t{3});
        const NumberedFrames huge(1, 200'000);
        QCOMPARE(static_cast<int>(port->send(huge.all()).rest), static_cast<int>(Sent::Rest::TooLong));
        QCOMPARE(run("ip", {"link", "set", "out0", "down"}).status, 0);
        QCOMPARE(static_cast<int>(port->send(good.all()).rest), static_cast<int>(Sent::Rest::Refused));
        QCOMPARE(run("ip", {"link", "set", "out0", "up"}).status, 0);
        QTRY_COMPARE(port->send(good.all()).taken(), std::uint64_t{3});
        QCOMPARE(run("ip", {"link", "delete", "out0"}).status, 0);
        QCOMPARE(static_cast<int>(port->send(good.all()).rest), static_cast<int>(Sent::Rest::Ended));
    }
};

TAPSCOPE_NETWORK_TEST_MAIN(SendingTest)
#include "sending_test.moc"
