#include "compared_lines.h"
#include "statistics_witness.h"

#include <support/commands.h>

#include <QDir>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <vector>

using namespace tapscope::test;

/// The basic statistics of every capture of the project are equal to those of the installed tshark, except for the
/// differences that StatisticsWitness lists with their reasons.
class StatisticsCapturesTest : public QObject, private StatisticsWitness {
    Q_OBJECT

    /// A statistic, and the title of its section in tshark's output.
    struct Kind {
        QString words;
        const char* title;
        bool hasPorts = false;
    };
    const std::vector<Kind> kinds_ = {{"io,phs", "Protocol Hierarchy Statistics"},
                                      {"conv,eth", "Ethernet Conversations"},
                                      {"conv,ip", "IPv4 Conversations"},
                                      {"conv,ipv6", "IPv6 Conversations"},
                                      {"conv,tcp", "TCP Conversations", true},
                                      {"conv,udp", "UDP Conversations", true},
                                      {"endpoints,eth", "Ethernet Endpoints"},
                                      {"endpoints,ip", "IPv4 Endpoints"},
                                      {"endpoints,ipv6", "IPv6 Endpoints"},
                                      {"endpoints,tcp", "TCP Endpoints", true},
                                      {"endpoints,udp", "UDP Endpoints", true},
                                      {"io,stat,1", "| IO Statistics"},
                                      {"expert", nullptr}};

    /// From the title to the next line of "=" after the lines of the table. Findings of experts are not in a section.
    static QByteArray sectionOf(const QByteArray& text, const Kind& kind) {
        if (kind.title == nullptr)
            return text;
        const qsizetype begin = text.indexOf('\n' + QByteArray(kind.title));
        const bool hasHead = kind.words.startsWith("conv") || kind.words.startsWith("endpoints");
        const qsizetype head = hasHead ? text.indexOf("\n====", begin + 1) : begin;
        return begin < 0 ? QByteArray() : text.mid(begin, text.indexOf("\n====", head + 1) - begin);
    }
    static Lines linesOf(const QByteArray& text, const Kind& kind) {
        const QString& words = kind.words;
        return words == "io,phs"               ? hierarchyOf(text)
               : words == "expert"             ? comparable(findingsOf(text))
               : words.startsWith("io,stat")   ? intervalsOf(text)
               : words.startsWith("endpoints") ? endpointsOf(text, kind.hasPorts)
                                               : conversationsOf(text);
    }
    static Lines linesOf(const QJsonArray& rows, const Kind& kind) {
        const QString& words = kind.words;
        return words == "io,phs"               ? hierarchyOf(rows)
               : words == "expert"             ? comparable(findingsOf(rows))
               : words.startsWith("io,stat")   ? intervalsOf(rows)
               : words.startsWith("endpoints") ? endpointsOf(rows, kind.hasPorts)
                                               : conversationsOf(rows, kind.hasPorts);
    }
    /// The lines that only one of the programs has.
    static QByteArray differenceOf(const Lines& ours, const Lines& theirs) {
        QByteArray all;
        for (const auto& [key, figures] : ours) {
            if (const auto same = theirs.find(key); same == theirs.end() || same->second != figures)
                all += "\nours:   " + key.toUtf8() + "  " + figures.join(' ').toUtf8();
        }
        for (const auto& [key, figures] : theirs) {
            if (const auto same = ours.find(key); same == ours.end() || same->second != figures)
                all += "\ntheirs: " + key.toUtf8() + "  " + figures.join(' ').toUtf8();
        }
        return all;
    }
    void addRows(const QString& folder) const {
        QTest::addColumn<QString>("capture");
        QTest::addColumn<std::size_t>("kind");
        for (const QFileInfo& file :
             QDir(folder).entryInfoList({"*.pcap", "*.pcapng", "*.cap"}, QDir::Files, QDir::Name)) {
            for (std::size_t i = 0; i < kinds_.size(); ++i)
                QTest::addRow("%s %s", qPrintable(kinds_[i].words), qPrintable(file.fileName()))
                    << file.filePath() << i;
        }
    }
    /// Both programs count all statistics of a capture at once.
    void count(const QString& capture) {
        if (capture == counted_)
            return;
        counted_ = capture;
        QStringList kinds;
        for (const Kind& kind : kinds_)
            kinds << kind.words;
        theirAnswer_ = run("tshark", tsharkWords(capture, kinds));
        ourAnswer_ = run(TAPSCOPE_BIN_DIR "/tapscope-cli", QStringList{"stats", capture} << kinds << "--json");
    }
    void compare(const QString& capture, const Kind& kind, qsizetype place) {
        count(capture);
        const auto results = QJsonDocument::fromJson(ourAnswer_.out).array();
        QVERIFY2(results.size() == std::ssize(kinds_), ourAnswer_.err);
        const QByteArray section = sectionOf(theirAnswer_.out, kind);
        QVERIFY2(kind.title == nullptr || !section.isEmpty(), theirAnswer_.err);
        const auto rows = results[place][u"tables"][0][u"rows"].toArray();
        const QByteArray difference = differenceOf(linesOf(rows, kind), linesOf(section, kind));
        expectKnownDifference(capture, kind.words);
        QVERIFY2(difference.isEmpty(), difference);
    }

    QString counted_; ///< the capture that was counted last
    Ran ourAnswer_, theirAnswer_;

private slots:
    void capturesOfTheProject_data() { addRows(QStringLiteral(TAPSCOPE_SOURCE_DIR "/tests/captures")); }
    void capturesOfTheProject() {
        QFETCH(const QString, capture);
        QFETCH(const std::size_t, kind);
        compare(capture, kinds_[kind], static_cast<qsizetype>(kind));
    }
};

QTEST_GUILESS_MAIN(StatisticsCapturesTest)
#include "statistics_captures_test.moc"
