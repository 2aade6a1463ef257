#include <store/recording.h>

#include <QTemporaryDir>
#include <QTest>

#include <scan/store_scan.h>

#include <atomic>
#include <numeric>
#include <vector>

using namespace tapscope;

using Numbers = std::vector<FrameNumber>;
using Next = StoreScan::Next;

/// A scan of a store on several threads: each frame once and in order, whatever the threads do.
class StoreScanTest : public QObject {
    Q_OBJECT

    static constexpr FrameNumber frames = 50'000;
    QTemporaryDir folder_;
    std::shared_ptr<Recording> recording_;
    std::shared_ptr<const FrameStore> store_;

    /// Delivers the numbers of the frames it was given; `take` returns whether to continue after a part.
    static Result<void> collect(
        const StoreScan& scan, Numbers& delivered,
        const std::function<Result<Next>()>& take = [] { return Next::GoOn; }) {
        return scan.run([&] {
            return [&](const ScanPart& part, FrameReader& reader) {
                Numbers numbers;
                for (std::size_t i = 0; i < part.size(); ++i) {
                    const auto frame = reader.read(part[i]);
                    numbers.push_back(frame && frame->bytes.size() == 60 + part[i] % 7 ? frame->number : 0);
                }
                return StoreScan::Delivery([&, numbers = std::move(numbers)] {
                    delivered.insert(delivered.end(), numbers.begin(), numbers.end());
                    return take();
                });
            };
        });
    }
    static Numbers numbersFrom(FrameNumber first, FrameNumber last) {
        Numbers numbers(last - first + 1);
        std::iota(numbers.begin(), numbers.end(), first);
        return numbers;
    }

private slots:
    void initTestCase() {
        auto made = Recording::create(folder_.filePath("frames.pcapng").toStdString());
        QVERIFY(made);
        recording_ = std::move(*made);
        store_ = recording_->store();
        QVERIFY(recording_->addInterface({}));
        const std::vector<std::byte> bytes(66, std::byte{7});
        for (FrameNumber number = 1; number <= frames; ++number)
            QVERIFY(recording_->append({.bytes = Bytes(bytes).first(60 + number % 7), .originalLength = 66}));
        QVERIFY(recording_->settle(std::chrono::seconds(10)));
    }

    void deliversAllFramesInOrder_data() {
        QTest::addColumn<unsigned>("threads");
        QTest::addColumn<quint64>("first");
        QTest::addColumn<quint64>("last");
        QTest::addColumn<bool>("isDescending");
        for (const unsigned threads : {1U, 2U, 7U}) {
            QTest::addRow("all, %u threads", threads) << threads << quint64{1} << quint64{0} << false;
            QTest::addRow("backward, %u threads", threads) << threads << quint64{1} << quint64{0} << true;
            QTest::addRow("a stretch, %u threads", threads) << threads << quint64{17} << quint64{30'001} << false;
            QTest::addRow("a stretch backward, %u threads", threads)
                << threads << quint64{9} << quint64{20'000} << true;
        }
        QTest::newRow("one frame") << 4U << quint64{5} << quint64{5} << false;
    }
    void deliversAllFramesInOrder() {
        QFETCH(unsigned, threads);
        QFETCH(quint64, first);
        QFETCH(quint64, last);
        QFETCH(bool, isDescending);
        Numbers expected = numbersFrom(first, last == 0 ? frames : last);
        if (isDescending)
            std::ranges::reverse(expected);
        FrameNumber done = 0, total = 0;
        Numbers delivered;
        QVERIFY(collect({.store = store_,
                         .first = first,
                         .last = last,
                         .order = isDescending ? StoreScan::Order::Descending : StoreScan::Order::Ascending,
                         .threads = threads,
                         .progress =
                             [&](FrameNumber doneNow, FrameNumber all) {
                                 QVERIFY(doneNow > done);
                                 done = doneNow;
                                 total = all;
                             }},
                        delivered));
        QCOMPARE(delivered, expected);
        QCOMPARE(done, static_cast<FrameNumber>(expected.size()));
        QCOMPARE(total, done);
    }

    void takesChosenFramesOnly() {
        Numbers chosen;
        for (FrameNumber number = 3; number <= frames; number += 3)
            chosen.push_back(number);
        Numbers delivered;
        QVERIFY(collect({.store = store_, .chosen = chosen, .threads = 3}, delivered));
        QCOMPARE(delivered, chosen);
        delivered.clear();
        QVERIFY(collect({.store = store_, .chosen = Numbers{}, .threads = 3}, delivered));
        QVERIFY(delivered.empty());
    }

    void endsWhenADeliverySaysSo() {
        Numbers delivered;
        QVERIFY(collect({.store = store_, .threads = 3}, delivered,
                        [&] { return delivered.size() > 1000 ? Next::Enough : Next::GoOn; }));
        QVERIFY(delivered.size() > 1000 && delivered.size() < frames);
        QCOMPARE(delivered, numbersFrom(1, delivered.size()));

        delivered.clear();
        const auto failed = collect({.store = store_, .threads = 3}, delivered, [&]() -> Result<Next> {
            return failure(ErrorKind::Invalid, "take", "a part", "it is the first");
        });
        QVERIFY(!failed);
        QCOMPARE(failed.error().kind, ErrorKind::Invalid);
        QVERIFY(delivered.size() < frames);
    }

    void canBeCancelled() {
        std::stop_source stop;
        Numbers delivered;
        const auto cancelled =
            collect({.store = store_, .threads = 3, .stop = stop.get_token()}, delivered, [&]() -> Result<Next> {
                stop.request_stop();
                return Next::GoOn;
            });
        QVERIFY(!cancelled);
        QCOMPARE(cancelled.error().kind, ErrorKind::Cancelled);
        QVERIFY(delivered.size() < frames);
    }

    void examinesNothingThatIsNotReady() {
        std::atomic<FrameNumber> asked = 0;
        Numbers delivered;
        const auto stopped = collect({.store = store_,
                                      .threads = 2,
                                      .ready =
                                          [&](FrameNumber last, const std::stop_token&) {
                                              asked = std::max<FrameNumber>(asked, last);
                                              return last < 10'000;
                                          }},
                                     delivered);
        QVERIFY(!stopped);
        QCOMPARE(stopped.error().kind, ErrorKind::Cancelled);
        QVERIFY(asked >= 10'000);
        QCOMPARE(delivered, numbersFrom(1, delivered.size()));
        QVERIFY(delivered.size() < 10'000);
    }
};

QTEST_GUILESS_MAIN(StoreScanTest)
#include "store_scan_test.moc"
