#include "learned_frames.h"

#include <QTest>

#include <thread>

using namespace tapscope;
using namespace tapscope::test;

/// What frames say after they were learned in order: their conversation, its protocol, and how the user's choices
/// change it.
class HistoryTest : public QObject, private LearnedFrames {
    Q_OBJECT

private slots:
    void init() { clear(); }

    void interfacesMakeConversations_data() {
        QTest::addColumn<QString>("frames"); // source and interface of each
        QTest::addColumn<QString>("streams");
        QTest::newRow("one interface") << "c0 s0 c0" << "1 1 1";
        QTest::newRow("two views") << "c0 c1 s1 s0 c0 c1" << "1 2 2 1 1 2";
        QTest::newRow("a direction each") << "c3 s5 c3 s5" << "1 1 1 1";
        QTest::newRow("a direction each, the answer first") << "s5 c3 s5" << "1 1 1";
        QTest::newRow("three views") << "c0 c1 c2 s2 s1 s0" << "1 2 3 3 2 1";
        QTest::newRow("a second view begins in the middle") << "c0 s0 c0 c1 s1 s0" << "1 1 1 2 2 1";
        QTest::newRow("a direction each, then both") << "c0 s1 c0 s0 c1 c0" << "1 1 1 1 2 1";
    }
    void interfacesMakeConversations() {
        QFETCH(const QString, frames);
        QFETCH(const QString, streams);
        for (const QString& each : frames.split(' ')) {
            const bool isClient = each[0] == 'c';
            add(isClient ? 9 : 80, isClient ? 80 : 9);
            interfaces_.push_back(static_cast<std::uint32_t>(each[1].digitValue()));
        }
        History history;
        learn(history);
        QStringList found;
        for (FrameNumber number = 1; number <= frames_.size(); ++number)
            found << told(number, &history).section('.', 0, 0);
        QCOMPARE(found.join(' '), streams);
    }

    void tellsEachDirectionOfEachConversation() {
        for (int i = 0; i < 3; ++i) {
            add(1000 % 256, 80);
            add(80, 1000 % 256);
            add(7, 80);
        }
        History history;
        QCOMPARE(told(1, &history), QString("usual"));
        learn(history);
        QCOMPARE(history.learned(), FrameNumber{9});
        // With random access, backwards.
        QCOMPARE(told(9, &history), QString("2.3:usual"));
        QCOMPARE(told(8, &history), QString("1.3:data"));
        QCOMPARE(told(1, &history), QString("1.1:usual"));
        QCOMPARE(told(1, nullptr), QString("usual"));
    }

    void aViewHasWhatWasLearnedWhenItWasMade() {
        add(1, 80);
        History history;
        const HistoryView empty(&history);
        learn(history);
        const HistoryView first(&history);
        add(1, 80);
        learn(history);
        QCOMPARE(told(1, empty), QString("usual"));
        QCOMPARE(told(1, first), QString("1.1:usual"));
        QCOMPARE(told(2, first), QString("usual"));
        QCOMPARE(told(2, &history), QString("1.2:usual"));
    }

    void aFrameIsLearnedOnceAndInOrder() {
        add(1, 80);
        add(1, 80);
        History history;
        const auto plan = DissectionPlan::learning(registry_);
        Dissection dissection;
        Dissector(registry_).dissect(frame(2), plan, dissection, {.learning = &history});
        QCOMPARE(history.learned(), FrameNumber{0});
        learn(history);
        Dissector(registry_).dissect(frame(1), plan, dissection, {.learning = &history});
        QCOMPARE(history.learned(), FrameNumber{2});
        QCOMPARE(told(2, &history), QString("1.2:usual"));
    }

    void aConversationKeepsTheProtocolItWasAssigned() {
        add(1, 80);
        add(1, 80, Transport::Assign);
        add(80, 1);
        add(2, 80);
        History history;
        learn(history);
        QVERIFY(told(1, &history).endsWith(":usual"));
        QVERIFY(told(2, &history).endsWith(":special")); // decided by this frame itself
        QVERIFY(told(3, &history).endsWith(":special"));
        QVERIFY(told(4, &history).endsWith(":usual"));
    }

    void aConversationIsTakenFromADecoderThatItDoesNotFit() {
        add(1, 77, Transport::Assign);
        add(1, 77, Transport::None, 0);
        add(1, 77);
        History history;
        learn(history);
        QVERIFY(told(1, &history).endsWith(":special"));
        QVERIFY(told(2, &history).endsWith(":data"));
        QVERIFY(told(3, &history).endsWith(":data"));
    }

    void oneInFiveDatagramsMayBeSomethingElse() {
        add(1, 77, Transport::Assign);
        for (int i = 0; i < 3; ++i)
            add(1, 77);
        for (int i = 0; i < 2; ++i) {
            add(1, 77, Transport::None, 0);
            add(1, 77);
        }
        History history;
        learn(history);
        QVERIFY(told(5, &history).endsWith(":data"));
        QVERIFY(told(6, &history).endsWith(":special"));
        QVERIFY(told(7, &history).endsWith(":data"));
        QVERIFY(told(8, &history).endsWith(":data"));
    }

    void aGuessYieldsToTheProtocolOfThePort() {
        add(1, 250, Transport::None, Application<'s'>::claiming); // claims the conversation itself
        add(250, 1);                                              // no other frame has port 1
        add(80, 250, Transport::None, Application<'s'>::claiming);
        add(250, 80);
        add(250, 80);
        History history;
        learn(history);
        QVERIFY(told(1, &history).endsWith(":special"));
        QVERIFY(told(2, &history).endsWith(":special"));
        QVERIFY(told(3, &history).endsWith(":special"));
        QVERIFY(told(4, &history).endsWith(":usual"));
        QVERIFY(told(5, &history).endsWith(":usual"));
    }

    void anExpectedEndpointLeadsToItsProtocol() {
        add(1, 99, Transport::Expect);
        add(5, 99);
        add(99, 5);
        add(5, 98);
        History history;
        learn(history);
        QVERIFY(told(2, &history).endsWith(":special"));
        QVERIFY(told(3, &history).endsWith(":special"));
        QVERIFY(told(4, &history).endsWith(":data"));
    }

    /// The number of conversations is limited, and so is what their states own.
    void statesThatOwnTooMuchAreForgotten() {
        constexpr int hoarding = 40; // mebibytes
        for (int port = 1; port <= hoarding; ++port)
            add(port, 80, Transport::Hoard);
        while (frames_.size() < 50'000)
            add(200, 80);
        add(hoarding, 80);
        add(1, 80);
        History history;
        learn(history);
        QCOMPARE(told(frames_.size() - 1, &history), QString("%1.2:usual").arg(hoarding));
        QCOMPARE(told(frames_.size(), &history), QString("%1.1:usual").arg(hoarding + 2)); // begins anew
    }

    void theUsersWordComesFirst() {
        add(1, 80);
        add(1, 90);
        QCOMPARE(told(1, nullptr, {{"transport.port", 80, "special"}}), QString("special"));
        QCOMPARE(told(1, nullptr, {{"transport.port", 80, ""}}), QString("data"));
        QCOMPARE(told(2, nullptr, {{"transport.port", 90, "usual"}}), QString("usual"));
        QCOMPARE(told(1, nullptr, {{"transport.port", 80, "removed"}}), QString("usual")); // a plugin that is gone
    }

    void theUsersWordComesBeforeWhatIsRecognised() {
        add(1, 90, Transport::None, Application<'s'>::recognisable);
        QCOMPARE(told(1, nullptr), QString("special"));
        QCOMPARE(told(1, nullptr, {{"transport.port", 90, ""}}), QString("data"));
        QCOMPARE(told(1, nullptr, {{"transport.port", 90, "usual"}}), QString("usual"));
    }

    void theUsersWordComesBeforeTheConversations() {
        add(1, 90, Transport::Assign);
        History history;
        learn(history);
        QVERIFY(told(1, &history).endsWith(":special"));
        QVERIFY(told(1, &history, {{"transport.port", 90, "usual"}}).endsWith(":usual"));
        QVERIFY(told(1, &history, {{"transport.port", 90, ""}}).endsWith(":data"));
    }

    void aProtocolThatIsSwitchedOffIsDecodedNowhere() {
        add(1, 80);
        add(1, 90, Transport::Assign);
        History history;
        learn(history);
        QVERIFY(told(2, &history).endsWith(":special"));
        const DecodeAsList switchedOff = {{.protocol = "usual"}, {.protocol = "special"}, {.protocol = "unknown"}};
        QVERIFY(told(1, &history, switchedOff).endsWith(":data"));
        QVERIFY(told(2, &history, switchedOff).endsWith(":data"));
        // Not even if another rule of the user names it.
        QCOMPARE(told(1, nullptr, {{"transport.port", 80, "special"}, {.protocol = "special"}}), QString("data"));
        QCOMPARE(told(1, nullptr, {{.protocol = "transport"}}), QString("data"));
    }

    void plansKnowWhatDependsOnHistory_data() {
        QTest::addColumn<QString>("field");
        QTest::addColumn<bool>("needsHistory");
        QTest::newRow("a fact") << "transport.count" << true;
        QTest::newRow("what rides on conversations") << "usual" << true;
        QTest::newRow("the transport itself") << "transport" << false;
        QTest::newRow("the frame") << "frame.len" << false;
        QTest::newRow("all layers") << "frame.protocols" << true;
    }
    void plansKnowWhatDependsOnHistory() {
        QFETCH(QString, field);
        QFETCH(bool, needsHistory);
        const auto plan = DissectionPlan::fields(registry_, registry_.find(field.toStdString()));
        QCOMPARE(plan.needsHistory(), needsHistory);
    }

    void oneLearnsWhileOthersRead() {
        for (int i = 0; i < 20'000; ++i)
            add(i % 200, 80, i % 1000 == 0 ? Transport::Assign : Transport::None);
        History history;
        std::jthread learner([&] { learn(history); });
        const auto plan = DissectionPlan::tree(registry_);
        Dissection dissection;
        std::uint64_t found = 0;
        for (FrameNumber number = 1; number <= frames_.size(); ++number) {
            while (history.learned() < number)
                std::this_thread::yield();
            Dissector(registry_).dissect(frame(number), plan, dissection, {.history = &history});
            for (const auto& field : dissection.fields())
                found +=
                    registry_.field(field.field).name == "transport.count" && field.number == (number - 1) / 200 + 1;
        }
        QCOMPARE(found, frames_.size());
    }
};

QTEST_APPLESS_MAIN(HistoryTest)
#include "history_test.moc"
