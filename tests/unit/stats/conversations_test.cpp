#include <decode/dissector.h>
#include <plugin/plugin_host.h>
#include <stats/result_text.h>
#include <stats/statistics_count.h>

#include <QByteArray>
#include <QTest>

#include <algorithm>
#include <memory>
#include <span>
#include <string>
#include <vector>

using namespace tapscope;

namespace {

/// IPv4 packets, each of which carries the next one.
QByteArray nested(const std::vector<int>& packets) {
    constexpr int header = 20;
    constexpr int ipv4 = 4, experimental = 253; // protocols
    QByteArray frame;
    for (std::size_t i = 0; i < packets.size(); ++i) {
        const int length = header * static_cast<int>(packets.size() - i);
        const int protocol = i + 1 < packets.size() ? ipv4 : experimental;
        for (const int octet : {0x45, 0, length >> 8, length & 0xff, 0, 1, 0, 0, 64, protocol, 0, 0})
            frame.append(static_cast<char>(octet));
        // Three senders, and as many receivers as packets.
        for (const int octet : {10, 0, 0, packets[i] % 3, 10, 0, 9, packets[i]})
            frame.append(static_cast<char>(octet));
    }
    return frame;
}

} // namespace

/// Conversations and endpoints.
class ConversationsTest : public QObject {
    Q_OBJECT

    PluginHost plugins_{QStringList{TAPSCOPE_PLUGIN_DIR}};
    const StatisticKinds kinds_;

private slots:
    void whatBeginsInOneFrameIsInAFixedOrder_data() {
        QTest::addColumn<QByteArray>("kind");
        QTest::addColumn<std::size_t>("rows");
        QTest::newRow("conversations") << QByteArray("conv,ip") << std::size_t{12};
        QTest::newRow("endpoints") << QByteArray("endpoints,ip") << std::size_t{15};
    }
    void whatBeginsInOneFrameIsInAFixedOrder() {
        QFETCH(const QByteArray, kind);
        QFETCH(const std::size_t, rows);
        auto chosen = kinds_.choose(kind.constData(), plugins_.decoders());
        QVERIFY(chosen);
        std::vector<ChosenStatistic> all;
        all.push_back(std::move(*chosen));
        const auto plan = std::make_shared<const StatisticsPlan>(std::move(all), nullptr, plugins_.decoders());
        std::vector<std::string> tables;
        std::vector<int> packets = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
        for (std::size_t turn = 0; turn < packets.size(); ++turn) {
            const QByteArray bytes = nested(packets);
            Dissection dissection;
            Dissector(plugins_.decoders())
                .dissect({.number = 1,
                          .bytes = std::as_bytes(std::span(bytes.constData(), static_cast<std::size_t>(bytes.size()))),
                          .originalLength = static_cast<std::uint32_t>(bytes.size()),
                          .linkType = LinkType::Raw},
                         plan->dissection(), dissection);
            StatisticsCount count(plan), merged(plan);
            count.take(dissection, {});
            merged.merge(count);
            for (const StatisticsCount* each : {&count, &merged}) {
                const StatisticResult result = each->result(0);
                QCOMPARE(result.tables.front().rows.size(), rows);
                tables.push_back(csvOf(result.tables.front()));
            }
            std::ranges::rotate(packets, packets.begin() + 5);
        }
        for (const std::string& each : tables)
            QCOMPARE(each, tables.front());
    }
};

QTEST_GUILESS_MAIN(ConversationsTest)
#include "conversations_test.moc"
