#include <support/commands.h>

#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>

#include <algorithm>
#include <map>
#include <numeric>
#include <vector>

using namespace tapscope;

namespace {

/// A statistic as lines to compare: the item or pair that is counted, and its numbers.
using Lines = std::map<QString, QStringList>;

/// Each frame by itself, as the frame list shows it.
QStringList tsharkWords(const QString& capture, const QString& kind) {
    return {"-n", "-q",
            "-o", "tcp.desegment_tcp_streams:false",
            "-o", "ip.defragment:false",
            "-o", "ipv6.defragment:false",
            "-r", capture,
            "-z", kind};
}

QJsonArray rowsOf(const QByteArray& json) {
    return QJsonDocument::fromJson(json)[0]["tables"][0]["rows"].toArray();
}

QString number(const QJsonValue& value) {
    return QString::number(value.toDouble(), 'f', 0);
}

/// " tcp frames:11 bytes:797", with two spaces per level. tshark puts the comment of a frame above its protocols.
Lines hierarchyOf(const QByteArray& text) {
    static const QRegularExpression line("^( *)(\\S+) +frames:(\\d+) bytes:(\\d+)$");
    std::map<QString, std::pair<quint64, quint64>> counts;
    QStringList path;
    for (const QString& each : QString::fromUtf8(text).split('\n')) {
        const auto match = line.match(each);
        if (!match.hasMatch())
            continue;
        path = path.mid(0, match.captured(1).size() / 2) << match.captured(2);
        QStringList place = path;
        place.removeAll("pkt_comment");
        if (place.isEmpty())
            continue;
        auto& [frames, bytes] = counts[place.join('/')];
        frames += match.captured(3).toULongLong();
        bytes += match.captured(4).toULongLong();
    }
    Lines lines;
    for (const auto& [place, count] : counts)
        lines[place] = {QString::number(count.first), QString::number(count.second)};
    return lines;
}
Lines hierarchyOf(const QJsonArray& rows) {
    Lines lines;
    QStringList path;
    for (const auto& row : rows) {
        path = path.mid(0, row[u"depth"].toInt()) << row[u"values"][0].toString();
        lines[path.join('/')] = {number(row[u"values"][2]), number(row[u"values"][4])};
    }
    return lines;
}

/// "10.1.0.1:49152 <-> 198.51.100.7:80  4 305 bytes  5 364 bytes  9 669 bytes  0.098765424  0.0988"
Lines conversationsOf(const QByteArray& text) {
    Lines lines;
    for (const QString& each : QString::fromUtf8(text).split('\n')) {
        const auto words = each.split(' ', Qt::SkipEmptyParts);
        if (words.size() != 14 || words[1] != "<->")
            continue;
        const QString start = QString::number(words[12].toDouble(), 'f', 6);
        lines[words[0] + " " + words[2] + " " + start] = {words[6] + " " + words[7], words[3] + " " + words[4],
                                                          words[13]};
    }
    return lines;
}
Lines conversationsOf(const QJsonArray& rows, bool hasPorts) {
    Lines lines;
    for (const auto& row : rows) {
        const auto value = [&, values = row[u"values"].toArray()](int place) { return values[place]; };
        const auto end = [&](int place) {
            return value(place).toString() + (hasPorts ? ":" + number(value(place + 1)) : QString());
        };
        const int at = hasPorts ? 4 : 2;
        const QString start = QString::number(value(at + 6).toDouble(), 'f', 6);
        lines[end(0) + " " + end(hasPorts ? 2 : 1) + " " + start] = {
            number(value(at + 1)) + " " + number(value(at + 4)), number(value(at + 2)) + " " + number(value(at + 5)),
            QString::number(value(at + 7).toDouble(), 'f', 4)};
    }
    return lines;
}

/// "10.1.0.1  53001  6  528  3  226  3  302"
Lines endpointsOf(const QByteArray& text, bool hasPorts) {
    Lines lines;
    const int at = hasPorts ? 2 : 1;
    for (const QString& each : QString::fromUtf8(text).split('\n')) {
        const auto words = each.split(' ', Qt::SkipEmptyParts);
        bool isCount = false;
        if (words.size() == at + 6)
            (void)words[at].toULongLong(&isCount);
        if (isCount)
            lines[words.mid(0, at).join(' ')] = words.mid(at);
    }
    return lines;
}
Lines endpointsOf(const QJsonArray& rows, bool hasPorts) {
    Lines lines;
    for (const auto& row : rows) {
        const auto values = row[u"values"].toArray();
        const int at = hasPorts ? 2 : 1;
        QStringList figures;
        for (int i = at; i < at + 6; ++i)
            figures << number(values[i]);
        lines[values[0].toString() + (hasPorts ? " " + number(values[1]) : QString())] = figures;
    }
    return lines;
}

/// "| 0.0 <> 0.5 | 12 | 891 | 1157 |", by the number of the interval.
Lines intervalsOf(const QByteArray& text) {
    Lines lines;
    for (const QString& each : QString::fromUtf8(text).split('\n')) {
        if (!each.contains("<>"))
            continue;
        QStringList figures;
        for (const QString& cell : each.split('|', Qt::SkipEmptyParts).mid(1))
            figures << cell.trimmed();
        lines[QString::number(lines.size()).rightJustified(6, '0')] = figures;
    }
    return lines;
}
/// tshark leaves out a last frame that lies on the border of two intervals; here, it has an interval of length 0.
Lines intervalsOf(const QJsonArray& rows) {
    Lines lines;
    for (const auto& row : rows) {
        const auto values = row[u"values"].toArray();
        if (values[0] == values[1] && lines.size() > 0)
            continue;
        QStringList figures;
        for (const auto& value : values.toVariantList().mid(2))
            figures << QString::number(static_cast<quint64>(value.toDouble()));
        lines[QString::number(lines.size()).rightJustified(6, '0')] = figures;
    }
    return lines;
}

/// " 40-79   37   62.54   42   76   0.0227   71.15%"
Lines lengthsOf(const QByteArray& text) {
    static const QRegularExpression line(
        "^ (\\d+)(?:-\\d+| and greater) +(\\d+) +(\\S+) +(\\S+) +(\\S+) +(\\S+) +(\\S+)%");
    Lines lines;
    for (const QString& each : QString::fromUtf8(text).split('\n')) {
        if (const auto match = line.match(each); match.hasMatch())
            lines[match.captured(1)] = match.capturedTexts().mid(2);
    }
    return lines;
}
Lines lengthsOf(const QJsonArray& rows) {
    Lines lines;
    for (const auto& row : rows) {
        const auto values = row[u"values"].toArray();
        if (row[u"depth"].toInt() == 0)
            continue;
        const auto text = [](const QJsonValue& value, int decimals) {
            return value.isNull() ? QString("-") : QString::number(value.toDouble(), 'f', decimals);
        };
        lines[values[0].toString().section(QRegularExpression("[- ]"), 0, 0)] = {
            text(values[1], 0), text(values[2], 2), text(values[3], 0),
            text(values[4], 0), text(values[5], 4), text(values[6], 2)};
    }
    return lines;
}

/// "   2   Sequence   TCP  Connection finish (FIN)" below "Chats (8)".
Lines findingsOf(const QByteArray& text) {
    static const QRegularExpression title("^(Error|Warn|Note|Chat|Comment)s \\("),
        line("^ +(\\d+) +(\\S+) +(\\S+)  (.+)$");
    const std::map<QString, QString> names = {{"Warn", "Warning"}};
    Lines lines;
    QString severity;
    for (const QString& each : QString::fromUtf8(text).split('\n')) {
        if (const auto match = title.match(each); match.hasMatch())
            severity = names.contains(match.captured(1)) ? names.at(match.captured(1)) : match.captured(1);
        else if (const auto found = line.match(each); found.hasMatch())
            lines[severity + " " + found.captured(2) + " " + found.captured(3) + " " + found.captured(4)] = {
                found.captured(1)};
    }
    return lines;
}
Lines findingsOf(const QJsonArray& rows) {
    Lines lines;
    for (const auto& row : rows) {
        const auto values = row[u"values"].toArray();
        QStringList words;
        for (int i = 0; i < 4; ++i)
            words << values[i].toString();
        lines[words.join(' ')] = {number(values[4])};
    }
    return lines;
}

/// The findings that both programs have. tshark also has which end closes a connection first, and the findings of
/// single protocols. Here all checksums are verified, of which tshark verifies only a few by default.
Lines comparable(Lines findings) {
    std::erase_if(findings, [](const auto& each) {
        return (!each.first.contains(" Sequence TCP ") && !each.first.startsWith("Comment")) ||
               each.first.endsWith("the connection closing");
    });
    return findings;
}

/// The leaves of a tree, with their counts: " A (Host Address) 30 0.0009". Of the name of an item, the part before a
/// bracket or colon is used. With `sections`, the first letter of the section precedes it, because sections may have
/// the same items.
Lines itemsOf(const QByteArray& text, bool sections) {
    static const QRegularExpression line("^( *)(\\S.*?) {2,}(\\d+)\\b");
    struct Item {
        qsizetype depth;
        QString name, count;
    };
    std::vector<Item> all;
    for (const QString& each : QString::fromUtf8(text).section("Payload size", 0, 0).split('\n')) {
        if (const auto match = line.match(each); match.hasMatch())
            all.push_back({match.captured(1).size(), match.captured(2), match.captured(3)});
    }
    Lines lines;
    QString section;
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (all[i].depth == 0)
            section = sections ? all[i].name.left(1) + ' ' : QString();
        const bool isLeaf = all[i].depth > 0 && (i + 1 == all.size() || all[i + 1].depth <= all[i].depth);
        static const QRegularExpression code("^\\d\\d\\d ");
        const QString name = code.match(all[i].name).hasMatch() ? all[i].name.left(3) : all[i].name.section(" (", 0, 0);
        if (isLeaf && all[i].count != "0")
            lines[section + name] = {all[i].count};
    }
    return lines;
}
/// "ACK   |5 |", "SIP 200 OK   :  1 Packets", "INVITE   :  1 Packets".
Lines countsOf(const QByteArray& text) {
    static const QRegularExpression line("^ *(?:SIP (\\d+).*|(\\S.*?)) +[|:] *(\\d+) *(?:\\||Packets)");
    Lines lines;
    for (const QString& each : QString::fromUtf8(text).split('\n')) {
        if (const auto match = line.match(each); match.hasMatch() && match.captured(3) != "0")
            lines[match.captured(1) + match.captured(2)] = {match.captured(3)};
    }
    return lines;
}
Lines itemsOf(const QJsonArray& rows, bool sections) {
    Lines lines;
    QString section, part;
    for (const auto& row : rows) {
        const auto values = row[u"values"].toArray();
        if (row[u"depth"].toInt() == 1) {
            part = values[0].toString();
            section = sections ? part.left(1) + ' ' : QString();
        }
        // Items that tshark's trees do not have, or not as leaves.
        if (row[u"depth"].toInt() == 2 && part != "Responses by class" && part != "Hosts asked")
            lines[section + values[0].toString().section(" (", 0, 0)] = {number(values[1])};
    }
    return lines;
}

/// tshark also counts the result code 0 of DNS queries, in which it has no meaning.
Lines withoutResultsOfQueries(Lines items) {
    const auto result = items.find("No error");
    if (const auto queries = items.find("Query"); queries != items.end() && result != items.end()) {
        const int left = result->second.first().toInt() - queries->second.first().toInt();
        result->second = {QString::number(left)};
        if (left == 0)
            items.erase(result);
    }
    return items;
}

/// The line below "Minimum  Maximum  Mean  Median  SDeviation  Min Frame  Max Frame", in ms, and before it the replies.
QStringList timesOf(const QByteArray& text) {
    const QStringList lines = QString::fromUtf8(text).split('\n');
    const auto below = [&](const char* title) {
        const auto found = lines.indexOf(QRegularExpression(QString("^%1 .*").arg(title)));
        return found < 0 ? QStringList() : lines.value(found + 1).split(' ', Qt::SkipEmptyParts);
    };
    return below("Requests").mid(1, 1) + below("Minimum");
}
QStringList timesOf(const QJsonArray& rows) {
    const auto values = rows[0][u"values"].toArray();
    QStringList words = {number(values[1])};
    for (int i = 2; i < 7; ++i)
        words << QString::number(values[i].toDouble() * 1000, 'f', 3);
    return words << number(values[7]) << number(values[8]);
}

QByteArray shown(const Lines& lines) {
    QStringList all;
    for (const auto& [key, figures] : lines)
        all << key + ": " + figures.join(' ');
    return all.join('\n').toUtf8();
}

} // namespace

/// The statistics of the project's captures are equal to those of the installed tshark.
class StatisticsWitnessTest : public QObject {
    Q_OBJECT

    static void addRows(const QStringList& kinds) {
        QTest::addColumn<QString>("capture");
        QTest::addColumn<QString>("kind");
        for (const char* capture : {"mixed.pcapng", "stream-tcp.pcap", "stream-http.pcap", "app-dns.pcap",
                                    "app-services.pcap", "link-ip.pcap", "link-icmp.pcap", "link-tunnel.pcap"}) {
            for (const QString& kind : kinds)
                QTest::addRow("%s %s", qPrintable(kind), capture)
                    << QString(TAPSCOPE_SOURCE_DIR "/tests/captures/") + capture << kind;
        }
    }
    /// The known differences from tshark's values, and their reasons.
    static void expectKnownDifference(const QString& capture, const QString& kind) {
        static const char* const cut = "tshark does not count a header that ends early; here it counts if its "
                                       "addresses and ports are there";
        static const char* const quoted = "the packet that an NHRP error quotes is decoded and counted";
        static const char* const views = "tshark takes an exchange that two interfaces see for one; each interface "
                                         "has its own view of it here";
        static const char* const innermost =
            "tshark counts the innermost IP header of a frame, also of IPv6; here each "
            "IPv4 header counts, as in conversations";
        static const char* const protocols = "tshark calls every protocol without ports NONE, and a frame by what its "
                                             "ICMP error quotes; here protocols have their names";
        static const char* const early = "tshark leaves out a DNS message that ends early";
        static const QHash<QString, const char*> reasons = {
            {"ptype,tree mixed.pcapng", protocols},
            {"ptype,tree link-ip.pcap", protocols},
            {"ptype,tree link-icmp.pcap", protocols},
            {"ptype,tree link-tunnel.pcap", protocols},
            {"ip_srcdst,tree mixed.pcapng", innermost},
            {"ip_srcdst,tree link-ip.pcap", innermost},
            {"ip_srcdst,tree link-tunnel.pcap", innermost},
            {"ip_hosts,tree mixed.pcapng", innermost},
            {"ip_hosts,tree link-ip.pcap", innermost},
            {"ip_hosts,tree link-tunnel.pcap", innermost},
            {"dns,tree app-dns.pcap", early},
            {"dns,tree option-dns.pcap", early},
            {"dhcp,stat option-dhcp.pcap", "tshark does not read a message type that stands in the boot file name"},
            {"io,phs stream-http.pcap", "WebSocket stands below HTTP, which began it, in all its frames; tshark puts "
                                        "later ones below TCP"},
            {"io,phs app-dns.pcap", "tshark puts the second DNS message of a segment below the first"},
            {"io,phs link-ip.pcap", "tshark puts what is malformed below the layer before; it stands below the layer "
                                    "that is malformed here"},
            {"io,phs link-icmp.pcap", "as in link-ip.pcap, and of DNS messages that ICMP errors quote"},
            {"io,phs link-tunnel.pcap", "NHRP, MPLS pseudowires and AH payloads are decoded further, or told apart "
                                        "from malformed ones"},
            {"conv,tcp mixed.pcapng", views},
            {"expert mixed.pcapng", views},
            {"dns,srt views-any.pcap", views},
            {"conv,ipv6 link-ip.pcap", "a frame with a routing header counts for the address in its IPv6 header"},
            {"endpoints,ipv6 link-ip.pcap", "as for conv,ipv6"},
            {"conv,udp link-ip.pcap", "as for conv,ipv6; tshark takes the last address of the routing header"},
            {"endpoints,udp link-ip.pcap", "as for conv,udp"},
            {"conv,tcp link-ip.pcap", cut},
            {"endpoints,tcp link-ip.pcap", cut},
            {"conv,ip link-tunnel.pcap", quoted},
            {"conv,udp link-tunnel.pcap", quoted},
            {"endpoints,ip link-tunnel.pcap", quoted},
            {"endpoints,udp link-tunnel.pcap", quoted},
            {"plen,tree link-tunnel.pcap", "tshark rounds 53.125 % to even"},
            {"io,stat,0.1,tcp,SUM(frame.len)frame.len && udp,COUNT(ip.ttl)ip.ttl link-ip.pcap",
             "a datagram whose header ends early is UDP here, and in tshark it is not"}};
        if (const char* reason = reasons.value(kind + ' ' + capture.section('/', -1)); reason != nullptr)
            QEXPECT_FAIL("", reason, Continue);
    }

    QByteArray theirs_;
    QJsonArray ours_;

    void ask(const QString& capture, const QString& kind) {
        const auto said = test::run("tshark", tsharkWords(capture, kind));
        QVERIFY2(said.status == 0, said.err);
        theirs_ = said.out;
        askUs(capture, kind);
    }
    void askUs(const QString& capture, const QString& kind) {
        const auto counted = test::run(TAPSCOPE_BIN_DIR "/tapscope-cli", {"stats", capture, kind, "--json"});
        QVERIFY2(counted.status == 0, counted.err);
        ours_ = rowsOf(counted.out);
    }

private slots:
    void protocolHierarchy_data() { addRows({"io,phs"}); }
    void protocolHierarchy() {
        QFETCH(QString, capture);
        QFETCH(QString, kind);
        ask(capture, kind);
        QVERIFY(!hierarchyOf(theirs_).empty());
        expectKnownDifference(capture, kind);
        QCOMPARE(shown(hierarchyOf(ours_)), shown(hierarchyOf(theirs_)));
    }

    void conversations_data() { addRows({"conv,eth", "conv,ip", "conv,ipv6", "conv,tcp", "conv,udp"}); }
    void conversations() {
        QFETCH(QString, capture);
        QFETCH(QString, kind);
        ask(capture, kind);
        QVERIFY(theirs_.contains("Conversations"));
        const bool hasPorts = kind.endsWith("tcp") || kind.endsWith("udp");
        expectKnownDifference(capture, kind);
        QCOMPARE(shown(conversationsOf(ours_, hasPorts)), shown(conversationsOf(theirs_)));
    }

    void endpoints_data() {
        addRows({"endpoints,eth", "endpoints,ip", "endpoints,ipv6", "endpoints,tcp", "endpoints,udp"});
    }
    void endpoints() {
        QFETCH(QString, capture);
        QFETCH(QString, kind);
        ask(capture, kind);
        QVERIFY(theirs_.contains("Endpoints"));
        const bool hasPorts = kind.endsWith("tcp") || kind.endsWith("udp");
        expectKnownDifference(capture, kind);
        QCOMPARE(shown(endpointsOf(ours_, hasPorts)), shown(endpointsOf(theirs_, hasPorts)));
    }

    void trafficOverTime_data() {
        addRows({"io,stat,1", "io,stat,0.1,tcp,SUM(frame.len)frame.len && udp,COUNT(ip.ttl)ip.ttl"});
    }
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

    void expertInformation_data() { addRows({"expert"}); }
    void expertInformation() {
        QFETCH(QString, capture);
        QFETCH(QString, kind);
        ask(capture, kind);
        expectKnownDifference(capture, kind);
        QCOMPARE(shown(comparable(findingsOf(ours_))), shown(comparable(findingsOf(theirs_))));
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

    void flow_data() {
        QTest::addColumn<QString>("capture");
        for (const char* capture : {"stream-tcp.pcap", "stream-http.pcap", "stream-tls.pcap", "reassembly.pcap"})
            QTest::newRow(capture) << QString(TAPSCOPE_SOURCE_DIR "/tests/captures/") + capture;
    }
    /// "0    |0.001000 |         SYN, ACK  |", and ports in the line below.
    void flow() {
        QFETCH(QString, capture);
        static const QRegularExpression line(R"(^\d+ +\|(\d+\.\d+) *\|)"), ports(R"(\((\d+)\).*\((\d+)\))");
        const auto said = test::run("tshark", tsharkWords(capture, "flow,tcp,network"));
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

QTEST_GUILESS_MAIN(StatisticsWitnessTest)
#include "statistics_witness_test.moc"
