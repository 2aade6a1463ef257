#include <decode/dissector.h>
#include <decode/hang_watch.h>

#include <QTest>

#include <array>
#include <semaphore>
#include <thread>

using namespace tapscope;

namespace {

/// Reports when it is in decode(), and does not return until the test lets it.
class Waiting final : public Decoder {
public:
    mutable std::counting_semaphore<> isIn{0}, mayLeave{0};

    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override {
        static constexpr std::array hooks = {Hook{"outer", 1}};
        static const ProtocolInfo info{
            .abbreviation = "waiting", .title = "Waiting", .column = "WAITING", .hooks = hooks};
        return info;
    }
    void decode(ByteReader& bytes, Dissection&) const override {
        bytes.skip(bytes.remaining());
        stay();
    }
    [[nodiscard]] bool accepts(Bytes bytes, Claim) const override {
        if (bytes[0] == std::byte{1}) // in accepts(), too
            stay();
        return true;
    }

private:
    void stay() const {
        isIn.release();
        mayLeave.acquire();
    }
};

/// Passes everything to the other decoder.
class Outer final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override {
        static constexpr std::array hooks = {Hook{"linktype", 1}};
        static constexpr std::array<std::string_view, 1> tables = {"outer"};
        static const ProtocolInfo info{
            .abbreviation = "outer", .title = "Outer", .column = "OUTER", .hooks = hooks, .tables = tables};
        return info;
    }
    void decode(ByteReader& bytes, Dissection& d) const override { d.next(0, 1, bytes); }
};

using Names = std::vector<std::string_view>;

} // namespace

class HangWatchTest : public QObject {
    Q_OBJECT

private slots:
    void aDecoderThatDoesNotReturnIsLeftOut_data() {
        QTest::addColumn<int>("octet");
        QTest::newRow("decode") << 0;
        QTest::newRow("accepts, which another one waits for") << 1;
    }
    void aDecoderThatDoesNotReturnIsLeftOut() {
        QFETCH(int, octet);
        const Waiting waiting;
        const Outer outer;
        DecoderRegistry registry;
        QVERIFY(registry.add(outer) && registry.add(waiting));
        const auto plan = DissectionPlan::tree(registry);
        const std::array bytes = {static_cast<std::byte>(octet), std::byte{7}};
        const auto names = [&] {
            Dissection dissection;
            Dissector(registry).dissect({.number = 1, .bytes = bytes, .originalLength = 2}, plan, dissection);
            Names all;
            for (const Layer& layer : dissection.layers())
                all.push_back(layer.name);
            return all;
        };
        constexpr unsigned limit = 3;
        HangWatch watch(limit);
        QCOMPARE(watch.check(registry), Names{});
        Names decoded;
        std::jthread thread([&] { decoded = names(); });
        waiting.isIn.acquire();
        QCOMPARE(decodersAtWork(registry), Names{"waiting"});
        for (unsigned i = 1; i < limit; ++i)
            QCOMPARE(watch.check(registry), Names{});
        QCOMPARE(registry.failedDecoders(), Names{});
        QCOMPARE(watch.check(registry), Names{"waiting"});
        QCOMPARE(watch.check(registry), Names{}); // once
        QCOMPARE(registry.failedDecoders(), Names{"waiting"});
        QCOMPARE(names(), (Names{"frame", "outer", "data"})); // the other decoders continue
        if (octet == 1)
            waiting.mayLeave.release(); // it accepts the frame, and is called once more
        waiting.mayLeave.release();
        thread.join();
        QCOMPARE(decodersAtWork(registry), Names{});
        QCOMPARE(decoded, (Names{"frame", "outer", "waiting"}));
    }

    /// The time of each call counts from its own beginning.
    void aSlowDecoderIsNotAccused() {
        const Waiting waiting;
        const Outer outer;
        DecoderRegistry registry;
        QVERIFY(registry.add(outer) && registry.add(waiting));
        const auto plan = DissectionPlan::tree(registry);
        const std::array bytes = {std::byte{0}, std::byte{7}};
        HangWatch watch(2);
        std::jthread thread([&](const std::stop_token& stop) {
            Dissection dissection;
            while (!stop.stop_requested())
                Dissector(registry).dissect({.number = 1, .bytes = bytes, .originalLength = 2}, plan, dissection);
        });
        for (int i = 0; i < 10; ++i) {
            waiting.isIn.acquire();
            QCOMPARE(watch.check(registry), Names{});
            waiting.mayLeave.release();
        }
        thread.request_stop();
        waiting.mayLeave.release(); // if it is called once more
    }
};

QTEST_APPLESS_MAIN(HangWatchTest)
#include "hang_watch_test.moc"
