#include "learned_frames.h"

#include <QTest>

#include <array>
#include <memory>

using namespace tapscope;
using namespace tapscope::test;

/// Facts about frames, packed and unpacked: how much memory they take, and when they go.
class HistoryFactsTest : public QObject, private LearnedFrames {
    Q_OBJECT

private slots:
    void init() { clear(); }

    /// Facts that were shown stay. Facts without room are not kept, and the history reports from which frame on they
    /// are missing. Facts that are forgotten make room.
    void factsHaveACeiling() {
        constexpr int facts = 7;
        constexpr std::size_t enough =
            History::maximumFactMemory / (facts * sizeof(Transport::Filling)) + 2 * FactPage::frames;
        for (std::size_t i = 0; i < enough; ++i)
            add(1, 80, Transport::Fill, facts);
        History history;
        QCOMPARE(history.incompleteFrom(), FrameNumber{0});
        learn(history);
        const FrameNumber first = history.incompleteFrom();
        QVERIFY(first > 1 && first < enough);
        QVERIFY(history.factMemory() < History::maximumFactMemory + FactPage::maximumFacts * sizeof(LearnedFact));
        QCOMPARE(told(1, &history), QString("1.1:usual"));
        QCOMPARE(told(first - 1, &history), QString("1.%1:usual").arg(first - 1));
        QCOMPARE(told(enough, &history), QString("usual"));
        QCOMPARE(history.learned(), FrameNumber{enough});
        history.forgetBefore(first - 1);
        QCOMPARE(history.incompleteFrom(), first);
        history.forgetBefore(first + 1);
        QCOMPARE(history.incompleteFrom(), first + 1);
        add(1, 80);
        learn(history);
        QCOMPARE(told(enough + 1, &history), QString("1.%1:usual").arg(enough + 1));
        history.forgetBefore(enough); // the last frame without its facts
        QCOMPARE(history.incompleteFrom(), FrameNumber{enough});
        history.forgetBefore(enough + 1);
        QCOMPARE(history.incompleteFrom(), FrameNumber{0});
    }

    /// Frames with very many facts take the room of the frames around them, not of others.
    void thePageThatGrowsHasACeiling() {
        constexpr int facts = 64;
        const FrameNumber most = FactPage::maximumFacts / facts;
        for (FrameNumber number = 1; number <= FactPage::frames; ++number)
            add(1, 80, number <= most + 10 ? Transport::Fill : Transport::None, facts);
        add(1, 80);
        History history;
        learn(history);
        QVERIFY(history.incompleteFrom() > most / 2 && history.incompleteFrom() <= most);
        QCOMPARE(told(FactPage::frames + 1, &history), QString("1.%1:usual").arg(FactPage::frames + 1));
    }

    /// A page is packed when the next one begins: frames with no facts, with few, with many, with those of others.
    void packedFactsAreTheSame() {
        constexpr std::array fillings = {1, 2, 9, 64, 150};
        std::array<int, 3> counts{};
        std::vector<QString> expected;
        for (FrameNumber number = 1; number <= 2 * FactPage::frames + 100; ++number) {
            const auto conversation = static_cast<int>(number / 3 % 3);
            const bool isFilled = number % 1000 == 7;
            add(1 + conversation, 80, isFilled ? Transport::Fill : Transport::None,
                fillings[number / 1000 % fillings.size()]);
            expected.push_back(QString("%1").arg(++counts[static_cast<std::size_t>(conversation)]));
        }
        History history;
        learn(history);
        const HistoryView view(&history);
        for (FrameNumber number = 1; number <= frames_.size(); number += number % 1000 == 7 ? 1 : 3)
            QCOMPARE(told(number, view).section('.', 1, 1).section(':', 0, 0), expected[number - 1]);
        for (FrameNumber number = 7; number <= frames_.size(); number += 1000)
            QCOMPARE(this->number("transport.filled", number, view), fillings[number / 1000 % fillings.size()]);
        QCOMPARE(history.incompleteFrom(), FrameNumber{0});
        QVERIFY(history.factMemory() > 0);
        QVERIFY(history.factMemory() < 2 * FactPage::frames * 8);
    }

    /// What is the same with and without reassembly is kept once.
    void aSecondHistorySharesFacts() {
        constexpr FrameNumber count = 2 * FactPage::frames;
        for (FrameNumber number = 1; number <= count; ++number)
            add(1, 80, number % 5000 == 0 ? Transport::Join : Transport::None);
        const auto plain = std::make_shared<History>();
        learn(*plain);
        plain->finish();
        History joined(ReassemblyLimits{}, plain), alone(ReassemblyLimits{});
        for (History* const each : {&joined, &alone}) {
            learn(*each);
            each->finish();
            for (const FrameNumber number : {FrameNumber{1}, FrameNumber{4999}, FrameNumber{5000}, FrameNumber{5001},
                                             FactPage::frames, FactPage::frames + 1, count})
                QCOMPARE(told(number, each), QString("1.%1:usual").arg(number));
            QCOMPARE(number("transport.joined", 5000, each), 1024);
            QCOMPARE(number("transport.joined", 5001, each), -1);
        }
        QCOMPARE(number("transport.joined", 5000, plain.get()), -1);
        QVERIFY(joined.factMemory() < alone.factMemory() / 10);
        joined.forgetBefore(FactPage::frames + 1);
        QCOMPARE(told(FactPage::frames, &joined), QString("usual"));
        QCOMPARE(told(count, &joined), QString("1.%1:usual").arg(count));
    }

    /// A ring of files that runs for days reassembles as long as it runs.
    void reassembledDataOfForgottenFramesMakesRoom() {
        for (int i = 0; i < 10; ++i)
            add(1, 80, Transport::Join);
        History history(ReassemblyLimits{.whole = 5000});
        learn(history);
        QCOMPARE(number("transport.joined", 1, &history), 1024);
        QCOMPARE(number("transport.joined", 10, &history), -1); // there was no room
        history.forgetBefore(10);
        QCOMPARE(number("transport.joined", 1, &history), 0);
        add(1, 80, Transport::Join);
        learn(history);
        QCOMPARE(number("transport.joined", 11, &history), 1024);
    }

    void whatWasLearnedStaysWhenNoFrameFollows() {
        add(1, 80);
        add(1, 80);
        History history;
        learn(history);
        history.finish();
        QCOMPARE(told(1, &history), QString("1.1:usual"));
        QCOMPARE(told(2, &history), QString("1.2:usual"));
    }

    /// Frames of a ring of files go, and the facts about them with them.
    void factsOfForgottenFramesGo_data() {
        QTest::addColumn<bool>("isPacked");
        QTest::newRow("packed") << true;
        QTest::newRow("unpacked") << false;
    }
    void factsOfForgottenFramesGo() {
        QFETCH(bool, isPacked);
        const FrameNumber second = FactPage::frames + 1, third = 2 * FactPage::frames + 1;
        for (FrameNumber number = 1; number <= third; ++number)
            add(1, 80);
        History history(isPacked ? History::Facts::Packed : History::Facts::Unpacked);
        learn(history);
        const HistoryView earlier(&history);
        history.forgetBefore(second + 5);
        QCOMPARE(told(second - 1, &history), QString("usual"));
        QCOMPARE(told(second, &history), QString("1.%1:usual").arg(second)); // its page has frames that still exist
        QCOMPARE(told(third, &history), QString("1.%1:usual").arg(third));
        QCOMPARE(told(1, earlier), QString("1.1:usual"));
        history.forgetBefore(third + 10 * FactPage::frames); // of frames that do not exist yet
        QCOMPARE(told(second, &history), QString("usual"));
        add(1, 80);
        learn(history);
        QCOMPARE(told(third + 1, &history), QString("1.%1:usual").arg(third + 1));
    }

    /// Unpacked facts have no ceiling but that of their pages. When earlier ones are forgotten, there is room again.
    void unpackedFactsHaveACeiling() {
        const FrameNumber most = FactPage::frames * History::maximumUnpackedPages;
        for (FrameNumber number = 1; number <= most + 1; ++number)
            add(1, 80);
        History history(History::Facts::Unpacked);
        learn(history);
        QCOMPARE(history.incompleteFrom(), most + 1);
        QCOMPARE(told(most, &history), QString("1.%1:usual").arg(most));
        history.forgetBefore(most + 1);
        QCOMPARE(history.incompleteFrom(), most + 1);
        add(1, 80);
        learn(history);
        QCOMPARE(told(most + 2, &history), QString("1.%1:usual").arg(most + 2));
        QCOMPARE(history.factMemory(), std::size_t{0});
    }
};

QTEST_APPLESS_MAIN(HistoryFactsTest)
#include "history_facts_test.moc"
