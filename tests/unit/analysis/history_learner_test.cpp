#include <decode/dissector.h>
#include <decode/hang_watch.h>
#include <store/frame_reader.h>
#include <store/recording.h>

#include <QTemporaryDir>
#include <QTest>

#include <analysis/history_learner.h>

#include <array>
#include <atomic>
#include <semaphore>
#include <thread>

using namespace tapscope;

namespace {

/// Numbers the frames that it sees.
class Counter final : public Decoder {
public:
    struct Seen final : ConversationState {
        Seen() { ++states; }
        ~Seen() override { --states; }
        std::uint64_t frames = 0;
    };
    static inline std::atomic<int> states = 0; ///< that exist
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override {
        static constexpr std::array fields = {
            FieldInfo{.name = "counter.seen", .title = "Frames seen", .fromHistory = true}};
        static constexpr std::array hooks = {Hook{"linktype", 1}};
        static const ProtocolInfo info{.abbreviation = "counter",
                                       .title = "Counter",
                                       .column = "COUNTER",
                                       .fields = fields,
                                       .hooks = hooks,
                                       .learns = true};
        return info;
    }
    void decode(ByteReader& bytes, Dissection& d) const override {
        bytes.skip(bytes.remaining());
        if (d.isLearning())
            d.remember(++d.captureWide<Seen>().frames);
        if (const auto seen = d.recall<std::uint64_t>())
            d.add(0, {}, *seen);
    }
};

/// Does not return from decode() until the test lets it.
class Stuck final : public Decoder {
public:
    mutable std::counting_semaphore<> isIn{0}, mayLeave{0};

    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override {
        static constexpr std::array hooks = {Hook{"linktype", 1}};
        static const ProtocolInfo info{
            .abbreviation = "stuck", .title = "Stuck", .column = "STUCK", .hooks = hooks, .learns = true};
        return info;
    }
    void decode(ByteReader&, Dissection&) const override {
        isIn.release();
        mayLeave.acquire();
    }
};

} // namespace

class HistoryLearnerTest : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;
    Counter counter_;
    DecoderRegistry registry_;
    std::shared_ptr<Recording> recording_;
    std::shared_ptr<const FrameStore> store_;

    const std::array<std::byte, 60> frame_{};

    void append(std::size_t frames) {
        for (std::size_t i = 0; i < frames; ++i)
            QVERIFY(recording_->append(
                {.time = Timestamp(std::chrono::nanoseconds(1)), .bytes = frame_, .originalLength = 60}));
        QVERIFY(recording_->settle(std::chrono::seconds(10)));
    }
    std::uint64_t seen(const History& history, FrameNumber number) {
        FrameReader reader(store_);
        return seen(history, *reader.read(number));
    }
    std::uint64_t seen(const History& history, const Frame& frame) {
        Dissection dissection;
        Dissector(registry_).dissect(frame, DissectionPlan::tree(registry_), dissection, {.history = &history});
        const auto field = registry_.find("counter.seen").front();
        const auto found = std::ranges::find(dissection.fields(), field, &FieldValue::field);
        return found == dissection.fields().end() ? 0 : found->number;
    }

private slots:
    void initTestCase() { QVERIFY(registry_.add(counter_)); }
    void init() {
        auto made = Recording::create(folder_.filePath(QTest::currentTestFunction()).toStdString());
        QVERIFY(made);
        recording_ = *made;
        store_ = recording_->store();
        QVERIFY(recording_->addInterface({}));
    }

    void learnsWhatIsThereAndWhatComes() {
        append(5000);
        HistoryLearner learner(store_, registry_);
        QVERIFY(learner.waitFor(5000, {}));
        QCOMPARE(seen(*learner.history(), 5000), 5000U);
        append(3);
        QVERIFY(learner.waitFor(5003, {}));
        QCOMPARE(seen(*learner.history(), 5002), 5002U);
    }

    void factsOfARingGoWithItsFiles() {
        const auto ring = Recording::create(folder_.filePath("ring.pcapng").toStdString(),
                                            {.ring = {.frames = FactPage::frames, .files = 1}});
        QVERIFY(ring);
        recording_ = *ring;
        store_ = recording_->store();
        QVERIFY(recording_->addInterface({}));
        append(10);
        HistoryLearner learner(store_, registry_);
        QVERIFY(learner.waitFor(10, {}));
        const Frame first{.number = 1, .bytes = frame_, .originalLength = 60};
        QCOMPARE(seen(*learner.history(), first), 1U);
        append(FactPage::frames + 10);
        QVERIFY(store_->first() > FactPage::frames);
        QVERIFY(learner.waitFor(store_->count(), {}));
        QCOMPARE(seen(*learner.history(), first), 0U);
        QVERIFY(seen(*learner.history(), store_->count()) >
                10); // frames that went before they were read are not counted
    }

    void statesGoWhenNoFrameFollows() {
        append(10);
        HistoryLearner learner(store_, registry_);
        QVERIFY(learner.waitFor(10, {}));
        QCOMPARE(Counter::states.load(), 1);
        recording_->finish({});
        QVERIFY(recording_->settle(std::chrono::seconds(10)));
        QVERIFY(store_->wholeFile());
        learner.proceed();
        QTRY_COMPARE(Counter::states.load(), 0);
        QCOMPARE(seen(*learner.history(), 10), 10U);
    }

    void waitingForFramesThatAreNotThereEndsAtOnce() {
        HistoryLearner learner(store_, registry_);
        QVERIFY(learner.waitFor(1'000'000, {}));
    }

    void theHistoryOutlivesTheLearner() {
        append(10);
        std::shared_ptr<const History> history;
        {
            HistoryLearner learner(store_, registry_);
            QVERIFY(learner.waitFor(10, {}));
            history = learner.history();
        }
        QCOMPARE(seen(*history, 10), 10U);
    }

    /// Its thread is abandoned, and the registry waits for it at the end.
    void aHangingDecoderBlocksNothing() {
        append(2);
        const Stuck stuck;
        auto registry = std::make_unique<DecoderRegistry>();
        QVERIFY(registry->add(stuck));
        auto learner = std::make_unique<HistoryLearner>(store_, *registry);
        stuck.isIn.acquire();
        const auto history = learner->history();
        std::stop_source enough;
        std::jthread waiting([&, &all = *learner] { QVERIFY(!all.waitFor(2, enough.get_token())); });
        enough.request_stop();
        waiting.join();
        learner.reset();
        QCOMPARE(history->learned(), 0U);
        QCOMPARE(decodersAtWork(*registry), std::vector<std::string_view>{"stuck"});
        std::jthread end([&] { registry.reset(); });
        stuck.mayLeave.release(); // for the first frame; there is no second one
        end.join();
        QVERIFY(!stuck.isIn.try_acquire());
    }

    void endsInTheMiddleOfALargeCapture() {
        append(200'000);
        auto learner = std::make_unique<HistoryLearner>(store_, registry_);
        const auto history = learner->history();
        QTRY_VERIFY(history->learned() > 0);
        learner.reset();
        QVERIFY(history->learned() <= 200'000);
    }
};

QTEST_GUILESS_MAIN(HistoryLearnerTest)
#include "history_learner_test.moc"
