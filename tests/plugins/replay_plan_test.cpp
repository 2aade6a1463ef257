#include <base/internet_checksum.h>
#include <inject/frame_builder.h>

#include <QTest>

#include <replay_plan.h>

#include <array>
#include <map>

using namespace tapscope;
using namespace std::chrono_literals;

/// Which frames a replay sends, when, and with which changes: without a device, a clock or a thread.
class ReplayPlanTest : public QObject {
    Q_OBJECT

    struct Recorded {
        std::vector<std::byte> bytes;
        Timestamp time;
        LinkType linkType = LinkType::Ethernet;
        std::uint32_t missing = 0; ///< bytes that the snap length cut
        std::uint32_t interfaceId = 0;
    };
    struct Played {
        struct PlayedFrame {
            std::vector<std::byte> bytes;
            std::chrono::nanoseconds due, wait;
            std::uint64_t number;
        };
        std::vector<PlayedFrame> frames;
        std::chrono::nanoseconds roundLength{}; ///< as it was after the first round
        std::map<std::string, int> leftOut;
    };

    static std::vector<std::byte> udpFrame(std::size_t payload = 4) {
        const std::vector<std::byte> data(payload, std::byte{0x5a});
        return FrameBuilder()
            .ethernet(*MacAddress::parse("02:00:00:00:00:02"), *MacAddress::parse("02:00:00:00:00:01"), 0x0800)
            .ip(*IpAddress::parse("10.9.0.1"), *IpAddress::parse("10.9.0.2"), 17)
            .udp(40000, 53)
            .payload(data)
            .finish();
    }
    static Timestamp at(std::chrono::nanoseconds time) { return Timestamp(1'700'000'000s + time); }
    static Settings settingsOf(SettingValues values) {
        values["file"] = {"x.pcap"};
        const auto checked = replaySchema().check(values);
        return checked ? *checked : Settings();
    }
    static Played play(const SettingValues& values, const std::vector<Recorded>& file, int rounds = 1) {
        Played played;
        auto options = ReplayOptions::from(settingsOf(values));
        if (!options)
            return played;
        auto plan = ReplayPlan::make(std::move(*options), {.linkType = LinkType::Ethernet, .mtu = 1500},
                                     [&](const std::string& reason) { ++played.leftOut[reason]; });
        if (!plan)
            return played;
        const std::array interfaces = {StoredInterface{.description = {.name = "eth0"}, .layout = {}},
                                       StoredInterface{.description = {.name = "tun0"}, .layout = {}}};
        for (int round = 0; round < rounds; ++round) {
            plan->beginRound();
            for (std::size_t i = 0; i < file.size(); ++i) {
                const Recorded& recorded = file[i];
                const auto size = static_cast<std::uint32_t>(recorded.bytes.size());
                auto frame = plan->next({.number = i + 1,
                                         .time = recorded.time,
                                         .bytes = recorded.bytes,
                                         .originalLength = size + recorded.missing,
                                         .linkType = recorded.linkType,
                                         .interfaceId = recorded.interfaceId},
                                        interfaces);
                if (frame)
                    played.frames.push_back({.bytes = {frame->bytes.begin(), frame->bytes.end()},
                                             .due = frame->due,
                                             .wait = frame->wait,
                                             .number = frame->number});
            }
            if (round == 0)
                played.roundLength = plan->roundLength();
        }
        return played;
    }
    static QList<qint64> dueMilliseconds(const Played& played) {
        QList<qint64> due;
        for (const auto& frame : played.frames)
            due << frame.due / 1ms;
        return due;
    }
    static std::vector<Recorded> timedFile(const QList<qint64>& milliseconds) {
        std::vector<Recorded> file;
        for (const qint64 time : milliseconds)
            file.push_back({udpFrame(), at(std::chrono::milliseconds(time))});
        return file;
    }
    static QByteArray hexOf(Bytes bytes) {
        return QByteArray(reinterpret_cast<const char*>(bytes.data()), static_cast<qsizetype>(bytes.size())).toHex();
    }
    /// Whether the checksums of IPv4 and UDP over IPv4 are right; `at` is where the IP header begins.
    static bool hasRightChecksums(Bytes frame, std::size_t ip = 14) {
        const Bytes header = frame.subspan(ip, 20), segment = frame.subspan(ip + 20);
        return InternetChecksum().add(header).value() == 0 &&
               InternetChecksum()
                       .addPseudoHeader(frame.subspan(ip + 12, 4), frame.subspan(ip + 16, 4), 17, segment.size())
                       .add(segment)
                       .value() == 0;
    }

private slots:
    void keepsTimes_data() {
        QTest::addColumn<SettingValues>("settings");
        QTest::addColumn<QList<qint64>>("recorded");
        QTest::addColumn<QList<qint64>>("due");
        const auto row = [](const char* name, SettingValues settings, QList<qint64> recorded, QList<qint64> due) {
            QTest::newRow(name) << std::move(settings) << std::move(recorded) << std::move(due);
        };
        row("as recorded", {}, {0, 10, 500, 501}, {0, 10, 500, 501});
        row("twice as fast", {{"speed", {"2"}}}, {0, 10, 500}, {0, 5, 250});
        row("slower", {{"speed", {"0.5"}}}, {0, 10}, {0, 20});
        row("flat out", {{"speed", {"top"}}}, {0, 10, 500}, {0, 0, 0});
        row("times that go back", {}, {0, 10, 5, 11}, {0, 10, 10, 11});
        row("a gap of days", {{"max-wait", {"0.1"}}}, {0, 100'000'000, 100'000'020}, {0, 100, 120});
        row("no waits", {{"max-wait", {"0"}}}, {0, 1000, 2000}, {0, 0, 0});
        row("frames a second", {{"pps", {"100"}}}, {0, 1, 5000}, {0, 10, 20});
        row("megabits a second", {{"mbps", {"0.008"}}}, {0, 0, 0}, {0, 46, 92}); // frames of 46 bytes
    }
    void keepsTimes() {
        QFETCH(const SettingValues, settings);
        QFETCH(const QList<qint64>, recorded);
        QTEST(dueMilliseconds(play(settings, timedFile(recorded))), "due");
    }

    void roundsFollowEachOther() {
        QCOMPARE(dueMilliseconds(play({}, timedFile({0, 10, 30}), 3)),
                 (QList<qint64>{0, 10, 30, 30, 40, 60, 60, 70, 90}));
        QCOMPARE(dueMilliseconds(play({{"pps", {"100"}}}, timedFile({0, 0}), 2)), (QList<qint64>{0, 10, 20, 30}));
    }

    /// The frames of the first round may be sent again after this time, instead of being planned again.
    void roundLength_data() {
        QTest::addColumn<SettingValues>("settings");
        QTest::newRow("recorded") << SettingValues{};
        QTest::newRow("twice as fast") << SettingValues{{"speed", {"2"}}};
        QTest::newRow("frames") << SettingValues{{"pps", {"100"}}};
        QTest::newRow("bits") << SettingValues{{"mbps", {"0.05"}}};
        QTest::newRow("top") << SettingValues{{"speed", {"top"}}};
    }
    void roundLength() {
        QFETCH(const SettingValues, settings);
        const auto played = play(settings, timedFile({0, 10, 30}), 3);
        QCOMPARE(played.frames.size(), 9U);
        for (std::size_t i = 3; i < played.frames.size(); ++i)
            QVERIFY(std::chrono::abs(played.frames[i].due - played.frames[i - 3].due - played.roundLength) <= 1ns);
    }

    void survivesImpossibleTimes() {
        std::vector<Recorded> file;
        for (const Timestamp time :
             {Timestamp(0s), Timestamp::max(), noTime, Timestamp::min() + 1ns, Timestamp::max(), at(0s)})
            file.push_back({udpFrame(), time});
        const auto played = play({{"speed", {"0.001"}}}, file, 3);
        QCOMPARE(played.frames.size(), 18U);
        for (std::size_t i = 1; i < played.frames.size(); ++i)
            QVERIFY(played.frames[i].due >= played.frames[i - 1].due);
    }

    void leavesOutWithTheReason_data() {
        QTest::addColumn<int>("linkType");
        QTest::addColumn<int>("payload");
        QTest::addColumn<int>("missing");
        QTest::addColumn<QByteArray>("reason");
        QTest::newRow("whole") << 1 << 4 << 0 << QByteArray();
        QTest::newRow("largest") << 1 << 1472 << 0 << QByteArray();
        QTest::newRow("too large") << 1 << 1473 << 0 << QByteArray("larger than the MTU of 1500");
        QTest::newRow("cut") << 1 << 4 << 6 << QByteArray("cut by a snap length");
        QTest::newRow("raw IP") << 101 << 4 << 0 << QByteArray("of another link type (Raw IP)");
    }
    void leavesOutWithTheReason() {
        QFETCH(const int, linkType);
        QFETCH(const int, payload);
        QFETCH(const int, missing);
        QFETCH(const QByteArray, reason);
        const auto played = play({}, {{.bytes = udpFrame(static_cast<std::size_t>(payload)),
                                       .time = at(0s),
                                       .linkType = static_cast<LinkType>(linkType),
                                       .missing = static_cast<std::uint32_t>(missing)}});
        QCOMPARE(played.frames.size(), reason.isEmpty() ? 1U : 0U);
        QCOMPARE(played.leftOut.size(), reason.isEmpty() ? 0U : 1U);
        if (!reason.isEmpty())
            QCOMPARE(QByteArray::fromStdString(played.leftOut.begin()->first), reason);
    }

    void sendsWhatIsAskedFor_data() {
        QTest::addColumn<SettingValues>("settings");
        QTest::addColumn<QList<int>>("numbers");
        QTest::newRow("all") << SettingValues{} << QList<int>{1, 2, 3, 4};
        QTest::newRow("range") << SettingValues{{"range", {"2-3"}}} << QList<int>{2, 3};
        QTest::newRow("open ranges") << SettingValues{{"range", {"-1,4-"}}} << QList<int>{1, 4};
        QTest::newRow("filter") << SettingValues{{"filter", {"greater 100"}}} << QList<int>{3};
        QTest::newRow("interface by name") << SettingValues{{"interface", {"tun0"}}} << QList<int>{2};
        QTest::newRow("interface by number") << SettingValues{{"interface", {"0"}}} << QList<int>{1, 3, 4};
    }
    void sendsWhatIsAskedFor() {
        QFETCH(const SettingValues, settings);
        const auto played = play(settings, {{udpFrame(), at(0s)},
                                            {.bytes = udpFrame(), .time = at(1ms), .interfaceId = 1},
                                            {udpFrame(200), at(2ms)},
                                            {udpFrame(), at(3ms)}});
        QList<int> numbers;
        for (const auto& frame : played.frames)
            numbers << static_cast<int>(frame.number);
        QTEST(numbers, "numbers");
        QVERIFY(played.leftOut.empty()); // they were not requested
    }

    void customBlocksAreNoFrames() {
        const auto played =
            play({}, {{.bytes = udpFrame(), .time = at(0s), .linkType = LinkType::CustomBlock}, {udpFrame(), at(0s)}});
        QCOMPARE(played.frames.size(), 1U);
        QVERIFY(played.leftOut.empty());
    }

    void rewrites_data() {
        QTest::addColumn<SettingValues>("settings");
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<QByteArray>("to");
        const auto row = [](const char* name, SettingValues settings, QByteArray from, QByteArray to) {
            QTest::newRow(name) << std::move(settings) << std::move(from) << std::move(to);
        };
        row("destination", {{"destination-mac", {"02:00:00:00:00:99"}}}, "020000000002020000000001",
            "020000000099020000000001");
        row("source", {{"source-mac", {"02:00:00:00:00:99"}}}, "020000000002020000000001", "020000000002020000000099");
        row("MAC for MAC", {{"map", {"02:00:00:00:00:01=02:00:00:00:00:77"}}}, "020000000002020000000001",
            "020000000002020000000077");
        row("address", {{"map", {"10.9.0.1=192.168.7.8"}}}, "0a0900010a090002", "c0a807080a090002");
        row("prefix", {{"map", {"10.9.0.0/16=10.1.0.0/16"}}}, "0a0900010a090002", "0a0100010a010002");
        row("both, the first that fits", {{"map", {"10.9.0.2=1.2.3.4", "10.9.0.0/24=10.1.0.0/24"}}}, "0a0900010a090002",
            "0a01000101020304");
        row("port", {{"map", {"53=5353"}}}, "9c400035", "9c4014e9");
    }
    void rewrites() {
        QFETCH(const SettingValues, settings);
        QFETCH(const QByteArray, from);
        QFETCH(const QByteArray, to);
        const auto original = udpFrame();
        const auto played = play(settings, {{original, at(0s)}});
        QCOMPARE(played.frames.size(), 1U);
        QVERIFY(hexOf(original).contains(from));
        QVERIFY2(hexOf(played.frames[0].bytes).contains(to), hexOf(played.frames[0].bytes));
        QVERIFY(hasRightChecksums(original));
        QVERIFY(hasRightChecksums(played.frames[0].bytes)); // correct checksums stay correct
    }

    void mappingKeepsWrongChecksumsWrong() {
        auto wrong = udpFrame();
        wrong[40] ^= std::byte{0x11};
        const auto mapped = play({{"map", {"10.9.0.1=10.1.0.1"}}}, {{wrong, at(0s)}});
        QVERIFY(!hasRightChecksums(mapped.frames[0].bytes));
        const auto corrected = play({{"checksums", {"correct"}}}, {{wrong, at(0s)}});
        QVERIFY(hasRightChecksums(corrected.frames[0].bytes));
    }

    void tagsAndUntags() {
        const auto plain = udpFrame();
        const auto tagged = play({{"vlan", {"7"}}}, {{plain, at(0s)}}).frames[0].bytes;
        QCOMPARE(tagged.size(), plain.size() + 4);
        QCOMPARE(hexOf(Bytes(tagged).subspan(12, 6)), QByteArray("810000070800"));
        const auto other = play({{"vlan", {"9"}}, {"map", {"10.9.0.1=10.1.0.1"}}}, {{tagged, at(0s)}}).frames[0].bytes;
        QCOMPARE(other.size(), tagged.size());
        QCOMPARE(hexOf(Bytes(other).subspan(12, 6)), QByteArray("810000090800"));
        QVERIFY(hasRightChecksums(other, 18));
        QCOMPARE(play({{"vlan", {"none"}}}, {{tagged, at(0s)}}).frames[0].bytes, plain);
    }

    void rewritesNothingBeyondTheFrame() {
        const SettingValues all = {
            {"map", {"10.9.0.0/16=10.1.0.0/16", "53=5353", "02:00:00:00:00:01=02:00:00:00:00:77"}},
            {"vlan", {"5"}},
            {"checksums", {"correct"}},
            {"source-mac", {"02:00:00:00:00:99"}}};
        const auto whole = udpFrame();
        for (std::size_t size = 1; size <= whole.size(); ++size) {
            const auto played =
                play(all, {{{whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size)}, at(0s)}});
            QCOMPARE(played.frames.size(), 1U); // ASan finds a read beyond the end
        }
    }

    void refusesSettings_data() {
        QTest::addColumn<SettingValues>("settings");
        QTest::addColumn<QString>("reason");
        QTest::newRow("range") << SettingValues{{"range", {"5-2"}}} << "is not a range";
        QTest::newRow("range from 0") << SettingValues{{"range", {"0-2"}}} << "is not a range";
        QTest::newRow("VLAN") << SettingValues{{"vlan", {"4095"}}} << "not a VLAN";
        QTest::newRow("no =") << SettingValues{{"map", {"10.9.0.1"}}} << "it has no =";
        QTest::newRow("two kinds") << SettingValues{{"map", {"10.9.0.1=80"}}} << "of one kind";
        QTest::newRow("two families") << SettingValues{{"map", {"10.9.0.1=fd00::1"}}} << "the same family";
        QTest::newRow("two lengths") << SettingValues{{"map", {"10.9.0.0/24=10.0.0.0/8"}}} << "prefix length";
        QTest::newRow("two rates") << SettingValues{{"pps", {"5"}}, {"mbps", {"1"}}} << "both set the sending rate";
    }
    void refusesSettings() {
        QFETCH(const SettingValues, settings);
        QFETCH(const QString, reason);
        const auto options = ReplayOptions::from(settingsOf(settings));
        QVERIFY(!options);
        QVERIFY2(QString::fromStdString(options.error().text()).contains(reason), options.error().text().c_str());
    }
};

QTEST_APPLESS_MAIN(ReplayPlanTest)
#include "replay_plan_test.moc"
