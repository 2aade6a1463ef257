#include "told_sink.h"

#include <QTest>

#include <source/threaded_port.h>

#include <functional>
#include <semaphore>

using namespace tapscope;
using namespace tapscope::test;

namespace {

using Body = std::function<Result<void>(PortSink& sink, const std::stop_token& stop)>;

class FakeSource final : public BlockingSource {
public:
    explicit FakeSource(Body body) : body_(std::move(body)) {}
    Result<void> run(PortSink& sink, const std::stop_token& stop) override { return body_(sink, stop); }

private:
    Body body_;
};

std::unique_ptr<Port> portOf(Body body, ThreadedPortOptions options = {}) {
    PortFacts facts;
    facts.name = "played0";
    return threadedPort(facts, std::make_unique<FakeSource>(std::move(body)), options).value();
}

/// Delivers one frame, whose bytes are freed afterwards.
void giveFrame(PortSink& sink, const std::string& text, const std::string& comment = {}) {
    const Frame frame{.bytes = std::as_bytes(std::span(text)),
                      .originalLength = static_cast<std::uint32_t>(text.size()),
                      .comment = comment};
    sink.frames(std::span(&frame, 1));
}

} // namespace

/// A source with blocking calls, behind a queue.
class ThreadedPortTest : public QObject {
    Q_OBJECT

private slots:
    void allArrivesInItsOrder() {
        const auto port = portOf([](PortSink& sink, const std::stop_token&) -> Result<void> {
            sink.interface(0, {.name = "tap0"});
            giveFrame(sink, "one", "said");
            sink.gap("cut", 3);
            giveFrame(sink, "two");
            sink.block(10, {});
            return {};
        });
        ToldSink sink;
        QCOMPARE(receiveAll(*port, sink).kind, ErrorKind::Ended);
        QCOMPARE(sink.told,
                 (QStringList{"interface 0 tap0", "frame one // said", "gap cut 3", "frame two", "block 10"}));
    }

    void aFullQueueLetsTheSourceWait() {
        constexpr int count = 2000;
        const auto port = portOf(
            [](PortSink& sink, const std::stop_token&) -> Result<void> {
                for (int i = 0; i < count; ++i)
                    giveFrame(sink, std::to_string(i));
                return {};
            },
            {.queueBytes = 1000});
        ToldSink sink;
        QCOMPARE(receiveAll(*port, sink).kind, ErrorKind::Ended);
        QCOMPARE(sink.told.size(), qsizetype{count});
        for (int i = 0; i < count; ++i)
            QCOMPARE(sink.told[i], "frame " + QString::number(i));
    }

    void framesThatDoNotFitAreCountedIfTheSourceCannotWait() {
        std::binary_semaphore given(0);
        const auto port = portOf(
            [&](PortSink& sink, const std::stop_token&) -> Result<void> {
                for (int i = 0; i < 100; ++i)
                    giveFrame(sink, "frame");
                given.release();
                return {};
            },
            {.queueBytes = 1000, .whenFull = ThreadedPortOptions::WhenFull::Drop});
        given.acquire();
        ToldSink sink;
        QCOMPARE(receiveAll(*port, sink).kind, ErrorKind::Ended);
        QVERIFY(!sink.told.isEmpty() && sink.told.size() < 100);
        QCOMPARE(static_cast<qsizetype>(port->losses().system) + sink.told.size(), qsizetype{100});
    }

    void anErrorComesAfterAllThatWasGiven_data() {
        QTest::addColumn<bool>("throws");
        QTest::newRow("returned") << false;
        QTest::newRow("thrown") << true;
    }
    void anErrorComesAfterAllThatWasGiven() {
        QFETCH(const bool, throws);
        const auto port = portOf([throws](PortSink& sink, const std::stop_token&) -> Result<void> {
            giveFrame(sink, "last");
            if (throws)
                throw std::runtime_error("it broke");
            return failure(ErrorKind::System, "read", "played0", "it broke");
        });
        ToldSink sink;
        const Error error = receiveAll(*port, sink);
        QCOMPARE(error.kind, ErrorKind::System);
        QCOMPARE(error.reason, std::string("it broke"));
        QCOMPARE(sink.told, QStringList{"frame last"});
    }

    void aStopEndsASourceThatWaitsForRoom() {
        std::binary_semaphore ended(0);
        auto port = portOf(
            [&](PortSink& sink, const std::stop_token& stop) -> Result<void> {
                while (!stop.stop_requested())
                    giveFrame(sink, "frame");
                ended.release();
                return {};
            },
            {.queueBytes = 1000});
        port.reset();
        ended.acquire();
    }

    void aSourceThatDoesNotReturnIsLeftBehind() {
        // Both outlive the test, because the thread may still use them after it is released.
        const auto held = std::make_shared<std::binary_semaphore>(0);
        const auto ended = std::make_shared<std::binary_semaphore>(0);
        auto port = portOf([held, ended](PortSink& sink, const std::stop_token&) -> Result<void> {
            held->acquire();
            giveFrame(sink, "too late");
            ended->release();
            return {};
        });
        port.reset(); // returns though run() does not
        held->release();
        ended->acquire();
    }

    /// The engine drains a port when the capture stops. The gap is noted in the file and in the log.
    void aDrainReportsASourceThatDoesNotReturn() {
        const auto held = std::make_shared<std::binary_semaphore>(0);
        const auto ended = std::make_shared<std::binary_semaphore>(0);
        std::binary_semaphore given(0);
        auto port = portOf([held, ended, &given](PortSink& sink, const std::stop_token&) -> Result<void> {
            giveFrame(sink, "one");
            given.release();
            held->acquire();
            ended->release();
            return {};
        });
        given.acquire();
        ToldSink sink;
        port->drain(sink, Port::Clock::now() + std::chrono::seconds(60));
        QCOMPARE(sink.told, (QStringList{"frame one", "gap the source does not return 0"}));
        port.reset();
        held->release();
        ended->acquire();
    }

    void aDrainGivesWhatIsQueued() {
        std::binary_semaphore given(0);
        const auto port = portOf([&](PortSink& sink, const std::stop_token&) -> Result<void> {
            giveFrame(sink, "one");
            giveFrame(sink, "two");
            given.release();
            return {};
        });
        given.acquire();
        ToldSink sink;
        port->drain(sink, Port::Clock::now() + std::chrono::seconds(60));
        QCOMPARE(sink.told, (QStringList{"frame one", "frame two"}));
    }
};

QTEST_GUILESS_MAIN(ThreadedPortTest)
#include "threaded_port_test.moc"
