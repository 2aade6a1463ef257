#include "statistics_witness.h"

#include <support/commands.h>

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>

#include <map>

using namespace tapscope;
using namespace tapscope::test;

/// Diagrams and graphs of TCP connections have the values that the installed tshark gives.
class GraphsWitnessTest : public QObject {
    Q_OBJECT

private slots:
    void flow_data() {
        QTest::addColumn<QString>("capture");
        for (const char* capture : {"stream-tcp.pcap", "stream-http.pcap", "stream-tls.pcap", "reassembly.pcap"})
            QTest::newRow(capture) << QString(TAPSCOPE_SOURCE_DIR "/tests/captures/") + capture;
    }
    /// "0    |0.001000 |         SYN, ACK  |", and ports in the line below.
    void flow() {
        QFETCH(QString, capture);
        static const QRegularExpression line(R"(^\d+ +\|(\d+\.\d+) *\|)"), ports(R"(\((\d+)\).*\((\d+)\))");
        const auto said = test::run("tshark", tsharkWords(capture, {"flow,tcp,network"}));
        QVERIFY2(said.status == 0, said.err);
        QStringList theirs;
        for (const QString& each : QString::fromUtf8(said.out).split('\n')) {
            if (const auto match = line.match(each); match.hasMatch())
                theirs << match.captured(1);
            else if (const auto found = ports.match(each); found.hasMatch() && !theirs.isEmpty())
                theirs.last() += each.contains("->") ? " " + found.captured(1) + " " + found.captured(2)
                                                     : " " + found.captured(2) + " " + found.captured(1);
        }
        QVERIFY(theirs.size() > 10);
        const auto drawn = test::run(TAPSCOPE_BIN_DIR "/tapscope-cli", {"stats", capture, "flow,tcp", "--json"});
        QVERIFY2(drawn.status == 0, drawn.err);
        QStringList ours;
        for (const auto& arrow : QJsonDocument::fromJson(drawn.out)[0]["flows"][0].toArray())
            ours << QString("%1 %2 %3")
                        .arg(arrow[u"time"].toDouble(), 0, 'f', 6)
                        .arg(arrow[u"source_port"].toInt())
                        .arg(arrow[u"destination_port"].toInt());
        QCOMPARE(ours.join('\n').toUtf8(), theirs.join('\n').toUtf8());
    }

    /// The points of a graph are the values of the fields that it shows.
    void streamGraphs_data() {
        QTest::addColumn<QString>("capture");
        QTest::addColumn<QString>("graph");
        QTest::addColumn<QString>("field");  // of the points
        QTest::addColumn<QString>("filter"); // of the frames that have one
        QTest::addColumn<double>("scale");
        for (const char* capture : {"stream-tcp.pcap", "stream-http.pcap"}) {
            QTest::addRow("sequence numbers, %s", capture) << capture << "stevens" << "tcp.seq" << "tcp" << 1.0;
            QTest::addRow("round-trip times, %s", capture)
                << capture << "rtt" << "tcp.analysis.ack_rtt" << "tcp.analysis.ack_rtt" << 1000.0;
        }
    }
    void streamGraphs() {
        QFETCH(QString, capture);
        QFETCH(QString, graph);
        QFETCH(QString, field);
        QFETCH(QString, filter);
        QFETCH(double, scale);
        const QString path = QString(TAPSCOPE_SOURCE_DIR "/tests/captures/") + capture;
        const auto said = test::run("tshark", {"-n", "-r", path, "-Y", "tcp.stream == 0 && " + filter, "-T", "fields",
                                               "-e", "frame.number", "-e", "frame.time_relative", "-e", field});
        QVERIFY2(said.status == 0, said.err);
        std::map<int, QStringList> theirs;
        for (const QString& line : QString::fromUtf8(said.out).split('\n', Qt::SkipEmptyParts)) {
            const auto words = line.split('\t');
            theirs[words[0].toInt()] = {QString::number(words[1].toDouble(), 'f', 6),
                                        QString::number(words[2].toDouble() * scale, 'f', 3)};
        }
        QVERIFY(!theirs.empty());
        const auto drawn =
            test::run(TAPSCOPE_BIN_DIR "/tapscope-cli", {"stats", path, "tcp-graph,0," + graph, "--json"});
        QVERIFY2(drawn.status == 0, drawn.err);
        std::map<int, QStringList> ours;
        for (const auto& plot : QJsonDocument::fromJson(drawn.out)[0]["plots"].toArray()) { // each direction
            for (const auto& point : plot[u"lines"][0][u"points"].toArray())
                ours[point[u"frame"].toInt()] = {QString::number(point[u"x"].toDouble(), 'f', 6),
                                                 QString::number(point[u"y"].toDouble(), 'f', 3)};
        }
        QCOMPARE(ours, theirs);
    }
};

QTEST_GUILESS_MAIN(GraphsWitnessTest)
#include "graphs_witness_test.moc"
