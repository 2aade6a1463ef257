#include <plugin/plugin_host.h>
#include <stats/interval_cells.h>
#include <stats/result_text.h>
#include <stats/sequence_text.h>
#include <stats/tcp_plots.h>
#include <store/file_store.h>
#include <store/recording.h>

#include <QTemporaryDir>
#include <QTest>

#include <analysis/frame_dissector.h>
#include <analysis/statistics_scan.h>
#include <statistic/count_table.h>
#include <statistic/earliest_items.h>

#include <cmath>

using namespace tapscope;

namespace {

struct Number {
    std::uint64_t number = 0;
    [[nodiscard]] bool operator==(const Number&) const noexcept = default;
    [[nodiscard]] std::uint64_t hashed(std::uint64_t seed) const noexcept { return mixHash(seed, number); }
};
struct Times {
    std::uint64_t times = 0;
    void add(const Times& other) noexcept { times += other.times; }
};

} // namespace

/// Statistics are values: it does not matter which thread has counted which frames, and memory is limited.
class StatisticsTest : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;
    PluginHost plugins_{QStringList{TAPSCOPE_PLUGIN_DIR}};
    ShownCapture capture_;
    const StatisticKinds kinds_;

    std::shared_ptr<const StatisticsPlan> plan(const char* kind, const char* filter = "") {
        auto chosen = kinds_.choose(kind, plugins_.decoders());
        auto compiled = FieldFilter::compile(filter, plugins_.decoders());
        if (!chosen || !compiled)
            return nullptr;
        std::vector<ChosenStatistic> all;
        all.push_back(std::move(*chosen));
        return std::make_shared<const StatisticsPlan>(
            std::move(all), compiled->isEmpty() ? nullptr : std::make_shared<const FieldFilter>(std::move(*compiled)),
            plugins_.decoders());
    }
    static QByteArray textOf(const StatisticResult& result) {
        std::string text;
        appendText(text, result);
        return QByteArray::fromStdString(text);
    }

private slots:
    void initTestCase() {
        auto store = FileStore::open(TAPSCOPE_SOURCE_DIR "/tests/captures/mixed.pcapng");
        QVERIFY(store);
        QVERIFY((*store)->index());
        capture_ = {.store = *store, .registry = &plugins_.decoders()};
        capture_.learner = std::make_shared<HistoryLearner>(capture_.store, *capture_.registry);
        QVERIFY(capture_.waitUntilLearned(capture_.store->count(), {}));
    }

    void mergedCountsAreThoseOfOnePass_data() {
        QTest::addColumn<QByteArray>("kind");
        for (const StatisticKind* kind : kinds_.all()) {
            const QByteArray id(kind->id().data(), static_cast<qsizetype>(kind->id().size()));
            static const QHash<QByteArray, QByteArray> withArguments = {
                {"io,stat", "io,stat,0.1,tcp,AVG(frame.len)udp"},
                {"io,series", "io,series,0.1,tcp,AVG(frame.len)udp"},
                {"values", "values,ip.ttl"},
                {"tcp-graph", "tcp-graph,0"},
                {"flow", "flow,any,standard,udp"}};
            QTest::newRow(id) << withArguments.value(id, id);
        }
    }
    void mergedCountsAreThoseOfOnePass() {
        QFETCH(QByteArray, kind);
        const auto wanted = plan(kind.constData());
        QVERIFY(wanted);
        const auto whole = countStatistics(capture_, wanted, 1, capture_.store->count());
        QVERIFY(whole);
        const StatisticResult result = (*whole)->result(0);
        QVERIFY(!result.tables.empty()   ? !result.tables.front().rows.empty()
                : !result.series.empty() ? !result.series.front().values.empty()
                                         : !result.diagrams.front().arrows.empty());
        // Three tallies take the frames in turns, and are merged in every order.
        for (const auto& order : {std::array{0, 1, 2}, std::array{2, 0, 1}, std::array{1, 2, 0}}) {
            std::vector<StatisticsCount> counts;
            for (int i = 0; i < 3; ++i)
                counts.emplace_back(wanted);
            FrameDissector dissector(capture_, wanted->dissection());
            FrameReader reader(capture_.store);
            for (FrameNumber number = 1; number <= capture_.store->count(); ++number) {
                const auto frame = reader.read(number);
                QVERIFY(frame);
                counts[number % 3].take(dissector.dissect(*frame), frame->time - capture_.store->entry(1).timestamp());
            }
            StatisticsCount merged(wanted);
            for (const int each : order)
                merged.merge(counts[static_cast<std::size_t>(each)]);
            QCOMPARE(merged.frames(), (*whole)->frames());
            QCOMPARE(textOf(merged.result(0)), textOf((*whole)->result(0)));
            QCOMPARE(csvOf(merged.result(0).series), csvOf((*whole)->result(0).series));
        }
    }

    void aFilterOfARowFindsItsFrames_data() {
        QTest::addColumn<QByteArray>("kind");
        QTest::addColumn<int>("column"); // the column with the number of frames
        QTest::newRow("conversations") << QByteArray("conv,tcp") << 4;
        QTest::newRow("endpoints") << QByteArray("endpoints,udp") << 2;
        QTest::newRow("addresses") << QByteArray("endpoints,eth") << 1;
        QTest::newRow("lengths") << QByteArray("plen,tree") << 1;
        QTest::newRow("intervals") << QByteArray("io,stat,0.1") << 2;
        QTest::newRow("findings") << QByteArray("expert") << 4;
    }
    void aFilterOfARowFindsItsFrames() {
        QFETCH(QByteArray, kind);
        QFETCH(int, column);
        const auto counted = countStatistics(capture_, plan(kind.constData()), 1, capture_.store->count());
        QVERIFY(counted);
        const StatisticResult result = (*counted)->result(0);
        for (const StatisticRow& row : result.tables.front().rows) {
            if (row.filter.empty())
                continue;
            const auto passing =
                countStatistics(capture_, plan("summary", row.filter.c_str()), 1, capture_.store->count());
            QVERIFY2(passing, row.filter.c_str());
            // A filter also finds frames that only quote such a packet, and does not distinguish comments.
            QVERIFY2((*passing)->frames() >= std::get<std::uint64_t>(row.values[static_cast<std::size_t>(column)]),
                     row.filter.c_str());
        }
    }

    void eachInterfaceCountsForItself() {
        auto made = Recording::create(folder_.filePath("two.pcapng").toStdString());
        QVERIFY(made);
        QVERIFY((*made)->addInterface({.name = "near"}));
        QVERIFY((*made)->addInterface({.name = "far"}));
        FrameReader reader(capture_.store);
        for (FrameNumber number = 1; number <= 10; ++number) {
            auto frame = reader.read(number);
            QVERIFY(frame);
            for (const std::uint32_t interface : {0U, 1U}) { // seen on both
                frame->interfaceId = interface;
                QVERIFY((*made)->append(*frame));
            }
        }
        QVERIFY((*made)->settle(std::chrono::seconds(10)));
        const ShownCapture twice{.store = (*made)->store(), .registry = capture_.registry};
        const auto counted = countStatistics(twice, plan("conv,eth"), 1, twice.store->count());
        QVERIFY(counted);
        QCOMPARE((*counted)->interfaces(), (std::vector<std::uint32_t>{0, 1}));
        const auto framesOf = [](const StatisticResult& result) {
            std::uint64_t frames = 0;
            for (const StatisticRow& row : result.tables.front().rows)
                frames += std::get<std::uint64_t>(row.values[2]);
            return frames;
        };
        QCOMPARE(framesOf((*counted)->result(0, 0)), framesOf((*counted)->result(0, 1)));
        QCOMPARE(framesOf((*counted)->result(0)), 2 * framesOf((*counted)->result(0, 0)));
    }

    void timesFurtherApartThanADurationCanHoldAreNotNegative() {
        auto made = Recording::create(folder_.filePath("far.pcapng").toStdString());
        QVERIFY(made);
        QVERIFY((*made)->addInterface({.name = "tap0"}));
        for (const auto seconds : {std::chrono::seconds(-9'000'000'000), std::chrono::seconds(9'000'000'000)})
            QVERIFY((*made)->append({.time = Timestamp(seconds)}));
        QVERIFY((*made)->settle(std::chrono::seconds(10)));
        const ShownCapture far{.store = (*made)->store(), .registry = capture_.registry};
        const auto counted = countStatistics(far, plan("summary"), 1, far.store->count());
        QVERIFY(counted);
        const StatisticResult result = (*counted)->result(0);
        const auto& rows = result.tables.front().rows;
        const auto duration = std::ranges::find_if(rows, [](const StatisticRow& row) {
            return row.values.front() == StatisticValue(std::string("Duration, seconds"));
        });
        QVERIFY(duration != rows.end());
        QVERIFY(std::get<double>(duration->values[1]) > 9'000'000'000);
    }

    void averagesOfNothingAreGaps() {
        const auto wanted = plan("io,series,0.01,AVG(udp.length)udp,SUM(udp.length)udp");
        QVERIFY(wanted);
        const auto counted = countStatistics(capture_, wanted, 1, capture_.store->count());
        QVERIFY(counted);
        const StatisticResult result = (*counted)->result(0);
        QCOMPARE(result.series.size(), 2U);
        const auto& averages = result.series[0].values;
        const auto& sums = result.series[1].values;
        QCOMPARE(averages.size(), sums.size());
        std::size_t gaps = 0;
        for (std::size_t i = 0; i < averages.size(); ++i) {
            QCOMPARE(std::isnan(averages[i]), sums[i] == 0);
            gaps += std::isnan(averages[i]) ? 1 : 0;
        }
        QVERIFY(gaps > 0 && gaps < averages.size());
        const auto csv = QByteArray::fromStdString(csvOf(result.series));
        QCOMPARE(static_cast<std::size_t>(csv.count(",\r\n")), gaps);
    }

    void theLowestIntervalsAreKept_data() {
        QTest::addColumn<bool>("isAscending");
        QTest::newRow("as they come") << true;
        QTest::newRow("in the opposite order") << false;
    }
    void theLowestIntervalsAreKept() {
        QFETCH(const bool, isAscending);
        constexpr std::int64_t ceiling = 256, more = 1000;
        IntervalCells even(ceiling, IntervalCell::Joining::Least), odd(ceiling, IntervalCell::Joining::Least);
        for (std::int64_t i = 0; i < ceiling + more; ++i) {
            const std::int64_t interval = (isAscending ? i : ceiling + more - 1 - i) - 64;
            auto& cells = i % 2 == 0 ? even : odd;
            for (const double amount : {3.0, -1.0, 2.0})
                cells.add(interval, {.count = 1, .amount = amount});
        }
        even.merge(odd);
        QCOMPARE(even.leftOutFrom().value_or(0), ceiling - 64);
        for (std::int64_t interval = -64; interval < ceiling - 64; ++interval) {
            QCOMPARE(even.at(interval).count, 3U);
            QCOMPARE(even.at(interval).amount, -1.0);
        }
        QCOMPARE(even.at(ceiling - 64).count, 0U);
    }

    void aTableHasAsManyRowsAsItSays() {
        const auto wanted = plan("io,stat,0.000001");
        QVERIFY(wanted);
        StatisticsCount count(wanted);
        FrameDissector dissector(capture_, wanted->dissection());
        FrameReader reader(capture_.store);
        const auto frame = reader.read(1);
        QVERIFY(frame);
        for (const std::int64_t microseconds : {0, 1, 65'535, 65'536, 1'000'000})
            count.take(dissector.dissect(*frame), std::chrono::microseconds(microseconds));
        const StatisticResult result = count.result(0);
        QCOMPARE(result.tables.front().rows.size(), 65'536U);
        QCOMPARE(std::get<std::uint64_t>(result.tables.front().rows.back().values[2]), 1U);
        QCOMPARE(result.notes.size(), 1U);
        QVERIFY(QByteArray::fromStdString(result.notes.front()).contains("65536"));
    }

    void furtherKeysAreCountedTogether() {
        CountTable<Number, Times> table;
        constexpr std::uint64_t more = 5;
        for (std::uint64_t i = 0; i < table.ceiling + more; ++i)
            table[{i}].add({1});
        QCOMPARE(table.size(), table.ceiling);
        QVERIFY(table.others() != nullptr);
        QCOMPARE(table.others()->times, more);
        table[{3}].add({1}); // a known key is still counted by itself
        QCOMPARE(table.find({3})->times, 2U);
    }

    void invalidKindsAreRefusedWithAReason_data() {
        QTest::addColumn<QByteArray>("kind");
        QTest::addColumn<QByteArray>("reason");
        QTest::newRow("no such statistic") << QByteArray("conv,ipx") << QByteArray("no such statistic");
        QTest::newRow("a filter") << QByteArray("conv,tcp,ip.addr ==") << QByteArray("ip.addr ==");
        QTest::newRow("no interval") << QByteArray("io,stat") << QByteArray("interval");
        QTest::newRow("a bad interval") << QByteArray("io,stat,-1") << QByteArray("not an interval");
        QTest::newRow("no number") << QByteArray("io,stat,1,SUM(http.host)http") << QByteArray("not a number");
        QTest::newRow("no stream") << QByteArray("tcp-graph") << QByteArray("number is missing");
        QTest::newRow("a bad stream") << QByteArray("tcp-graph,-1") << QByteArray("not the number of a TCP stream");
        QTest::newRow("no such graph") << QByteArray("tcp-graph,0,pie") << QByteArray("no such graph");
        QTest::newRow("no such flow") << QByteArray("flow,udp") << QByteArray("no such flow");
        QTest::newRow("the filter of a flow") << QByteArray("flow,any,network,tcp ==") << QByteArray("tcp ==");
        QTest::newRow("no field") << QByteArray("values,no.such") << QByteArray("no field");
    }
    void invalidKindsAreRefusedWithAReason() {
        QFETCH(QByteArray, kind);
        QFETCH(QByteArray, reason);
        const auto chosen = kinds_.choose(kind.toStdString(), plugins_.decoders());
        QVERIFY(!chosen);
        QVERIFY2(chosen.error().text().find(reason.toStdString()) != std::string::npos, chosen.error().text().c_str());
    }

    /// It does not matter which thread has counted which frame.
    void theRequestOfAnAnswerIsFound() {
        auto store = FileStore::open(TAPSCOPE_SOURCE_DIR "/tests/captures/app-sip.pcap");
        QVERIFY(store && (*store)->index());
        const ShownCapture calls{.store = *store, .registry = capture_.registry};
        const auto wanted = plan("sip,srt");
        QVERIFY(wanted);
        const FrameNumber last = calls.store->count();
        for (const bool isAnswerFirst : {false, true}) {
            std::array<std::shared_ptr<StatisticsCount>, 2> parts;
            constexpr FrameNumber border = 2;
            for (const std::size_t part : {0U, 1U}) {
                const auto counted =
                    countStatistics(calls, wanted, part == 0 ? 1 : border + 1, part == 0 ? border : last);
                QVERIFY(counted);
                parts[part] = *counted;
            }
            StatisticsCount& all = *parts[isAnswerFirst ? 1 : 0];
            all.merge(*parts[isAnswerFirst ? 0 : 1]);
            const StatisticResult result = all.result(0);
            const StatisticRow& row = result.tables.front().rows.front();
            QCOMPARE(std::get<std::string>(row.values[0]), std::string("SIP"));
            QCOMPARE(std::get<std::uint64_t>(row.values[1]), std::uint64_t{1});
            QCOMPARE(std::get<double>(row.values[2]), 1.0); // as sip.response-time of tshark
            QCOMPARE(row.frame, FrameNumber{3});
        }
    }

    /// Two clients may choose the same number.
    void anAnswerBelongsToItsClient() {
        using namespace std::chrono_literals;
        const auto wanted = plan("rpc,srt");
        QVERIFY(wanted);
        StatisticsCount count(wanted);
        const Dissector dissector(plugins_.decoders());
        Dissection dissection;
        FrameNumber number = 0;
        const auto take = [&](std::chrono::nanoseconds time, int client, bool isAnswer) {
            const QByteArray ends = QByteArray(client == 1 ? "0a090001" : "0a090003");
            const QByteArray ports = isAnswer ? "006f9c40" : "9c40006f";
            const QByteArray packet = QByteArray::fromHex("4500004400010000401100" + QByteArray("00") +
                                                          (isAnswer ? "0a090002" + ends : ends + "0a090002") + ports +
                                                          "00300000" + "00001234" +
                                                          (isAnswer ? "00000001" + QByteArray(64, '0')
                                                                    : "00000000"
                                                                      "00000002"
                                                                      "000186a0"
                                                                      "00000002" +
                                                                          QByteArray(40, '0')));
            const auto bytes = std::as_bytes(std::span(packet.constData(), static_cast<std::size_t>(packet.size())));
            dissector.dissect({.number = ++number,
                               .bytes = bytes,
                               .originalLength = static_cast<std::uint32_t>(bytes.size()),
                               .linkType = LinkType::Raw},
                              wanted->dissection(), dissection);
            count.take(dissection, time);
        };
        take(0ms, 1, false);
        take(5ms, 3, false);
        take(10ms, 1, true);
        take(35ms, 3, true);
        const StatisticResult result = count.result(0);
        const StatisticRow& row = result.tables.front().rows.front();
        QCOMPARE(std::get<std::uint64_t>(row.values[1]), std::uint64_t{2});
        QCOMPARE(std::get<double>(row.values[2]), 0.01);
        QCOMPARE(std::get<double>(row.values[3]), 0.03);
        QCOMPARE(std::get<double>(row.values[5]), 0.02); // the median of an even number
    }

    void sequenceNumbersGoOnBeyond32Bits() {
        constexpr std::uint32_t nearTheEnd = 0xffffff00;
        std::vector<TcpSegment> segments;
        const auto add = [&](bool isByHigh, std::uint32_t sequence, std::uint32_t length,
                             std::uint32_t acknowledgment) {
            segments.push_back({.frame = segments.size() + 1,
                                .time = std::chrono::milliseconds(segments.size()),
                                .sequence = sequence,
                                .acknowledgment = acknowledgment,
                                .length = length,
                                .window = 1000,
                                .isByHigh = isByHigh,
                                .hasAcknowledgment = true});
        };
        add(true, nearTheEnd, 512, 1);
        add(false, 1, 0, 256); // the whole request
        add(true, 256, 100, 1);
        add(true, nearTheEnd, 512, 1); // once more, late
        const auto [there, back] = tcpWays(segments, {}, {}, {});
        QCOMPARE(there.sent.size(), std::size_t{3});
        QCOMPARE(there.sent[1].sequence, std::int64_t{nearTheEnd} + 512);
        QCOMPARE(there.sent[2].sequence, std::int64_t{nearTheEnd});
        QCOMPARE(there.heard.front().acknowledgment, there.sent[1].sequence);
        QCOMPARE(back.sent.size(), std::size_t{1});
        const StatisticPlot window = tcpPlot(TcpGraph::Window, there);
        QCOMPARE(window.lines[1].title, std::string("Bytes in flight"));
        std::vector<double> inFlight;
        for (const PlotPoint& point : window.lines[1].points)
            inFlight.push_back(point.y);
        QCOMPARE(inFlight.back(), 100.0);
        QCOMPARE(inFlight[1], 0.0);
    }

    void theEarliestAreKept() {
        struct Item {
            FrameNumber frame;
        };
        EarliestItems<Item, 3> one, other;
        for (const FrameNumber each : {9, 2, 8, 7, 3, 6, 5})
            one.add({each});
        other.add({1});
        QVERIFY(one.isCut() && !other.isCut());
        other.merge(one);
        QVERIFY(other.isCut());
        std::vector<FrameNumber> kept;
        for (const Item& each : other.sorted())
            kept.push_back(each.frame);
        QCOMPARE(kept, (std::vector<FrameNumber>{1, 2, 3}));
    }

    void aFlowIsTextToo() {
        SequenceDiagram diagram{.hosts = {"10.0.0.1", "10.0.0.2"}};
        diagram.arrows.push_back(
            {.frame = 1, .time = 0.5, .from = 0, .to = 1, .fromPort = 1000, .toPort = 53, .text = "Query"});
        diagram.arrows.push_back(
            {.frame = 2, .time = 0.75, .from = 1, .to = 0, .fromPort = 53, .toPort = 1000, .text = "Answer"});
        const auto lines = QString::fromStdString(tapscope::textOf(diagram)).split('\n');
        QVERIFY(lines[0].contains("10.0.0.1") && lines[0].contains("10.0.0.2"));
        QVERIFY(lines[1].startsWith("0.500000") && lines[1].contains("Query"));
        QVERIFY(lines[2].contains("(1000)|") && lines[2].contains("->|(53)"));
        QVERIFY(lines[4].contains("(1000)|<-") && lines[4].contains("|(53)"));
        QCOMPARE(QByteArray::fromStdString(csvOf(diagram)).split('\n')[1].trimmed(),
                 QByteArray("1,0.5,10.0.0.1,1000,10.0.0.2,53,Query"));
    }

    void csvKeepsWhatStandsInCells() {
        const StatisticTable table{.title = "t",
                                   .columns = {{"Name"}, {"Count", StatisticColumn::Kind::Count}},
                                   .rows = {{.values = {std::string("a,\"b\""), std::uint64_t{1234}}}}};
        QCOMPARE(QByteArray::fromStdString(csvOf(table)), QByteArray("Name,Count\r\n\"a,\"\"b\"\"\",1234\r\n"));
    }
};

QTEST_GUILESS_MAIN(StatisticsTest)
#include "statistics_test.moc"
