#include "tcp_stream.h"

#include <QTest>

using namespace tapscope;
using namespace tapscope::tcp;

namespace {

/// A connection that is fed segment by segment; each takes a millisecond.
class Connection {
public:
    Connection() {
        say(Way::Up, {.sequence = 999, .flags = syn, .window = 64000, .windowShift = 7});
        say(Way::Down,
            {.sequence = 4999, .acknowledgment = 1000, .flags = syn | ack, .window = 65000, .windowShift = 7});
        say(Way::Up, {.sequence = 1000, .acknowledgment = 5000, .flags = ack, .window = 500});
    }
    Stream::Verdict say(Way way, Segment segment, std::chrono::milliseconds after = std::chrono::milliseconds(1)) {
        time_ += after;
        segment.frame = ++frame_;
        segment.time = time_;
        return stream_.add(segment, way);
    }
    Stream::Verdict client(std::uint32_t sequence, std::uint32_t length, std::chrono::milliseconds after = {}) {
        return say(Way::Up,
                   {.sequence = sequence, .acknowledgment = 5000, .length = length, .flags = ack, .window = 500},
                   std::chrono::milliseconds(1) + after);
    }
    Stream::Verdict answer(std::uint32_t acknowledgment, std::uint32_t window = 500) {
        return say(Way::Down, {.sequence = 5000, .acknowledgment = acknowledgment, .flags = ack, .window = window});
    }
    [[nodiscard]] FrameNumber frame() const { return frame_; }
    [[nodiscard]] const Stream& stream() const { return stream_; }

private:
    Stream stream_;
    Timestamp time_{std::chrono::seconds(1'700'000'000)};
    FrameNumber frame_ = 0;
};

} // namespace

/// The analysis of a connection, segment by segment.
class TcpStreamTest : public QObject {
    Q_OBJECT

private slots:
    void countsFromTheFirstSegments() {
        Connection connection;
        const auto verdict = connection.client(1000, 10);
        QCOMPARE(verdict.facts.baseSequence, 999U);
        QCOMPARE(verdict.facts.baseAcknowledgment, 4999U);
        QCOMPARE(int(verdict.facts.windowShift), 7);
        QCOMPARE(int(verdict.facts.findings), 0);
        QCOMPARE(verdict.details.bytesInFlightOrCount, 10U);
    }

    void tellsWhichFrameIsAcknowledgedAndHowLongItTook() {
        Connection connection;
        connection.client(1000, 10);
        const auto sent = connection.frame();
        const auto verdict = connection.answer(1010);
        QCOMPARE(verdict.details.ackedFrame, std::uint32_t(sent));
        QCOMPARE(verdict.details.roundTrip[0], 1'000'000U);
    }

    void knowsARetransmissionByItsDelay() {
        Connection connection;
        connection.client(1000, 10);
        const auto first = connection.frame();
        const auto verdict = connection.client(1000, 10, std::chrono::milliseconds(300));
        QCOMPARE(int(verdict.facts.findings), int(Retransmission));
        QCOMPARE(verdict.details.relatedFrame, std::uint32_t(first));
    }

    void callsSpuriousWhatWasAcknowledgedBefore() {
        Connection connection;
        connection.client(1000, 10);
        connection.answer(1010);
        QCOMPARE(int(connection.client(1000, 10, std::chrono::milliseconds(300)).facts.findings),
                 int(SpuriousRetransmission));
    }

    void countsDuplicateAcknowledgmentsAndKnowsTheFastRetransmissionAfterThem() {
        Connection connection;
        connection.client(1000, 10);
        connection.answer(1010);
        connection.client(1020, 10); // 1010 to 1019 are lost
        connection.answer(1010);
        const auto second = connection.answer(1010);
        QCOMPARE(int(second.facts.findings), int(DuplicateAck));
        QCOMPARE(second.details.bytesInFlightOrCount, 2U);
        QCOMPARE(int(connection.client(1010, 10).facts.findings), int(FastRetransmission));
    }

    void tellsALostSegmentFromOneOutOfOrder() {
        Connection connection;
        connection.client(1000, 10);
        QCOMPARE(int(connection.client(1020, 10).facts.findings), int(LostSegment));
        QCOMPARE(int(connection.client(1010, 10).facts.findings), int(OutOfOrder));
    }

    void earlierCapturedSegmentsAreNotOutOfOrder() {
        Connection connection;
        connection.client(1000, 10);
        connection.client(1020, 10);
        QCOMPARE(int(connection.client(1010, 5, std::chrono::seconds(-5)).facts.findings), int(Retransmission));
    }

    void tellsThatSomethingUnseenIsAcknowledgedOnce() {
        Connection connection;
        connection.client(1000, 10);
        QCOMPARE(int(connection.answer(2000).facts.findings), int(AckedLostSegment));
        QCOMPARE(int(connection.answer(2000).facts.findings), int(DuplicateAck));
    }

    void followsAWindowThatClosesAndOpens() {
        Connection connection;
        connection.client(1000, 10);
        QCOMPARE(int(connection.answer(1010, 0).facts.findings), int(ZeroWindow));
        QCOMPARE(int(connection.client(1010, 1).facts.findings), int(ZeroWindowProbe));
        QCOMPARE(int(connection.answer(1010, 0).facts.findings), ZeroWindow | ZeroWindowProbeAck);
        QCOMPARE(int(connection.answer(1010, 500).facts.findings), int(WindowUpdate));
    }

    void knowsASegmentThatFillsTheWindow() {
        Connection connection;
        connection.answer(1000, 1); // 128 bytes
        QCOMPARE(int(connection.client(1000, 128).facts.findings), int(WindowFull));
    }

    void knowsWhatKeepsAConnectionAlive() {
        Connection connection;
        connection.client(1000, 10);
        connection.answer(1010);
        QCOMPARE(int(connection.client(1009, 0).facts.findings), int(KeepAlive));
        QCOMPARE(int(connection.answer(1010).facts.findings), int(KeepAliveAck));
    }

    void seesAnotherConnectionBetweenTheSamePorts() {
        Connection connection;
        QVERIFY(!connection.stream().isReopenedBy({.sequence = 999, .flags = syn}, Way::Up));
        QVERIFY(connection.stream().isReopenedBy({.sequence = 7, .flags = syn}, Way::Up));
        connection.say(Way::Up, {.sequence = 1000, .acknowledgment = 5000, .flags = rst | ack});
        QVERIFY(connection.stream().isReopenedBy({.sequence = 999, .flags = syn}, Way::Up));
    }

    void countsBeyondTheEndOfTheSequenceNumbers() {
        Stream stream;
        const std::uint32_t last = 0xffff'fffb;
        static_cast<void>(stream.add({.frame = 1, .sequence = last, .length = 10, .flags = ack, .window = 1}, Way::Up));
        const auto verdict =
            stream.add({.frame = 2, .sequence = last + 10, .length = 10, .flags = ack, .window = 1}, Way::Up);
        QCOMPARE(int(verdict.facts.findings), 0);
        QCOMPARE(last + 10 - verdict.facts.baseSequence, 11U);
    }
};

QTEST_APPLESS_MAIN(TcpStreamTest)
#include "tcp_stream_test.moc"
