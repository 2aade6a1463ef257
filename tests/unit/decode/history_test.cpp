#include <decode/dissector.h>

#include <QTest>

#include <array>
#include <thread>
#include <vector>

using namespace tapscope;

namespace {

/// A transport of four bytes: source port, destination port, command, payload length.
class Transport final : public Decoder {
public:
    enum Field : std::uint16_t { Count, Stream };
    enum Command : std::uint8_t { None, Assign, Expect, Fill };
    static constexpr std::uint8_t fillSlots = 64; ///< facts of a frame with Fill, all different

    struct Total final : ConversationState {
        std::uint32_t streams = 0;
    };
    struct State final : ConversationState {
        std::uint32_t stream = 0;
        std::array<std::uint32_t, 2> frames{};
    };
    struct Fact {
        std::uint32_t count, stream;
    };

    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override {
        static constexpr std::array fields = {
            FieldInfo{.name = "transport.count", .title = "Frame of this direction", .fromHistory = true},
            FieldInfo{.name = "transport.stream", .title = "Stream", .fromHistory = true}};
        static constexpr std::array hooks = {Hook{"linktype", 1}};
        static constexpr std::array<std::string_view, 1> tables = {"transport.port"};
        static const ProtocolInfo info{.abbreviation = "transport",
                                       .title = "Transport",
                                       .column = "TRANSPORT",
                                       .fields = fields,
                                       .hooks = hooks,
                                       .tables = tables,
                                       .learns = true,
                                       .carriesConversations = true};
        return info;
    }
    void decode(ByteReader& bytes, Dissection& d) const override {
        d.carrier().sourcePort = bytes.u8();
        d.carrier().destinationPort = bytes.u8();
        const std::uint8_t command = bytes.u8();
        if (d.isLearning()) {
            auto& state = d.conversation<State>();
            if (state.stream == 0)
                state.stream = ++d.captureWide<Total>().streams;
            const std::uint32_t count = ++state.frames[d.way() == Way::Up ? 0 : 1];
            d.remember(Fact{count, state.stream});
            if (command == Assign)
                d.assignConversation("special");
            for (std::uint8_t slot = 1; command == Fill && slot <= fillSlots; ++slot)
                d.remember(Fact{count, slot}, slot);
            if (command == Expect)
                d.expectAt(d.destinationEndpoint(), "special");
        }
        if (const auto fact = d.recall<Fact>()) {
            d.add(Count, {}, fact->count);
            d.add(Stream, {}, fact->stream);
        }
        d.nextInConversation(0, {d.carrier().destinationPort}, bytes);
    }
};

template <char Name>
class Application final : public Decoder {
public:
    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override {
        static constexpr std::array hooks = {Hook{"transport.port", Name == 's' ? 250U : 80U}};
        static constexpr std::string_view name = Name == 's' ? "special" : "usual";
        static constexpr std::array<std::string_view, 1> heuristics = {"transport.port"};
        static const ProtocolInfo info{.abbreviation = name,
                                       .title = name,
                                       .column = name,
                                       .hooks = hooks,
                                       .heuristics = heuristics,
                                       .learns = Name == 's'};
        return info;
    }
    [[nodiscard]] bool recognises(Bytes bytes, const Dissection& /*dissection*/) const override {
        return Name == 's' && bytes.front() == std::byte{recognisable};
    }
    [[nodiscard]] bool accepts(Bytes bytes, Claim claim) const override {
        return claim == Claim::ByKey || bytes.front() == std::byte{fitting};
    }
    void decode(ByteReader& bytes, Dissection& d) const override {
        if (Name == 's' && bytes.peek() == claiming && d.isLearning())
            d.assignConversation("special");
        bytes.skip(bytes.remaining());
    }

    static constexpr std::uint8_t fitting = 42, claiming = 43, recognisable = 44;
};

} // namespace

class HistoryTest : public QObject {
    Q_OBJECT

    Transport transport_;
    Application<'s'> special_;
    Application<'u'> usual_;
    DecoderRegistry registry_;
    std::vector<std::vector<std::byte>> frames_;
    std::vector<std::uint32_t> interfaces_; ///< interfaces of the frames; later frames have the first one

    void add(int source, int destination, int command = Transport::None, int payload = 42) {
        frames_.push_back({});
        for (const int octet : {source, destination, command, payload})
            frames_.back().push_back(static_cast<std::byte>(octet));
    }
    Frame frame(FrameNumber number) const {
        return {.number = number,
                .bytes = frames_[number - 1],
                .originalLength = 4,
                .interfaceId = number <= interfaces_.size() ? interfaces_[number - 1] : 0};
    }
    void learn(History& history) {
        const auto plan = DissectionPlan::learning(registry_);
        Dissection dissection;
        for (FrameNumber number = history.learned() + 1; number <= frames_.size(); ++number)
            Dissector(registry_).dissect(frame(number), plan, dissection, {.learning = &history});
    }
    /// "stream.count:protocol", or only the protocol if nothing is known.
    QString told(FrameNumber number, const HistoryView& history, const DecodeAsList& decodeAs = {}) {
        const auto plan = DissectionPlan::tree(registry_, decodeAs);
        Dissection dissection;
        Dissector(registry_).dissect(frame(number), plan, dissection, {.history = history});
        QString text = QString::fromUtf8(dissection.layers().back().name);
        for (const auto& field : dissection.fields()) {
            const auto name = registry_.field(field.field).name;
            if (name == "transport.count")
                text = QString("%1:%2").arg(field.number).arg(text);
            else if (name == "transport.stream")
                text = QString("%1.%2").arg(field.number).arg(text);
        }
        return text;
    }

private slots:
    void initTestCase() {
        QVERIFY(registry_.add(transport_));
        QVERIFY(registry_.add(special_));
        QVERIFY(registry_.add(usual_));
    }
    void init() {
        frames_.clear();
        interfaces_.clear();
    }

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

    /// Facts that were shown stay. Facts without room are not kept, and the history reports from which frame on they
    /// are missing. Facts that are forgotten make room.
    void factsHaveACeiling() {
        constexpr std::size_t enough = History::maximumFacts / Transport::fillSlots + 100;
        for (std::size_t i = 0; i < enough; ++i)
            add(1, 80, Transport::Fill);
        History history;
        QCOMPARE(history.incompleteFrom(), FrameNumber{0});
        learn(history);
        const FrameNumber first = history.incompleteFrom();
        QVERIFY(first > 1 && first < enough);
        QCOMPARE(told(1, &history), QString("1.1:usual"));
        QCOMPARE(told(first - 1, &history), QString("1.%1:usual").arg(first - 1));
        QCOMPARE(told(enough, &history), QString("usual"));
        QCOMPARE(history.learned(), FrameNumber{enough});
        while (frames_.size() <= FactPage::frames)
            add(1, 80);
        learn(history);
        QCOMPARE(told(FactPage::frames + 1, &history), QString("usual"));
        history.forgetBefore(FactPage::frames + 1);
        add(1, 80);
        learn(history);
        QCOMPARE(told(FactPage::frames + 2, &history), QString("1.%1:usual").arg(FactPage::frames + 2));
    }

    /// Frames of a ring of files go, and the facts about them with them.
    void factsOfForgottenFramesGo() {
        const FrameNumber second = FactPage::frames + 1, third = 2 * FactPage::frames + 1;
        for (FrameNumber number = 1; number <= third; ++number)
            add(1, 80);
        History history;
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
