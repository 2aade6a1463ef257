#include <base/hash.h>
#include <decode/dissector.h>

#include <QTest>

#include <array>
#include <thread>
#include <vector>

using namespace tapscope;

namespace {

/// A transport of four bytes: source port, destination port, command, payload.
class Transport final : public Decoder {
public:
    enum Field : std::uint16_t { Count, Stream, Filled, Joined };
    enum Command : std::uint8_t {
        None,
        Assign,
        Expect,
        Fill,  ///< as many facts as the payload says, all different
        Join,  ///< reassembles a kilobyte
        Hoard, ///< the conversation's state says that it owns a mebibyte
    };
    static constexpr std::uint8_t joinSlot = 255;

    struct Total final : ConversationState {
        std::uint32_t streams = 0;
    };
    struct State final : ConversationState {
        std::uint32_t stream = 0;
        std::array<std::uint32_t, 2> frames{};
        bool hoards = false;
        [[nodiscard]] std::size_t owned() const noexcept override { return hoards ? std::size_t{1} << 20 : 0; }
    };
    struct Fact {
        std::uint32_t count, stream;
    };
    /// Twenty bytes that do not repeat.
    struct Filling {
        std::array<std::uint32_t, 5> words;
        [[nodiscard]] static Filling of(FrameNumber frame, std::uint8_t slot) {
            Filling made;
            std::uint64_t word = mixHash(frame, slot);
            for (std::uint32_t& each : made.words)
                each = static_cast<std::uint32_t>(word = mixHash(word, slot));
            return made;
        }
        [[nodiscard]] bool operator==(const Filling&) const noexcept = default;
    };

    [[nodiscard]] const ProtocolInfo& protocol() const noexcept override {
        static constexpr std::array fields = {
            FieldInfo{.name = "transport.count", .title = "Frame of this direction", .fromHistory = true},
            FieldInfo{.name = "transport.stream", .title = "Stream", .fromHistory = true},
            FieldInfo{.name = "transport.filled", .title = "Facts that were recalled", .fromHistory = true},
            FieldInfo{.name = "transport.joined", .title = "Bytes that were reassembled", .fromHistory = true}};
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
            for (std::uint8_t slot = 1; command == Fill && slot <= bytes.peek(); ++slot)
                d.remember(Filling::of(d.frame().number, slot), slot);
            if (command == Join && d.reassembles())
                join(d);
            state.hoards = command == Hoard;
            if (command == Expect)
                d.expectAt(d.destinationEndpoint(), "special");
        }
        if (const auto fact = d.recall<Fact>()) {
            d.add(Count, {}, fact->count);
            d.add(Stream, {}, fact->stream);
        }
        std::size_t filled = 0;
        for (std::uint8_t slot = 1; command == Fill && slot <= bytes.peek(); ++slot)
            filled += d.recall<Filling>(slot) == Filling::of(d.frame().number, slot) ? 1 : 0;
        d.add(Filled, {}, filled);
        if (const auto id = d.recall<AssemblyStore::Id>(joinSlot)) {
            const Assembly* const whole = d.assembly(*id);
            d.add(Joined, {}, whole != nullptr ? whole->bytes.size() : 0);
        }
        d.nextInConversation(0, {d.carrier().destinationPort}, bytes);
    }

    static void join(Dissection& d) {
        static constexpr std::array<std::byte, 1024> bytes{};
        const auto id = d.assemblies().open();
        if (id != 0 && d.assemblies().add(id, d.frame().number, 0, bytes) &&
            d.assemblies().complete(id, bytes.size(), d.frame().number))
            d.remember(id, joinSlot);
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
    /// A field of the transport; -1 if the frame has none.
    int number(const char* field, FrameNumber number, const HistoryView& history) {
        const auto plan = DissectionPlan::tree(registry_);
        Dissection dissection;
        Dissector(registry_).dissect(frame(number), plan, dissection, {.history = history});
        const auto found = std::ranges::find(dissection.fields(), registry_.find(field).front(), &FieldValue::field);
        return found == dissection.fields().end() ? -1 : static_cast<int>(found->number);
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

    /// Unpacked facts have no ceiling but that of their pages: whoever wants them forgets the earlier ones in between.
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
