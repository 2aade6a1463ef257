#include "compared_lines.h"
#include "public_differences.h"
#include "statistics_witness.h"

#include <support/commands.h>

#include <QDir>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <algorithm>
#include <cmath>
#include <vector>

using namespace tapscope::test;

/// The basic statistics of every capture of the project, and of the public ones in the folder that TAPSCOPE_CAPTURES
/// names, are equal to those of the installed tshark, except for the differences that StatisticsWitness lists with
/// their reasons.
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
    /// Equal, except that tshark rounds the difference of two binary fractions.
    static bool areSame(const QStringList& ours, const QStringList& theirs) {
        constexpr double rounding = 0.00011;
        return std::ranges::equal(ours, theirs, [](const QString& one, const QString& other) {
            return one == other ||
                   (one.contains('.') && other.contains('.') && std::abs(one.toDouble() - other.toDouble()) < rounding);
        });
    }
    /// The lines that only one of the programs has.
    static QByteArray differenceOf(const Lines& ours, const Lines& theirs) {
        QByteArray all;
        for (const auto& [key, figures] : ours) {
            if (const auto same = theirs.find(key); same == theirs.end() || !areSame(figures, same->second))
                all += "\nours:   " + key.toUtf8() + "  " + figures.join(' ').toUtf8();
        }
        for (const auto& [key, figures] : theirs) {
            if (const auto same = ours.find(key); same == ours.end() || !areSame(same->second, figures))
                all += "\ntheirs: " + key.toUtf8() + "  " + figures.join(' ').toUtf8();
        }
        return all;
    }
    static void addColumns() {
        QTest::addColumn<QString>("capture");
        QTest::addColumn<std::size_t>("kind");
    }
    void addRows(const QString& folder) const {
        for (const QFileInfo& file :
             QDir(folder).entryInfoList({"*.pcap", "*.pcapng", "*.cap"}, QDir::Files, QDir::Name)) {
            for (std::size_t i = 0; i < kinds_.size(); ++i)
                QTest::addRow("%s %s", qPrintable(kinds_[i].words), qPrintable(file.fileName()))
                    << file.filePath() << i;
        }
    }
    /// tshark's table would have millions of lines, or it counts a frame that is older than the one before in the
    /// interval of that one.
    static bool isComparable(const QString& capture, const QJsonObject& overTime) {
        return overTime[u"notes"].toArray().isEmpty() &&
               run("capinfos", {"-o", capture}).out.simplified().endsWith("Strict time order: True");
    }
    /// Both programs count all statistics of a capture at once.
    void count(const QString& capture) {
        if (capture == counted_)
            return;
        counted_ = capture;
        QStringList kinds;
        for (const Kind& kind : kinds_)
            kinds << kind.words;
        const auto ours = run(TAPSCOPE_BIN_DIR "/tapscope-cli", QStringList{"stats", capture} << kinds << "--json");
        ourError_ = ours.err;
        ours_ = QJsonDocument::fromJson(ours.out).array();
        isOverTimeComparable_ = isComparable(capture, ours_[kinds.indexOf("io,stat,1")].toObject());
        if (!isOverTimeComparable_)
            kinds.removeOne("io,stat,1");
        theirs_ = run("tshark", tsharkWords(capture, kinds));
    }
    void compare(const QString& capture, const Kind& kind, qsizetype place, bool isPublic) {
        count(capture);
        QVERIFY2(ours_.size() == std::ssize(kinds_), ourError_);
        const bool isOverTime = kind.words.startsWith("io,stat");
        if (isOverTime && !isOverTimeComparable_) {
            QVERIFY2(isPublic, "the frames of the project's captures are in the order of their times");
            return;
        }
        const QByteArray section = sectionOf(theirs_.out, kind);
        QVERIFY2(kind.title == nullptr || !section.isEmpty(), theirs_.err);
        Lines ours = linesOf(ours_[place][u"tables"][0][u"rows"].toArray(), kind), theirs = linesOf(section, kind);
        if (isOverTime && ours.size() == 1 && theirs.empty())
            return;                               // tshark has no interval if all frames have the same time
        if (isPublic && kind.words == "io,phs") { // the layers above are those that captures_test compares
            ours = upToTransport(std::move(ours));
            theirs = upToTransport(std::move(theirs));
        }
        const QByteArray difference = differenceOf(ours, theirs);
        if (!isPublic)
            expectKnownDifference(capture, kind.words);
        else if (const char* reason = publicDifference(capture.section('/', -1), kind.words); reason != nullptr)
            QEXPECT_FAIL("", reason, Continue);
        QVERIFY2(difference.isEmpty(), difference);
    }

    QString counted_; ///< the capture that was counted last
    QJsonArray ours_;
    QByteArray ourError_;
    bool isOverTimeComparable_ = false;
    Ran theirs_;

private slots:
    void capturesOfTheProject_data() {
        addColumns();
        addRows(QStringLiteral(TAPSCOPE_SOURCE_DIR "/tests/captures"));
    }
    void capturesOfTheProject() {
        QFETCH(const QString, capture);
        QFETCH(const std::size_t, kind);
        compare(capture, kinds_[kind], static_cast<qsizetype>(kind), false);
    }

    void publicCaptures_data() {
        addColumns();
        const QString folder = qEnvironmentVariable("TAPSCOPE_CAPTURES");
        if (folder.isEmpty())
            QTest::newRow("none") << QString() << std::size_t{0};
        else
            for (const char* group : {"/valid", "/other"})
                addRows(folder + QLatin1String(group));
    }
    void publicCaptures() {
        QFETCH(const QString, capture);
        QFETCH(const std::size_t, kind);
        if (capture.isEmpty())
            QSKIP("TAPSCOPE_CAPTURES names no folder of public captures");
        compare(capture, kinds_[kind], static_cast<qsizetype>(kind), true);
    }
};

QTEST_GUILESS_MAIN(StatisticsCapturesTest)
#include "statistics_captures_test.moc"
