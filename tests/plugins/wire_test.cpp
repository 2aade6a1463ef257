#include "wire.h"

#include <QTest>

#include <map>

using namespace tapscope;

namespace {

using enum PortState;

/// Ports that accept as many frames as they have room for.
class Ports final : public FrameOutput {
public:
    Sent send(PortId port, std::span<const Frame> frames) override {
        Sent sent;
        while (sent.frames < frames.size() && room[port] > 0) {
            --room[port];
            taken[port] += text(frames[sent.frames++].bytes);
        }
        sent.rest = sent.frames < frames.size() ? Sent::Rest::NoRoom : Sent::Rest::None;
        return sent;
    }
    bool sendOrDrop(PortId, Bytes) override { return false; }
    std::map<PortId, std::size_t> room = {{1, 1000}, {2, 1000}};
    std::map<PortId, QByteArray> taken;

private:
    static QByteArray text(Bytes bytes) {
        return {reinterpret_cast<const char*>(bytes.data()), static_cast<qsizetype>(bytes.size())};
    }
};

} // namespace

/// A wire passes on the frames that come out of one device, in order, and reports those that it drops.
class WireTest : public QObject {
    Q_OBJECT

    Ports ports_;
    std::shared_ptr<InjectionLog> log_;
    std::unique_ptr<Wire> wire_;

    void make(Wire::Way way = Wire::Way::Both, std::size_t queue = 3) {
        ports_ = {};
        log_ = std::make_shared<InjectionLog>();
        wire_ = std::make_unique<Wire>(Wire::Ends{.first = 1, .names = {"west0", "east0"}, .way = way, .queue = queue},
                                       log_);
        open(1, "west0");
        open(2, "east0");
    }
    void open(PortId port, const char* name, LinkType linkType = LinkType::Ethernet, bool isAttached = true) {
        wire_->onPort(port, Open, {.name = name, .linkType = linkType, .isAttached = isAttached, .sends = true});
    }
    /// Receives a frame for each letter.
    void receive(PortId port, std::string_view letters, Direction direction = Direction::Outbound) {
        std::vector<Frame> frames;
        for (const char& letter : letters)
            frames.push_back(
                {.bytes = std::as_bytes(std::span(&letter, 1)), .originalLength = 1, .direction = direction});
        wire_->onFrames(port, frames, ports_);
    }
    void runUntilIdle() {
        while (wire_->due())
            wire_->run({}, ports_);
    }
    std::uint64_t leftOut() const {
        std::uint64_t all = 0;
        for (const auto& [reason, frames] : log_->leftOut())
            all += frames;
        return all;
    }

private slots:
    void passesBothWays() {
        make();
        receive(1, "abc");
        receive(2, "xyz");
        receive(3, "!");
        QCOMPARE(ports_.taken[2], QByteArray("abc"));
        QCOMPARE(ports_.taken[1], QByteArray("xyz"));
        QCOMPARE(leftOut(), 0U);
    }

    void passesOneWay_data() {
        QTest::addColumn<Wire::Way>("way");
        QTest::addColumn<QByteArray>("east");
        QTest::addColumn<QByteArray>("west");
        QTest::newRow("forth") << Wire::Way::Forth << QByteArray("a") << QByteArray();
        QTest::newRow("back") << Wire::Way::Back << QByteArray() << QByteArray("x");
    }
    void passesOneWay() {
        QFETCH(const Wire::Way, way);
        QFETCH(const QByteArray, east);
        QFETCH(const QByteArray, west);
        make(way);
        receive(1, "a");
        receive(2, "x");
        QCOMPARE(ports_.taken[2], east);
        QCOMPARE(ports_.taken[1], west);
    }

    void whatWaitsStaysInOrder() {
        make();
        ports_.room[2] = 1;
        receive(1, "abc");
        receive(1, "d");
        QCOMPARE(ports_.taken[2], QByteArray("a"));
        QVERIFY(wire_->due());
        ports_.room[2] = 1000;
        receive(1, "e"); // after the waiting frames, whose number is at its limit
        runUntilIdle();
        QCOMPARE(ports_.taken[2], QByteArray("abcd"));
        QCOMPARE(leftOut(), 1U);
    }

    void anInterfaceThatIsMonitoredPassesOnlyWhatCameIn() {
        make();
        wire_->onPort(1, Closed, {.name = "west0"});
        open(1, "west0", LinkType::Ethernet, false);
        receive(1, "a", Direction::Inbound);
        receive(1, "b", Direction::Outbound); // a frame of the host, or of the wire itself
        QCOMPARE(ports_.taken[2], QByteArray("a"));
    }

    void framesForADeviceThatIsGoneAreCounted() {
        make();
        ports_.room[2] = 0;
        receive(1, "ab");
        wire_->onPort(2, Waiting, {.name = "east0"});
        receive(1, "c");
        QCOMPARE(leftOut(), 3U);
        QVERIFY(!wire_->due());
        ports_.room[2] = 1000;
        open(2, "east0");
        receive(1, "d");
        QCOMPARE(ports_.taken[2], QByteArray("d"));
    }

    void differentLinkTypesAreTold() {
        make();
        wire_->onPort(2, Closed, {.name = "east0"});
        open(2, "east0", LinkType::Raw);
        QVERIFY(!log_->isComplete());
        receive(1, "a");
        QCOMPARE(ports_.taken[2], QByteArray());
        QCOMPARE(leftOut(), 1U);
    }
};

QTEST_APPLESS_MAIN(WireTest)
#include "wire_test.moc"
