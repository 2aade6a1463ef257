#include <QTest>

#include <kept_rounds.h>

#include <array>

using namespace tapscope;
using namespace std::chrono_literals;

/// The later rounds of a replay, whose frames were read in the first one.
class KeptRoundsTest : public QObject {
    Q_OBJECT

    const std::array<std::byte, 60> bytes_{};

    /// Batches of one frame, due at 0 ms, 1 ms, …
    [[nodiscard]] std::vector<std::shared_ptr<ReplayBatch>> batches(int count) const {
        std::vector<std::shared_ptr<ReplayBatch>> all;
        for (int i = 0; i < count; ++i) {
            all.push_back(std::make_shared<ReplayBatch>());
            if (!all.back()->add({.bytes = bytes_, .offload = {}, .due = i * 1ms}, LinkType::Ethernet))
                qFatal("the batch is full");
        }
        return all;
    }

private slots:
    void theSameFramesAreDueLaterInEachRound() {
        KeptRounds rounds(batches(2), 10ms, 3, std::make_shared<InjectionLog>());
        std::vector<long> due; // milliseconds
        ReplayTurn turn;
        while (rounds.next(turn)) {
            QCOMPARE(turn.batch->frames().size(), std::size_t{1});
            due.push_back(turn.due(0) / 1ms);
        }
        QCOMPARE(due, (std::vector<long>{10, 11, 20, 21})); // the first round was sent as it was read
        QVERIFY(!rounds.hasMore());
    }

    void endlessRoundsGoOn() {
        KeptRounds rounds(batches(1), 10ms, 0, std::make_shared<InjectionLog>());
        ReplayTurn turn;
        for (int i = 0; i < 1000; ++i)
            QVERIFY(rounds.next(turn));
        QCOMPARE(turn.due(0), std::chrono::nanoseconds(10s));
        QVERIFY(rounds.hasMore());
    }

    void dueTimesStayInRange() {
        KeptRounds rounds(batches(1), ReplayPlan::latest - 1ns, 0, std::make_shared<InjectionLog>());
        ReplayTurn turn;
        for (int i = 0; i < 3; ++i)
            QVERIFY(rounds.next(turn));
        QCOMPARE(turn.due(0), ReplayPlan::latest);
    }

    void framesThatAreLeftOutAreCountedInEachRound() {
        const auto log = std::make_shared<InjectionLog>();
        log->leftOut("too long", 2);
        KeptRounds rounds(batches(3), 10ms, 4, log);
        ReplayTurn turn;
        while (rounds.next(turn)) {
        }
        QCOMPARE(log->leftOut().at("too long"), std::uint64_t{8});
    }
};

QTEST_GUILESS_MAIN(KeptRoundsTest)
#include "kept_rounds_test.moc"
