// Frames taken + frames counted as dropped = frames that the kernel accepted, however a monitored device's port ends.

#include <capture/sources.h>
#include <net/interface.h>
#include <support/commands.h>
#include <support/lengths.h>
#include <support/numbered_frames.h>
#include <support/private_network.h>
#include <support/relayed_control.h>

#include <QTest>

#include <atomic>
#include <optional>
#include <thread>

using namespace tapscope;
using namespace tapscope::test;

namespace {

/// Keeps the numbers of the frames and the reasons of gaps.
class NumberSink final : public PortSink {
public:
    void interface(std::uint32_t, const CaptureInterface&) override {}
    void frames(std::span<const Frame> frames) override {
        for (const Frame& frame : frames) {
            if (const auto number = NumberedFrame::numberOf(frame.bytes))
                numbers.push_back(number);
        }
    }
    void gap(std::string_view, std::optional<std::uint64_t> lost) override { gaps.push_back(lost.value_or(0)); }
    void block(std::uint32_t, Bytes) override {}

    std::vector<std::uint64_t> numbers, gaps;
};

constexpr std::size_t smallestRing = 1, largeRing = std::size_t{64} << 20; // bytes

} // namespace

class RingEndTest : public QObject {
    Q_OBJECT

    const InterfaceName name_ = *InterfaceName::parse("ring0");
    std::optional<TapDevice> owner_;
    std::optional<PacketRelay> relay_; ///< empty once it has a thread
    std::optional<RelayThread> helper_;

    /// Opens a port through a relay that does not run yet, or with our own packet socket.
    std::unique_ptr<Port> monitor(bool isRelayed, std::size_t bufferSize) {
        if (!isRelayed)
            return std::move(monitorInterface(name_, {.bufferSize = bufferSize}, directControl()).value());
        constexpr FilterInstruction takeAll{.code = 6, .operand = 262144};
        auto port = openPacketPort(name_, {.filter = {takeAll}, .bufferSize = bufferSize}).value();
        auto [relay, given] =
            std::move(PacketRelay::start(std::move(port), bufferSize, PacketRelay::Sending::Refused).value());
        relay_.emplace(std::move(relay));
        return std::move(monitorInterface(name_, {}, std::make_shared<RelayedControl>(std::move(given))).value());
    }
    void carry() {
        if (relay_)
            helper_.emplace(std::move(*relay_));
        relay_.reset();
    }
    /// Sends frames as the device's owner, so that the host receives them.
    void send(std::uint64_t from, std::uint64_t to, std::size_t size = NumberedFrame::shortest) {
        for (; from <= to; ++from)
            QVERIFY(owner_->send(NumberedFrame(from, size).bytes()));
    }
    static void ways() {
        QTest::addColumn<bool>("isRelayed");
        QTest::newRow("own packet socket") << false;
        QTest::newRow("through a relay") << true;
    }

private slots:
    void init() {
        QCOMPARE(run("ip", {"tuntap", "add", "ring0", "mode", "tap"}).status, 0);
        QVERIFY(bringUpQuiet("ring0"));
        owner_ = TapDevice::open(name_).value();
    }
    void cleanup() {
        helper_.reset();
        relay_.reset();
        owner_.reset();
        run("ip", {"link", "delete", "ring0"});
    }

    void aBlockThatIsStillOpenIsReadWhenThereIsNoTimeLeft_data() { ways(); }
    void aBlockThatIsStillOpenIsReadWhenThereIsNoTimeLeft() {
        QFETCH(bool, isRelayed);
        NumberSink sink;
        const auto port = monitor(isRelayed, largeRing);
        carry();
        send(1, 1000);
        port->drain(sink, Port::Clock::now());
        QCOMPARE(sink.numbers, numbersTo(1000));
        QVERIFY(sink.gaps.empty());
        QCOMPARE(port->losses().system, std::uint64_t{0});
    }

    void aStopInTheMiddleOfTrafficLosesNothing_data() { ways(); }
    void aStopInTheMiddleOfTrafficLosesNothing() {
        QFETCH(bool, isRelayed);
        for (int i = 0; i < lengthOf(20, 100); ++i) {
            NumberSink sink;
            const auto port = monitor(isRelayed, largeRing);
            carry();
            std::atomic<bool> isOver = false;
            std::thread sender([&] {
                for (std::uint64_t number = 1; !isOver; ++number)
                    static_cast<void>(owner_->send(NumberedFrame(number).bytes()));
            });
            while (sink.numbers.empty())
                QVERIFY(port->receive(sink, 1));
            port->drain(sink, i % 2 == 0 ? Port::Clock::now() : Port::Clock::now() + std::chrono::milliseconds(60));
            isOver = true;
            sender.join();
            QVERIFY(sink.gaps.empty());
            QCOMPARE(port->losses().system, std::uint64_t{0});
            QVERIFY(sink.numbers == numbersTo(sink.numbers.size())); // no frame before the stop is missing
            helper_.reset();
        }
    }

    void framesWithoutRoomAreCounted_data() { ways(); }
    void framesWithoutRoomAreCounted() {
        QFETCH(bool, isRelayed);
        constexpr std::uint64_t sent = 10'000;
        NumberSink sink;
        const auto port = monitor(isRelayed, smallestRing);
        carry();
        send(1, sent, 1514);
        port->drain(sink, Port::Clock::now());
        QVERIFY(port->losses().system > 0);
        QCOMPARE(sink.numbers.size() + port->losses().system, sent);
    }

    void framesOfADeviceThatGoesAreKept_data() { ways(); }
    void framesOfADeviceThatGoesAreKept() {
        QFETCH(bool, isRelayed);
        NumberSink sink;
        const auto port = monitor(isRelayed, largeRing);
        carry();
        send(1, 1000);
        owner_.reset();
        QCOMPARE(run("ip", {"link", "delete", "ring0"}).status, 0);
        std::optional<Error> error;
        while (!error) {
            if (const auto received = port->receive(sink, 100'000); !received)
                error = received.error();
        }
        QCOMPARE(error->kind, ErrorKind::Gone);
        port->drain(sink, Port::Clock::now());
        QCOMPARE(sink.numbers, numbersTo(1000));
        QCOMPARE(port->losses().system, std::uint64_t{0});
    }

    void framesThatAHelperDoesNotHandOverAreCounted() {
        NumberSink sink;
        const auto port = monitor(true, largeRing);
        send(1, 1000);
        QVERIFY(relay_->carry()); // the relay notices them, and is not run any more
        const auto handedOver = [&] {
            static_cast<void>(port->receive(sink, 100'000));
            return sink.numbers.size();
        }();
        port->drain(sink, Port::Clock::now());
        QCOMPARE(sink.gaps, std::vector<std::uint64_t>{1000 - handedOver});
        QCOMPARE(sink.numbers.size() + port->losses().system, std::size_t{1000});
    }
};

TAPSCOPE_NETWORK_TEST_MAIN(RingEndTest)
#include "ring_end_test.moc"
