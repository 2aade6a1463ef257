#include "compared_lines.h"
#include "statistics_witness.h"

#include <support/commands.h>

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <algorithm>
#include <map>
#include <numeric>
#include <vector>

using namespace tapscope;
using namespace tapscope::test;

/// The statistics of the project's captures are equal to those of the installed tshark. statistics_captures_test
/// compares those that every capture has.
class StatisticsWitnessTest : public QObject, private StatisticsWitness {
    Q_OBJECT

private slots:
    void trafficOverTime_data() { addRows({"io,stat,0.1,tcp,SUM(frame.len)frame.len && udp,COUNT(ip.ttl)ip.ttl"}); }
    void trafficOverTime() {
        QFETCH(QString, capture);
        QFETCH(QString, kind);
        ask(capture, kind);
        QVERIFY(!intervalsOf(theirs_).empty());
        expectKnownDifference(capture, kind);
        QCOMPARE(shown(intervalsOf(ours_)), shown(intervalsOf(theirs_)));
    }

    void frameLengths_data() { addRows({"plen,tree"}); }
    void frameLengths() {
        QFETCH(QString, capture);
        QFETCH(QString, kind);
        ask(capture, kind);
        QCOMPARE(lengthsOf(theirs_).size(), 10U);
        expectKnownDifference(capture, kind);
        QCOMPARE(shown(lengthsOf(ours_)), shown(lengthsOf(theirs_)));
    }

    void simpleTrees_data() {
        addRows({"ptype,tree", "ip_srcdst,tree", "ip_hosts,tree"});
        const auto row = [](const char* kind, const char* capture) {
            QTest::addRow("%s %s", kind, capture)
                << QString(TAPSCOPE_SOURCE_DIR "/tests/captures/") + QLatin1String(capture) << QString(kind);
        };
        row("dns,tree", "app-dns.pcap");
        row("dns,tree", "option-dns.pcap");
        row("dns,tree", "mixed.pcapng");
        row("dns,tree", "views-any.pcap");
        row("http,tree", "stream-http.pcap");
        row("dhcp,stat", "option-dhcp.pcap");
        row("dhcp,stat", "app-services.pcap");
        row("sip,stat", "app-sip.pcap");
    }
    void simpleTrees() {
        QFETCH(QString, capture);
        QFETCH(QString, kind);
        ask(capture, kind);
        const bool hasSections = kind.startsWith("ip_srcdst");
        const Lines theirs = kind.endsWith("stat") ? countsOf(theirs_)
                             : kind == "dns,tree"  ? withoutResultsOfQueries(itemsOf(theirs_, hasSections))
                                                   : itemsOf(theirs_, hasSections);
        QVERIFY2(!theirs.empty() || itemsOf(ours_, hasSections).empty(), theirs_);
        expectKnownDifference(capture, kind);
        QCOMPARE(shown(itemsOf(ours_, hasSections)), shown(theirs));
    }

    void responseTimes_data() {
        QTest::addColumn<QString>("capture");
        QTest::addColumn<QString>("kind");
        QTest::newRow("ICMP") << "link-icmp.pcap" << "icmp,srt";
        QTest::newRow("ICMP, a ping") << "ping.pcapng" << "icmp,srt";
    }
    void responseTimes() {
        QFETCH(QString, capture);
        QFETCH(QString, kind);
        ask(TAPSCOPE_SOURCE_DIR "/tests/captures/" + capture, kind);
        QCOMPARE(timesOf(ours_).join(' '), timesOf(theirs_).join(' '));
    }

    /// Response times of protocols for which tshark has a field, but no statistic.
    void responseTimesOfFields_data() {
        QTest::addColumn<QString>("capture");
        QTest::addColumn<QString>("protocol");
        QTest::newRow("DNS that two interfaces see") << "views-any.pcap" << "dns";
        QTest::newRow("DNS in a mix") << "mixed.pcapng" << "dns";
        QTest::newRow("HTTP") << "stream-http.pcap" << "http";
    }
    void responseTimesOfFields() {
        QFETCH(QString, capture);
        QFETCH(QString, protocol);
        const QString path = TAPSCOPE_SOURCE_DIR "/tests/captures/" + capture;
        const QString kind = protocol + ",srt";
        askUs(path, kind);
        const auto said = test::run("tshark", {"-n", "-o", "tcp.desegment_tcp_streams:false", "-r", path, "-T",
                                               "fields", "-e", protocol + ".time", "-Y", protocol + ".time"});
        QVERIFY2(said.status == 0, said.err);
        std::vector<double> times;
        for (const QByteArray& word : said.out.simplified().replace(',', ' ').split(' ')) {
            if (!word.isEmpty())
                times.push_back(word.toDouble());
        }
        QVERIFY(!times.empty());
        const auto values = ours_[0][u"values"].toArray();
        expectKnownDifference(path, kind);
        QCOMPARE(number(values[1]), QString::number(times.size()));
        const auto text = [](double seconds) { return QString::number(seconds, 'f', 9); };
        QCOMPARE(text(values[2].toDouble()), text(*std::ranges::min_element(times)));
        QCOMPARE(text(values[3].toDouble()), text(*std::ranges::max_element(times)));
        QCOMPARE(text(values[4].toDouble()),
                 text(std::accumulate(times.begin(), times.end(), 0.0) / static_cast<double>(times.size())));
    }

    void summary_data() { addRows({"summary"}); }
    void summary() {
        QFETCH(QString, capture);
        QFETCH(QString, kind);
        const auto said = test::run("capinfos", {"-M", "-c", "-d", "-u", "-S", capture});
        QVERIFY2(said.status == 0, said.err);
        const auto theirs = [text = QString::fromUtf8(said.out)](const char* what) {
            return text.section(QLatin1String(what), 1).section('\n', 0, 0).remove(':').simplified().section(' ', 0, 0);
        };
        const auto counted = test::run(TAPSCOPE_BIN_DIR "/tapscope-cli", {"stats", capture, kind, "--json"});
        QVERIFY2(counted.status == 0, counted.err);
        std::map<QString, QJsonValue> ours;
        for (const auto& row : rowsOf(counted.out))
            ours[row[u"values"][0].toString()] = row[u"values"][1];
        QCOMPARE(number(ours["Frames"]), theirs("Number of packets"));
        QCOMPARE(number(ours["Bytes on the wire"]), theirs("Data size"));
        QCOMPARE(QString::number(ours["Duration, seconds"].toDouble(), 'f', 5),
                 QString::number(theirs("Capture duration").toDouble(), 'f', 5));
    }
};

QTEST_GUILESS_MAIN(StatisticsWitnessTest)
#include "statistics_witness_test.moc"
